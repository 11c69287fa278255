//! The office reminds the experts who have not filed, of one task at most once a day.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::{
    access::Administrator,
    db::{
        assignments,
        audit::{self, Entry},
        messages::{self, Recipient},
        seasons::Season,
    },
    domain::{
        audit::AuditAct,
        season::{Stage, Window},
    },
    text::office_letters,
};

/// How long an expert is left alone after a reminder.
const REST: TimeDelta = TimeDelta::hours(24);

/// Sends one message to every expert of the season with tasks to file, whatever their number.
/// Answers how many experts were reminded.
///
/// # Errors
/// The database's.
pub async fn remind_experts(
    conn: &mut PgConnection,
    me: &Administrator,
    season: &Season,
    now: DateTime<Utc>,
) -> sqlx::Result<usize> {
    let reminded = assignments::remind(conn, me, season.id, (now - REST, now)).await?;
    let until = season
        .tiers
        .next_closing(Stage::Review, now)
        .map_or(now, Window::closes_at);
    for (expert, tasks) in &reminded {
        let letter = office_letters::review_reminder(&season.title, *tasks, until);
        messages::send(conn, Recipient::Expert(*expert), None, &letter, now).await?;
    }
    if !reminded.is_empty() {
        let entry = Entry {
            act: AuditAct::RemindExperts,
            application: None,
            detail: serde_json::json!({ "season": season.id, "experts": reminded.len() }),
        };
        audit::record(conn, me, &entry, now).await?;
    }
    Ok(reminded.len())
}
