//! The office asks for a supplement (补正) at the formal check: a return of its own, answered to the
//! office, with the bureau's recommendation and rank kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    formal_check::{CheckError, Checked, keep, record},
    office::tell_both,
    return_for_correction::Correction,
};
use crate::{
    access::{
        Administrator, MayChange,
        admin::{FormalCheckCase, OverdueSupplement, SupplementCase},
    },
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        returns,
    },
    domain::{application::Act, audit::AuditAct},
    text::office_letters,
};

/// Opens the named items for the enterprise until the given time; the bureau is told.
///
/// # Errors
/// [`CheckError::NothingFails`] unless an item of the list fails; the state, or the database.
pub async fn ask(
    conn: &mut PgConnection,
    me: &Administrator,
    case: FormalCheckCase,
    (checked, correction): (Checked<'_>, &Correction),
    now: DateTime<Utc>,
) -> Result<(), CheckError> {
    if checked.sheet.failing().next().is_none() {
        return Err(CheckError::NothingFails);
    }
    let words = correction.in_words();
    keep(conn, me, &case, (Act::Supplement, checked, &words), now).await?;
    returns::open(conn, me, &case, &correction.opened(now)).await?;
    status::change(conn, me, &case, Act::Supplement, &words, now).await?;
    let letter =
        |names: &_, reader| office_letters::supplement(names, &words, correction.due_at, reader);
    tell_both(conn, case.application(), letter, now).await?;
    let detail = serde_json::json!({
        "submission": case.application().submission(),
        "lines": checked.sheet,
        "items": correction.points,
        "due_at": correction.due_at,
        "reason": correction.note,
    });
    Ok(record(conn, me, &case, (AuditAct::Supplement, detail), now).await?)
}

/// Gives the enterprise more time, before or after the date.
///
/// # Errors
/// [`TransitionError`]
pub async fn extend(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &SupplementCase,
    (due_at, reason): (DateTime<Utc>, &str),
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    returns::extend(conn, case, due_at).await?;
    status::change(conn, me, case, Act::ExtendReturn, reason, now).await?;
    let letter =
        |names: &_, reader| office_letters::supplement_extended(names, due_at, reason, reader);
    tell_both(conn, case.application(), letter, now).await?;
    let entry = Entry {
        act: AuditAct::ExtendReturn,
        application: Some(case.application().id()),
        detail: serde_json::json!({
            "submission": case.application().submission(),
            "before": case.due_at(),
            "after": due_at,
            "reason": reason,
        }),
    };
    Ok(audit::record(conn, me, &entry, now).await?)
}

/// Goes on with the submission as it is: its date passed without an answer.
///
/// # Errors
/// [`TransitionError`]
pub async fn take_up(
    conn: &mut PgConnection,
    me: &Administrator,
    case: OverdueSupplement,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    returns::answer(conn, &case, now).await?;
    let due_at = case.due_at();
    status::change(conn, me, &case, Act::TakeUpSupplement, "", now).await?;
    let letter = |names: &_, reader| office_letters::supplement_taken_up(names, due_at, reader);
    tell_both(conn, case.application(), letter, now).await?;
    let entry = Entry {
        act: AuditAct::TakeUpSupplement,
        application: Some(case.application().id()),
        detail: serde_json::json!({
            "submission": case.application().submission(),
            "due_at": due_at,
        }),
    };
    Ok(audit::record(conn, me, &entry, now).await?)
}
