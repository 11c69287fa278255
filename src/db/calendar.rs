//! The calendar of working days: years with the document each is from. Rows are never changed; the
//! newest of a year is the one in force.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::Acting,
    domain::{
        calendar::{CalendarYear, DayKind, WorkingCalendar},
        ids::AccountId,
    },
};

/// A year that is known.
#[derive(Clone, Debug)]
pub struct KnownYear {
    /// The year and its days.
    pub year: CalendarYear,
    /// The document it is from.
    pub source: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// Who added it; none when it came with the program or by its command.
    pub added_by: Option<String>,
}

/// The years in force, ascending.
///
/// # Errors
/// The database's.
pub async fn years(conn: &mut PgConnection) -> sqlx::Result<Vec<KnownYear>> {
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (y.year) y.year, y.source, y.added_at, a.login AS "added_by?",
                  y.days AS "days: Json<BTreeMap<NaiveDate, DayKind>>"
           FROM calendar_years y LEFT JOIN accounts a ON a.id = y.added_by
           ORDER BY y.year, y.id DESC"#,
    )
    .fetch_all(conn)
    .await?;
    let known = rows.into_iter().map(|row| KnownYear {
        year: CalendarYear {
            year: row.year,
            days: row.days.0,
        },
        source: row.source,
        added_at: row.added_at,
        added_by: row.added_by,
    });
    Ok(known.collect())
}

/// All years that are known, to count working days by.
///
/// # Errors
/// The database's.
pub async fn working(conn: &mut PgConnection) -> sqlx::Result<WorkingCalendar> {
    let known = years(conn).await?;
    Ok(known.into_iter().flat_map(|it| it.year.days).collect())
}

/// Adds a year; what was known of it before stays.
///
/// # Errors
/// The database's.
pub async fn add(
    conn: &mut PgConnection,
    actor: &impl Acting,
    (year, source): (&CalendarYear, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO calendar_years (year, source, days, added_by, added_at)
         VALUES ($1, $2, $3, $4, $5)",
        year.year,
        source,
        Json(&year.days) as _,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
