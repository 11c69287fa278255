//! An objection (异议) to a line of a publicity is recorded: by the office from paper, or by the form on
//! the publicity's page. The line is held until it is ruled on.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    office::tell_both,
    sign_in::{AttemptLimits, source},
};
use crate::{
    access::{Acting, MayChange, admin::ContestableLine},
    db::{
        applications::{
            names,
            status::{self, TransitionError},
        },
        audit::{self, Entry},
        messages::{self, Recipient},
        objections::{self, NewObjection},
        sign_in as attempts,
    },
    domain::{
        application::{Act, Status},
        audit::AuditAct,
        ids::ObjectionId,
        objection::Channel,
        role::Role,
    },
    text::objection_letters as letters,
};

/// Counts an objection sent from this address; minutes to wait when there were too many.
///
/// # Errors
/// The database's.
pub async fn admit(
    conn: &mut PgConnection,
    address: &str,
    limits: AttemptLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<i64>> {
    let subject = format!("objection:{}", source(address));
    let count = attempts::count(conn, &subject, limits.window, now).await?;
    Ok((count > limits.per_address).then_some(limits.window.num_minutes()))
}

/// Records the objection and holds its line; enterprise and bureau learn that there is one, not whose.
///
/// # Errors
/// [`TransitionError`]
pub async fn record_objection(
    conn: &mut PgConnection,
    actor: &impl Acting,
    line: &ContestableLine,
    new: &NewObjection,
    now: DateTime<Utc>,
) -> Result<ObjectionId, TransitionError> {
    let application = line.application();
    let before = application.status();
    let id = objections::record(conn, actor, line, new, now).await?;
    let mut after = before;
    if before == Status::InPublicity {
        after = status::change(conn, actor, line, Act::Hold, "", now).await?;
        tell_both(conn, application, letters::received, now).await?;
    }
    if new.channel == Channel::Online {
        let names = names::of(conn, application).await?;
        let letter = letters::to_rule(&names, id, new.due_on);
        let office = Recipient::Everybody(Role::Administrator);
        messages::send(conn, office, Some(application.id()), &letter, now).await?;
    }
    let entry = Entry {
        act: AuditAct::RecordObjection,
        application: Some(application.id()),
        // Who objected stays with the objection, which the office alone reads.
        detail: serde_json::json!({
            "objection": id, "publicity": line.publicity(), "channel": new.channel,
            "received_on": new.received_on, "due_on": new.due_on,
            "before": before, "after": after,
        }),
    };
    audit::record(conn, actor, &entry, now).await?;
    Ok(id)
}
