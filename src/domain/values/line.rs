//! One line of text: names, titles, addresses, report numbers.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::{is_garbled, is_unwanted};
use crate::domain::values::prose;

/// A line that is not empty, without control characters, inner white space as single spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

text_value!(Line);

impl TryFrom<String> for Line {
    type Error = FieldError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text, usize::MAX)
    }
}

impl Line {
    /// Reads a line of at most `max` 字; full-width brackets and the like are kept as written.
    ///
    /// # Errors
    /// `Required`, `TooLong` or `Garbled`.
    pub fn parse(text: &str, max: usize) -> Result<Self, FieldError> {
        if is_garbled(text) {
            return Err(FieldError::Garbled);
        }
        let kept: String = text
            .chars()
            .map(|character| {
                // The narrow space joins a Mongolian word and its suffix.
                if character.is_whitespace() && character != '\u{202f}' {
                    ' '
                } else {
                    character
                }
            })
            .filter(|character| !is_unwanted(*character))
            .collect();
        let line = kept
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .trim()
            .to_owned();
        match prose::count(&line) {
            0 => Err(FieldError::Required),
            actual if actual > max => Err(FieldError::TooLong { max, actual }),
            _ => Ok(Self(line)),
        }
    }

    /// Reads a line that may be left empty.
    ///
    /// # Errors
    /// `TooLong` or `Garbled`.
    pub fn parse_optional(text: &str, max: usize) -> Result<Option<Self>, FieldError> {
        match Self::parse(text, max) {
            Ok(line) => Ok(Some(line)),
            Err(FieldError::Required) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn table() {
        for (text, expected) in [("a", "a"), ("  a\u{3000}\t b\r\nc\u{202e} ", "a b c")] {
            assert_eq!(Line::parse(text, 9).expect(text).as_str(), expected);
        }
        assert_eq!(
            Line::parse("\u{1820}\u{202f}\u{1822}", 9).map(String::from),
            Ok("\u{1820}\u{202f}\u{1822}".to_owned())
        );
        assert_eq!(Line::parse("\u{3164}", 9), Err(FieldError::Required));
        assert_eq!(Line::parse("\u{200b} ", 9), Err(FieldError::Required));
        assert_eq!(Line::parse("a\u{fffd}", 9), Err(FieldError::Garbled));
        assert_eq!(
            Line::parse("abc", 2),
            Err(FieldError::TooLong { max: 2, actual: 3 })
        );
        assert_eq!(Line::parse_optional(" ", 2), Ok(None));
        assert!(Line::parse_optional("abc", 2).is_err());
    }

    proptest! {
        #[test]
        fn is_one_clean_line(text in any::<String>()) {
            if let Ok(line) = Line::parse(&text, usize::MAX) {
                prop_assert!(!line.as_str().chars().any(char::is_control));
                prop_assert_eq!(Line::parse(line.as_str(), usize::MAX), Ok(line.clone()));
            }
        }
    }
}
