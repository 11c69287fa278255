//! The office concludes a publicity whose time is over: what is still in it ends well.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::PublicityDesk},
    db::{
        applications::status::{self, Conclusion, TransitionError},
        audit::{self, Entry},
        publicities,
    },
    domain::{
        application::{Act, Outcome},
        audit::AuditAct,
    },
    text::office_letters,
};

/// Concludes the publicity and every application in it.
///
/// # Errors
/// [`TransitionError`]
pub async fn conclude_publicity(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: PublicityDesk,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let outcome = Outcome::of(desk.tier());
    let conclusion = Conclusion {
        act: Act::Conclude,
        outcome,
    };
    publicities::conclude(conn, &desk, now).await?;
    for case in desk.cases() {
        status::conclude(conn, me, case, conclusion, "", now).await?;
        let letter = |names: &_, reader| office_letters::concluded(names, outcome, reader);
        tell_both(conn, case.application(), letter, now).await?;
        let entry = Entry {
            act: AuditAct::Conclude,
            application: Some(case.application().id()),
            detail: serde_json::json!({ "publicity": desk.id(), "outcome": outcome }),
        };
        audit::record(conn, me, &entry, now).await?;
    }
    Ok(())
}
