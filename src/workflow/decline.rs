//! A bureau does not recommend (or file) an application.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::screening::{ScreeningError, desk, keep, tell_enterprise};
use crate::{
    access::{BureauOfficer, MayChange, bureau::ScreeningCase},
    db::{
        applications::status,
        audit::{self, Entry},
    },
    domain::{application::Act, audit::AuditAct, rules::Terms},
    text::letters,
};

/// Ends the application with a reason. Not everything has to be judged for that.
///
/// # Errors
/// [`ScreeningError`]
pub async fn decline(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: ScreeningCase,
    terms: Terms<'_>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let screened = desk(conn, case.application(), terms).await?.screened;
    keep(conn, me, &case, &screened, (Act::Decline, reason), now).await?;
    status::change(conn, me, &case, Act::Decline, reason, now).await?;
    tell_enterprise(conn, &case, |names| letters::declined(names, reason), now).await?;
    let entry = Entry {
        act: AuditAct::Decline,
        application: Some(case.application().id()),
        detail: serde_json::json!({
            "submission": case.application().submission(),
            "reason": reason,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
