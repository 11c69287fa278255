//! An enterprise brings a removed scenario back into its draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, scenarios::RemovedInstance},
    db::{
        audit::{self, Entry},
        instances,
    },
    domain::audit::AuditAct,
};

/// Brings the instance back with all its texts and files.
///
/// # Errors
/// The database's; `RowNotFound` when it is not removed.
pub async fn restore_scenario(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: &RemovedInstance<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    instances::restore(conn, right, now).await?;
    let entry = Entry {
        act: AuditAct::RestoreScenario,
        application: Some(right.application().id()),
        detail: serde_json::json!({ "instance": right.id() }),
    };
    audit::record(conn, me, &entry, now).await
}
