//! The term of a publicity (公示期): which days count, how many there must be, and what may pass over that.

use chrono::NaiveDate;

use super::{
    calendar::{FirstDay, MissingYear, WorkingCalendar},
    field::FieldError,
    values::prose::Prose,
};

/// The fewest working days of any publicity: no reason passes it, and no season sets fewer. The
/// region's own shortest publicities had three.
pub const FEWEST_DAYS: i16 = 3;
/// The fewest 字 of the reason for fewer working days than the season's.
pub const REASON_MIN: usize = 10;
/// The most 字 of that reason.
pub const REASON_MAX: usize = 300;

/// Days a publicity runs, and which of them were counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The day it begins.
    pub first: NaiveDate,
    /// The day it ends, included.
    pub last: NaiveDate,
    /// Whether the first day counts.
    pub reading: FirstDay,
    /// The working days counted.
    pub days: Vec<NaiveDate>,
}

/// Why a publicity may not run like this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TermFault {
    /// It would end before it begins.
    Backwards,
    /// The calendar does not have a year of it.
    MissingYear(MissingYear),
    /// Fewer working days than any publicity may have.
    BelowFewest {
        /// How many it would have.
        days: i16,
    },
    /// Fewer working days than the season asks for, without the reason that needs.
    Fewer {
        /// How many it would have.
        days: i16,
        /// What is wrong with the reason.
        reason: FieldError,
    },
}

impl Term {
    /// Counts the working days from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`TermFault::Backwards`] and [`TermFault::MissingYear`].
    pub fn count(
        calendar: &WorkingCalendar,
        (first, last): (NaiveDate, NaiveDate),
        reading: FirstDay,
    ) -> Result<Self, TermFault> {
        if last < first {
            return Err(TermFault::Backwards);
        }
        let days = calendar
            .working_days(first, last, reading)
            .map_err(TermFault::MissingYear)?;
        Ok(Self {
            first,
            last,
            reading,
            days,
        })
    }

    /// How many working days it has.
    #[must_use]
    pub fn working_days(&self) -> i16 {
        i16::try_from(self.days.len()).unwrap_or(i16::MAX)
    }

    /// The reason to keep with it: none when it has the working days `wanted`.
    ///
    /// # Errors
    /// [`TermFault::BelowFewest`] and [`TermFault::Fewer`].
    pub fn reason(&self, wanted: i16, given: &str) -> Result<Option<Prose>, TermFault> {
        let days = self.working_days();
        if days < FEWEST_DAYS {
            return Err(TermFault::BelowFewest { days });
        }
        if days >= wanted {
            return Ok(None);
        }
        Prose::parse(given, REASON_MIN, REASON_MAX)
            .map(Some)
            .map_err(|reason| TermFault::Fewer { days, reason })
    }
}

/// The last days of a publicity of `wanted` working days that begins on `first`: with the first day
/// counted and without. The second is never the earlier one.
///
/// # Errors
/// [`MissingYear`] when one of them needs a year that the calendar does not have.
pub fn last_days(
    calendar: &WorkingCalendar,
    first: NaiveDate,
    wanted: i16,
) -> Result<[NaiveDate; 2], MissingYear> {
    let wanted = u32::try_from(wanted).unwrap_or(1);
    let [counted, not_counted] =
        FirstDay::ALL.map(|reading| calendar.last_day(first, wanted, reading));
    Ok([counted?, not_counted?])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::calendar::DayKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 2026 and 2027 with their New Year's holidays alone.
    fn calendar() -> WorkingCalendar {
        ["2026-01-01", "2027-01-01"]
            .map(|text| (day(text), DayKind::Holiday))
            .into_iter()
            .collect()
    }

    fn term(first: &str, last: &str, reading: FirstDay) -> Result<Term, TermFault> {
        Term::count(&calendar(), (day(first), day(last)), reading)
    }

    #[test]
    fn the_same_week_is_five_days_or_four() {
        let [with, without] = FirstDay::ALL.map(|it| term("2026-11-23", "2026-11-27", it).unwrap());
        assert_eq!((with.working_days(), without.working_days()), (5, 4));
        assert_eq!(with.reason(5, ""), Ok(None));
        let missing = TermFault::Fewer {
            days: 4,
            reason: FieldError::Required,
        };
        assert_eq!(without.reason(5, ""), Err(missing));
        let reason = without.reason(5, "按国家通知要求须提前上报推荐名单。");
        assert!(reason.unwrap().is_some());
        let both = last_days(&calendar(), day("2026-11-23"), 5);
        assert_eq!(both, Ok([day("2026-11-27"), day("2026-11-30")]));
    }

    #[test]
    fn no_reason_passes_the_fewest() {
        let reason = "按国家通知要求须提前上报推荐名单。";
        for (last, expected) in [("2026-11-23", 1), ("2026-11-24", 2)] {
            let term = term("2026-11-23", last, FirstDay::Counted).unwrap();
            let below = TermFault::BelowFewest { days: expected };
            assert_eq!(term.reason(5, reason), Err(below.clone()), "{last}");
            assert_eq!(term.reason(1, reason), Err(below), "{last}");
        }
        let three = term("2026-11-23", "2026-11-25", FirstDay::Counted).unwrap();
        assert!(three.reason(5, reason).unwrap().is_some());
    }

    #[test]
    fn over_new_year_needs_both_years() {
        let term_over = term("2026-12-30", "2027-01-06", FirstDay::NotCounted).unwrap();
        let counted = ["2026-12-31", "2027-01-04", "2027-01-05", "2027-01-06"];
        assert_eq!(term_over.days, counted.map(day));
        let missing = TermFault::MissingYear(MissingYear(2028));
        let over = term("2027-12-30", "2028-01-06", FirstDay::Counted);
        assert_eq!(over, Err(missing));
        let backwards = term("2026-12-30", "2026-12-29", FirstDay::Counted);
        assert_eq!(backwards, Err(TermFault::Backwards));
    }

    proptest! {
        /// Whatever is proposed for a season passes without a reason, under its own reading.
        #[test]
        fn what_is_proposed_is_long_enough(offset in 0_u64..600, wanted in FEWEST_DAYS..30, counted: bool) {
            let first = day("2026-01-01") + chrono::Days::new(offset);
            let [_, longer] = last_days(&calendar(), first, wanted).expect("inside");
            let term = Term::count(&calendar(), (first, longer), FirstDay::of(counted)).expect("inside");
            prop_assert_eq!(term.reason(wanted, ""), Ok(None));
            prop_assert!(term.working_days() - wanted <= 1);
        }
    }
}
