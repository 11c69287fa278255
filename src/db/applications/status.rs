//! The one place where the state of an application changes.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Acting, MayChange},
    db::one_row,
    domain::{
        application::{Act, Outcome, Status, transition},
        ids::{AccountId, ApplicationId},
    },
};

/// Why a state did not change.
#[derive(Debug, thiserror::Error)]
pub enum TransitionError {
    /// The transition table has no such path.
    #[error("{act:?} is not possible from {from:?}")]
    NoPath {
        /// The state it is in.
        from: Status,
        /// What was tried.
        act: Act,
    },
    /// Somebody changed the application meanwhile, or the database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Carries out one act of the transition table: new state, one line in the timeline.
/// The caller records the audit entry and the messages in the same transaction.
///
/// # Errors
/// [`TransitionError::NoPath`], or the database's; `RowNotFound` when it was changed meanwhile.
pub async fn change(
    conn: &mut PgConnection,
    actor: &impl Acting,
    right: &impl MayChange,
    act: Act,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Status, TransitionError> {
    let application = right.application();
    let from = application.status();
    let to =
        transition(from, act, application.tier()).ok_or(TransitionError::NoPath { from, act })?;
    let changed = sqlx::query!(
        "UPDATE applications
         SET status = $4, version = version + 1, updated_at = $5, status_since = $5
         WHERE id = $1 AND status = $2 AND version = $3",
        application.id() as ApplicationId,
        from as Status,
        application.version(),
        to as Status,
        now,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&changed)?;
    sqlx::query!(
        "INSERT INTO transitions
             (application_id, act, from_status, to_status, submission, reason, actor_role, account_id, at)
         SELECT id, $2, $3, $4, submission, $5, $6, $7, $8 FROM applications WHERE id = $1",
        application.id() as ApplicationId,
        act as Act,
        from as Status,
        to as Status,
        reason,
        actor.role_code(),
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(to)
}

/// An act that ends the life of an application with success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// The act.
    pub act: Act,
    /// What it ends as.
    pub outcome: Outcome,
}

/// Carries out a concluding act: as [`change`], and the outcome is set.
///
/// # Errors
/// As [`change`].
pub async fn conclude(
    conn: &mut PgConnection,
    actor: &impl Acting,
    right: &impl MayChange,
    conclusion: Conclusion,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Status, TransitionError> {
    let to = change(conn, actor, right, conclusion.act, reason, now).await?;
    let set = sqlx::query!(
        "UPDATE applications SET outcome = $2 WHERE id = $1 AND status = $3",
        right.application().id() as ApplicationId,
        conclusion.outcome as Outcome,
        to as Status,
    )
    .execute(conn)
    .await?;
    one_row(&set)?;
    Ok(to)
}
