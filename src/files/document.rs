//! The paragraphs of an official document: a Word document by its XML, or plain text as offices
//! have it. Whatever a file claims of its size costs nothing: no more than a bound is unpacked.

use std::io::{BufReader, Cursor, Read as _};

use encoding_rs::{Encoding, GB18030};
use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, Event},
};

use crate::domain::document::DocumentFault;

/// The most bytes of a document's text, unpacked.
const MOST_UNPACKED: u64 = 8_000_000;
/// How the formats of old Office programs begin.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";

/// The paragraphs in order, empty ones left out. Takes time in proportion to the document: call it
/// off the async threads.
///
/// # Errors
/// [`DocumentFault`]
pub fn paragraphs(bytes: &[u8]) -> Result<Vec<String>, DocumentFault> {
    let lines = if bytes.starts_with(b"PK") {
        word(bytes)?
    } else if bytes.starts_with(OLD_OFFICE) {
        return Err(DocumentFault::Old);
    } else {
        text(bytes)?.lines().map(str::to_owned).collect()
    };
    let kept = lines.iter().map(|line| line.trim().to_owned());
    Ok(kept.filter(|line| !line.is_empty()).collect())
}

/// UTF-8, UTF-16 with its mark, or GB18030.
fn text(bytes: &[u8]) -> Result<String, DocumentFault> {
    if bytes.len() as u64 > MOST_UNPACKED {
        return Err(DocumentFault::TooLong);
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, mark)| (encoding, &bytes[mark..]));
    let decoded = match marked {
        Some((encoding, rest)) => {
            encoding.decode_without_bom_handling_and_without_replacement(rest)
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.into()),
            Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
        },
    };
    decoded
        .filter(|text| !text.contains('\0'))
        .map(std::borrow::Cow::into_owned)
        .ok_or(DocumentFault::Unreadable)
}

fn word(bytes: &[u8]) -> Result<Vec<String>, DocumentFault> {
    let unreadable = |_| DocumentFault::Unreadable;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let entry = archive.by_name("word/document.xml").map_err(unreadable)?;
    let mut unpacked = entry.take(MOST_UNPACKED);
    let lines = lines(Reader::from_reader(BufReader::new(&mut unpacked)));
    if unpacked.limit() == 0 {
        return Err(DocumentFault::TooLong);
    }
    lines.ok_or(DocumentFault::Unreadable)
}

/// One line for each paragraph. Only the text of runs counts: no instructions of fields, nothing
/// that was deleted while changes were tracked.
fn lines(mut reader: Reader<impl std::io::BufRead>) -> Option<Vec<String>> {
    let (mut lines, mut line, mut in_text) = (Vec::new(), String::new(), false);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == "t" => in_text = true,
            Event::End(tag) if tag.local_name().as_ref() == "t" => in_text = false,
            Event::End(tag) if tag.local_name().as_ref() == "p" => {
                lines.push(std::mem::take(&mut line));
            }
            Event::Empty(tag) if matches!(tag.local_name().as_ref(), "tab" | "br") => {
                line.push(' ');
            }
            Event::Text(words) if in_text => line.push_str(&words.xml10_content()),
            Event::GeneralRef(entity) if in_text => line.push_str(&resolved(&entity)?),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    lines.push(line);
    Some(lines)
}

fn resolved(entity: &BytesRef<'_>) -> Option<String> {
    if let Some(letter) = entity.resolve_char_ref().ok()? {
        return Some(letter.to_string());
    }
    resolve_predefined_entity(&entity.xml10_content()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn docx(xml: &[u8]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file("word/document.xml", options).unwrap();
        archive.write_all(xml).unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn paragraphs_of_a_word_document_are_lines() {
        let xml = b"<w:document><w:body><w:p><w:r><w:t>a &amp; b</w:t></w:r><w:r><w:instrText>PAGE\
                    </w:instrText><w:tab/><w:t>&#99;</w:t></w:r></w:p><w:p/><w:p><w:del><w:r>\
                    <w:delText>gone</w:delText></w:r></w:del><w:r><w:t>d</w:t></w:r></w:p>\
                    </w:body></w:document>";
        assert_eq!(paragraphs(&docx(xml)).unwrap(), ["a & b c", "d"]);
        let real = include_bytes!("../../tests/fixtures/real.docx");
        assert!(!paragraphs(real).unwrap().is_empty());
    }

    #[test]
    fn text_is_read_as_offices_write_it() {
        let words = "\u{57fa}\u{7840}\u{7ea7}\n\n\u{5148}\u{8fdb}\u{7ea7}";
        let expected = ["\u{57fa}\u{7840}\u{7ea7}", "\u{5148}\u{8fdb}\u{7ea7}"];
        let (national, _, _) = GB18030.encode(words);
        let mut wide = vec![0xff, 0xfe];
        wide.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
        for bytes in [words.as_bytes(), &national, &wide] {
            assert_eq!(paragraphs(bytes).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_document_is_refused_and_a_bomb_is_not_unpacked() {
        let bomb = docx(&vec![b' '; 9_000_000]);
        assert!(bomb.len() < 100_000);
        for (bytes, fault) in [
            (bomb, DocumentFault::TooLong),
            (OLD_OFFICE.to_vec(), DocumentFault::Old),
            (b"PK no archive".to_vec(), DocumentFault::Unreadable),
            (docx(b"<w:p><w:t>a</w:x>"), DocumentFault::Unreadable),
            (vec![0, 1, 2], DocumentFault::Unreadable),
            (vec![0xff, 0xff, 0x80], DocumentFault::Unreadable),
        ] {
            assert_eq!(paragraphs(&bytes), Err(fault));
        }
    }
}
