//! A page that leads to an act carries what it showed of the application; the act compares it with
//! what it finds under the lock.

use super::error::PageError;
use crate::access::ApplicationRef;

/// The name of the hidden field.
pub const FIELD: &str = "shown";

/// What a page showed of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    submission: i32,
    version: i32,
    judged: i64,
}

impl Shown {
    /// What a page shows now. `judged` counts what was judged of the submission, where the page
    /// rests on that; else it is 0.
    #[must_use]
    pub fn of(application: &ApplicationRef, judged: i64) -> Self {
        Self {
            submission: application.submission(),
            version: application.version(),
            judged,
        }
    }

    /// What the hidden field carries.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}.{}.{}", self.submission, self.version, self.judged)
    }

    /// Refuses an act from a page that showed something else; `way` is where the present state is.
    ///
    /// # Errors
    /// [`PageError::Moved`]
    pub fn check(&self, code: &str, way: impl std::fmt::Display) -> Result<(), PageError> {
        if code == self.code() {
            return Ok(());
        }
        Err(PageError::Moved {
            shown: code.split_once('.').and_then(|(it, _)| it.parse().ok()),
            newest: self.submission,
            way: way.to_string(),
        })
    }
}
