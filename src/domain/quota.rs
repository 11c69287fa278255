//! How many applications of a tier a bureau may recommend.

/// How many may be and were recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The most; without one there is no limit.
    pub quota: Option<i32>,
    /// Recommended so far, exempt ones not counted.
    pub used: i64,
}

impl Quota {
    /// Whether one more would be too many.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.quota
            .is_some_and(|quota| self.used >= i64::from(quota))
    }
}
