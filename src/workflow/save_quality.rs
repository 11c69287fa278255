//! An enterprise saves the answers to the qualitative clauses of its draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, enterprise::OwnSection},
    db::{
        audit::{self, Entry},
        quality,
    },
    domain::{audit::AuditAct, dossier::QualityAnswer},
};

/// Saves the answers to the qualitative clauses; they may be incomplete.
///
/// # Errors
/// The database's; `RowNotFound` when they were saved elsewhere since `version`.
pub async fn save_quality(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    section: OwnSection<'_>,
    content: &[QualityAnswer],
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    quality::save(conn, section, content, version, now).await?;
    let entry = Entry {
        act: AuditAct::SaveQuality,
        application: Some(section.application().id()),
        detail: serde_json::json!({ "version": version + 1 }),
    };
    audit::record(conn, me, &entry, now).await
}
