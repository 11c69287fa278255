//! Unified social credit code (统一社会信用代码), GB 32100-2015.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::compact;

/// GB 32100-2015, table 1: the value of a character is its place; I, O, S, V and Z are left out.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// GB 32100-2015, table 2: 3^(i−1) mod 31 for the first 17 positions.
const WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
/// GB 11714-1997: weights of the eight characters of the organisation code.
const ORGANISATION_WEIGHTS: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
const LENGTH: usize = 18;

/// A code whose characters and check character are right; always 18 upper-case characters.
///
/// The division part (positions 3–8) is the place of registration at that time. It may be
/// obsolete and says nothing about the factory's place, so nothing is ever routed by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditCode(String);

text_value!(CreditCode, parsed);

/// Why a text is not a credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditCodeError {
    /// Not 18 characters.
    Length {
        /// How many there are without white space.
        actual: usize,
    },
    /// A character outside the alphabet.
    IllegalCharacter {
        /// Where it stands, counted from 1.
        position: usize,
        /// The character, upper-case.
        found: char,
    },
    /// The last character does not fit the others: something was mistyped.
    CheckCharacter,
}

/// Something unusual in a valid code that a person should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditCodeWarning {
    /// The organisation code inside (positions 9–17) fails its own check; legacy numbers exist.
    OrganisationCheck,
}

impl CreditCode {
    /// Reads a code; white space and hyphens are dropped, full-width and lower-case characters are folded.
    ///
    /// I, O, S, V and Z are refused with their place, never silently read as digits.
    ///
    /// # Errors
    /// `Required` or `CreditCode` with the reason.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let written = compact(text).to_uppercase();
        // Hyphens may part a whole code; one in the place of a character is told with its place.
        let bare = written.replace('-', "");
        let code = if bare.len() == LENGTH { bare } else { written };
        if code.is_empty() {
            return Err(FieldError::Required);
        }
        check(&code).map_err(FieldError::CreditCode)?;
        Ok(Self(code))
    }

    /// The administrative division at registration (GB/T 2260), six characters.
    #[must_use]
    pub fn division(&self) -> &str {
        self.0.get(2..8).unwrap_or_default()
    }

    /// Something unusual that does not make the code invalid.
    #[must_use]
    pub fn warning(&self) -> Option<CreditCodeWarning> {
        let expected = organisation_check(self.0.as_bytes());
        (self.0.as_bytes().get(16) != Some(&expected))
            .then_some(CreditCodeWarning::OrganisationCheck)
    }
}

fn check(code: &str) -> Result<(), CreditCodeError> {
    let actual = code.chars().count();
    if actual != LENGTH {
        return Err(CreditCodeError::Length { actual });
    }
    let mut values = [0; LENGTH];
    for (index, (slot, found)) in values.iter_mut().zip(code.chars()).enumerate() {
        *slot = value_of(found).ok_or(CreditCodeError::IllegalCharacter {
            position: index + 1,
            found,
        })?;
    }
    let sum: usize = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    // The outer remainder makes a check value of 31 the character 0.
    let expected = (31 - sum % 31) % 31;
    if values[LENGTH - 1] == expected {
        Ok(())
    } else {
        Err(CreditCodeError::CheckCharacter)
    }
}

fn value_of(character: char) -> Option<usize> {
    ALPHABET
        .iter()
        .position(|byte| char::from(*byte) == character)
}

/// The check character of GB 11714 for positions 9–16 (values 0–9, A = 10 … Z = 35).
fn organisation_check(code: &[u8]) -> u8 {
    let sum: usize = code
        .iter()
        .skip(8)
        .zip(ORGANISATION_WEIGHTS)
        .map(|(byte, weight)| organisation_value(*byte) * weight)
        .sum();
    match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b"0123456789"[digit],
    }
}

fn organisation_value(byte: u8) -> usize {
    match byte {
        b'0'..=b'9' => usize::from(byte - b'0'),
        letter => usize::from(letter - b'A') + 10,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Synthetic; the last four have check characters 0, organisation X, organisation 0 and Y.
    const VALID: [&str; 11] = [
        "91150102MAAY4CL12X",
        "91150203MA2TH3BJ3T",
        "91150402MA1XG61253",
        "91150602MADD272H4B",
        "91150781MAD1TJ3Y9T",
        "91152501MA7LLJY1X4",
        "91152921MAJJC171XB",
        "91150102MA6B3HN230",
        "91150102MAXEB97RXD",
        "91150102MAFD1YM20C",
        "91150102MAD3CEA27Y",
    ];

    fn refused(reason: CreditCodeError) -> Result<CreditCode, FieldError> {
        Err(FieldError::CreditCode(reason))
    }

    #[test]
    fn accepts_the_vectors() {
        for code in VALID {
            let parsed = CreditCode::parse(code).expect(code);
            assert_eq!(parsed.as_str(), code);
            assert_eq!(parsed.warning(), None, "{code}");
        }
        assert_eq!(
            CreditCode::parse(VALID[4]).expect("valid").division(),
            "150781"
        );
    }

    #[test]
    fn folds_what_people_type() {
        let full_width: String = VALID[0]
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).expect("full-width form"))
            .collect();
        for text in [
            "  91150102maay4cl12x\n".to_owned(),
            "9115 0102 MAAY 4CL1 2X".to_owned(),
            full_width,
            "\u{feff}91150102MAAY4CL12X\u{200b}".to_owned(),
        ] {
            assert_eq!(CreditCode::parse(&text).expect(&text).as_str(), VALID[0]);
        }
    }

    #[test]
    fn says_why_not() {
        use CreditCodeError::{CheckCharacter, IllegalCharacter, Length};
        assert_eq!(CreditCode::parse(" \u{3000}"), Err(FieldError::Required));
        assert_eq!(
            CreditCode::parse("91150102MAAY4CL12"),
            refused(Length { actual: 17 })
        );
        assert_eq!(
            CreditCode::parse("91150102MAAY4CL12XX"),
            refused(Length { actual: 19 })
        );
        assert_eq!(
            CreditCode::parse("91150102MAAY4CL121"),
            refused(CheckCharacter)
        );
        for found in ['I', 'O', 'S', 'V', 'Z', '-', '\u{4e00}'] {
            let text = format!("91150{found}02MAAY4CL12X");
            assert_eq!(
                CreditCode::parse(&text.to_lowercase()),
                refused(IllegalCharacter { position: 6, found })
            );
        }
    }

    #[test]
    fn a_wrong_organisation_check_is_only_a_warning() {
        // Position 17 changed and position 18 recomputed.
        let code = CreditCode::parse("91150102MAAY4CL134").or_else(|_| {
            (0..31)
                .map(|i| format!("91150102MAAY4CL13{}", char::from(ALPHABET[i])))
                .find_map(|text| CreditCode::parse(&text).ok())
                .ok_or(FieldError::Required)
        });
        assert_eq!(
            code.expect("one check character fits").warning(),
            Some(CreditCodeWarning::OrganisationCheck)
        );
    }

    #[test]
    fn survives_serde_and_is_checked_when_read() {
        let code = CreditCode::parse(VALID[1]).expect("valid");
        let json = serde_json::to_string(&code).expect("json");
        assert_eq!(json, format!("\"{}\"", VALID[1]));
        assert_eq!(
            serde_json::from_str::<CreditCode>(&json).expect("same"),
            code
        );
        assert!(serde_json::from_str::<CreditCode>("\"91150102MAAY4CL121\"").is_err());
    }

    proptest! {
        #[test]
        fn changing_any_one_character_fails(
            code in prop::sample::select(VALID.to_vec()),
            position in 0..LENGTH,
            replacement in 0..ALPHABET.len(),
        ) {
            let mut bytes = code.as_bytes().to_vec();
            prop_assume!(bytes[position] != ALPHABET[replacement]);
            bytes[position] = ALPHABET[replacement];
            let text = String::from_utf8(bytes).expect("ascii");
            prop_assert_eq!(CreditCode::parse(&text), refused(CreditCodeError::CheckCharacter));
        }

        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = CreditCode::parse(&text).map(|code| code.warning());
        }
    }
}
