//! Who is acting, and what they may touch: the only place where an id becomes a right.
//!
//! A right is a value with private fields. Only the query that checks it can make one, and every
//! write of `db` and `workflow` asks for one. "Not yours" and "does not exist" are one answer.

pub mod account;
pub mod account_requests;
mod actor;
pub mod admin;
mod application_ref;
pub mod bureau;
pub mod enterprise;
pub mod evidence;
pub mod expert;
pub mod scenarios;
pub mod session;
pub mod tables;

pub use actor::{
    Acting, Actor, Administrator, AuditAdministrator, BureauOfficer, EnterpriseMember,
    ExpertMember, SecurityAdministrator, System, Visitor,
};
use application_ref::application_refs;
pub use application_ref::{ApplicationRef, MayChange};

use chrono::{DateTime, Utc};

use crate::domain::application::Status;

/// Why a right was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not exist, or it belongs to somebody else: answered 404 either way.
    NotYours,
    /// It is yours, but no longer (or not yet) in a state that allows this.
    WrongState(Status),
    /// The window for it is closed.
    Closed {
        /// When the window opened or will open.
        opens_at: DateTime<Utc>,
        /// When it closes or closed, exclusive.
        closes_at: DateTime<Utc>,
    },
}

impl Refusal {
    /// The window outside of which it was refused, if that is why: when it opens and closes.
    #[must_use]
    pub fn window(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        match self {
            Self::Closed {
                opens_at,
                closes_at,
            } => Some((*opens_at, *closes_at)),
            Self::NotYours | Self::WrongState(_) => None,
        }
    }
}

/// A refusal, or the database did not answer.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// The right was refused.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The query that checks failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<Refusal> for AccessError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The result of asking for a right.
pub type Checked<T> = Result<T, AccessError>;

/// Refuses as "not yours" what a scoped query did not find.
///
/// # Errors
/// [`Refusal::NotYours`] when there is nothing.
pub(crate) fn found<T>(row: Option<T>) -> Checked<T> {
    row.ok_or(AccessError::Refused(Refusal::NotYours))
}

/// Refuses outside of `[opens_at, closes_at)`.
///
/// # Errors
/// [`Refusal::Closed`] when `now` is outside of the window.
pub(crate) fn within(
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Checked<()> {
    if opens_at <= now && now < closes_at {
        Ok(())
    } else {
        Err(Refusal::Closed {
            opens_at,
            closes_at,
        }
        .into())
    }
}
