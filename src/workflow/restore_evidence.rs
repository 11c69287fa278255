//! An enterprise brings removed evidence back.

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

/// Brings the file back.
///
/// # Errors
/// The database's; `RowNotFound` when it is not removed.
pub async fn restore_evidence(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: &ChangeableEvidence<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    evidence::restore(conn, right).await?;
    let entry = Entry {
        act: AuditAct::RestoreEvidence,
        application: Some(right.application().id()),
        detail: serde_json::json!({ "evidence": right.id() }),
    };
    audit::record(conn, me, &entry, now).await
}
