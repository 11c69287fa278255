//! The office rules on an objection: the line goes on, or leaves the publicity and is decided on again.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::OpenObjection},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        objections::{self, Finding},
    },
    domain::{application::Status, audit::AuditAct},
    text::objection_letters as letters,
};

/// Rules on the objection. An upheld one removes the line, whose application waits for a decision
/// again; its old decision stays. Any other lets the line go on when none is left open.
///
/// # Errors
/// [`TransitionError`]
pub async fn rule_objection(
    conn: &mut PgConnection,
    me: &Administrator,
    objection: &OpenObjection,
    finding: Finding<'_>,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let application = objection.application();
    let before = application.status();
    objections::rule(conn, me, objection, finding, now).await?;
    let act = finding.ruling.act(objection.others());
    let mut after = before;
    // An earlier upheld objection may have removed the line already.
    if let Some(act) = act.filter(|_| before == Status::Held) {
        after = status::change(conn, me, objection, act, finding.reason, now).await?;
        let letter =
            |names: &_, reader| letters::ruled(names, (finding.ruling, finding.reason), reader);
        tell_both(conn, application, letter, now).await?;
    }
    let entry = Entry {
        act: AuditAct::RuleObjection,
        application: Some(application.id()),
        detail: serde_json::json!({
            "objection": objection.id(), "publicity": objection.publicity(),
            "ruling": finding.ruling, "reason": finding.reason, "reply": finding.reply,
            "before": before, "after": after, "still_open": objection.others(),
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
