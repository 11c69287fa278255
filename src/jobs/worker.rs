//! The loop that takes due tasks, in every instance; two never run the same task at once.

use std::{panic::AssertUnwindSafe, time::Duration};

use anyhow::anyhow;
use futures_util::FutureExt as _;
use sqlx::PgConnection;

use super::{publish_audit_head, purge_sessions, sweep_uploads};
use crate::{
    app::{App, AppState},
    db::jobs::{self, Task},
};

/// How long the loop rests when nothing is due.
const REST: Duration = Duration::from_secs(20);

/// Runs due tasks until the future is dropped. A task that is cut off runs again.
///
/// # Errors
/// When the recurring tasks cannot be noted at the start.
pub async fn work(app: AppState) -> anyhow::Result<()> {
    note_recurring(&app).await?;
    loop {
        match run_one(&app).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(REST).await,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the task queue failed");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

async fn note_recurring(app: &App) -> anyhow::Result<()> {
    let mut conn = app.db.acquire().await?;
    for (task, _) in &Task::RECURRING {
        let key = serde_json::to_string(task)?;
        jobs::enqueue(&mut conn, task, Some(&key), app.clock.now()).await?;
    }
    Ok(())
}

/// Runs one due task; `false` when none was due.
///
/// # Errors
/// The database's. A task's own failure is noted at the task, not returned.
pub async fn run_one(app: &App) -> anyhow::Result<bool> {
    let mut tx = app.db.begin().await?;
    let Some(job) = jobs::take(&mut tx, app.clock.now()).await? else {
        return Ok(false);
    };
    match guarded(app, &mut tx, &job.task).await {
        Ok(()) => jobs::finish(&mut tx, &job, app.clock.now()).await?,
        Err(error) => {
            tracing::error!(task = ?job.task, error = format!("{error:#}"), "a task failed");
            // The failure may have spoilt the transaction; the note must not be lost with it.
            tx.rollback().await?;
            let mut conn = app.db.acquire().await?;
            jobs::postpone(&mut conn, &job, &format!("{error:#}"), app.clock.now()).await?;
            return Ok(true);
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// Runs a task; a panic in it, and a task of another version of this program, are its failure.
async fn guarded(
    app: &App,
    conn: &mut PgConnection,
    task: &Result<Task, String>,
) -> anyhow::Result<()> {
    let task = task
        .as_ref()
        .map_err(|unknown| anyhow!("no such task: {unknown}"))?;
    AssertUnwindSafe(run(app, conn, task))
        .catch_unwind()
        .await
        .unwrap_or_else(|_panic| Err(anyhow!("the task panicked")))
}

async fn run(app: &App, conn: &mut PgConnection, task: &Task) -> anyhow::Result<()> {
    match task {
        Task::PurgeSessions => purge_sessions::run(app, conn).await,
        Task::SweepUploads => sweep_uploads::run(app).await,
        Task::PublishAuditHead => publish_audit_head::run(app, conn).await,
    }
}
