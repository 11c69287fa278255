//! Background tasks, enqueued in the transaction of the act that needs them: none is lost when the
//! act commits, none appears when it does not. Handlers may run twice and must bear it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, types::Json};

/// A background task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "task")]
pub enum Task {
    /// Removes sessions that have ended.
    PurgeSessions,
    /// Removes uploads that were begun and never finished.
    SweepUploads,
    /// Publishes the end of the audit trail's chain, once a day.
    PublishAuditHead,
}

impl Task {
    /// The tasks that come back by themselves, with how often.
    pub const RECURRING: [(Self, TimeDelta); 3] = [
        (Self::PurgeSessions, TimeDelta::minutes(15)),
        (Self::SweepUploads, TimeDelta::hours(1)),
        (Self::PublishAuditHead, TimeDelta::minutes(10)),
    ];

    /// How often this task comes back; `None` for a task that runs once.
    #[must_use]
    pub fn period(&self) -> Option<TimeDelta> {
        Self::RECURRING
            .iter()
            .find_map(|(task, period)| (task == self).then_some(*period))
    }
}

/// A task taken for running: locked until the transaction ends.
#[derive(Debug)]
pub struct DueJob {
    id: i64,
    attempts: i32,
    /// What to do; what was written there when this program does not know it.
    pub task: Result<Task, String>,
}

/// Adds a task to run at `run_at`. With a key, only one task of that key exists at a time.
///
/// # Errors
/// The database's.
pub async fn enqueue(
    conn: &mut PgConnection,
    task: &Task,
    unique_key: Option<&str>,
    run_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO jobs (task, unique_key, run_at) VALUES ($1, $2, $3)
         ON CONFLICT (unique_key) DO NOTHING",
        Json(task) as _,
        unique_key,
        run_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes one due task that no other instance is running.
///
/// # Errors
/// The database's.
pub async fn take(conn: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<Option<DueJob>> {
    let row = sqlx::query!(
        r#"SELECT id, attempts, task FROM jobs
           WHERE run_at <= $1 ORDER BY run_at, id
           FOR UPDATE SKIP LOCKED LIMIT 1"#,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| DueJob {
        id: row.id,
        attempts: row.attempts,
        task: serde_json::from_value(row.task.clone()).map_err(|_| row.task.to_string()),
    }))
}

/// A task has run: it is removed, or waits for its next time.
///
/// # Errors
/// The database's.
pub async fn finish(conn: &mut PgConnection, job: &DueJob, now: DateTime<Utc>) -> sqlx::Result<()> {
    match job.task.as_ref().ok().and_then(Task::period) {
        Some(period) => {
            sqlx::query!(
                "UPDATE jobs SET run_at = $2, attempts = 0, last_error = '' WHERE id = $1",
                job.id,
                now + period,
            )
            .execute(conn)
            .await?;
        }
        None => {
            sqlx::query!("DELETE FROM jobs WHERE id = $1", job.id)
                .execute(conn)
                .await?;
        }
    }
    Ok(())
}

/// A task has failed: it is tried again after 1, 2, 4 … minutes, at most a day.
///
/// # Errors
/// The database's.
pub async fn postpone(
    conn: &mut PgConnection,
    job: &DueJob,
    error: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let minutes = 1_i64 << job.attempts.clamp(0, 10);
    sqlx::query!(
        "UPDATE jobs SET attempts = attempts + 1, last_error = $2, run_at = $3 WHERE id = $1",
        job.id,
        error,
        now + TimeDelta::minutes(minutes),
    )
    .execute(conn)
    .await?;
    Ok(())
}
