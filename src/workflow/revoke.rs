//! The office takes a result back after it was concluded (撤销).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::RevocableCase},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        revocations::{self, NewRevocation},
    },
    domain::{application::Act, audit::AuditAct},
    text::objection_letters as letters,
};

/// Takes the result back; the published list keeps its line and shows that it was.
///
/// # Errors
/// [`TransitionError`]
pub async fn revoke(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &RevocableCase,
    new: &NewRevocation,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let before = case.application().status();
    let after = status::change(conn, me, case, Act::Revoke, &new.reason, now).await?;
    revocations::keep(conn, me, case, new, now).await?;
    let letter = |names: &_, reader| {
        letters::revoked(
            names,
            (&new.reason, &new.document),
            new.banned_until,
            reader,
        )
    };
    let application = case.application();
    tell_both(conn, application, letter, now).await?;
    let entry = Entry {
        act: AuditAct::Revoke,
        application: Some(application.id()),
        detail: serde_json::json!({
            "before": before, "after": after, "reason": new.reason, "document": new.document,
            "banned_until": new.banned_until,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
