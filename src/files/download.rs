//! The `Content-Disposition` header of files and tables sent to a browser (RFC 6266, RFC 8187).

use std::fmt::Write as _;

/// What the browser does with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Shows them in place; only for types that run nothing, see `FileType::previews_inline`.
    Inline,
    /// Saves them as a file.
    Attachment,
}

/// The header's value for a file of this name. Always visible ASCII, whatever the name: the exact
/// name is percent-encoded, and programs that do not know that form save as `file.<extension>`.
#[must_use]
pub fn content_disposition(disposition: Disposition, name: &str) -> String {
    let kind = match disposition {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    let plain = plain_name(name);
    format!(
        "{kind}; filename=\"{plain}\"; filename*=UTF-8''{}",
        encoded(name)
    )
}

fn plain_name(name: &str) -> String {
    match crate::domain::upload::extension_of(name) {
        extension if extension.is_empty() => "file".to_owned(),
        extension => format!("file.{extension}"),
    }
}

fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_chinese_name_is_kept() {
        assert_eq!(
            content_disposition(Disposition::Attachment, "\u{8868} 1.xlsx"),
            "attachment; filename=\"file.xlsx\"; filename*=UTF-8''%E8%A1%A8%201.xlsx"
        );
    }

    proptest! {
        #[test]
        fn no_name_breaks_out_of_the_header(name in any::<String>()) {
            let value = content_disposition(Disposition::Inline, &name);
            prop_assert!(value.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(value.matches('"').count(), 2);
            prop_assert_eq!(value.matches(';').count(), 2);
        }
    }
}
