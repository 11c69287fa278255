//! A bureau judges one clause of a submission.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::screening::ScreeningError;
use crate::{
    access::{BureauOfficer, MayChange, bureau::ScreeningCase},
    db::{
        audit::{self, Entry},
        screening,
    },
    domain::{audit::AuditAct, rules::RuleId, screening::ClauseFinding},
};

/// Saves what was found; judging again replaces it.
///
/// # Errors
/// [`ScreeningError::NoSuchItem`] for a rule that follows from the scenarios, or the database's.
pub async fn screen_clause(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: &ScreeningCase,
    rule: RuleId,
    found: &ClauseFinding,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    if !rule.is_judged() {
        return Err(ScreeningError::NoSuchItem);
    }
    screening::save_clause(conn, me, case, (rule, found), now).await?;
    let application = case.application();
    let entry = Entry {
        act: AuditAct::Screen,
        application: Some(application.id()),
        detail: serde_json::json!({
            "submission": application.submission(),
            "rule": rule,
            "verdict": found.verdict.as_str(),
            "comment": found.comment,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
