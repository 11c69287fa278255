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
    domain::{application::Act, audit::AuditAct, returns::ReturnPoint},
    text::{letters, returning},
};

/// What is to be corrected, and until when.
#[derive(Clone, Debug)]
pub struct Correction {
    /// What concerns the whole application; may be empty.
    pub note: String,
    /// What is opened for editing, and why.
    pub points: Vec<ReturnPoint>,
    /// The items in words, for the letter.
    pub labels: Vec<String>,
    /// Until when, exclusive.
    pub due_at: DateTime<Utc>,
}

impl Correction {
    /// What is to be corrected, item by item, then what concerns the whole.
    #[must_use]
    pub fn in_words(&self) -> String {
        let remarks = self.points.iter().map(|point| point.remark.as_str());
        let labels = self.labels.iter().map(String::as_str);
        returning::points(labels.zip(remarks), &self.note)
    }

    /// The return that it opens.
    pub(super) fn opened(&self, now: DateTime<Utc>) -> OpenReturn {
        OpenReturn {
            reason: self.note.clone(),
            points: self.points.clone(),
            due_at: self.due_at,
            returned_at: now,
        }
    }
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
    returns::open(conn, me, &case, &correction.opened(now)).await?;
    status::change(conn, me, &case, Act::Return, &correction.in_words(), now).await?;
    tell_enterprise(
        conn,
        &case,
        |names| letters::returned(names, &correction.in_words(), correction.due_at),
        now,
    )
    .await?;
    let entry = Entry {
        act: AuditAct::Return,
        application: Some(case.application().id()),
        detail: serde_json::json!({
            "submission": case.application().submission(),
            "points": correction.points,
            "due_at": correction.due_at,
            "note": correction.note,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
