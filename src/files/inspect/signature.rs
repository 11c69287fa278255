//! What the first bytes of a file say.

use crate::domain::upload::{FileType, FoundType};

/// Within how many first bytes readers look for the header of a PDF (ISO 32000-1, annex H.3).
const PDF_HEADER_WITHIN: usize = 1024;

/// Whether the bytes begin a ZIP container.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// What the first bytes say. A ZIP container answers [`FoundType::Archive`] and an OLE container
/// [`FoundType::OldOffice`]: what they hold is known only from their directories.
pub(super) fn head_type(head: &[u8]) -> FoundType {
    match head {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => {
            FoundType::Allowed(FileType::Png)
        }
        [0xFF, 0xD8, 0xFF, ..] => FoundType::Allowed(FileType::Jpeg),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => FoundType::OldOffice,
        [b'#', b'!', ..] | [b'M', b'Z', ..] => FoundType::Executable,
        _ if is_zip(head) => FoundType::Archive,
        _ if head.starts_with(b"{\\rtf") => FoundType::RichText,
        _ => match pdf_header(head) {
            Some(0) => FoundType::Allowed(FileType::Pdf),
            Some(at) if !is_markup(&head[..at]) => FoundType::Allowed(FileType::Pdf),
            _ if is_markup(head) => FoundType::WebPage,
            _ => guess(head),
        },
    }
}

fn pdf_header(head: &[u8]) -> Option<usize> {
    let first = head.get(..PDF_HEADER_WITHIN).unwrap_or(head);
    memchr::memmem::find(first, b"%PDF-")
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
    let holds = |needle: &[u8]| memchr::memmem::find(&lower, needle).is_some();
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
    if head.starts_with(b"AC10") {
        return FoundType::Drawing;
    }
    let Some(found) = infer::get(head) else {
        return FoundType::Unknown;
    };
    match (found.matcher_type(), found.mime_type()) {
        (infer::MatcherType::Image, "image/vnd.dwg") => FoundType::Drawing,
        (infer::MatcherType::App, _) => FoundType::Executable,
        (infer::MatcherType::Audio | infer::MatcherType::Video, _) => FoundType::Media,
        (infer::MatcherType::Image, _) => FoundType::OtherImage,
        (infer::MatcherType::Text, mime) if mime.contains("script") => FoundType::Executable,
        (infer::MatcherType::Text, _) => FoundType::WebPage,
        (_, mime) if ARCHIVES.contains(&mime) => FoundType::Archive,
        _ => FoundType::Unknown,
    }
}

/// What people call a 压缩包.
const ARCHIVES: [&str; 14] = [
    "application/zip",
    "application/x-tar",
    "application/vnd.rar",
    "application/gzip",
    "application/x-bzip2",
    "application/vnd.bzip3",
    "application/x-7z-compressed",
    "application/x-xz",
    "application/vnd.ms-cab-compressed",
    "application/x-compress",
    "application/x-lzip",
    "application/zstd",
    "application/x-lz4",
    "application/x-cpio",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let cases: [(&[u8], FoundType); 19] = [
            (b"%PDF-1.7\n", FoundType::Allowed(FileType::Pdf)),
            (b"\xEF\xBB\xBF%PDF-1.7\n", FoundType::Allowed(FileType::Pdf)),
            (
                b"Content-Type: application/pdf\r\n\r\n%PDF-1.4\n",
                FoundType::Allowed(FileType::Pdf),
            ),
            (b"<html><p>%PDF-1.4", FoundType::WebPage),
            (b"\x89PNG\r\n\x1a\n", FoundType::Allowed(FileType::Png)),
            (b"\xFF\xD8\xFF\xE0", FoundType::Allowed(FileType::Jpeg)),
            (b"MZ\x90\0", FoundType::Executable),
            (b"\x7FELF\x02\x01\x01\0", FoundType::Executable),
            (b"#!/bin/sh\n", FoundType::Executable),
            (b"\xEF\xBB\xBF  <!DOCTYPE html>", FoundType::WebPage),
            (b"<?xml version='1.0'?><svg/>", FoundType::WebPage),
            (b"GIF89a", FoundType::OtherImage),
            (b"{\\rtf1\\ansi", FoundType::RichText),
            (b"%!PS-Adobe-3.0", FoundType::Unknown),
            (b"AC1032\0\0", FoundType::Drawing),
            (b"Rar!\x1a\x07\x01\0", FoundType::Archive),
            (b"7z\xBC\xAF\x27\x1C", FoundType::Archive),
            (b"\x1f\x8b\x08", FoundType::Archive),
            (b"plain words", FoundType::Unknown),
        ];
        for (head, expected) in cases {
            // Some formats are told only from a head of some length.
            let head = [head, &[0; 64]].concat();
            assert_eq!(head_type(&head), expected, "{head:?}");
        }
        let far = [&[b' '; PDF_HEADER_WITHIN][..], b"%PDF-1.4"].concat();
        assert_eq!(head_type(&far), FoundType::Unknown);
    }
}
