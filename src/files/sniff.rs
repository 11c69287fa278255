//! What a file is, from its content alone; its name is compared afterwards.

use infer::MatcherType;

use crate::domain::upload::{FileType, FoundType, UploadRefusal, extension_of};

/// How many first bytes of a file are looked at.
pub const HEAD: usize = 8 * 1024;

/// What the first bytes say. A ZIP container answers [`FoundType::Archive`]: what it holds is known
/// only from its directory, see [`archive_type`].
#[must_use]
pub fn head_type(head: &[u8]) -> FoundType {
    match head {
        [b'%', b'P', b'D', b'F', b'-', ..] => FoundType::Allowed(FileType::Pdf),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => {
            FoundType::Allowed(FileType::Png)
        }
        [0xFF, 0xD8, 0xFF, ..] => FoundType::Allowed(FileType::Jpeg),
        [b'P', b'K', 3, 4, ..] => FoundType::Archive,
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => FoundType::OldOrEncryptedOffice,
        [b'#', b'!', ..] | [b'M', b'Z', ..] => FoundType::Executable,
        _ if is_markup(head) => FoundType::WebPage,
        _ => guess(head),
    }
}

/// What a ZIP container with these entry names (lower case) is.
#[must_use]
pub fn archive_type(names: &[String]) -> FoundType {
    let has = |name: &str| names.iter().any(|entry| entry == name);
    let any = |test: fn(&str) -> bool| names.iter().any(|entry| test(entry));
    if !has("[content_types].xml") {
        return FoundType::Archive;
    }
    if any(|entry| entry.ends_with("vbaproject.bin") || entry.contains("/macrosheets/")) {
        return FoundType::MacroOffice;
    }
    match (
        has("word/document.xml"),
        has("xl/workbook.xml"),
        any(|e| e.starts_with("ppt/")),
    ) {
        (true, false, false) => FoundType::Allowed(FileType::Docx),
        (false, true, false) => FoundType::Allowed(FileType::Xlsx),
        (false, false, true) => FoundType::Presentation,
        _ => FoundType::Archive,
    }
}

/// The type of the file, when its content is allowed and its name agrees with it.
///
/// # Errors
/// The content is of a type that cannot be evidence, or the extension promises another type.
pub fn agreed_type(name: &str, found: FoundType) -> Result<FileType, UploadRefusal> {
    let FoundType::Allowed(kind) = found else {
        return Err(UploadRefusal::TypeNotAllowed { found });
    };
    let extension = extension_of(name);
    if kind.extensions().contains(&extension.as_str()) {
        Ok(kind)
    } else {
        Err(UploadRefusal::ExtensionMismatch {
            found: kind,
            extension,
        })
    }
}

/// Text that a browser would take for a page, a drawing or a style sheet with script.
fn is_markup(head: &[u8]) -> bool {
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    let lower = text
        .get(..text.len().min(1024))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let holds = |needle: &[u8]| lower.windows(needle.len()).any(|window| window == needle);
    lower.starts_with(b"<?xml")
        || lower.starts_with(b"<!")
        || [
            &b"<html"[..],
            b"<head",
            b"<body",
            b"<script",
            b"<svg",
            b"<iframe",
        ]
        .into_iter()
        .any(holds)
}

fn guess(head: &[u8]) -> FoundType {
    let Some(found) = infer::get(head) else {
        return FoundType::Unknown;
    };
    match found.matcher_type() {
        MatcherType::App => FoundType::Executable,
        MatcherType::Archive => FoundType::Archive,
        MatcherType::Audio | MatcherType::Video => FoundType::Media,
        MatcherType::Image => FoundType::OtherImage,
        MatcherType::Text if found.mime_type().contains("script") => FoundType::Executable,
        MatcherType::Text => FoundType::WebPage,
        _ => FoundType::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let cases: [(&[u8], FoundType); 10] = [
            (b"%PDF-1.7\n", FoundType::Allowed(FileType::Pdf)),
            (b"\x89PNG\r\n\x1a\n", FoundType::Allowed(FileType::Png)),
            (b"\xFF\xD8\xFF\xE0", FoundType::Allowed(FileType::Jpeg)),
            (b"MZ\x90\0", FoundType::Executable),
            (b"\x7FELF\x02\x01\x01\0", FoundType::Executable),
            (b"#!/bin/sh\n", FoundType::Executable),
            (b"\xEF\xBB\xBF  <!DOCTYPE html>", FoundType::WebPage),
            (b"<?xml version='1.0'?><svg/>", FoundType::WebPage),
            (b"GIF89a", FoundType::OtherImage),
            (b"plain words", FoundType::Unknown),
        ];
        for (head, expected) in cases {
            // Some formats are told only from a head of some length.
            let head = [head, &[0; 64]].concat();
            assert_eq!(head_type(&head), expected, "{head:?}");
        }
    }

    #[test]
    fn containers_are_told_apart_by_their_entries() {
        let of = |names: &[&str]| {
            archive_type(
                &names
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        let types = "[content_types].xml";
        assert_eq!(
            of(&[types, "word/document.xml"]),
            FoundType::Allowed(FileType::Docx)
        );
        assert_eq!(
            of(&[types, "xl/workbook.xml"]),
            FoundType::Allowed(FileType::Xlsx)
        );
        assert_eq!(
            of(&[types, "xl/workbook.xml", "xl/vbaproject.bin"]),
            FoundType::MacroOffice
        );
        assert_eq!(
            of(&[types, "ppt/presentation.xml"]),
            FoundType::Presentation
        );
        assert_eq!(of(&["word/document.xml"]), FoundType::Archive);
        assert_eq!(of(&["photo.jpg"]), FoundType::Archive);
    }

    #[test]
    fn the_name_must_agree() {
        let jpeg = FoundType::Allowed(FileType::Jpeg);
        assert_eq!(agreed_type("a.JPEG", jpeg), Ok(FileType::Jpeg));
        assert_eq!(agreed_type("a.tar.jpg", jpeg), Ok(FileType::Jpeg));
        for name in ["a.png", "jpg", "a.", "", "a.jpg.exe"] {
            assert!(agreed_type(name, jpeg).is_err(), "{name}");
        }
    }
}
