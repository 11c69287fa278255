//! Searching by a part of a name.

/// The pattern of `LIKE` that finds `text` anywhere; `%`, `_` and `\` in it stand for themselves.
#[must_use]
pub fn containing(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for character in text.trim().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::containing;

    #[test]
    fn signs_of_the_pattern_stand_for_themselves() {
        assert_eq!(containing(" a "), "%a%");
        assert_eq!(containing("50%_\\"), "%50\\%\\_\\\\%");
    }
}
