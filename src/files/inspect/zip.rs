//! The entries of a ZIP archive: read from the directory at its end, unpacked one by one and only
//! so far as the caller allows.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;

use super::read_at;

/// How many bytes from the end of a file hold the end record: 22 bytes and a comment of 65,535.
const TAIL: u64 = 22 + 65_535;
/// A directory longer than this is no office document anybody files.
const LONGEST_DIRECTORY: u64 = 4 * 1024 * 1024;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// One file in an archive, as the directory names it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Lower case, parted by slashes, without one in front: as OPC compares part names, and as
    /// readers take what writers with backslashes mean.
    pub(super) name: String,
    pub(super) encrypted: bool,
    method: u16,
    checksum: u32,
    packed: u64,
    unpacked: u64,
    header_at: u64,
}

/// The entries in the order of the directory; none when the archive has no sound one.
pub(super) fn entries(file: &mut (impl Read + Seek)) -> io::Result<Option<Vec<Entry>>> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail = read_at(file, length.saturating_sub(TAIL), TAIL)?;
    let Some((start, size)) = directory(&tail, length) else {
        return Ok(None);
    };
    let directory = read_at(file, start, size)?;
    let (mut entries, mut at) = (Vec::new(), 0);
    while let Some((entry, next)) = entry(&directory, at) {
        entries.push(entry);
        at = next;
    }
    let complete = at == directory.len();
    Ok((complete && !entries.is_empty()).then_some(entries))
}

/// Where the central directory lies in a file of `length` bytes, given the file's last bytes.
fn directory(tail: &[u8], length: u64) -> Option<(u64, u64)> {
    let end = memchr::memmem::rfind(tail, b"PK\x05\x06")?;
    let size = u64::from(u32_at(tail, end + 12)?);
    let start = u64::from(u32_at(tail, end + 16)?);
    let sound = size > 0 && size <= LONGEST_DIRECTORY && start.checked_add(size)? <= length;
    sound.then_some((start, size))
}

/// The entry at `at`, and where the next one starts.
fn entry(directory: &[u8], at: usize) -> Option<(Entry, usize)> {
    const FIXED: usize = 46;
    if directory.get(at..at + 4)? != b"PK\x01\x02" {
        return None;
    }
    let [name, extra, comment] = [28, 30, 32].map(|place| u16_at(directory, at + place));
    let start = at + FIXED;
    let end = start + usize::from(name?);
    let name = String::from_utf8_lossy(directory.get(start..end)?)
        .replace('\\', "/")
        .to_lowercase();
    let entry = Entry {
        name: name.trim_start_matches('/').to_owned(),
        encrypted: u16_at(directory, at + 8)? & 1 == 1,
        method: u16_at(directory, at + 10)?,
        checksum: u32_at(directory, at + 16)?,
        packed: u32_at(directory, at + 20)?.into(),
        unpacked: u32_at(directory, at + 24)?.into(),
        header_at: u32_at(directory, at + 42)?.into(),
    };
    Some((entry, end + usize::from(extra?) + usize::from(comment?)))
}

/// What became of unpacking an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unpacked {
    /// The whole content, which has the right checksum.
    Whole(Vec<u8>),
    /// It is longer than was asked for.
    TooLong,
    /// It cannot be unpacked.
    Broken,
}

impl Entry {
    /// Unpacks the content into memory, when it has at most `most` bytes.
    pub(super) fn unpack(&self, file: &mut (impl Read + Seek), most: u64) -> io::Result<Unpacked> {
        let mut content = Vec::new();
        Ok(match self.unpack_into(file, most, &mut content)? {
            Some(true) => Unpacked::Whole(content),
            Some(false) => Unpacked::Broken,
            None => Unpacked::TooLong,
        })
    }

    /// Whether the content is what its checksum says; one longer than `most` bytes is not judged.
    pub(super) fn is_sound(&self, file: &mut (impl Read + Seek), most: u64) -> io::Result<bool> {
        let sound = self.unpack_into(file, most, &mut io::sink())?;
        Ok(sound.unwrap_or(true))
    }

    /// The size that the directory claims.
    pub(super) fn claimed_size(&self) -> u64 {
        self.unpacked
    }

    /// Whether all of it was unpacked as its checksum says; none when it has more than `most` bytes.
    fn unpack_into(
        &self,
        file: &mut (impl Read + Seek),
        most: u64,
        target: &mut impl io::Write,
    ) -> io::Result<Option<bool>> {
        const FIXED: u64 = 30;
        let header = read_at(file, self.header_at, FIXED)?;
        let lengths = (u16_at(&header, 26), u16_at(&header, 28));
        let (true, (Some(name), Some(extra))) = (header.starts_with(b"PK\x03\x04"), lengths) else {
            return Ok(Some(false));
        };
        let start = self.header_at + FIXED + u64::from(name) + u64::from(extra);
        file.seek(SeekFrom::Start(start))?;
        let packed = io::BufReader::new(file.take(self.packed));
        let mut content: Box<dyn Read + '_> = match self.method {
            STORED => Box::new(packed),
            DEFLATED => Box::new(DeflateDecoder::new(packed)),
            _ => return Ok(Some(false)),
        };
        let mut checksum = crc32fast::Hasher::new();
        let mut piece = vec![0; 64 * 1024];
        let mut length = 0;
        loop {
            let read = match content.read(&mut piece) {
                Ok(read) => read,
                Err(error) if is_of_content(&error) => return Ok(Some(false)),
                Err(error) => return Err(error),
            };
            if read == 0 {
                break;
            }
            length += read as u64;
            if length > most {
                return Ok(None);
            }
            checksum.update(&piece[..read]);
            target.write_all(&piece[..read])?;
        }
        Ok(Some(
            length == self.unpacked && checksum.finalize() == self.checksum,
        ))
    }
}

/// Whether reading failed by what is read, not by what it is read from.
fn is_of_content(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    )
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes
        .get(at..at + 2)?
        .try_into()
        .ok()
        .map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..at + 4)?
        .try_into()
        .ok()
        .map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    const REAL: &[u8] = include_bytes!("../../../tests/fixtures/real.docx");

    fn document(bytes: &[u8]) -> Unpacked {
        let mut file = Cursor::new(bytes);
        let entries = entries(&mut file).unwrap().unwrap();
        let entry = entries.iter().find(|it| it.name == "word/document.xml");
        entry.unwrap().unpack(&mut file, 1_000_000).unwrap()
    }

    #[test]
    fn unpacks_an_entry_of_a_real_document() {
        let Unpacked::Whole(xml) = document(REAL) else {
            panic!("not unpacked");
        };
        assert!(String::from_utf8(xml).unwrap().contains("w:document"));
    }

    #[test]
    fn a_changed_byte_is_noticed_and_no_more_is_unpacked_than_allowed() {
        let mut file = Cursor::new(REAL);
        let entry = entries(&mut file).unwrap().unwrap().remove(0);
        assert_eq!(entry.unpack(&mut file, 10).unwrap(), Unpacked::TooLong);
        let mut broken = REAL.to_vec();
        let start = usize::try_from(entry.header_at).unwrap() + 30 + entry.name.len();
        broken[start + 5] ^= 0x55;
        let unpacked = entry.unpack(&mut Cursor::new(&broken), 1_000_000).unwrap();
        assert_eq!(unpacked, Unpacked::Broken);
    }

    proptest! {
        #[test]
        fn survives_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut file = b"PK\x01\x02".to_vec();
            file.extend_from_slice(&bytes);
            file.extend_from_slice(b"PK\x05\x06");
            file.extend_from_slice(&[0; 8]);
            file.extend_from_slice(&u32::try_from(bytes.len() + 4).unwrap().to_le_bytes());
            file.extend_from_slice(&[0; 6]);
            let mut file = Cursor::new(file);
            for entry in entries(&mut file).unwrap().unwrap_or_default() {
                entry.unpack(&mut file, 1_000).unwrap();
            }
        }
    }
}
