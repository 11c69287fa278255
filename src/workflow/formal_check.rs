//! The office makes the formal check (形式审查): the application goes on to review, or ends.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::FormalCheckCase},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
    },
    domain::{application::Act, audit::AuditAct},
    text::office_letters,
};

/// Accepts the application formally and opens its review.
///
/// # Errors
/// [`TransitionError`]
pub async fn accept(
    conn: &mut PgConnection,
    me: &Administrator,
    case: FormalCheckCase,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let application = case.application();
    status::change(conn, me, &case, Act::FormallyAccept, "", now).await?;
    tell_both(conn, application, office_letters::formally_accepted, now).await?;
    let entry = Entry {
        act: AuditAct::FormallyAccept,
        application: Some(application.id()),
        detail: serde_json::json!({ "submission": application.submission() }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}

/// Rejects the application formally, which ends it.
///
/// # Errors
/// [`TransitionError`]
pub async fn reject(
    conn: &mut PgConnection,
    me: &Administrator,
    case: FormalCheckCase,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let application = case.application();
    status::change(conn, me, &case, Act::FormallyReject, reason, now).await?;
    let letter = |names: &_, reader| office_letters::formally_rejected(names, reason, reader);
    tell_both(conn, application, letter, now).await?;
    let entry = Entry {
        act: AuditAct::FormallyReject,
        application: Some(application.id()),
        detail: serde_json::json!({ "submission": application.submission(), "reason": reason }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
