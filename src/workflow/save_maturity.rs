//! An enterprise saves the maturity self-assessment of its draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, enterprise::OwnSection},
    db::{
        audit::{self, Entry},
        maturity,
    },
    domain::{audit::AuditAct, dossier::MaturityAnswer},
};

/// Saves the maturity self-assessment; they may be incomplete.
///
/// # Errors
/// The database's; `RowNotFound` when they were saved elsewhere since `version`.
pub async fn save_maturity(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    section: OwnSection<'_>,
    content: &MaturityAnswer,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    maturity::save(conn, section, content, version, now).await?;
    let entry = Entry {
        act: AuditAct::SaveMaturity,
        application: Some(section.application().id()),
        detail: serde_json::json!({ "version": version + 1 }),
    };
    audit::record(conn, me, &entry, now).await
}
