//! The administrator's decisions on reviewed applications.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Acting, ApplicationRef, MayChange, admin::DraftCase},
    domain::{
        application::Act,
        ids::{AccountId, ApplicationId, DecisionListId},
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
    /// When its list was taken back, if it was.
    pub undone_at: Option<DateTime<Utc>>,
}

/// Keeps a decision of a released list; the ones before stay.
///
/// # Errors
/// The database's.
pub async fn record(
    conn: &mut PgConnection,
    actor: &impl Acting,
    case: &DraftCase,
    decision: (DecisionListId, Act, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (list, act, reason) = decision;
    sqlx::query!(
        "INSERT INTO decisions (application_id, list_id, act, reason, decided_by, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        case.application().id() as ApplicationId,
        list as DecisionListId,
        act as Act,
        reason,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The decisions on an application the caller may read, the newest first; a decision whose list
/// was taken back before publicity is among them.
///
/// # Errors
/// The database's.
pub async fn all(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Vec<Decision>> {
    sqlx::query_as!(
        Decision,
        r#"SELECT d.act AS "act: Act", d.reason, d.decided_at, l.undone_at AS "undone_at?"
           FROM decisions d LEFT JOIN decision_lists l ON l.id = d.list_id
           WHERE d.application_id = $1
           ORDER BY d.id DESC"#,
        application.id() as ApplicationId,
    )
    .fetch_all(conn)
    .await
}
