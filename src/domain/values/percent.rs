//! Percentages in hundredths of a percent, never floating point.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::decimal::{Decimal, parse_units};

const DECIMALS: u8 = 2;
const MAX_SHARE: i64 = 10_000;
const MAX_GROWTH: i64 = 1_000_000;

/// A percentage: 1 = 0.01 %.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Percent(i64);

impl Percent {
    /// A percentage of so many hundredths of a percent.
    #[must_use]
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// The percentage in hundredths of a percent.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The percentage as an exact number.
    #[must_use]
    pub const fn decimal(self) -> Decimal {
        Decimal {
            units: self.0,
            decimals: DECIMALS,
        }
    }

    /// Reads a share or a reduction: 0–100 %, a trailing % sign is accepted.
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        Self::parse_up_to(text, MAX_SHARE)
    }

    /// Reads a growth, which may exceed 100 %: 0–10,000 %.
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
    pub fn parse_growth(text: &str) -> Result<Self, FieldError> {
        Self::parse_up_to(text, MAX_GROWTH)
    }

    fn parse_up_to(text: &str, max: i64) -> Result<Self, FieldError> {
        let text = text.trim();
        let number = text.strip_suffix(['%', '\u{ff05}']).unwrap_or(text);
        parse_units(number, DECIMALS, 0, max).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (text, hundredths) in [
            ("0", 0),
            ("12.5%", 1_250),
            ("99.99 \u{ff05}", 9_999),
            ("100", 10_000),
        ] {
            assert_eq!(
                Percent::parse(text),
                Ok(Percent::from_hundredths(hundredths)),
                "{text}"
            );
        }
        assert!(matches!(
            Percent::parse("100.01"),
            Err(FieldError::OutOfRange { .. })
        ));
        assert!(matches!(
            Percent::parse("-1"),
            Err(FieldError::OutOfRange { .. })
        ));
        assert_eq!(Percent::parse("%"), Err(FieldError::Required));
        assert_eq!(Percent::parse("1%%"), Err(FieldError::NotANumber));
        assert_eq!(
            Percent::parse_growth("230"),
            Ok(Percent::from_hundredths(23_000))
        );
    }
}
