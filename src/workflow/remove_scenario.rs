//! An enterprise removes a scenario from its draft; it can be brought back.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, scenarios::RemovableInstance},
    db::{
        audit::{self, Entry},
        instances,
    },
    domain::audit::AuditAct,
};

/// Removes the instance from the draft; submissions that name it keep it.
///
/// # Errors
/// The database's; `RowNotFound` when it was removed already.
pub async fn remove_scenario(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: &RemovableInstance<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    instances::remove(conn, right, now).await?;
    let entry = Entry {
        act: AuditAct::RemoveScenario,
        application: Some(right.application().id()),
        detail: serde_json::json!({ "instance": right.id() }),
    };
    audit::record(conn, me, &entry, now).await
}
