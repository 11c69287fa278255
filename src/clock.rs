//! The clock: the only caller of `Utc::now`. Everything else is given the time as an argument.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Duration, Utc};

/// Where the present time comes from. Clones of an adjustable clock share one time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The time of the machine.
    System,
    /// A time that stands still until it is set: microseconds since 1970, as PostgreSQL keeps it.
    Adjustable(Arc<AtomicI64>),
}

impl Clock {
    /// An adjustable clock that stands at `at`.
    #[must_use]
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Adjustable(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// The present time, cut to microseconds so that it survives the database unchanged.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let micros = match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place that reads the clock"
            )]
            Self::System => Utc::now().timestamp_micros(),
            Self::Adjustable(micros) => micros.load(Ordering::SeqCst),
        };
        DateTime::from_timestamp_micros(micros).unwrap_or_default()
    }

    /// Sets an adjustable clock, for all its clones. The system clock stays as it is.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Self::Adjustable(micros) = self {
            micros.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// Moves an adjustable clock, for all its clones. The system clock stays as it is.
    pub fn advance(&self, by: Duration) {
        if let Self::Adjustable(micros) = self {
            let by = by.num_microseconds().unwrap_or_default();
            micros.fetch_add(by, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told_and_for_all_clones() {
        let noon = "2026-03-02T04:00:00Z".parse().unwrap();
        let clock = Clock::fixed(noon);
        let clone = clock.clone();
        assert_eq!(clock.now(), noon);
        clone.advance(Duration::minutes(90));
        assert_eq!(clock.now(), noon + Duration::minutes(90));
        clone.set(noon);
        assert_eq!(clock.now(), noon);
    }

    #[test]
    fn the_system_clock_cannot_be_set() {
        let clock = Clock::System;
        let before = clock.now();
        clock.set(DateTime::UNIX_EPOCH);
        clock.advance(Duration::days(-1));
        assert!(clock.now() >= before);
        assert_eq!(before.timestamp_subsec_nanos() % 1_000, 0);
    }
}
