//! A month of a year, such as the month in which a scenario went live.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::compact;

const FIRST_YEAR: i32 = 1950;
const LAST_YEAR: i32 = 2100;

/// A month, written `2024-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct YearMonth {
    year: i32,
    month: u32,
}

impl YearMonth {
    /// Reads `2024-03`; `/`, `.` and the Chinese signs are accepted, a month of one digit,
    /// and `202403`.
    ///
    /// # Errors
    /// `Required` or `NotAMonth`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let text = compact(text);
        if text.is_empty() {
            return Err(FieldError::Required);
        }
        let text = text.trim_end_matches('\u{6708}');
        let (year, month) = text
            .split_once(['-', '/', '.', '\u{5e74}'])
            .or_else(|| {
                text.split_at_checked(4)
                    .filter(|(_, month)| month.len() == 2)
            })
            .ok_or(FieldError::NotAMonth)?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !digits(year) || !digits(month) {
            return Err(FieldError::NotAMonth);
        }
        let year = year.parse().map_err(|_| FieldError::NotAMonth)?;
        let month = month.parse().map_err(|_| FieldError::NotAMonth)?;
        if (FIRST_YEAR..=LAST_YEAR).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(FieldError::NotAMonth)
        }
    }

    /// Reads a month that is not after the month of `today`.
    ///
    /// # Errors
    /// `Required`, `NotAMonth` or `InFuture`.
    pub fn parse_past(text: &str, today: NaiveDate) -> Result<Self, FieldError> {
        let month = Self::parse(text)?;
        if month > Self::of(today) {
            Err(FieldError::InFuture)
        } else {
            Ok(month)
        }
    }

    /// The month of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The first day of the month, as which it is stored.
    pub fn first_day(self) -> NaiveDate {
        // Year and month were checked when parsed, so a first day always exists.
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1–12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }
}

impl std::fmt::Display for YearMonth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl TryFrom<String> for YearMonth {
    type Error = FieldError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<YearMonth> for String {
    fn from(month: YearMonth) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn table() {
        for (text, expected) in [
            ("2024-03", "2024-03"),
            (" 2024/3 ", "2024-03"),
            ("2024.12", "2024-12"),
        ] {
            assert_eq!(
                YearMonth::parse(text).map(String::from),
                Ok(expected.to_owned())
            );
        }
        for text in [
            "2024",
            "2024-13",
            "2024-0",
            "24-03",
            "2024-+3",
            "1949-12",
            "2024-03-01",
        ] {
            assert_eq!(YearMonth::parse(text), Err(FieldError::NotAMonth), "{text}");
        }
        assert_eq!(YearMonth::parse(""), Err(FieldError::Required));
    }

    #[test]
    fn not_after_this_month() {
        let today = NaiveDate::from_ymd_opt(2026, 6, 9).expect("a day");
        assert!(YearMonth::parse_past("2026-06", today).is_ok());
        assert_eq!(
            YearMonth::parse_past("2026-07", today),
            Err(FieldError::InFuture)
        );
        assert_eq!(
            YearMonth::parse_past("2027-01", today),
            Err(FieldError::InFuture)
        );
    }

    proptest! {
        #[test]
        fn round_trips(year in FIRST_YEAR..=LAST_YEAR, month in 1_u32..=12) {
            let value = YearMonth { year, month };
            prop_assert_eq!(YearMonth::parse(&value.to_string()), Ok(value));
            prop_assert_eq!(YearMonth::of(value.first_day()), value);
        }
    }
}
