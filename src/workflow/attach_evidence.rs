//! An enterprise attaches a file whose bytes are safe in the store.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::room::Room;
use crate::{
    access::EnterpriseMember,
    db::{
        audit::{self, Entry},
        evidence::{self, NewEvidence},
    },
    domain::{audit::AuditAct, ids::EvidenceId},
};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It is attached now.
    New(EvidenceId),
    /// The same content was attached there before, under this name; nothing was stored.
    Already(String),
}

/// Attaches the file, unless the same content is attached there already.
///
/// # Errors
/// The database's.
pub async fn attach_evidence(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    room: &Room<'_>,
    new: &NewEvidence,
    now: DateTime<Utc>,
) -> sqlx::Result<Attached> {
    let slot = room.slot();
    if let Some(name) = evidence::same_content(conn, slot, &new.digest).await? {
        return Ok(Attached::Already(name));
    }
    let id = evidence::insert(conn, me, slot, new, now).await?;
    let entry = Entry {
        act: AuditAct::AttachEvidence,
        application: Some(slot.application().id()),
        detail: serde_json::json!({
            "evidence": id, "target": slot.target(), "bytes": new.bytes,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(Attached::New(id))
}
