//! Years are added to the calendar of working days, each with the document it is from.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::Acting,
    db::{
        audit::{self, Entry},
        calendar::{self, KnownYear},
    },
    domain::{audit::AuditAct, calendar::CalendarYear},
};

/// Adds the years. A year whose days are known already as they are is left alone; answers how many
/// were added.
///
/// # Errors
/// The database's.
pub async fn load_calendar(
    conn: &mut PgConnection,
    actor: &impl Acting,
    years: &[CalendarYear],
    source: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<usize> {
    let known = calendar::years(conn).await?;
    let mut added = 0;
    for year in years {
        let before = known.iter().find(|it| it.year.year == year.year);
        if before.is_some_and(|it| it.year == *year && it.source == source) {
            continue;
        }
        calendar::add(conn, actor, (year, source), now).await?;
        added += 1;
        let entry = Entry {
            act: AuditAct::LoadCalendar,
            application: None,
            detail: serde_json::json!({
                "year": year.year, "source": source, "after": year.days,
                "before": before.map(replaced),
            }),
        };
        audit::record(conn, actor, &entry, now).await?;
    }
    Ok(added)
}

fn replaced(known: &KnownYear) -> serde_json::Value {
    serde_json::json!({ "source": known.source, "days": known.year.days })
}
