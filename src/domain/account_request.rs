//! Changes of the administrators' accounts, which need the consent of a second person: none of the
//! three can become another, or silence another, alone.

use chrono::TimeDelta;

use super::rules::UnknownCode;

/// How long a request may be answered and carried out.
pub const VALID: TimeDelta = TimeDelta::days(3);

/// What is to be done with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountChange {
    /// Make it.
    Create,
    /// Issue a one-time link that sets its password.
    Link,
    /// Switch it off.
    Disable,
    /// Switch it on again.
    Enable,
}

impl AccountChange {
    /// All changes.
    pub const ALL: [Self; 4] = [Self::Create, Self::Link, Self::Disable, Self::Enable];

    /// The stored code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Link => "link",
            Self::Disable => "disable",
            Self::Enable => "enable",
        }
    }
}

impl std::str::FromStr for AccountChange {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|change| change.as_str() == text)
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestState {
    /// It waits for a second person.
    Open,
    /// A second person agrees; it can be carried out.
    Consented,
    /// A second person does not agree.
    Refused,
    /// Whoever asked took it back.
    Withdrawn,
    /// Nobody answered, or nobody carried it out, in time.
    Expired,
    /// It was carried out.
    Done,
}

impl RequestState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Consented,
        Self::Refused,
        Self::Withdrawn,
        Self::Expired,
        Self::Done,
    ];

    /// The stored code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Consented => "consented",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Done => "done",
        }
    }
}

impl std::str::FromStr for RequestState {
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
    fn codes_read_back() {
        for change in AccountChange::ALL {
            assert_eq!(change.as_str().parse(), Ok(change));
        }
        for state in RequestState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("gone".parse::<RequestState>().is_err());
    }
}
