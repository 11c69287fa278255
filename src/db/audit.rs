//! The audit trail: one entry per act, written in the act's own transaction.

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::PgConnection;

use crate::{
    access::Acting,
    domain::{
        audit::AuditAct,
        ids::{AccountId, ApplicationId},
    },
};

/// What an entry is about, beside who did it and when.
#[derive(Debug)]
pub struct Entry<D> {
    /// What was done.
    pub act: AuditAct,
    /// The application it was done to, if any.
    pub application: Option<ApplicationId>,
    /// Facts of the act, without personal data that is not needed.
    pub detail: D,
}

/// Records an act.
///
/// # Errors
/// The database's.
pub async fn record<D: Serialize + Sync>(
    conn: &mut PgConnection,
    actor: &impl Acting,
    entry: &Entry<D>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO audit_entries (at, actor_role, account_id, act, application_id, detail)
         VALUES ($1, $2, $3, $4, $5, $6)",
        now,
        actor.role_code(),
        actor.account() as Option<AccountId>,
        entry.act.as_str(),
        entry.application as Option<ApplicationId>,
        sqlx::types::Json(&entry.detail) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}
