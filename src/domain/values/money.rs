//! Amounts of money: whole 分 inside, 万元 on screen, never floating point.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::decimal::{Decimal, parse_units};

/// Places kept behind the point of an amount in 万元: down to one 元.
const WAN_DECIMALS: u8 = 4;
const FEN_PER_LAST_PLACE: i64 = Money::FEN_PER_WAN / 10_000;
/// The greatest amount that a form takes: 99,999,999.9999 万元, about a billion 万元.
const MAX_UNITS: i64 = 999_999_999_999;
/// No factory of the region has cost as much: 100 亿元. Whoever means it can confirm it; most who
/// write it wrote 元 for 万元.
const OUT_OF_PROPORTION: Money = Money(1_000_000 * Money::FEN_PER_WAN);

/// An amount in 分.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// 1 万元 = 10,000 元 = 1,000,000 分.
    pub const FEN_PER_WAN: i64 = 1_000_000;

    /// An amount of 分.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// The amount in 分.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Reads an amount in 万元, not negative, at most four decimals ("1,234.50").
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
    pub fn parse_wan(text: &str) -> Result<Self, FieldError> {
        Self::parse_between(text, 0)
    }

    /// Reads an amount in 万元 that may be a loss, at most four decimals ("-12.5").
    ///
    /// # Errors
    /// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
    pub fn parse_signed_wan(text: &str) -> Result<Self, FieldError> {
        Self::parse_between(text, -MAX_UNITS)
    }

    fn parse_between(text: &str, min: i64) -> Result<Self, FieldError> {
        parse_units(text, WAN_DECIMALS, min, MAX_UNITS)
            .map(|units| Self(units * FEN_PER_LAST_PLACE))
    }

    /// The amount in 万元, exact, with six decimal places.
    #[must_use]
    pub const fn wan(self) -> Decimal {
        Decimal {
            units: self.0,
            decimals: 6,
        }
    }

    /// The amount, when it is in proportion to one factory or somebody has confirmed it.
    ///
    /// # Errors
    /// `OutOfProportion`.
    pub fn in_proportion(self, confirmed: bool) -> Result<Self, FieldError> {
        if confirmed || self < OUT_OF_PROPORTION {
            Ok(self)
        } else {
            Err(FieldError::OutOfProportion { amount: self })
        }
    }

    /// The sum; none when it is too great to be kept.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_wan() {
        for (text, fen) in [
            ("0", 0),
            ("1", 1_000_000),
            ("1,234.50", 1_234_500_000),
            ("0.0001", 100),
            ("99999999.9999", 99_999_999_999_900),
        ] {
            assert_eq!(Money::parse_wan(text), Ok(Money::from_fen(fen)), "{text}");
        }
        assert_eq!(
            Money::parse_wan("1.00001"),
            Err(FieldError::TooManyDecimals { max: WAN_DECIMALS })
        );
        assert!(matches!(
            Money::parse_wan("-1"),
            Err(FieldError::OutOfRange { .. })
        ));
        assert!(matches!(
            Money::parse_wan("100000000"),
            Err(FieldError::OutOfRange { .. })
        ));
        assert_eq!(
            Money::parse_signed_wan("-1.5"),
            Ok(Money::from_fen(-1_500_000))
        );
    }

    #[test]
    fn an_amount_out_of_all_proportion_must_be_confirmed() {
        let usual = Money::parse_wan("999,999.9999").expect("an amount");
        let meant_yuan = Money::parse_wan("61130000").expect("an amount");
        assert_eq!(usual.in_proportion(false), Ok(usual));
        assert_eq!(meant_yuan.in_proportion(true), Ok(meant_yuan));
        let amount = meant_yuan;
        assert_eq!(
            meant_yuan.in_proportion(false),
            Err(FieldError::OutOfProportion { amount })
        );
    }

    #[test]
    fn adds_without_overflow() {
        assert_eq!(
            Money::from_fen(1).plus(Money::from_fen(2)),
            Some(Money::from_fen(3))
        );
        assert_eq!(Money::from_fen(i64::MAX).plus(Money::from_fen(1)), None);
    }

    proptest! {
        #[test]
        fn keeps_every_yuan(yuan in 0_i64..=999_999_999_999) {
            let text = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
            prop_assert_eq!(Money::parse_wan(&text), Ok(Money::from_fen(yuan * 100)));
        }
    }
}
