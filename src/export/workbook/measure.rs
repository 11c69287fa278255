//! How much room text takes on paper, so that a row can be made as high as its text needs: most
//! spreadsheet programs do not fit rows by themselves when they open or print a file.
//!
//! Widths are generous: they hold for the font named in the file and for the wider one that takes
//! its place where it is not installed.

use std::ops::Range;

/// The first character that is as wide as it is high; what comes before is narrower.
const FIRST_WIDE: char = '\u{1100}';

/// Width of a character in parts of the font's size.
const fn advance(c: char) -> f64 {
    match c {
        '\r' => 0.0,
        FIRST_WIDE.. | 'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.0,
        'A'..='Z' | '\u{80}'..FIRST_WIDE => 0.75,
        'a'..='z' | '0'..='9' => 0.55,
        _ => 0.5,
    }
}

/// Punctuation that never begins a line.
const fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '%'
            | '\u{2019}'
            | '\u{201D}'
            | '\u{2026}'
            | '\u{3001}'
            | '\u{3002}'
            | '\u{3009}'
            | '\u{300B}'
            | '\u{300D}'
            | '\u{300F}'
            | '\u{3011}'
            | '\u{FF01}'
            | '\u{FF09}'
            | '\u{FF0C}'
            | '\u{FF0E}'
            | '\u{FF1A}'
            | '\u{FF1B}'
            | '\u{FF1F}'
    )
}

/// Punctuation that never ends a line.
const fn opens(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '\u{2018}'
            | '\u{201C}'
            | '\u{3008}'
            | '\u{300A}'
            | '\u{300C}'
            | '\u{300E}'
            | '\u{3010}'
            | '\u{FF08}'
    )
}

/// Whether a line may end between two characters.
fn breaks(before: char, after: char) -> bool {
    let narrow = |c: char| c < FIRST_WIDE && c != ' ';
    let holds = after == ' ' || closes(after) || opens(before);
    let in_a_word = narrow(before) && narrow(after);
    !(holds || in_a_word)
}

/// Where the lines of a text stand in it when it is set in a column. `width`: room of the column in
/// parts of the font's size.
pub(super) fn lines(text: &str, width: f64) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let end = start + paragraph.trim_end_matches('\n').len();
        set(text, start..end, width, &mut lines);
        start += paragraph.len();
    }
    lines
}

fn set(text: &str, paragraph: Range<usize>, width: f64, lines: &mut Vec<Range<usize>>) {
    let (mut start, mut used) = (paragraph.start, 0.0);
    for piece in pieces(text, paragraph.clone()) {
        let room: f64 = text[piece.clone()].chars().map(advance).sum();
        if used > 0.0 && used + room > width {
            lines.push(start..piece.start);
            (start, used) = (piece.start, 0.0);
        }
        if used + room <= width {
            used += room;
            continue;
        }
        // A word longer than the column is broken where it meets its end.
        for (at, c) in text[piece.clone()].char_indices() {
            if used > 0.0 && used + advance(c) > width {
                lines.push(start..piece.start + at);
                (start, used) = (piece.start + at, 0.0);
            }
            used += advance(c);
        }
    }
    lines.push(start..paragraph.end);
}

/// The parts of a paragraph that stay together.
fn pieces(text: &str, paragraph: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (paragraph.start, None);
    for (at, c) in text[paragraph.clone()].char_indices() {
        let at = paragraph.start + at;
        if before.is_some_and(|before| breaks(before, c)) {
            pieces.push(start..at);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(start..paragraph.end);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(text: &str, width: f64) -> Vec<&str> {
        lines(text, width)
            .into_iter()
            .map(|line| &text[line])
            .collect()
    }

    #[test]
    fn lines_end_where_writers_end_them() {
        let wide = "\u{4E00}\u{4E8C}\u{4E09}\u{3002}";
        let cases: [(&str, f64, &[&str]); 6] = [
            (wide, 3.0, &["\u{4E00}\u{4E8C}", "\u{4E09}\u{3002}"]),
            ("ab cd", 2.0, &["ab ", "cd"]),
            ("abcdef", 1.7, &["abc", "def"]),
            ("a\n\nb", 9.0, &["a", "", "b"]),
            ("a\n", 9.0, &["a"]),
            ("", 9.0, &[]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(set(text, width), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_column_and_nothing_is_lost(
            text in "[a-zA-Z0-9 ,.\u{4E00}-\u{4E20}\u{3002}\u{FF08}\n]{0,200}", width in 2.0..40.0_f64,
        ) {
            let set = set(&text, width);
            for line in &set {
                let room: f64 = line.chars().map(advance).sum();
                prop_assert!(room <= width, "{line:?}");
            }
            prop_assert_eq!(set.concat(), text.replace('\n', ""));
        }
    }
}
