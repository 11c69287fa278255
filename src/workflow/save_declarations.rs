//! An enterprise saves the answers to the base requirements of its draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, enterprise::OwnSection},
    db::{
        audit::{self, Entry},
        declarations,
    },
    domain::{audit::AuditAct, dossier::Declarations},
};

/// Saves the answers to the base requirements; they may be incomplete.
///
/// # Errors
/// The database's; `RowNotFound` when they were saved elsewhere since `version`.
pub async fn save_declarations(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    section: OwnSection<'_>,
    content: &Declarations,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    declarations::save(conn, section, content, version, now).await?;
    let entry = Entry {
        act: AuditAct::SaveDeclarations,
        application: Some(section.application().id()),
        detail: serde_json::json!({ "version": version + 1 }),
    };
    audit::record(conn, me, &entry, now).await
}
