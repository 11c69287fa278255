//! Exact decimal numbers: digits typed into a form become integers of the smallest unit.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::{half_width, is_ignorable};

/// An exact number: `units` of the last of `decimals` places (`1234`, 2 places = 12.34).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Decimal {
    /// The number without its point.
    pub units: i64,
    /// How many places stand behind the point.
    pub decimals: u8,
}

impl Decimal {
    /// A number without decimal places.
    #[must_use]
    pub const fn whole(units: i64) -> Self {
        Self { units, decimals: 0 }
    }
}

/// Reads a number as `decimals` places behind the point, within the closed range of units.
///
/// Full-width digits and thousands separators (a comma or a blank) in their right places are
/// accepted, so that "1,5" is refused instead of being read as fifteen, and so are two numbers
/// pasted side by side.
///
/// # Errors
/// `Required`, `NotANumber`, `TooManyDecimals` or `OutOfRange`.
pub fn parse_units(text: &str, decimals: u8, min: i64, max: i64) -> Result<i64, FieldError> {
    let text = number(text);
    if text.is_empty() {
        return Err(FieldError::Required);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) if is_digits(fraction) => (whole, fraction.trim_end_matches('0')),
        Some(_) => return Err(FieldError::NotANumber),
        None => (digits, ""),
    };
    let whole = ungroup(whole).ok_or(FieldError::NotANumber)?;
    if fraction.len() > usize::from(decimals) {
        return Err(FieldError::TooManyDecimals { max: decimals });
    }
    let padded = format!("{whole}{fraction:0<width$}", width = usize::from(decimals));
    let out_of_range = FieldError::OutOfRange {
        min: Decimal {
            units: min,
            decimals,
        },
        max: Decimal {
            units: max,
            decimals,
        },
    };
    // Only digits are left, so the one way to fail is a number too great for 64 bits.
    let Ok(units) = padded.parse::<i64>() else {
        return Err(out_of_range);
    };
    let units = if negative { -units } else { units };
    if (min..=max).contains(&units) {
        Ok(units)
    } else {
        Err(out_of_range)
    }
}

/// The text of one number: blanks between digits are separators, other white space is a fault.
fn number(text: &str) -> String {
    let text = half_width(text);
    let visible = text.chars().filter(|character| !is_ignorable(*character));
    let text: String = visible.collect();
    let text = text.trim();
    if text.contains(',') {
        text.to_owned()
    } else {
        text.replace([' ', '\u{a0}', '\u{2009}', '\u{202f}'], ",")
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits without separators; none when they do not part groups of three.
fn ungroup(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next().filter(|group| is_digits(group))?;
    let mut digits = first.to_owned();
    for group in groups {
        if !is_digits(group) || group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<i64, FieldError> {
        parse_units(text, 2, -1_000_000, 1_000_000)
    }

    #[test]
    fn table() {
        let refused = Err(FieldError::NotANumber);
        let range = Err(FieldError::OutOfRange {
            min: Decimal {
                units: -1_000_000,
                decimals: 2,
            },
            max: Decimal {
                units: 1_000_000,
                decimals: 2,
            },
        });
        for (text, expected) in [
            ("0", Ok(0)),
            ("12", Ok(1_200)),
            ("12.3", Ok(1_230)),
            ("12.34", Ok(1_234)),
            ("12.3400", Ok(1_234)),
            (" 1,234.50 ", Ok(123_450)),
            (
                "\u{ff11}\u{ff0c}\u{ff12}\u{ff13}\u{ff14}\u{ff0e}\u{ff15}",
                Ok(123_450),
            ),
            ("-1.05", Ok(-105)),
            ("10000", Ok(1_000_000)),
            ("1 234.50", Ok(123_450)),
            ("1\u{202f}234", Ok(123_400)),
            ("\u{200b}12\u{fe0f}", Ok(1_200)),
            ("61\t36", refused.clone()),
            ("61 36", refused.clone()),
            ("613\n667", refused.clone()),
            ("1,234 567", refused.clone()),
            ("", Err(FieldError::Required)),
            ("\u{3000}", Err(FieldError::Required)),
            ("12.345", Err(FieldError::TooManyDecimals { max: 2 })),
            ("10000.01", range.clone()),
            ("99999999999999999999", range),
            ("1,5", refused.clone()),
            ("1234,567", refused.clone()),
            ("1,,234", refused.clone()),
            (",123", refused.clone()),
            ("5.", refused.clone()),
            (".5", refused.clone()),
            ("1.2.3", refused.clone()),
            ("1e3", refused.clone()),
            ("--1", refused.clone()),
            ("NaN", refused),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_was_written(units in -1_000_000_i64..=1_000_000) {
            let sign = if units < 0 { "-" } else { "" };
            let text = format!("{sign}{}.{:02}", units.abs() / 100, units.abs() % 100);
            prop_assert_eq!(parse(&text), Ok(units));
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = parse(&text);
        }
    }
}
