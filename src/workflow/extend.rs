//! More time for one case: for the enterprise to answer a return, or for the bureau to screen it
//! after its window has closed.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::screening::{ScreeningError, tell_enterprise};
use crate::{
    access::{
        Acting, Administrator, BureauOfficer, MayChange, admin::LeftOverCase, bureau::ReturnedCase,
    },
    db::{
        applications::{names, status},
        audit::{self, Entry},
        messages::{self, Recipient},
        returns, screening,
    },
    domain::{application::Act, audit::AuditAct},
    text::letters,
};

/// The bureau gives the enterprise more time to answer a return.
///
/// # Errors
/// [`ScreeningError`]
pub async fn extend_return(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: &ReturnedCase,
    (due_at, reason): (DateTime<Utc>, &str),
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    returns::extend(conn, case, due_at).await?;
    status::change(conn, me, case, Act::ExtendReturn, reason, now).await?;
    tell_enterprise(
        conn,
        case,
        |names| letters::return_extended(names, due_at, reason),
        now,
    )
    .await?;
    let detail = json!({ "before": case.due_at(), "after": due_at, "reason": reason });
    recorded(conn, me, case, (AuditAct::ExtendReturn, detail), now).await
}

/// How much more time a left case gets.
#[derive(Clone, Copy, Debug)]
pub struct Extension<'a> {
    /// Until when the bureau may act, exclusive.
    pub until: DateTime<Utc>,
    /// Until when the enterprise may answer an open return; none leaves it to the bureau.
    pub due_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: &'a str,
}

/// The office gives the bureau more time for a case it left.
///
/// # Errors
/// [`ScreeningError`]
pub async fn extend_screening(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &LeftOverCase,
    extension: Extension<'_>,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let Extension {
        until,
        due_at,
        reason,
    } = extension;
    screening::extend(conn, case, until).await?;
    if let Some(due_at) = due_at {
        returns::extend(conn, case, due_at).await?;
    }
    status::change(conn, me, case, Act::ExtendScreening, reason, now).await?;
    let application = case.application();
    let names = names::of(conn, application).await?;
    let to_bureau = letters::screening_extended(&names, until, reason);
    let bureau = Recipient::Bureau(application.bureau());
    messages::send(conn, bureau, Some(application.id()), &to_bureau, now).await?;
    if let Some(due_at) = due_at {
        tell_enterprise(
            conn,
            case,
            |names| letters::return_extended(names, due_at, reason),
            now,
        )
        .await?;
    }
    let detail = json!({
        "before": case.closed_at(), "after": until, "due_at": due_at, "reason": reason,
    });
    recorded(conn, me, case, (AuditAct::ExtendScreening, detail), now).await
}

/// The office ends a case that its bureau left; the enterprise and the bureau are told.
///
/// # Errors
/// [`ScreeningError`]
pub async fn decline_left_over(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &LeftOverCase,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    returns::answer(conn, case, now).await?;
    status::change(conn, me, case, Act::Decline, reason, now).await?;
    tell_enterprise(
        conn,
        case,
        |names| letters::ended_unscreened(names, reason),
        now,
    )
    .await?;
    let application = case.application();
    let names = names::of(conn, application).await?;
    let letter = letters::ended_unscreened_to_bureau(&names, reason);
    let bureau = Recipient::Bureau(application.bureau());
    messages::send(conn, bureau, Some(application.id()), &letter, now).await?;
    let detail = json!({ "closed_at": case.closed_at(), "reason": reason });
    recorded(conn, me, case, (AuditAct::Decline, detail), now).await
}

async fn recorded(
    conn: &mut PgConnection,
    me: &impl Acting,
    case: &impl MayChange,
    (act, mut detail): (AuditAct, Value),
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    detail["submission"] = case.application().submission().into();
    let entry = Entry {
        act,
        application: Some(case.application().id()),
        detail,
    };
    Ok(audit::record(conn, me, &entry, now).await?)
}
