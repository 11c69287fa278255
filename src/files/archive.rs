//! The table of contents of a ZIP archive, read from its end: which entries it names, nothing more.
//!
//! No entry is ever unpacked, so an archive cannot blow up here.

use std::ops::Range;

/// How many bytes from the end of a file hold the end record: 22 bytes and a comment of 65,535.
pub(super) const TAIL: u64 = 22 + 65_535;
/// A directory longer than this is no office document anybody files.
const LONGEST_DIRECTORY: u64 = 4 * 1024 * 1024;

/// Where the central directory lies in a file of `length` bytes, given the file's last bytes.
/// `None` when there is no sound end record.
pub(super) fn directory_range(tail: &[u8], length: u64) -> Option<Range<u64>> {
    let end = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")?;
    let size = u64::from(u32_at(tail, end + 12)?);
    let start = u64::from(u32_at(tail, end + 16)?);
    let range = start..start.checked_add(size)?;
    (size <= LONGEST_DIRECTORY && range.end <= length && !range.is_empty()).then_some(range)
}

/// The entry names of a central directory, lower case. Stops at the first malformed entry.
pub(super) fn entry_names(directory: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some((name, next)) = entry(directory, at) {
        names.push(String::from_utf8_lossy(name).to_lowercase());
        at = next;
    }
    names
}

/// The name of the entry at `at`, and where the next one starts.
fn entry(directory: &[u8], at: usize) -> Option<(&[u8], usize)> {
    const FIXED: usize = 46;
    if directory.get(at..at + 4)? != b"PK\x01\x02" {
        return None;
    }
    let name = usize::from(u16_at(directory, at + 28)?);
    let extra = usize::from(u16_at(directory, at + 30)?);
    let comment = usize::from(u16_at(directory, at + 32)?);
    let start = at + FIXED;
    Some((
        directory.get(start..start + name)?,
        start + name + extra + comment,
    ))
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
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_the_entries_of_a_real_document() {
        let bytes = include_bytes!("../../tests/fixtures/real.docx");
        let range = directory_range(bytes, bytes.len() as u64).unwrap();
        let [start, end] = [range.start, range.end].map(|at| usize::try_from(at).unwrap());
        let names = entry_names(&bytes[start..end]);
        assert!(names.contains(&"word/document.xml".to_owned()), "{names:?}");
        assert!(
            names.contains(&"[content_types].xml".to_owned()),
            "{names:?}"
        );
    }

    proptest! {
        #[test]
        fn survives_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let mut tail = bytes.clone();
            tail.extend_from_slice(b"PK\x05\x06");
            tail.extend_from_slice(&bytes);
            if let Some(range) = directory_range(&tail, tail.len() as u64) {
                prop_assert!(range.end <= tail.len() as u64);
            }
            let mut directory = b"PK\x01\x02".to_vec();
            directory.extend_from_slice(&bytes);
            prop_assert!(entry_names(&directory).len() <= directory.len());
        }
    }
}
