//! Whether a PDF is whole and opens without a password.

use std::io::{self, Read, Seek, SeekFrom};

use super::{
    pdf_lock,
    pdf_object::{self, Value},
    read_at, rfind,
};
use crate::domain::upload::Fault;

/// Within how many last bytes readers look for the end (ISO 32000-1, annex H.3).
const END_WITHIN: u64 = 1024;
/// The most bytes of a dictionary that says how a file is encrypted.
const LONGEST_DICTIONARY: u64 = 16 * 1024;

/// What is wrong with a PDF. Cross-references are not followed: readers mend them.
pub(super) fn fault(file: &mut (impl Read + Seek)) -> io::Result<Option<Fault>> {
    let end = end_of_content(file)?;
    let tail = read_at(file, end.saturating_sub(END_WITHIN), END_WITHIN)?;
    let holds = |needle: &[u8]| memchr::memmem::find(&tail, needle).is_some();
    let ended = holds(b"%%EOF") || holds(b"startxref");
    let objects = rfind(file, b" obj")?.is_some();
    let rooted = rfind(file, b"/Root")?.is_some();
    match (ended, objects && rooted) {
        (true, true) => {}
        (false, true) => return Ok(Some(Fault::Incomplete)),
        (false, false) if objects => return Ok(Some(Fault::Incomplete)),
        _ => return Ok(Some(Fault::Damaged)),
    }
    let Some(encrypt) = encryption(file)? else {
        return Ok(None);
    };
    let id = identifier(file)?;
    let asks = pdf_lock::asks(&encrypt, &id).unwrap_or(false);
    Ok(asks.then_some(Fault::Password))
}

/// Where the content ends: line ends and zeros behind it do not count.
fn end_of_content(file: &mut (impl Read + Seek)) -> io::Result<u64> {
    const PIECE: u64 = 64 * 1024;
    let mut end = file.seek(SeekFrom::End(0))?;
    while end > 0 {
        let start = end.saturating_sub(PIECE);
        let piece = read_at(file, start, end - start)?;
        let content = |byte: &u8| *byte != 0 && !byte.is_ascii_whitespace();
        if let Some(last) = piece.iter().rposition(content) {
            return Ok(start + last as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}

/// The dictionary of the trailer's `Encrypt`, given there or as an object.
fn encryption(file: &mut (impl Read + Seek)) -> io::Result<Option<Value>> {
    // What begins with the name ends with `EncryptMetadata`, which stands in the dictionary itself.
    let mut found = None;
    for begin in [
        &b"/Encrypt "[..],
        b"/Encrypt<<",
        b"/Encrypt\n",
        b"/Encrypt\r",
    ] {
        found = found.max(rfind(file, begin)?);
    }
    let Some(at) = found else {
        return Ok(None);
    };
    let value = read_at(file, at + 8, LONGEST_DICTIONARY)?;
    match pdf_object::read(&value) {
        Some(Value::Reference(number, generation)) => object(file, number, generation),
        Some(value @ Value::Dictionary(_)) => Ok(Some(value)),
        _ => Ok(None),
    }
}

fn object(
    file: &mut (impl Read + Seek),
    number: i64,
    generation: i64,
) -> io::Result<Option<Value>> {
    let heading = format!("{number} {generation} obj");
    for before in ["\n", "\r", " "] {
        let heading = format!("{before}{heading}");
        if let Some(at) = rfind(file, heading.as_bytes())? {
            let value = read_at(file, at + heading.len() as u64, LONGEST_DICTIONARY)?;
            return Ok(pdf_object::read(&value));
        }
    }
    Ok(None)
}

/// The first part of the file's identifier, empty when there is none.
fn identifier(file: &mut (impl Read + Seek)) -> io::Result<Vec<u8>> {
    let mut found = None;
    for begin in [&b"/ID["[..], b"/ID [", b"/ID\n[", b"/ID\r["] {
        found = found.max(rfind(file, begin)?);
    }
    let Some(at) = found else {
        return Ok(Vec::new());
    };
    let value = read_at(file, at + 3, LONGEST_DICTIONARY)?;
    Ok(match pdf_object::read(&value) {
        Some(Value::Array(parts)) => match parts.into_iter().next() {
            Some(Value::Text(id)) => id,
            _ => Vec::new(),
        },
        _ => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const REAL: &[u8] = include_bytes!("../../../tests/fixtures/real.pdf");
    const TINY: &[u8] = include_bytes!("../../../tests/fixtures/tiny.pdf");

    fn of(bytes: &[u8]) -> Option<Fault> {
        fault(&mut Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn whole_files_are_sound_whatever_stands_around_them() {
        for whole in [REAL, TINY] {
            assert_eq!(of(whole), None);
            let padded = [b"\xEF\xBB\xBF", whole, &vec![0; 200_000]].concat();
            assert_eq!(of(&padded), None);
            let signed = [whole, b"\r\n--boundary--\r\n"].concat();
            assert_eq!(of(&signed), None);
        }
    }

    #[test]
    fn what_was_not_downloaded_to_its_end_is_incomplete() {
        for part in [1, 2, 3] {
            let mut cut = REAL[..REAL.len() * part / 4].to_vec();
            assert_eq!(of(&cut), Some(Fault::Incomplete));
            // As programs leave it that reserve the room first.
            cut.resize(REAL.len(), 0);
            assert_eq!(of(&cut), Some(Fault::Incomplete));
        }
        assert_eq!(of(&TINY[..TINY.len() - 40]), Some(Fault::Incomplete));
    }

    #[test]
    fn a_header_is_not_a_document() {
        for rubbish in ["", "rubbish", "rubbish\n%%EOF\n"] {
            let file = format!("%PDF-1.4\n{rubbish}");
            assert_eq!(of(file.as_bytes()), Some(Fault::Damaged));
        }
    }

    /// Encryption dictionaries and identifiers of one-page files written by qpdf: what was set, and
    /// whether readers ask for a password.
    #[test]
    fn only_a_password_for_opening_locks() {
        for (name, asks) in [
            ("r2_open", false),
            ("r2_locked", true),
            ("r3_open", false),
            ("r3_locked", true),
            ("r4_open", false),
            ("r4_locked", true),
            ("r5_open", false),
            ("r5_locked", true),
            ("r6_open", false),
            ("r6_locked", true),
        ] {
            let path = format!(
                "{}/tests/fixtures/locks/{name}.pdf",
                env!("CARGO_MANIFEST_DIR")
            );
            let file = std::fs::read(path).unwrap();
            assert_eq!(of(&file), asks.then_some(Fault::Password), "{name}");
        }
    }
}
