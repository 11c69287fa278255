//! An enterprise saves what it wrote about a scenario; what is incomplete may be saved too.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, scenarios::OwnInstance},
    db::{
        audit::{self, Entry},
        instances::{self, InstanceContent},
    },
    domain::audit::AuditAct,
};

/// Saves the content, if nobody else saved since `version`.
///
/// # Errors
/// The database's; `RowNotFound` when somebody else saved meanwhile.
pub async fn save_scenario(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: &OwnInstance<'_>,
    version: i32,
    content: &InstanceContent,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    instances::save(conn, right, version, content, now).await?;
    let entry = Entry {
        act: AuditAct::SaveScenario,
        application: Some(right.application().id()),
        detail: serde_json::json!({ "instance": right.id(), "version": version + 1 }),
    };
    audit::record(conn, me, &entry, now).await
}
