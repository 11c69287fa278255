//! Windows of a season (批次): from when to when each stage may act, close to the minute.

mod settings;

use std::collections::BTreeMap;

pub use settings::{AccountApproval, OwnRegion, PublicityTexts, SeasonSettings, SeasonState};

use chrono::{DateTime, Months, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    field::{FieldError, Mismatch},
    tier::Tier,
};

/// Whose turn a window is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Enterprises fill in and submit.
    Enterprise,
    /// Bureaus check and recommend.
    Bureau,
    /// Experts review.
    Review,
}

impl Stage {
    /// All stages, in the order of the season.
    pub const ALL: [Self; 3] = [Self::Enterprise, Self::Bureau, Self::Review];

    /// The stage as stored and posted.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Bureau => "bureau",
            Self::Review => "review",
        }
    }
}

/// Where an instant lies with regard to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowState {
    /// Opens after this time.
    NotYet(TimeDelta),
    /// Closes after this time.
    Open(TimeDelta),
    /// Has closed.
    Closed,
}

/// A span of time, half-open: an act at the very instant of closing is too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
}

impl Window {
    /// A window that closes after it opens.
    ///
    /// # Errors
    /// `Mismatch` when it would close before or when it opens.
    pub fn new(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>) -> Result<Self, FieldError> {
        if opens_at < closes_at {
            Ok(Self {
                opens_at,
                closes_at,
            })
        } else {
            Err(FieldError::Mismatch(Mismatch::EndBeforeStart))
        }
    }

    /// The first instant inside.
    pub const fn opens_at(&self) -> DateTime<Utc> {
        self.opens_at
    }

    /// The first instant after it.
    pub const fn closes_at(&self) -> DateTime<Utc> {
        self.closes_at
    }

    /// Whether the instant lies inside.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state(now), WindowState::Open(_))
    }

    /// Where the instant lies, with the time until the next change.
    pub fn state(&self, now: DateTime<Utc>) -> WindowState {
        if now < self.opens_at {
            WindowState::NotYet(self.opens_at - now)
        } else if now < self.closes_at {
            WindowState::Open(self.closes_at - now)
        } else {
            WindowState::Closed
        }
    }

    /// The same window, for a case that was given time until then; never a shorter one.
    #[must_use]
    pub fn given_until(self, until: Option<DateTime<Utc>>) -> Self {
        Self {
            closes_at: until.map_or(self.closes_at, |until| until.max(self.closes_at)),
            ..self
        }
    }
}

/// Why a window of a running season may not become another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowFault {
    /// It has opened already, so its opening is a fact.
    OpeningPassed,
    /// It has opened already, so it may only close later.
    Shortened,
}

impl Window {
    /// Whether this window may become `new` at `now`: one that has not opened is free, one that has
    /// keeps its opening and may only be extended, also after it closed.
    ///
    /// # Errors
    /// [`WindowFault`]
    pub fn may_become(&self, new: &Self, now: DateTime<Utc>) -> Result<(), WindowFault> {
        if now < self.opens_at {
            Ok(())
        } else if new.opens_at != self.opens_at {
            Err(WindowFault::OpeningPassed)
        } else if new.closes_at < self.closes_at {
            Err(WindowFault::Shortened)
        } else {
            Ok(())
        }
    }
}

/// The windows of all stages for one tier of a season; they may overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Windows {
    /// Enterprises fill in and submit.
    pub enterprise: Window,
    /// Bureaus check and recommend.
    pub bureau: Window,
    /// Experts review.
    pub review: Window,
}

impl Windows {
    /// The window of a stage.
    pub const fn of(&self, stage: Stage) -> &Window {
        match stage {
            Stage::Enterprise => &self.enterprise,
            Stage::Bureau => &self.bureau,
            Stage::Review => &self.review,
        }
    }
}

/// The tiers that a season offers, each with its windows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TierWindows(BTreeMap<Tier, Windows>);

impl FromIterator<(Tier, Windows)> for TierWindows {
    fn from_iter<T: IntoIterator<Item = (Tier, Windows)>>(tiers: T) -> Self {
        Self(tiers.into_iter().collect())
    }
}

impl TierWindows {
    /// The windows of a tier; none when the season does not offer it.
    pub fn of(&self, tier: Tier) -> Option<&Windows> {
        self.0.get(&tier)
    }

    /// The tiers offered, lowest first, with their windows.
    pub fn iter(&self) -> impl Iterator<Item = (Tier, &Windows)> {
        self.0.iter().map(|(tier, windows)| (*tier, windows))
    }

    /// Whether no tier is offered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tiers with the same windows together, in the order of their lowest tier.
    pub fn groups(&self) -> Vec<(Vec<Tier>, Windows)> {
        let mut groups: Vec<(Vec<Tier>, Windows)> = Vec::new();
        for (tier, windows) in self.iter() {
            match groups.iter_mut().find(|(_, same)| same == windows) {
                Some((tiers, _)) => tiers.push(tier),
                None => groups.push((vec![tier], *windows)),
            }
        }
        groups
    }

    /// The same windows a year later.
    #[must_use]
    pub fn a_year_later(&self) -> Self {
        let later = |at: DateTime<Utc>| at.checked_add_months(Months::new(12)).unwrap_or(at);
        let window = |window: Window| Window {
            opens_at: later(window.opens_at),
            closes_at: later(window.closes_at),
        };
        let tiers = self.iter().map(|(tier, windows)| {
            let windows = Windows {
                enterprise: window(windows.enterprise),
                bureau: window(windows.bureau),
                review: window(windows.review),
            };
            (tier, windows)
        });
        tiers.collect()
    }

    /// From the first opening of a stage to its last closing, over all tiers.
    pub fn span(&self, stage: Stage) -> Option<Window> {
        let windows = || self.0.values().map(|windows| windows.of(stage));
        let opens_at = windows().map(Window::opens_at).min()?;
        let closes_at = windows().map(Window::closes_at).max()?;
        Some(Window {
            opens_at,
            closes_at,
        })
    }

    /// The window of a stage that is open now and closes first.
    pub fn next_closing(&self, stage: Stage, now: DateTime<Utc>) -> Option<&Window> {
        let open = self.0.values().map(|windows| windows.of(stage));
        open.filter(|window| window.is_open(now))
            .min_by_key(|window| window.closes_at)
    }
}

/// What is wrong with the windows of a tier, seen together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowsFault {
    /// Bureaus close before the enterprises: what comes in last cannot be screened.
    BureauBeforeEnterprise,
    /// The review closes before the bureaus: what is recommended last cannot be reviewed.
    ReviewBeforeBureau,
    /// The enterprises' window is over already.
    EnterpriseOver,
    /// Bureaus begin before the enterprises do.
    BureauOpensEarly,
    /// The review begins while bureaus still recommend.
    ReviewOverlapsBureau,
}

impl WindowsFault {
    /// Whether a season cannot be opened with it; the others are worth a look.
    pub const fn forbids(self) -> bool {
        matches!(
            self,
            Self::BureauBeforeEnterprise | Self::ReviewBeforeBureau | Self::EnterpriseOver
        )
    }
}

/// A fault of one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The tier.
    pub tier: Tier,
    /// What is wrong.
    pub fault: WindowsFault,
}

/// What is wrong with the windows of a season that is to be opened at `now`, tier by tier.
pub fn flaws(tiers: &TierWindows, now: DateTime<Utc>) -> Vec<Flaw> {
    let of = |(tier, windows): (Tier, &Windows)| {
        let Windows {
            enterprise,
            bureau,
            review,
        } = *windows;
        [
            (
                bureau.closes_at < enterprise.closes_at,
                WindowsFault::BureauBeforeEnterprise,
            ),
            (
                tier != Tier::Basic && review.closes_at <= bureau.closes_at,
                WindowsFault::ReviewBeforeBureau,
            ),
            (enterprise.closes_at <= now, WindowsFault::EnterpriseOver),
            (
                bureau.opens_at < enterprise.opens_at,
                WindowsFault::BureauOpensEarly,
            ),
            (
                tier != Tier::Basic && review.opens_at < bureau.closes_at,
                WindowsFault::ReviewOverlapsBureau,
            ),
        ]
        .into_iter()
        .filter_map(move |(is_so, fault)| is_so.then_some(Flaw { tier, fault }))
    };
    tiers.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::values::date::parse_minute;

    fn at(text: &str) -> DateTime<Utc> {
        parse_minute(text).expect(text)
    }

    #[test]
    fn is_half_open_to_the_second() {
        let window = Window::new(at("2026-05-01T00:00"), at("2026-06-09T24:00")).expect("ordered");
        let second = TimeDelta::seconds(1);
        for (now, open) in [
            (at("2026-05-01T00:00") - second, false),
            (at("2026-05-01T00:00"), true),
            (at("2026-06-10T00:00") - second, true),
            (at("2026-06-10T00:00"), false),
        ] {
            assert_eq!(window.is_open(now), open, "{now}");
        }
        assert_eq!(
            window.state(window.closes_at() - second),
            WindowState::Open(second)
        );
        assert_eq!(
            window.state(window.opens_at() - second),
            WindowState::NotYet(second)
        );
        assert_eq!(window.state(window.closes_at()), WindowState::Closed);
    }

    #[test]
    fn closes_after_opening_and_later_for_a_case_that_was_given_time() {
        let (early, late) = (at("2026-05-01T00:00"), at("2026-06-01T00:00"));
        let refused = Err(FieldError::Mismatch(Mismatch::EndBeforeStart));
        assert_eq!(Window::new(late, early), refused);
        assert_eq!(Window::new(early, early), refused);
        let window = Window::new(early, late).expect("ordered");
        for (until, open) in [
            (None, false),
            (Some(early), false),
            (Some(at("2026-06-02T00:00")), true),
        ] {
            assert_eq!(window.given_until(until).is_open(late), open, "{until:?}");
        }
    }

    #[test]
    fn an_opened_window_is_only_ever_extended() {
        let window = |from: &str, to: &str| Window::new(at(from), at(to)).expect("ordered");
        let old = window("2026-05-06T00:00", "2026-06-09T24:00");
        let (before, inside, after) = (
            at("2026-05-01T00:00"),
            at("2026-05-20T00:00"),
            at("2026-06-20T00:00"),
        );
        let shorter = window("2026-05-06T00:00", "2026-06-01T24:00");
        let longer = window("2026-05-06T00:00", "2026-06-30T24:00");
        let moved = window("2026-05-10T00:00", "2026-06-30T24:00");
        for (new, now, expected) in [
            (shorter, before, Ok(())),
            (moved, before, Ok(())),
            (old, inside, Ok(())),
            (longer, inside, Ok(())),
            (longer, after, Ok(())),
            (shorter, inside, Err(WindowFault::Shortened)),
            (moved, inside, Err(WindowFault::OpeningPassed)),
        ] {
            assert_eq!(old.may_become(&new, now), expected, "{new:?} at {now}");
        }
    }

    proptest! {
        #[test]
        fn is_open_exactly_between(opens in 0_i64..1000, length in 1_i64..1000, now in -10_i64..2100) {
            let instant = |seconds| DateTime::from_timestamp(seconds, 0).expect("in range");
            let window = Window::new(instant(opens), instant(opens + length)).expect("ordered");
            prop_assert_eq!(window.is_open(instant(now)), now >= opens && now < opens + length);
        }
    }
}
