//! Names of accounts, as typed at sign-in.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::compact;

/// Fewest characters of a name.
pub const MIN_LENGTH: usize = 3;
/// Most characters of a name; a credit code fits.
pub const MAX_LENGTH: usize = 32;

/// A name of lower-case letters, digits, `.`, `_`, `-`, beginning with a letter or digit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LoginName(String);

text_value!(LoginName, parsed);

/// Why a text is not the name of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginNameError {
    /// Shorter than [`MIN_LENGTH`] or longer than [`MAX_LENGTH`].
    Length {
        /// How many characters there are.
        actual: usize,
    },
    /// A character that no name has, or a sign in the first place.
    IllegalCharacter {
        /// Where it stands, counted from 1.
        position: usize,
        /// The character.
        found: char,
    },
}

impl LoginName {
    /// Reads a name; white space is dropped, upper-case and full-width characters are folded.
    ///
    /// # Errors
    /// `Required` or `LoginName` with the reason.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let name = compact(text).to_lowercase();
        if name.is_empty() {
            return Err(FieldError::Required);
        }
        let illegal = name.chars().enumerate().find(|(index, character)| {
            let sign = matches!(character, '.' | '_' | '-') && *index > 0;
            !(character.is_ascii_lowercase() || character.is_ascii_digit() || sign)
        });
        if let Some((index, found)) = illegal {
            let position = index + 1;
            return Err(FieldError::LoginName(LoginNameError::IllegalCharacter {
                position,
                found,
            }));
        }
        if !(MIN_LENGTH..=MAX_LENGTH).contains(&name.len()) {
            return Err(FieldError::LoginName(LoginNameError::Length {
                actual: name.len(),
            }));
        }
        Ok(Self(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        use LoginNameError::{IllegalCharacter, Length};
        for (text, expected) in [
            ("abc", Ok("abc")),
            (" Expert.01 ", Ok("expert.01")),
            ("91150102MAAY4CL12X", Ok("91150102maay4cl12x")),
            ("ab", Err(FieldError::LoginName(Length { actual: 2 }))),
            ("", Err(FieldError::Required)),
            (
                "_ab",
                Err(FieldError::LoginName(IllegalCharacter {
                    position: 1,
                    found: '_',
                })),
            ),
            (
                "ab@c",
                Err(FieldError::LoginName(IllegalCharacter {
                    position: 3,
                    found: '@',
                })),
            ),
        ] {
            assert_eq!(
                LoginName::parse(text).map(String::from),
                expected.map(str::to_owned)
            );
        }
        let long = "a".repeat(33);
        assert_eq!(
            LoginName::parse(&long),
            Err(FieldError::LoginName(Length { actual: 33 }))
        );
    }
}
