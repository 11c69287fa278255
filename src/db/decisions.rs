//! The administrator's decisions on reviewed applications.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Acting, ApplicationRef, MayChange, admin::DecisionCase},
    domain::{
        application::Act,
        ids::{AccountId, ApplicationId},
    },
};

/// A decision that was taken.
#[derive(Clone, Debug)]
pub struct Decision {
    /// `Propose`, `NotApprove` or `PlaceInPool`.
    pub act: Act,
    /// Why.
    pub reason: String,
    /// When.
    pub decided_at: DateTime<Utc>,
}

/// Keeps a decision; after an objection was upheld it supersedes the one before, which stays in
/// the course of the application.
///
/// # Errors
/// The database's.
pub async fn record(
    conn: &mut PgConnection,
    actor: &impl Acting,
    case: &DecisionCase,
    (act, reason): (Act, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO decisions (application_id, act, reason, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (application_id) DO UPDATE
         SET act = excluded.act, reason = excluded.reason, decided_by = excluded.decided_by,
             decided_at = excluded.decided_at",
        case.application().id() as ApplicationId,
        act as Act,
        reason,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The decision on an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn find(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Option<Decision>> {
    sqlx::query_as!(
        Decision,
        r#"SELECT act AS "act: Act", reason, decided_at FROM decisions WHERE application_id = $1"#,
        application.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await
}
