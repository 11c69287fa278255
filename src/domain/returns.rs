//! What is named when an application is returned for correction (退回修改), each item with its remark.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::ids::InstanceId;

/// A section or a scenario of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnItem {
    /// 企业与工厂基本信息
    Profile,
    /// 基础要求
    Declarations,
    /// 成熟度自评价
    Maturity,
    /// The scenarios as a whole: adding and removing is allowed.
    Scenarios,
    /// One scenario instance.
    Instance(InstanceId),
    /// 建设要求 (the five qualitative clauses)
    Quality,
    /// 附件与承诺书
    Attachments,
}

/// The fewest 字 of a remark.
pub const REMARK_MIN: usize = 5;
/// The most 字 of a remark.
pub const REMARK_MAX: usize = 1000;

/// One item of a return and what is to be corrected in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnPoint {
    /// What is opened for editing.
    pub item: ReturnItem,
    /// What is wrong with it, and how it has to be.
    pub remark: String,
}

impl ReturnItem {
    /// Every item that is not a single scenario.
    pub const SECTIONS: [Self; 6] = [
        Self::Profile,
        Self::Declarations,
        Self::Maturity,
        Self::Scenarios,
        Self::Quality,
        Self::Attachments,
    ];

    /// Whether opening `self` opens `item` too: all scenarios include each one.
    #[must_use]
    pub fn covers(&self, item: &Self) -> bool {
        self == item || matches!((self, item), (Self::Scenarios, Self::Instance(_)))
    }

    /// The code a form posts: the section's name, or `instance:<id>`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Profile => "profile".to_owned(),
            Self::Declarations => "declarations".to_owned(),
            Self::Maturity => "maturity".to_owned(),
            Self::Scenarios => "scenarios".to_owned(),
            Self::Instance(id) => format!("instance:{id}"),
            Self::Quality => "quality".to_owned(),
            Self::Attachments => "attachments".to_owned(),
        }
    }

    /// Reads [`Self::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(id) = code.strip_prefix("instance:") {
            return id.parse().ok().map(Self::Instance);
        }
        Self::SECTIONS.into_iter().find(|item| item.code() == code)
    }
}

/// Between when and when a return may be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first moment that leaves the enterprise its time.
    pub earliest: DateTime<Utc>,
    /// The last moment that leaves whoever returned it theirs.
    pub latest: DateTime<Utc>,
}

/// Why a moment is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermFault {
    /// It leaves the enterprise too little time.
    TooSoon,
    /// It leaves no time afterwards.
    TooLate,
}

impl Term {
    /// From `now`, at least so many days, and until the window of whoever returned it closes; what is left
    /// of the window where that is less.
    #[must_use]
    pub fn new(now: DateTime<Utc>, days: i16, closes_at: DateTime<Utc>) -> Self {
        Self {
            earliest: (now + TimeDelta::days(days.into())).min(closes_at),
            latest: closes_at,
        }
    }

    /// Whether it may be due then.
    ///
    /// # Errors
    /// [`TermFault`]
    pub fn check(&self, due_at: DateTime<Utc>) -> Result<(), TermFault> {
        if due_at > self.latest {
            Err(TermFault::TooLate)
        } else if due_at < self.earliest {
            Err(TermFault::TooSoon)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_term_always_leaves_a_moment_and_never_one_outside(
            days in 0_i16..30, left in 1_i64..2_000_000, due in -10_i64..3_000_000,
        ) {
            let now = DateTime::UNIX_EPOCH;
            let at = |seconds| now + TimeDelta::seconds(seconds);
            let term = Term::new(now, days, at(left));
            prop_assert_eq!(term.check(term.earliest), Ok(()));
            prop_assert_eq!(term.check(term.latest), Ok(()));
            let inside = due <= left && (due >= i64::from(days) * 86_400 || due == left);
            prop_assert_eq!(term.check(at(due)).is_ok(), inside);
        }
    }

    #[test]
    fn codes_read_back() {
        let instance = ReturnItem::Instance(InstanceId::new());
        for item in ReturnItem::SECTIONS.into_iter().chain([instance]) {
            assert_eq!(ReturnItem::from_code(&item.code()), Some(item));
        }
        assert_eq!(ReturnItem::from_code("instance:x"), None);
    }

    #[test]
    fn all_scenarios_open_each_one_but_not_the_reverse() {
        let one = ReturnItem::Instance(InstanceId::new());
        assert!(ReturnItem::Scenarios.covers(&one));
        assert!(!one.covers(&ReturnItem::Scenarios));
        assert!(!one.covers(&ReturnItem::Instance(InstanceId::new())));
    }
}
