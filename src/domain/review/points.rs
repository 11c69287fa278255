//! Points of a score, in tenths; never floating point.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::decimal::{Decimal, parse_units};

/// A number of points: 245 = 24.5 points.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Points(i32);

impl Points {
    /// The total of every score sheet: 100 points.
    pub const FULL: Self = Self(1000);

    /// Points from tenths.
    pub const fn from_tenths(tenths: i32) -> Self {
        Self(tenths)
    }

    /// Points from whole points.
    pub const fn whole(points: i32) -> Self {
        Self(points * 10)
    }

    /// The points in tenths.
    pub const fn tenths(self) -> i32 {
        self.0
    }

    /// The points as an exact number: without a decimal place when they are whole.
    pub fn decimal(self) -> Decimal {
        if self.0 % 10 == 0 {
            Decimal::whole(i64::from(self.0 / 10))
        } else {
            Decimal {
                units: i64::from(self.0),
                decimals: 1,
            }
        }
    }

    /// Reads points between 0 and `max` with at most one decimal.
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
    pub fn parse(text: &str, max: Self) -> Result<Self, FieldError> {
        let range = || FieldError::OutOfRange {
            min: Self(0).decimal(),
            max: max.decimal(),
        };
        match parse_units(text, 1, 0, i64::from(max.0)) {
            Ok(tenths) => i32::try_from(tenths).map(Self).map_err(|_| range()),
            Err(FieldError::OutOfRange { .. }) => Err(range()),
            Err(error) => Err(error),
        }
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        Self(points.map(|points| points.0).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        let max = Points::whole(30);
        let range = FieldError::OutOfRange {
            min: Decimal::whole(0),
            max: Decimal::whole(30),
        };
        for (text, expected) in [
            ("0", Ok(0)),
            ("24.5", Ok(245)),
            ("30.0", Ok(300)),
            ("30.1", Err(range.clone())),
            ("-1", Err(range)),
            ("24.55", Err(FieldError::TooManyDecimals { max: 1 })),
            ("", Err(FieldError::Required)),
            ("a", Err(FieldError::NotANumber)),
        ] {
            assert_eq!(
                Points::parse(text, max),
                expected.map(Points::from_tenths),
                "{text}"
            );
        }
    }
}
