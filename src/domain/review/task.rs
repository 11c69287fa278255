//! How far one expert's task to review one application is.

use std::str::FromStr;

use crate::domain::rules::UnknownCode;

/// How far an expert's task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Given, nothing declared yet.
    Assigned,
    /// No conflict: the expert reviews.
    Accepted,
    /// The expert declared a conflict.
    Conflicted,
    /// Filed.
    Filed,
    /// Taken back.
    Cancelled,
}

impl TaskState {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Assigned,
        Self::Accepted,
        Self::Conflicted,
        Self::Filed,
        Self::Cancelled,
    ];

    /// The state as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Accepted => "accepted",
            Self::Conflicted => "conflicted",
            Self::Filed => "filed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the expert is still expected to file, or has filed.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Assigned | Self::Accepted | Self::Filed)
    }
}

impl FromStr for TaskState {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_round_trip() {
        for state in TaskState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("done".parse::<TaskState>().is_err());
    }
}
