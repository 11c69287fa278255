//! Longer texts, measured in 字: every code point that is seen.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::{is_blank, is_garbled, is_unwanted};

/// A text of several lines without control characters, trimmed, lines parted by `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Prose(String);

text_value!(Prose);

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self(clean(&text))
    }
}

impl Prose {
    /// Reads a text of `min` to `max` 字; empty is allowed when `min` is 0.
    ///
    /// # Errors
    /// `Required`, `TooShort`, `TooLong` or `Garbled`.
    pub fn parse(text: &str, min: usize, max: usize) -> Result<Self, FieldError> {
        if is_garbled(text) {
            return Err(FieldError::Garbled);
        }
        let text = clean(text);
        let actual = count(&text);
        if actual == 0 && min > 0 {
            Err(FieldError::Required)
        } else if actual < min {
            Err(FieldError::TooShort { min, actual })
        } else if actual > max {
            Err(FieldError::TooLong { max, actual })
        } else {
            Ok(Self(text))
        }
    }

    /// How many 字 the text has.
    #[must_use]
    pub fn count(&self) -> usize {
        count(&self.0)
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The paragraphs, without empty lines.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.0
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }
}

/// How many 字 a text has: code points that are neither white space nor control characters.
#[must_use]
pub fn count(text: &str) -> usize {
    text.chars()
        .filter(|character| !is_blank(*character))
        .count()
}

fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .filter(|character| matches!(character, '\n' | '\t') || !is_unwanted(*character))
        .collect();
    if count(&kept) == 0 {
        return String::new();
    }
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_code_points_without_space() {
        for (text, expected) in [
            ("", 0),
            (" \n\t\u{3000}", 0),
            ("a b", 2),
            ("\u{5de5}\u{5382}\u{3002}", 3),
            ("\u{1f600}\0", 1),
            ("\u{3164}\u{2800}", 0),
        ] {
            assert_eq!(count(text), expected, "{text:?}");
        }
    }

    #[test]
    fn limits_are_inclusive() {
        assert_eq!(
            Prose::parse(" a b\r\nc ", 3, 3).expect("three").as_str(),
            "a b\nc"
        );
        assert_eq!(
            Prose::parse("ab", 3, 9),
            Err(FieldError::TooShort { min: 3, actual: 2 })
        );
        assert_eq!(
            Prose::parse("abcd", 0, 3),
            Err(FieldError::TooLong { max: 3, actual: 4 })
        );
        assert_eq!(Prose::parse("\u{3000}", 1, 3), Err(FieldError::Required));
        assert!(Prose::parse("", 0, 3).expect("optional").is_empty());
        let unseen = "\u{3164}\u{2800}\u{fe0f}";
        assert!(Prose::parse(unseen, 0, 3).expect("optional").is_empty());
        assert_eq!(Prose::parse("\u{fffd}", 0, 3), Err(FieldError::Garbled));
    }

    #[test]
    fn parts_paragraphs() {
        let prose = Prose::parse("a\n\n b \n", 1, 10).expect("short");
        assert_eq!(prose.paragraphs().collect::<Vec<_>>(), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn is_clean_and_stable(text in any::<String>()) {
            let text = text.replace(char::REPLACEMENT_CHARACTER, "");
            let prose = Prose::parse(&text, 0, usize::MAX).expect("no limits");
            prop_assert!(!prose.as_str().contains(['\0', '\r']));
            prop_assert_eq!(prose.count(), count(&text));
            prop_assert_eq!(&Prose::from(prose.as_str().to_owned()), &prose);
        }
    }
}
