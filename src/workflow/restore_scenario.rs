//! An enterprise brings a removed scenario back into its draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::room::AddError;
use crate::{
    access::{EnterpriseMember, scenarios::RemovedInstance},
    db::{
        audit::{self, Entry},
        dossiers, instances,
    },
    domain::{audit::AuditAct, limits::Limits},
};

/// Brings the instance back with all its texts and files. The caller keeps nothing of it when that
/// was refused.
///
/// # Errors
/// [`AddError`]; `RowNotFound` when it is not removed.
pub async fn restore_scenario(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: &RemovedInstance<'_>,
    limits: &Limits,
    now: DateTime<Utc>,
) -> Result<(), AddError> {
    instances::restore(conn, right, now).await?;
    let dossier = dossiers::current(conn, right.application()).await?;
    limits.restored(&dossier, right.id())?;
    let entry = Entry {
        act: AuditAct::RestoreScenario,
        application: Some(right.application().id()),
        detail: serde_json::json!({ "instance": right.id() }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
