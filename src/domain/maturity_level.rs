//! The five levels of smart manufacturing capability maturity (GB/T 39116-2020).

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;

/// A maturity level, 一级 to 五级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct MaturityLevel(u8);

impl MaturityLevel {
    /// Every level, lowest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The level as a number, 1 to 5.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Reads a level posted as a digit.
    ///
    /// # Errors
    /// `NotChosen` or `NotAChoice`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        match text.trim() {
            "" => Err(FieldError::NotChosen),
            digits => digits
                .parse::<u8>()
                .ok()
                .and_then(|number| Self::try_from(number).ok())
                .ok_or(FieldError::NotAChoice),
        }
    }
}

/// The number is not a maturity level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("maturity level must be 1 to 5, not {0}")]
pub struct UnknownMaturityLevel(pub u8);

impl TryFrom<u8> for MaturityLevel {
    type Error = UnknownMaturityLevel;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if (1..=5).contains(&number) {
            Ok(Self(number))
        } else {
            Err(UnknownMaturityLevel(number))
        }
    }
}

impl From<MaturityLevel> for u8 {
    fn from(level: MaturityLevel) -> Self {
        level.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_to_five_are_levels() {
        for number in 0..=u8::MAX {
            assert_eq!(
                MaturityLevel::try_from(number).is_ok(),
                (1..=5).contains(&number)
            );
        }
        assert!(serde_json::from_str::<MaturityLevel>("0").is_err());
        assert_eq!(
            serde_json::to_string(&MaturityLevel::ALL).unwrap(),
            "[1,2,3,4,5]"
        );
    }
}
