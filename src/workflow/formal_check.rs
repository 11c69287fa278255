//! The office makes the formal check (形式审查): item by item, then the application goes on to review
//! or ends.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::FormalCheckCase},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        formal_checks::{self, NewCheck},
        returns,
    },
    domain::{application::Act, audit::AuditAct, formal_check::CheckSheet},
    text::office_letters,
};

/// The list as it was filled in, and the edition of the list.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The edition.
    pub edition: &'a str,
    /// The list.
    pub sheet: &'a CheckSheet,
}

/// Why the check was not concluded.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// Something is not judged yet, or fails: it cannot pass.
    #[error("the list does not pass")]
    NotPassing,
    /// Nothing fails: there is nothing to reject or to supplement.
    #[error("nothing on the list fails")]
    NothingFails,
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<sqlx::Error> for CheckError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// Keeps what this person has filled in so far.
///
/// # Errors
/// The database's.
pub async fn note(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &FormalCheckCase,
    sheet: &CheckSheet,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    formal_checks::note(conn, me, case, sheet, now).await?;
    let detail = serde_json::json!({
        "submission": case.application().submission(),
        "lines": sheet,
    });
    record(conn, me, case, (AuditAct::NoteFormalCheck, detail), now).await
}

/// Accepts the application formally and opens its review.
///
/// # Errors
/// [`CheckError::NotPassing`] unless every item is judged and none fails; the state, or the database.
pub async fn accept(
    conn: &mut PgConnection,
    me: &Administrator,
    case: FormalCheckCase,
    checked: Checked<'_>,
    now: DateTime<Utc>,
) -> Result<(), CheckError> {
    if !checked.sheet.passes() {
        return Err(CheckError::NotPassing);
    }
    keep(conn, me, &case, (Act::FormallyAccept, checked, ""), now).await?;
    status::change(conn, me, &case, Act::FormallyAccept, "", now).await?;
    let application = case.application();
    tell_both(conn, application, office_letters::formally_accepted, now).await?;
    let detail = detail(&case, checked, "");
    Ok(record(conn, me, &case, (AuditAct::FormallyAccept, detail), now).await?)
}

/// Rejects the application formally, which ends it; a supplement that was not answered ends with it.
///
/// # Errors
/// [`CheckError::NothingFails`] unless an item fails; the state, or the database.
pub async fn reject(
    conn: &mut PgConnection,
    me: &Administrator,
    case: FormalCheckCase,
    checked: Checked<'_>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), CheckError> {
    if checked.sheet.failing().next().is_none() {
        return Err(CheckError::NothingFails);
    }
    keep(conn, me, &case, (Act::FormallyReject, checked, reason), now).await?;
    returns::answer(conn, &case, now).await?;
    status::change(conn, me, &case, Act::FormallyReject, reason, now).await?;
    let letter = |names: &_, reader| office_letters::formally_rejected(names, reason, reader);
    tell_both(conn, case.application(), letter, now).await?;
    let detail = detail(&case, checked, reason);
    Ok(record(conn, me, &case, (AuditAct::FormallyReject, detail), now).await?)
}

pub(super) async fn keep(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &FormalCheckCase,
    (act, checked, reason): (Act, Checked<'_>, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let new = NewCheck {
        act,
        edition: checked.edition,
        sheet: checked.sheet,
        reason,
    };
    formal_checks::conclude(conn, me, case, new, now).await
}

fn detail(case: &FormalCheckCase, checked: Checked<'_>, reason: &str) -> serde_json::Value {
    serde_json::json!({
        "submission": case.application().submission(),
        "edition": checked.edition,
        "lines": checked.sheet,
        "reason": reason,
    })
}

pub(super) async fn record(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &FormalCheckCase,
    (act, detail): (AuditAct, serde_json::Value),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let entry = Entry {
        act,
        application: Some(case.application().id()),
        detail,
    };
    audit::record(conn, me, &entry, now).await
}
