//! Folding of what people type or paste: full-width forms, invisible and control characters.

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory, JoinControl, VariationSelector},
};

/// Full-width forms (U+FF01–U+FF5E, U+3000) as their half-width ones, the digits of every script
/// as 0–9; the rest unchanged.
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
        ascii if ascii.is_ascii() => ascii,
        other => digit(other).unwrap_or(other),
    }
}

/// The digit 0–9 that a digit of another script stands for. Unicode promises that the decimal
/// digits of a script follow each other from nought to nine.
fn digit(character: char) -> Option<char> {
    let is_digit = |code: u32| {
        char::from_u32(code).is_some_and(|it| category(it) == GeneralCategory::DecimalNumber)
    };
    let code = u32::from(character);
    if !is_digit(code) {
        return None;
    }
    let before = (0..code).rev().take_while(|code| is_digit(*code)).count();
    char::from_digit(u32::try_from(before % 10).ok()?, 10)
}

fn category(character: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(character)
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
        || matches!(category(character), Control | PrivateUse | Unassigned)
}

/// Characters that no text here needs and that can deceive or break a reader: controls, marks of
/// lines and annotations, and all that is shown as nothing but what shapes its neighbours (joiners,
/// variation selectors, the Mongolian vowel separator).
#[must_use]
pub fn is_unwanted(character: char) -> bool {
    let shapes = || {
        character == '\u{180e}'
            || CodePointSetData::new::<JoinControl>().contains(character)
            || CodePointSetData::new::<VariationSelector>().contains(character)
    };
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffc}')
        || (is_ignorable(character) && !shapes())
}

/// Whether the text was damaged on its way here: something put U+FFFD for what it could not read.
#[must_use]
pub fn is_garbled(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
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
    fn folds_the_digits_of_every_script() {
        for digits in [
            "\u{660}\u{661}\u{669}",    // Arabic
            "\u{6f0}\u{6f1}\u{6f9}",    // Persian
            "\u{1810}\u{1811}\u{1819}", // Mongolian
            "\u{966}\u{967}\u{96f}",    // Devanagari
            "\u{1d7ce}\u{1d7cf}\u{1d7d7}",
            "\u{1d7f6}\u{1d7f7}\u{1d7ff}", // Mathematical, several rows side by side
        ] {
            assert_eq!(half_width(digits), "019", "{digits}");
        }
        assert_eq!(
            half_width("\u{4e00}\u{2160}\u{2460}"),
            "\u{4e00}\u{2160}\u{2460}"
        );
    }

    #[test]
    fn knows_what_deceives() {
        for character in [
            '\0',
            '\n',
            '\u{7f}',
            '\u{202e}',
            '\u{2066}',
            '\u{feff}',
            '\u{200b}',
            '\u{3164}',
            '\u{115f}',
            '\u{ad}',
            '\u{34f}',
            '\u{e0041}',
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
        for character in [
            'a',
            ' ',
            '\u{3000}',
            '\u{5de5}',
            '\u{1f600}',
            '\u{200d}',
            '\u{fe0f}',
            '\u{180b}',
            '\u{180e}',
            '\u{e0100}',
        ] {
            assert!(!is_unwanted(character), "{character:?}");
        }
    }
}
