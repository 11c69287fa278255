//! Counts requests per address and minute, for the one public page that computes.
//!
//! Kept in the process on purpose: several instances behind a balancer each allow their share, and
//! nothing of the business depends on it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, Utc};

/// Requests of the current minute, by address.
#[derive(Debug, Default)]
pub struct RequestLimit(Mutex<Minute>);

#[derive(Debug, Default)]
struct Minute {
    number: i64,
    requests: HashMap<String, u32>,
}

impl RequestLimit {
    /// Whether this address may send one more request in this minute.
    pub fn admit(&self, address: &str, limit: u32, now: DateTime<Utc>) -> bool {
        let number = now.timestamp().div_euclid(60);
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.number != number {
            *minute = Minute {
                number,
                requests: HashMap::new(),
            };
        }
        let requests = minute.requests.entry(address.to_owned()).or_default();
        *requests = requests.saturating_add(1);
        *requests <= limit
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn each_address_has_its_own_minute() {
        let limit = RequestLimit::default();
        let now = DateTime::UNIX_EPOCH;
        assert!(limit.admit("a", 2, now) && limit.admit("a", 2, now));
        assert!(!limit.admit("a", 2, now));
        assert!(limit.admit("b", 2, now));
        assert!(limit.admit("a", 2, now + TimeDelta::minutes(1)));
    }
}
