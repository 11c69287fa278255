//! A bureau judges one scenario instance of a submission.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::screening::ScreeningError;
use crate::{
    access::{BureauOfficer, MayChange, bureau::ScreeningCase},
    db::{
        audit::{self, Entry},
        screening,
    },
    domain::{audit::AuditAct, dossier::Instance, screening::InstanceFinding},
};

/// Saves what was found; judging again replaces it. `instance` is of the newest submission.
///
/// # Errors
/// [`ScreeningError::NoSuchItem`] when more is confirmed than claimed, or the database's.
pub async fn screen_instance(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: &ScreeningCase,
    instance: &Instance,
    found: &InstanceFinding,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let confirmed = found.verdict.confirmed_tier();
    if confirmed.is_some_and(|tier| tier > instance.claimed_tier) {
        return Err(ScreeningError::NoSuchItem);
    }
    screening::save_instance(conn, me, case, (instance.id, found), now).await?;
    let application = case.application();
    let entry = Entry {
        act: AuditAct::Screen,
        application: Some(application.id()),
        detail: serde_json::json!({
            "submission": application.submission(),
            "instance": instance.id,
            "scenario": instance.scenario,
            "verdict": found.verdict.verdict().as_str(),
            "confirmed_tier": confirmed,
            "comment": found.comment,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
