//! An enterprise saves its profile.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::EnterpriseMember,
    db::{
        audit::{self, Entry},
        enterprises::{self, Profile},
    },
    domain::audit::AuditAct,
};

/// Saves the profile; it may be incomplete.
///
/// # Errors
/// The database's; `RowNotFound` when it was saved elsewhere since `version`.
pub async fn save_profile(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    profile: &Profile,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    enterprises::save(conn, me, profile, version, now).await?;
    let entry = Entry {
        act: AuditAct::SaveProfile,
        application: None,
        detail: serde_json::json!({ "version": version + 1 }),
    };
    audit::record(conn, me, &entry, now).await
}
