//! Working days: weekdays less statutory days off, plus make-up days (调休上班).
//!
//! A year of which nothing is known is refused, never guessed: the days off of a year are only
//! fixed by a notice in the November before it.

pub mod table;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// How a day differs from what its weekday says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Off, whatever the weekday.
    Holiday,
    /// Worked, whatever the weekday.
    Workday,
}

/// The days of one year that differ from what their weekday says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// Its days off and make-up days.
    pub days: BTreeMap<NaiveDate, DayKind>,
}

impl CalendarYear {
    /// Sorts days into their years, ascending.
    pub fn of_days(days: impl IntoIterator<Item = (NaiveDate, DayKind)>) -> Vec<Self> {
        let mut years: BTreeMap<i32, BTreeMap<NaiveDate, DayKind>> = BTreeMap::new();
        for (day, kind) in days {
            years.entry(day.year()).or_default().insert(day, kind);
        }
        let of = |(year, days)| Self { year, days };
        years.into_iter().map(of).collect()
    }

    /// Whether it can be the arrangement of a whole year: the New Year and the National Day, which
    /// are off every year, are among its days off.
    pub fn is_whole(&self) -> bool {
        let is_off = |month, day| {
            let date = NaiveDate::from_ymd_opt(self.year, month, day);
            date.is_some_and(|date| self.days.get(&date) == Some(&DayKind::Holiday))
        };
        is_off(1, 1) && is_off(10, 1)
    }

    /// Its days of this kind, ascending.
    pub fn of_kind(&self, kind: DayKind) -> impl Iterator<Item = NaiveDate> {
        let days = self.days.iter();
        days.filter(move |(_, it)| **it == kind)
            .map(|(day, _)| *day)
    }
}

/// A year for which the calendar has no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar has no data for the year {0}")]
pub struct MissingYear(pub i32);

/// Whether the day on which a term begins is the first of its working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstDay {
    /// 首日计
    Counted,
    /// 首日不计
    NotCounted,
}

impl FirstDay {
    /// Both readings.
    pub const ALL: [Self; 2] = [Self::Counted, Self::NotCounted];

    /// The reading of a season that counts the first day or not.
    #[must_use]
    pub const fn of(counted: bool) -> Self {
        if counted {
            Self::Counted
        } else {
            Self::NotCounted
        }
    }
}

/// The exceptions of the years that are known; a year with one row at least is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingCalendar {
    exceptions: BTreeMap<NaiveDate, DayKind>,
    years: BTreeSet<i32>,
}

impl FromIterator<(NaiveDate, DayKind)> for WorkingCalendar {
    fn from_iter<I: IntoIterator<Item = (NaiveDate, DayKind)>>(rows: I) -> Self {
        let exceptions: BTreeMap<_, _> = rows.into_iter().collect();
        let years = exceptions.keys().map(Datelike::year).collect();
        Self { exceptions, years }
    }
}

impl WorkingCalendar {
    /// The years that are known, ascending.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }

    /// Whether the day is worked.
    ///
    /// # Errors
    /// [`MissingYear`].
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, MissingYear> {
        if !self.years.contains(&day.year()) {
            return Err(MissingYear(day.year()));
        }
        Ok(match self.exceptions.get(&day) {
            Some(DayKind::Workday) => true,
            Some(DayKind::Holiday) => false,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        })
    }

    /// The last day of the shortest term of `n` working days, at least one, that begins on `first`.
    ///
    /// # Errors
    /// [`MissingYear`] when the count runs into an unknown year.
    pub fn last_day(
        &self,
        first: NaiveDate,
        n: u32,
        reading: FirstDay,
    ) -> Result<NaiveDate, MissingYear> {
        let mut counted = 0;
        for day in days_from(first, reading) {
            counted += u32::from(self.is_working_day(day)?);
            if counted >= n.max(1) {
                return Ok(day);
            }
        }
        Err(MissingYear(NaiveDate::MAX.year()))
    }

    /// The working days of the term from `first` to `last`, both included.
    ///
    /// # Errors
    /// [`MissingYear`] when a day between them lies in an unknown year.
    pub fn working_days(
        &self,
        first: NaiveDate,
        last: NaiveDate,
        reading: FirstDay,
    ) -> Result<Vec<NaiveDate>, MissingYear> {
        let mut found = Vec::new();
        for day in days_from(first, reading).take_while(|day| *day <= last) {
            if self.is_working_day(day)? {
                found.push(day);
            }
        }
        Ok(found)
    }
}

/// The days that can be counted, in order.
fn days_from(first: NaiveDate, reading: FirstDay) -> impl Iterator<Item = NaiveDate> {
    let left_out = match reading {
        FirstDay::Counted => 0,
        FirstDay::NotCounted => 1,
    };
    first.iter_days().skip(left_out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHIPPED: &str = include_str!("../../config/seasons/2025/calendar.csv");

    /// The calendar that ships, read without the reader of tables.
    fn shipped() -> WorkingCalendar {
        let row = |line: &str| {
            let (date, kind) = line.split_once(',').expect(line);
            let kind = match kind {
                "holiday" => DayKind::Holiday,
                "workday" => DayKind::Workday,
                other => panic!("{other}"),
            };
            (day(date), kind)
        };
        SHIPPED.lines().skip(1).map(row).collect()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn knows_days_off_and_make_up_days() {
        let calendar = shipped();
        assert_eq!(calendar.years().collect::<Vec<_>>(), [2025, 2026]);
        for (text, works) in [
            ("2025-10-01", false), // Wednesday, National Day
            ("2025-10-11", true),  // Saturday, make-up day
            ("2025-10-09", true),
            ("2025-10-12", false), // Sunday
            ("2026-02-23", false), // Monday, Spring Festival
            ("2026-02-28", true),  // Saturday, make-up day
        ] {
            assert_eq!(calendar.is_working_day(day(text)), Ok(works), "{text}");
        }
        assert_eq!(
            calendar.is_working_day(day("2027-03-01")),
            Err(MissingYear(2027))
        );
    }

    #[test]
    fn counts_with_and_without_the_first_day() {
        use FirstDay::{Counted, NotCounted};
        let calendar = shipped();
        for (first, n, reading, last) in [
            // Sunday the 28th is worked, then eight days off.
            ("2025-09-26", 1, NotCounted, "2025-09-28"),
            ("2025-09-26", 1, Counted, "2025-09-26"),
            ("2025-09-26", 5, NotCounted, "2025-10-10"),
            ("2025-09-26", 5, Counted, "2025-10-09"),
            // Monday to Friday, as the office prints five working days.
            ("2026-11-23", 5, Counted, "2026-11-27"),
            ("2026-11-23", 5, NotCounted, "2026-11-30"),
            // Begun on a Saturday, both readings are one.
            ("2026-11-28", 5, Counted, "2026-12-04"),
            ("2026-11-28", 5, NotCounted, "2026-12-04"),
        ] {
            let found = calendar.last_day(day(first), n, reading);
            assert_eq!(found, Ok(day(last)), "{first} {n} {reading:?}");
        }
        let over = calendar.last_day(day("2026-12-30"), 5, Counted);
        assert_eq!(over, Err(MissingYear(2027)));
        let over = calendar.working_days(day("2026-12-30"), day("2027-01-05"), Counted);
        assert_eq!(over, Err(MissingYear(2027)));
    }

    #[test]
    fn a_part_of_a_year_is_not_a_year() {
        let years = |texts: &[&str]| {
            CalendarYear::of_days(texts.iter().map(|text| (day(text), DayKind::Holiday)))
        };
        let spilled = years(&["2026-12-31", "2027-01-01", "2027-10-01"]);
        let whole: Vec<_> = spilled.iter().map(|it| (it.year, it.is_whole())).collect();
        assert_eq!(whole, [(2026, false), (2027, true)]);
        let known = spilled[1].of_kind(DayKind::Holiday).count();
        assert_eq!(
            (known, spilled[1].of_kind(DayKind::Workday).count()),
            (2, 0)
        );
    }

    /// A calendar of 2026 and 2027 with any days off and make-up days.
    fn any_calendar() -> impl Strategy<Value = WorkingCalendar> {
        let exceptions = proptest::collection::btree_map(0_u64..730, any::<bool>(), 0..60);
        exceptions.prop_map(|exceptions| {
            let first = day("2026-01-01");
            let of = |(offset, off)| {
                let kind = if off {
                    DayKind::Holiday
                } else {
                    DayKind::Workday
                };
                (first + chrono::Days::new(offset), kind)
            };
            let known = [first, day("2027-01-01")].map(|day| (day, DayKind::Holiday));
            exceptions.into_iter().map(of).chain(known).collect()
        })
    }

    proptest! {
        /// Stepping n working days on and counting them back agree, the last day is one of them,
        /// and a day less would be one less.
        #[test]
        fn counting_and_stepping_agree(
            calendar in any_calendar(), offset in 0_u64..400, n in 1_u32..40, counted: bool,
        ) {
            let reading = FirstDay::of(counted);
            let first = day("2026-01-01") + chrono::Days::new(offset);
            let last = calendar.last_day(first, n, reading).expect("inside two years");
            let days = calendar.working_days(first, last, reading).expect("inside two years");
            prop_assert_eq!(days.len(), usize::try_from(n).expect("small"));
            prop_assert_eq!(days.last(), Some(&last));
            let shorter = last.pred_opt().expect("a day before");
            let fewer = calendar.working_days(first, shorter, reading).expect("inside");
            prop_assert_eq!(fewer.len() + 1, days.len());
        }

        /// Not to count the first day never makes a term shorter, and costs one working day
        /// exactly when the first day is one.
        #[test]
        fn the_readings_differ_by_the_first_day_alone(
            calendar in any_calendar(), offset in 0_u64..400, length in 0_u64..60, n in 1_u32..40,
        ) {
            let first = day("2026-01-01") + chrono::Days::new(offset);
            let last = first + chrono::Days::new(length);
            let [with, without] = FirstDay::ALL
                .map(|reading| calendar.working_days(first, last, reading).expect("inside"));
            let works = calendar.is_working_day(first).expect("known");
            prop_assert_eq!(with.len(), without.len() + usize::from(works));
            let [early, late] = FirstDay::ALL
                .map(|reading| calendar.last_day(first, n, reading).expect("inside"));
            prop_assert!(early <= late);
            prop_assert_eq!(early == late, !works);
        }

        /// A longer term never has fewer working days, and every day counted is worked and inside.
        #[test]
        fn a_longer_term_never_has_fewer_days(
            calendar in any_calendar(), offset in 0_u64..400, length in 0_u64..60, counted: bool,
        ) {
            let reading = FirstDay::of(counted);
            let first = day("2026-01-01") + chrono::Days::new(offset);
            let last = first + chrono::Days::new(length);
            let days = calendar.working_days(first, last, reading).expect("inside");
            let more = calendar.working_days(first, last + chrono::Days::new(1), reading);
            prop_assert!(more.expect("inside").starts_with(&days));
            for day in days {
                prop_assert!(first <= day && day <= last);
                prop_assert_eq!(calendar.is_working_day(day), Ok(true));
            }
        }
    }
}
