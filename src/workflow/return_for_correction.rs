//! A bureau returns an application for correction (退回修改).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::screening::{ScreeningError, tell_enterprise};
use crate::{
    access::{BureauOfficer, MayChange, bureau::ScreeningCase},
    db::{
        applications::status,
        audit::{self, Entry},
        returns::{self, OpenReturn},
    },
    domain::{application::Act, audit::AuditAct, returns::ReturnItem},
    text::letters,
};

/// What is to be corrected, and until when.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Why.
    pub reason: String,
    /// What is opened for editing.
    pub items: Vec<ReturnItem>,
    /// The same in words, for the letter.
    pub labels: Vec<String>,
    /// Until when, exclusive.
    pub due_at: DateTime<Utc>,
}

/// Opens the named items for editing until the given time.
///
/// # Errors
/// [`ScreeningError`]
pub async fn return_for_correction(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: ScreeningCase,
    correction: &Correction,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let new = OpenReturn {
        reason: correction.reason.clone(),
        items: correction.items.clone(),
        due_at: correction.due_at,
        returned_at: now,
    };
    returns::open(conn, me, &case, &new).await?;
    status::change(conn, me, &case, Act::Return, &correction.reason, now).await?;
    tell_enterprise(
        conn,
        &case,
        |names| {
            letters::returned(
                names,
                &correction.reason,
                &correction.labels,
                correction.due_at,
            )
        },
        now,
    )
    .await?;
    let entry = Entry {
        act: AuditAct::Return,
        application: Some(case.application().id()),
        detail: serde_json::json!({
            "submission": case.application().submission(),
            "items": correction.items,
            "due_at": correction.due_at,
            "reason": correction.reason,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
