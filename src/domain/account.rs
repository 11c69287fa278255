//! The state of an account, and how failed sign-ins slow down and lock it.

use chrono::TimeDelta;

use super::rules::UnknownCode;

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountState {
    /// Registered, waiting for the bureau.
    Pending,
    /// In use.
    Active,
    /// The bureau refused the registration; the enterprise may register again.
    Refused,
    /// Switched off by the security administrator.
    Disabled,
}

impl AccountState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Active, Self::Refused, Self::Disabled];

    /// The state as stored and posted.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Refused => "refused",
            Self::Disabled => "disabled",
        }
    }
}

impl std::str::FromStr for AccountState {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// Failures after which further ones cost a pause.
const FREE_FAILURES: u32 = 2;
/// The first pause, in seconds; each further failure doubles it.
const FIRST_PAUSE: i64 = 5;

/// How long an account must wait after its `failures`-th failed sign-in in a row: not at all,
/// a pause that doubles, and from `limit` failures on the whole `lock`.
#[must_use]
pub fn pause_after(failures: u32, limit: u32, lock: TimeDelta) -> Option<TimeDelta> {
    if failures >= limit {
        return Some(lock);
    }
    let doublings = failures.checked_sub(FREE_FAILURES + 1)?;
    // No pause is longer than the lock, so that many doublings need no exact figure.
    let pause = TimeDelta::seconds(FIRST_PAUSE << doublings.min(32));
    Some(pause.min(lock))
}

/// Failures for one name, wherever they come from, after which further ones cost everybody a pause.
const FREE_ANYWHERE: u32 = 10;
/// The pause: too long for guessing, too short to keep an owner out.
const PAUSE_ANYWHERE: TimeDelta = TimeDelta::seconds(10);

/// How long anybody on an unknown device must wait after the `failures`-th failed sign-in to one
/// account from all places together.
#[must_use]
pub fn slow_down(failures: u32) -> Option<TimeDelta> {
    (failures > FREE_ANYWHERE).then_some(PAUSE_ANYWHERE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pauses_grow_into_the_lock() {
        let lock = TimeDelta::minutes(15);
        let pauses: Vec<_> = (1..=6)
            .map(|failures| pause_after(failures, 5, lock).map(|pause| pause.num_seconds()))
            .collect();
        assert_eq!(
            pauses,
            [None, None, Some(5), Some(10), Some(900), Some(900)]
        );
    }

    #[test]
    fn states_read_back() {
        for state in AccountState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("gone".parse::<AccountState>().is_err());
    }

    proptest! {
        #[test]
        fn more_failures_never_wait_less(failures in 1_u32..200, limit in 1_u32..100, minutes in 1_i64..60) {
            let lock = TimeDelta::minutes(minutes);
            let (one, more) = (pause_after(failures, limit, lock), pause_after(failures + 1, limit, lock));
            prop_assert!(one <= more);
            prop_assert!(more.is_none_or(|pause| pause <= lock));
        }
    }
}
