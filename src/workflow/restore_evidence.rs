//! An enterprise brings removed evidence back.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::room::{AddError, Room};
use crate::{
    access::{EnterpriseMember, evidence::ChangeableEvidence},
    db::{
        audit::{self, Entry},
        evidence,
    },
    domain::{audit::AuditAct, limits::Limits},
};

/// Brings the file back.
///
/// # Errors
/// [`AddError`]; `RowNotFound` when it is not removed.
pub async fn restore_evidence(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: &ChangeableEvidence<'_>,
    limits: &Limits,
    now: DateTime<Utc>,
) -> Result<(), AddError> {
    Room::find(conn, right.slot(), limits).await?;
    evidence::restore(conn, right).await?;
    let entry = Entry {
        act: AuditAct::RestoreEvidence,
        application: Some(right.application().id()),
        detail: serde_json::json!({ "evidence": right.id() }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
