//! What a file is and whether a reviewer can open it, from its content alone; its name is compared
//! afterwards. Whatever a file claims about itself costs nothing: all that is read is bounded.

mod container;
mod image;
mod package;
mod pdf;
mod pdf_lock;
mod pdf_object;
mod signature;
mod zip;

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use crate::domain::{
    evidence::FileName,
    upload::{Fault, FileType, FoundType, UploadRefusal},
};

/// How many first bytes of a file are looked at.
const HEAD: u64 = 8 * 1024;

/// The type of the file, when its content is allowed and can be opened. Takes time in proportion
/// to the file: call it off the async threads.
///
/// # Errors
/// The file cannot be read.
pub(super) fn inspect(path: &Path) -> io::Result<Result<FileType, UploadRefusal>> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let found = match signature::head_type(&head) {
        FoundType::Archive if signature::is_zip(&head) => container::found_type(&mut file)?,
        FoundType::OldOffice if holds_encrypted_package(&mut file)? => FoundType::EncryptedOffice,
        found => found,
    };
    let FoundType::Allowed(kind) = found else {
        return Ok(Err(UploadRefusal::TypeNotAllowed { found }));
    };
    file.seek(SeekFrom::Start(0))?;
    let fault = match kind {
        FileType::Pdf => pdf::fault(&mut file)?,
        FileType::Png => image::png_fault(&file)?,
        FileType::Jpeg => image::jpeg_fault(&file)?,
        FileType::Xlsx | FileType::Docx => container::fault(&mut file)?,
    };
    Ok(match fault {
        Some(fault) => Err(UploadRefusal::Unusable { kind, fault }),
        None => Ok(kind),
    })
}

/// The name under which a file of this type is kept. A name with the extension of another allowed
/// type, as chat programs and browsers give it, gets the true one.
///
/// # Errors
/// The extension promises something that cannot be evidence.
pub(super) fn true_name(name: &FileName, kind: FileType) -> Result<FileName, UploadRefusal> {
    let extension = name.extension();
    if kind.extensions().contains(&extension.as_str()) {
        Ok(name.clone())
    } else if FileType::from_extension(&extension).is_some() {
        Ok(name.with_extension(kind.usual_extension()))
    } else {
        Err(UploadRefusal::ExtensionMismatch {
            found: kind,
            extension,
        })
    }
}

/// Whether a container of the old Office formats holds a document encrypted with a password.
fn holds_encrypted_package(file: &mut File) -> io::Result<bool> {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    Ok(rfind(file, &name)?.is_some())
}

/// Where the last occurrence of some bytes begins, looked for from the end piece by piece.
fn rfind(file: &mut (impl Read + Seek), needle: &[u8]) -> io::Result<Option<u64>> {
    const PIECE: u64 = 256 * 1024;
    let finder = memchr::memmem::FinderRev::new(needle);
    let mut end = file.seek(SeekFrom::End(0))?;
    let overlap = needle.len().saturating_sub(1) as u64;
    loop {
        let start = end.saturating_sub(PIECE);
        let piece = read_at(file, start, end - start)?;
        if let Some(at) = finder.rfind(&piece) {
            return Ok(Some(start + at as u64));
        }
        if start == 0 {
            return Ok(None);
        }
        end = start + overlap;
    }
}

/// At most `length` bytes from `start` on.
fn read_at(file: &mut (impl Read + Seek), start: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.by_ref().take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads exactly so many bytes; a file that ends before is incomplete.
fn exactly<const N: usize>(file: &mut impl Read) -> io::Result<Result<[u8; N], Fault>> {
    let mut bytes = [0; N];
    match file.read_exact(&mut bytes) {
        Ok(()) => Ok(Ok(bytes)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Err(Fault::Incomplete)),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn finds_the_last_occurrence_over_the_edges_of_pieces() {
        let mut bytes = vec![b'.'; 700 * 1024];
        for at in [0, 10, 700 * 1024 - 256 * 1024 - 2] {
            bytes[at..at + 4].copy_from_slice(b"here");
            let found = rfind(&mut Cursor::new(&bytes), b"here").unwrap();
            assert_eq!(found, Some(at as u64));
        }
        assert_eq!(rfind(&mut Cursor::new(&bytes), b"absent").unwrap(), None);
        assert_eq!(rfind(&mut Cursor::new(b""), b"absent").unwrap(), None);
    }

    #[test]
    fn a_name_gets_the_extension_of_what_the_file_is() {
        let name = |given: &str, kind| true_name(&FileName::sanitise(given), kind);
        for (given, kind, kept) in [
            ("a.JPEG", FileType::Jpeg, "a.JPEG"),
            ("a.tar.jpg", FileType::Jpeg, "a.tar.jpg"),
            ("photo.jfif", FileType::Jpeg, "photo.jpg"),
            ("scan.png", FileType::Jpeg, "scan.jpg"),
            ("report.pdf", FileType::Docx, "report.docx"),
        ] {
            assert_eq!(name(given, kind).unwrap().as_str(), kept);
        }
        for given in ["jpg", "a.", "", "a.jpg.exe", "a.pdf(1)"] {
            assert!(name(given, FileType::Jpeg).is_err(), "{given}");
        }
    }
}
