//! Folding of what people type or paste: full-width forms, invisible and control characters.

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory},
};

/// Full-width forms (U+FF01–U+FF5E, U+3000) as their half-width ones; the rest unchanged.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

fn half_width_char(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    }
}

/// Half-width forms without any white space or invisible characters, with plain hyphens: for codes.
#[must_use]
pub fn compact(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|character| !is_blank(*character))
        .map(|character| if is_dash(character) { '-' } else { character })
        .collect()
}

/// What people and their input methods type for a hyphen.
fn is_dash(character: char) -> bool {
    matches!(
        character,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{fe58}' | '\u{fe63}'
    )
}

/// A character that Unicode says is shown as nothing (`Default_Ignorable_Code_Point`).
#[must_use]
pub fn is_ignorable(character: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

/// A character that nobody sees: white space, controls, what is not assigned, what Unicode says to
/// ignore, and the Braille pattern without a dot.
#[must_use]
pub fn is_blank(character: char) -> bool {
    use GeneralCategory::{Control, PrivateUse, Unassigned};
    character.is_whitespace()
        || character == '\u{2800}'
        || is_ignorable(character)
        || is_unwanted(character)
        || matches!(
            CodePointMapData::<GeneralCategory>::new().get(character),
            Control | PrivateUse | Unassigned
        )
}

/// Characters that no text here needs and that can deceive or break a reader: control
/// characters, zero-width characters and overrides of the writing direction.
#[must_use]
pub fn is_unwanted(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_full_width() {
        assert_eq!(
            half_width("\u{ff11}\u{ff21}\u{ff41}\u{ff0e}\u{3000}x"),
            "1Aa. x"
        );
        assert_eq!(compact(" 1\u{3000}2\u{200b}\t\u{ff13}\n"), "123");
    }

    #[test]
    fn knows_what_deceives() {
        for character in [
            '\0', '\n', '\u{7f}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{200b}',
        ] {
            assert!(is_unwanted(character), "{character:?}");
        }
        for character in [
            '\u{3164}', '\u{2800}', '\u{115f}', '\u{fe0e}', '\u{180b}', ' ', '\0',
        ] {
            assert!(is_blank(character), "{character:?}");
        }
        for character in ['a', '\u{5de5}', '\u{1820}', '\u{1f600}', '-', '\u{20000}'] {
            assert!(!is_blank(character), "{character:?}");
        }
        assert_eq!(compact("0471\u{2014}69\u{fe0e}45678"), "0471-6945678");
        for character in ['a', ' ', '\u{3000}', '\u{5de5}', '\u{1f600}', '\u{200d}'] {
            assert!(!is_unwanted(character), "{character:?}");
        }
    }
}
