//! Where a person is sent back to: only ever a page of this site.

/// The text if it is a path of this site: one leading `/`, nothing a browser would read as another
/// host.
#[must_use]
pub fn local(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let foreign = rest.starts_with('/')
        || text.contains('\\')
        || text.chars().any(|c| c.is_control() || c.is_whitespace());
    (!foreign).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site() {
        for path in ["/", "/bureau?state=open", "/a/b#c"] {
            assert_eq!(local(path), Some(path));
        }
        for path in [
            "",
            "bureau",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(local(path), None, "{path:?}");
        }
    }
}
