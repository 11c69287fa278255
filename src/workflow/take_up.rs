//! A bureau takes a case up again whose return was not answered in time (恢复初审).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::screening::{ScreeningError, tell_enterprise};
use crate::{
    access::{BureauOfficer, MayChange, bureau::OverdueReturn},
    db::{
        applications::status,
        audit::{self, Entry},
        returns,
    },
    domain::{application::Act, audit::AuditAct},
    text::letters,
};

/// Goes on with the submission that was returned. From there the bureau may judge, return it with a
/// new date, or decide.
///
/// # Errors
/// [`ScreeningError`]
pub async fn take_up(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: OverdueReturn,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let before = case.application().status();
    returns::answer(conn, &case, now).await?;
    let after = status::change(conn, me, &case, Act::TakeUp, "", now).await?;
    let due_at = case.due_at();
    tell_enterprise(conn, &case, |names| letters::taken_up(names, due_at), now).await?;
    let entry = Entry {
        act: AuditAct::TakeUp,
        application: Some(case.application().id()),
        detail: serde_json::json!({
            "submission": case.application().submission(),
            "due_at": due_at,
            "before": before,
            "after": after,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
