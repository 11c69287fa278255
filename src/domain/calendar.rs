//! Working days: weekdays less statutory days off, plus make-up days (调休上班).
//!
//! A year of which nothing is known is refused, never guessed: the days off of a year are only
//! fixed by a notice in the November before it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::source::LoadError;

/// How a day differs from what its weekday says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Off, whatever the weekday.
    Holiday,
    /// Worked, whatever the weekday.
    Workday,
}

/// A year for which the calendar has no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar has no data for the year {0}")]
pub struct MissingYear(pub i32);

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
    /// Reads a table with the columns `date` (2026-01-01) and `kind` (holiday or workday).
    ///
    /// # Errors
    /// Every row that cannot be read or that repeats a day, with file and line.
    pub fn from_csv(file: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        let error = |line, message| LoadError {
            file: file.to_owned(),
            line,
            message,
        };
        let mut rows = BTreeMap::new();
        let mut errors = Vec::new();
        let mut lines = (1..).zip(text.lines().map(str::trim));
        if lines
            .next()
            .is_none_or(|(_, heading)| heading != "date,kind")
        {
            errors.push(error(1, "the columns must be: date,kind".to_owned()));
        }
        for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
            match row(line) {
                Ok((day, kind)) if rows.insert(day, kind).is_none() => {}
                Ok((day, _)) => errors.push(error(number, format!("{day} is there twice"))),
                Err(message) => errors.push(error(number, message)),
            }
        }
        if rows.is_empty() && errors.is_empty() {
            errors.push(error(1, "the calendar is empty".to_owned()));
        }
        if errors.is_empty() {
            Ok(rows.into_iter().collect())
        } else {
            Err(errors)
        }
    }

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

    /// The n-th working day after `start`, which itself is not counted; `start` when n is 0.
    ///
    /// # Errors
    /// [`MissingYear`] when the count runs into an unknown year.
    pub fn nth_working_day_after(
        &self,
        start: NaiveDate,
        n: u32,
    ) -> Result<NaiveDate, MissingYear> {
        let mut day = start;
        let mut counted = 0;
        while counted < n {
            day = day.succ_opt().ok_or(MissingYear(day.year()))?;
            if self.is_working_day(day)? {
                counted += 1;
            }
        }
        Ok(day)
    }

    /// How many working days there are after `start` up to and including `end`.
    ///
    /// # Errors
    /// [`MissingYear`] when a day between them lies in an unknown year.
    pub fn working_days_after(&self, start: NaiveDate, end: NaiveDate) -> Result<u32, MissingYear> {
        let mut count = 0;
        for day in start.iter_days().skip(1).take_while(|day| *day <= end) {
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }
}

fn row(line: &str) -> Result<(NaiveDate, DayKind), String> {
    let (date, kind) = line.split_once(',').unwrap_or((line, ""));
    let (date, kind) = (date.trim(), kind.trim());
    let day = NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .map_err(|_| format!("\"{date}\" is not a date like 2026-01-31"))?;
    match kind {
        "holiday" => Ok((day, DayKind::Holiday)),
        "workday" => Ok((day, DayKind::Workday)),
        other => Err(format!("\"{other}\" is neither holiday nor workday")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHIPPED: &str = include_str!("../../config/seasons/2025/calendar.csv");

    fn shipped() -> WorkingCalendar {
        WorkingCalendar::from_csv("calendar.csv", SHIPPED).expect("the shipped calendar")
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
    fn counts_without_the_first_day() {
        let calendar = shipped();
        for (start, n, end) in [
            ("2025-09-26", 0, "2025-09-26"),
            // Sunday the 28th is worked, then eight days off.
            ("2025-09-26", 1, "2025-09-28"),
            ("2025-09-26", 5, "2025-10-10"),
            ("2025-09-26", 6, "2025-10-11"),
            ("2026-06-09", 5, "2026-06-16"),
        ] {
            assert_eq!(
                calendar.nth_working_day_after(day(start), n),
                Ok(day(end)),
                "{start} {n}"
            );
        }
        assert_eq!(
            calendar.nth_working_day_after(day("2026-12-30"), 5),
            Err(MissingYear(2027))
        );
        assert_eq!(
            calendar.working_days_after(day("2025-09-26"), day("2025-10-11")),
            Ok(6)
        );
        assert_eq!(
            calendar.working_days_after(day("2025-09-26"), day("2025-09-26")),
            Ok(0)
        );
    }

    #[test]
    fn names_every_wrong_row() {
        let text = "date,kind\n2026-01-01,holiday\n2026-02-30,holiday\n\n2026-01-02,free\n2026-01-01,workday\n";
        let errors = WorkingCalendar::from_csv("c.csv", text).expect_err("three mistakes");
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "c.csv:3: \"2026-02-30\" is not a date like 2026-01-31",
                "c.csv:5: \"free\" is neither holiday nor workday",
                "c.csv:6: 2026-01-01 is there twice",
            ]
        );
        for text in ["", "date,kind\n", "day,what\n2026-01-01,holiday\n"] {
            assert!(
                WorkingCalendar::from_csv("c.csv", text).is_err(),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn counting_and_stepping_agree(offset in 0_u64..600, n in 1_u32..40) {
            let calendar = shipped();
            let start = day("2025-01-01") + chrono::Days::new(offset);
            let end = calendar.nth_working_day_after(start, n).expect("inside two years");
            prop_assert_eq!(calendar.is_working_day(end), Ok(true));
            prop_assert_eq!(calendar.working_days_after(start, end), Ok(n));
        }
    }
}
