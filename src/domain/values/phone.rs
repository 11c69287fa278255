//! Telephone numbers of the mainland: mobile, fixed line with area code, 400 service numbers.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::compact;

/// A number in one spelling: `13812345678`, `0471-6945678`, `0471-6945678-801`, `4001234567`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

text_value!(Phone, parsed);

impl Phone {
    /// Reads a number; spaces, brackets, full-width digits and +86 are folded.
    ///
    /// # Errors
    /// `Required` or `Phone`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        // The last is what stands before an extension.
        let text = compact(text).replace(['(', ')', '\u{8f6c}'], "-");
        let text = text.trim_matches('-');
        if text.is_empty() {
            return Err(FieldError::Required);
        }
        let abroad = ["+86", "0086", "86"]
            .into_iter()
            .find_map(|prefix| text.strip_prefix(prefix))
            .map(|number| number.trim_start_matches('-'));
        // The area code loses its zero in the international form.
        let fixed_abroad = |number: &str| fixed_line(&format!("0{number}"));
        mobile(text)
            .or_else(|| service(text))
            .or_else(|| fixed_line(text))
            .or_else(|| abroad.and_then(mobile))
            .or_else(|| abroad.and_then(service))
            .or_else(|| abroad.and_then(fixed_line))
            .or_else(|| abroad.and_then(fixed_abroad))
            .map(Self)
            .ok_or(FieldError::Phone)
    }

    /// Whether it is a mobile number.
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with('1')
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn mobile(text: &str) -> Option<String> {
    let digits = text.replace('-', "");
    let second = *digits.as_bytes().get(1)?;
    (digits.len() == 11
        && is_digits(&digits)
        && digits.starts_with('1')
        && (b'3'..=b'9').contains(&second))
    .then_some(digits)
}

fn service(text: &str) -> Option<String> {
    let digits = text.replace('-', "");
    (digits.len() == 10
        && is_digits(&digits)
        && (digits.starts_with("400") || digits.starts_with("800")))
    .then_some(digits)
}

fn fixed_line(text: &str) -> Option<String> {
    let rest = text.strip_prefix('0')?;
    // Two-digit area codes are 10 and 20–29; all others have three digits.
    let area_length = if rest.starts_with("10") || rest.starts_with('2') {
        2
    } else {
        3
    };
    let (area, rest) = rest.split_at_checked(area_length)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (number, extension) = match rest.split_once('-') {
        Some((number, extension)) => (number, Some(extension)),
        None => (rest, None),
    };
    let right = is_digits(area)
        && is_digits(number)
        && (7..=8).contains(&number.len())
        && !number.starts_with(['0', '1'])
        && extension.is_none_or(|digits| is_digits(digits) && (1..=6).contains(&digits.len()));
    right.then(|| match extension {
        Some(extension) => format!("0{area}-{number}-{extension}"),
        None => format!("0{area}-{number}"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts() {
        for (text, expected) in [
            ("13812345678", "13812345678"),
            ("138 1234 5678", "13812345678"),
            ("+86 138-1234-5678", "13812345678"),
            ("86 13812345678", "13812345678"),
            ("+86 471 6945678", "0471-6945678"),
            ("+8613812345678\u{fe0e}", "13812345678"),
            ("0471\u{2014}6945678", "0471-6945678"),
            ("\u{ff11}3812345678", "13812345678"),
            ("04716945678", "0471-6945678"),
            ("0471-6945678\u{8f6c}801", "0471-6945678-801"),
            ("\u{1811}3812345678", "13812345678"),
            ("(0471)6945678", "0471-6945678"),
            ("\u{ff08}0471\u{ff09}6945678-801", "0471-6945678-801"),
            ("010-12345678", ""),
            ("010-62345678", "010-62345678"),
            ("02162345678", "021-62345678"),
            ("400-123-4567", "4001234567"),
        ] {
            match Phone::parse(text) {
                Ok(phone) => assert_eq!(phone.as_str(), expected, "{text}"),
                Err(error) => assert_eq!((error, expected), (FieldError::Phone, ""), "{text}"),
            }
        }
    }

    #[test]
    fn refuses() {
        for text in [
            "1",
            "12345678901",
            "1381234567",
            "138123456789",
            "6945678",
            "0471-123",
            "abc",
        ] {
            assert_eq!(Phone::parse(text), Err(FieldError::Phone), "{text}");
        }
        assert_eq!(Phone::parse(" "), Err(FieldError::Required));
    }

    proptest! {
        #[test]
        fn is_stable(text in "[0-9() +-]{0,20}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
            }
        }
    }
}
