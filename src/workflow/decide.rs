//! The office decides on a reviewed application.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::DecisionCase},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        decisions,
    },
    domain::{application::Act, audit::AuditAct},
    text::office_letters,
};

/// What can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// 列入拟公示名单
    Propose,
    /// 审定不通过
    NotApprove,
    /// 列入培育库
    PlaceInPool,
}

impl Ruling {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Propose, Self::PlaceInPool, Self::NotApprove];

    /// The act of the transition table.
    #[must_use]
    pub const fn act(self) -> Act {
        match self {
            Self::Propose => Act::Propose,
            Self::NotApprove => Act::NotApprove,
            Self::PlaceInPool => Act::PlaceInPool,
        }
    }

    /// The ruling with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|ruling| ruling.act().as_str() == code)
    }

    const fn audit(self) -> AuditAct {
        match self {
            Self::Propose => AuditAct::Propose,
            Self::NotApprove => AuditAct::NotApprove,
            Self::PlaceInPool => AuditAct::PlaceInPool,
        }
    }
}

/// Decides on one application.
///
/// # Errors
/// [`TransitionError`]
pub async fn decide(
    conn: &mut PgConnection,
    me: &Administrator,
    case: DecisionCase,
    (ruling, reason): (Ruling, &str),
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let (application, act) = (case.application(), ruling.act());
    decisions::record(conn, me, &case, (act, reason), now).await?;
    status::change(conn, me, &case, act, reason, now).await?;
    let letter = |names: &_, reader| office_letters::decided(names, act, reason, reader);
    tell_both(conn, application, letter, now).await?;
    let entry = Entry {
        act: ruling.audit(),
        application: Some(application.id()),
        detail: serde_json::json!({ "reason": reason }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
