//! An enterprise removes evidence from its draft; it can be brought back.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, evidence::ChangeableEvidence},
    db::{
        audit::{self, Entry},
        evidence,
    },
    domain::audit::AuditAct,
};

/// Removes the file from the draft; submissions that name it keep it readable.
///
/// # Errors
/// The database's; `RowNotFound` when it was removed already.
pub async fn remove_evidence(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: &ChangeableEvidence<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    evidence::remove(conn, right, now).await?;
    let entry = Entry {
        act: AuditAct::RemoveEvidence,
        application: Some(right.application().id()),
        detail: serde_json::json!({ "evidence": right.id() }),
    };
    audit::record(conn, me, &entry, now).await
}
