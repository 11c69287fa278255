//! Text from applicants made harmless for spreadsheets.

use std::borrow::Cow;

/// A cell holds at most this many characters (limit of the XLSX format).
const LONGEST_CELL: usize = 32_767;

/// Text for an XLSX cell. It is written as a string, so no leading character makes it a formula;
/// only characters that XML cannot carry and over-long tails are taken off.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    let fits = text.len() <= LONGEST_CELL || text.encode_utf16().count() <= LONGEST_CELL;
    if fits && !text.contains(unprintable) {
        return Cow::Borrowed(text);
    }
    let mut room = LONGEST_CELL;
    let kept = text.chars().filter(|c| !unprintable(*c)).take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.collect())
}

/// Text for a CSV field that a spreadsheet will open: a field that would be read as a formula gets
/// a leading apostrophe (OWASP, "CSV Injection"), which the spreadsheet shows as text.
#[must_use]
pub fn csv_field(text: &str) -> Cow<'_, str> {
    let text = cell(text);
    if text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n'])
    {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// A code of digits for a CSV field, so that a spreadsheet keeps every digit.
///
/// A spreadsheet turns a field of digits only into a number and loses all after the fifteenth.
/// The credit code (统一社会信用代码) of 18 characters may have digits only; then, and only then,
/// it is led by a tab: read as text, invisible, and cut off by any program that trims fields.
/// A code like `9115E…` could be read as an exponent and is treated alike.
#[must_use]
pub fn csv_code(code: &str) -> Cow<'_, str> {
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, 'E' | 'e' | '.');
    if !code.is_empty() && code.chars().all(numeric) {
        Cow::Owned(format!("\t{code}"))
    } else {
        csv_field(code)
    }
}

/// Characters that XML 1.0 forbids, and marks that would turn the text of a line around.
const fn unprintable(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_text() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =cmd|'/c calc'!A0",
        ] {
            assert!(csv_field(text).starts_with('\''), "{text:?}");
        }
        for text in ["", "plain", "a=b", "3-1"] {
            assert_eq!(csv_field(text), text);
        }
    }

    #[test]
    fn codes_keep_every_digit() {
        assert_eq!(csv_code("911501001234567890"), "\t911501001234567890");
        assert_eq!(csv_code("91150100MA0N00001X"), "91150100MA0N00001X");
        assert_eq!(csv_code("9115E1001234567890"), "\t9115E1001234567890");
        assert_eq!(csv_code(""), "");
    }

    proptest! {
        #[test]
        fn no_field_begins_like_a_formula(text in any::<String>()) {
            let field = csv_field(&text);
            prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }

        #[test]
        fn every_cell_fits(text in any::<String>(), times in 1_usize..2000) {
            prop_assert!(cell(&text.repeat(times)).encode_utf16().count() <= LONGEST_CELL);
        }
    }
}
