//! What a ZIP container is, by what it holds.

use std::io::{self, Read, Seek};

use super::{
    package,
    zip::{Entry, Unpacked, entries},
};
use crate::domain::upload::{Fault, FileType, FoundType};

/// The most bytes of a part that says what the package is.
const LONGEST_DESCRIPTION: u64 = 1024 * 1024;
/// The most bytes unpacked to see whether a document is sound; what lies beyond is taken as it is.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;

const TYPES: &str = "[content_types].xml";
const RELATIONSHIPS: &str = "_rels/.rels";

/// What the container is.
pub(super) fn found_type(file: &mut (impl Read + Seek)) -> io::Result<FoundType> {
    let Some(entries) = entries(file)? else {
        return Ok(FoundType::BrokenContainer);
    };
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    if let Some(found) = by_names(&names) {
        return Ok(found);
    }
    let Some(types) = content(file, &entries, TYPES)? else {
        let mimetype = content(file, &entries, "mimetype")?.unwrap_or_default();
        let open = mimetype.starts_with(b"application/vnd.oasis.opendocument.");
        return Ok(if open {
            FoundType::OpenDocument
        } else {
            FoundType::Archive
        });
    };
    let relationships = content(file, &entries, RELATIONSHIPS)?.unwrap_or_default();
    let Some(main) = package::main_part(&types, &relationships) else {
        return Ok(FoundType::BrokenContainer);
    };
    if !names.contains(&main.name.as_str()) {
        return Ok(FoundType::BrokenContainer);
    }
    let settings = format!("{}_rels/settings.xml.rels", folder(&main.name));
    let settings = content(file, &entries, &settings)?.unwrap_or_default();
    if package::fetches_template(&settings) {
        return Ok(FoundType::MacroOffice);
    }
    Ok(by_content_type(&main.content_type))
}

/// What the names of the entries alone say.
fn by_names(names: &[&str]) -> Option<FoundType> {
    let has = |name: &str| names.contains(&name);
    let any = |test: fn(&str) -> bool| names.iter().any(|name| test(name));
    if has("ofd.xml") {
        Some(FoundType::Ofd)
    } else if has("meta-inf/manifest.mf") || has("androidmanifest.xml") {
        Some(FoundType::Executable)
    } else if any(|name| name.rsplit_once('.').is_some_and(|(_, end)| end == "iwa")) {
        Some(FoundType::OtherOffice)
    } else if has(TYPES)
        && any(|name| name.ends_with("vbaproject.bin") || name.contains("/macrosheets/"))
    {
        Some(FoundType::MacroOffice)
    } else {
        None
    }
}

fn by_content_type(content_type: &str) -> FoundType {
    let holds = |part: &str| content_type.contains(part);
    if holds("sheet.binary") {
        FoundType::OtherOffice
    } else if holds("macroenabled") {
        FoundType::MacroOffice
    } else if holds("wordprocessingml.document.main+xml") {
        FoundType::Allowed(FileType::Docx)
    } else if holds("spreadsheetml.sheet.main+xml") {
        FoundType::Allowed(FileType::Xlsx)
    } else if holds("presentationml") {
        FoundType::Presentation
    } else {
        FoundType::OtherOffice
    }
}

/// What is wrong with an office document: a part that needs a password or does not unpack.
pub(super) fn fault(file: &mut (impl Read + Seek)) -> io::Result<Option<Fault>> {
    let entries = entries(file)?.unwrap_or_default();
    if entries.iter().any(|entry| entry.encrypted) {
        return Ok(Some(Fault::Password));
    }
    let mut left = MOST_UNPACKED;
    for entry in &entries {
        if !entry.is_sound(file, left)? {
            return Ok(Some(Fault::Damaged));
        }
        left = left.saturating_sub(entry.claimed_size());
    }
    Ok(None)
}

/// The content of a small entry; none when there is none of this name, or it cannot be unpacked.
fn content(
    file: &mut (impl Read + Seek),
    entries: &[Entry],
    name: &str,
) -> io::Result<Option<Vec<u8>>> {
    let Some(entry) = entries.iter().find(|entry| entry.name == name) else {
        return Ok(None);
    };
    Ok(match entry.unpack(file, LONGEST_DESCRIPTION)? {
        Unpacked::Whole(content) => Some(content),
        Unpacked::TooLong | Unpacked::Broken => None,
    })
}

fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |at| &name[..=at])
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;

    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(*name, options).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn package(main: &str, content_type: &str, more: &[(&str, &str)]) -> Vec<u8> {
        let slashed = main.replace('\\', "/");
        let types = format!(
            r#"<Types><Override PartName="/{slashed}" ContentType="{content_type}"/></Types>"#
        );
        let relations = format!(
            r#"<Relationships><Relationship Type="o/officeDocument" Target="{slashed}"/></Relationships>"#
        );
        let separator = if main.contains('\\') { '\\' } else { '/' };
        let relations_name = format!("_rels{separator}.rels");
        let mut entries = vec![
            ("[Content_Types].xml", types.as_str()),
            (&relations_name, &relations),
            (main, "<main/>"),
        ];
        entries.extend(more);
        archive(&entries)
    }

    fn found(bytes: &[u8]) -> FoundType {
        found_type(&mut Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn a_document_is_where_its_package_says() {
        let docx = format!("{WORD}.document.main+xml");
        let xlsx = format!("{EXCEL}.sheet.main+xml");
        for (main, content_type, kind) in [
            ("word/document.xml", &docx, FileType::Docx),
            ("word/document2.xml", &docx, FileType::Docx),
            ("content\\main.xml", &docx, FileType::Docx),
            ("xl/workbook.xml", &xlsx, FileType::Xlsx),
            ("xl\\workbook.xml", &xlsx, FileType::Xlsx),
        ] {
            let bytes = package(main, content_type, &[]);
            assert_eq!(found(&bytes), FoundType::Allowed(kind), "{main}");
            assert_eq!(fault(&mut Cursor::new(&bytes)).unwrap(), None);
        }
    }

    #[test]
    fn other_containers_are_named_truly() {
        let docx = format!("{WORD}.document.main+xml");
        let macros = "application/vnd.ms-word.document.macroEnabled.main+xml";
        let template = format!("{WORD}.template.main+xml");
        let slides =
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
        let away = r#"<Relationships><Relationship Type="o/attachedTemplate"
            TargetMode="External" Target="https://example.com/a.dotm"/></Relationships>"#;
        let main = "word/document.xml";
        for (bytes, expected) in [
            (archive(&[("photo.jpg", "x")]), FoundType::Archive),
            (archive(&[("word/document.xml", "x")]), FoundType::Archive),
            (archive(&[("OFD.xml", "x")]), FoundType::Ofd),
            (
                archive(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
                FoundType::OpenDocument,
            ),
            (
                archive(&[("META-INF/MANIFEST.MF", "x")]),
                FoundType::Executable,
            ),
            (
                archive(&[("Index/Document.iwa", "x")]),
                FoundType::OtherOffice,
            ),
            (package(main, &template, &[]), FoundType::OtherOffice),
            (package(main, macros, &[]), FoundType::MacroOffice),
            (
                package(main, &docx, &[("word/vbaProject.bin", "x")]),
                FoundType::MacroOffice,
            ),
            (
                package(main, &docx, &[("word/_rels/settings.xml.rels", away)]),
                FoundType::MacroOffice,
            ),
            (package("ppt/p.xml", slides, &[]), FoundType::Presentation),
            (
                archive(&[("[Content_Types].xml", "<Types/>")]),
                FoundType::BrokenContainer,
            ),
        ] {
            assert_eq!(found(&bytes), expected);
        }
    }

    #[test]
    fn half_a_document_and_a_changed_one_are_broken() {
        let whole = include_bytes!("../../../tests/fixtures/real.docx");
        assert_eq!(found(&whole[..whole.len() / 2]), FoundType::BrokenContainer);
        let mut changed = whole.to_vec();
        let at = memchr::memmem::find(whole, b"word/document.xml").unwrap() + 25;
        changed[at] ^= 0x55;
        assert_eq!(
            fault(&mut Cursor::new(&changed)).unwrap(),
            Some(Fault::Damaged)
        );
    }
}
