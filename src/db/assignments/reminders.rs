//! Reminders to experts who have not filed.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::Administrator,
    domain::ids::{ExpertId, SeasonId},
};

/// Notes that the experts of a season who have not filed are reminded, except for tasks of which
/// they were reminded after `since`. Answers each expert and of how many tasks.
///
/// # Errors
/// The database's.
pub async fn remind(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
    (since, now): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<Vec<(ExpertId, i64)>> {
    let rows = sqlx::query!(
        r#"WITH reminded AS (
               UPDATE assignments t SET reminded_at = $3
               FROM applications a
               WHERE a.id = t.application_id AND a.season_id = $1 AND a.status = 'in_review'
                 AND t.state IN ('assigned', 'accepted')
                 AND (t.reminded_at IS NULL OR t.reminded_at <= $2)
               RETURNING t.expert_id)
           SELECT expert_id AS "expert: ExpertId", count(*) AS "tasks!"
           FROM reminded GROUP BY expert_id ORDER BY expert_id"#,
        season as SeasonId,
        since,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.expert, row.tasks))
        .collect())
}
