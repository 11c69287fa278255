//! Whether an image is whole: its parts are walked through to its end, nothing is decoded.

use std::io::{self, BufReader, Read};

use super::exactly;
use crate::domain::upload::Fault;

/// Answers the inner value or returns its fault.
macro_rules! read {
    ($result:expr) => {
        match $result? {
            Ok(value) => value,
            Err(fault) => return Ok(Some(fault)),
        }
    };
}

/// What is wrong with a PNG image (ISO/IEC 15948): chunks up to IEND, with a size and with data.
pub(super) fn png_fault(file: impl Read) -> io::Result<Option<Fault>> {
    let mut file = BufReader::new(file);
    let _signature: [u8; 8] = read!(exactly(&mut file));
    let (mut sized, mut filled) = (false, false);
    loop {
        let [a, b, c, d, name @ ..]: [u8; 8] = read!(exactly(&mut file));
        let length = u64::from(u32::from_be_bytes([a, b, c, d]));
        if !name.iter().all(u8::is_ascii_alphabetic) {
            return Ok(Some(Fault::Damaged));
        }
        match &name {
            b"IHDR" if length >= 8 => {
                let size: [u8; 8] = read!(exactly(&mut file));
                sized = size[..4] != [0; 4] && size[4..] != [0; 4];
                read!(skip(&mut file, length - 8));
            }
            b"IDAT" => {
                filled |= length > 0;
                read!(skip(&mut file, length));
            }
            b"IEND" if sized && filled => return Ok(None),
            b"IEND" => return Ok(Some(Fault::Damaged)),
            _ => read!(skip(&mut file, length)),
        }
        let _checksum: [u8; 4] = read!(exactly(&mut file));
    }
}

/// What is wrong with a JPEG image (ITU T.81): segments with a frame and a scan up to EOI.
pub(super) fn jpeg_fault(file: impl Read) -> io::Result<Option<Fault>> {
    let mut file = BufReader::new(file);
    let _start: [u8; 2] = read!(exactly(&mut file));
    let (mut framed, mut scanned) = (false, false);
    loop {
        let Some(marker) = next_marker(&mut file)? else {
            let begun = framed && scanned;
            return Ok(Some(if begun {
                Fault::Incomplete
            } else {
                Fault::Damaged
            }));
        };
        match marker {
            0xD9 if framed && scanned => return Ok(None),
            0xD9 => return Ok(Some(Fault::Damaged)),
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let length = u16::from_be_bytes(read!(exactly(&mut file)));
        let Some(mut rest) = u64::from(length).checked_sub(2) else {
            return Ok(Some(Fault::Damaged));
        };
        match marker {
            // Frames; DHT, JPG and DAC stand among their codes.
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) && rest >= 6 => {
                let [_, _, _, wide, narrow, components]: [u8; 6] = read!(exactly(&mut file));
                framed = (wide, narrow) != (0, 0) && components > 0;
                rest -= 6;
            }
            0xDA => scanned = true,
            _ => {}
        }
        read!(skip(&mut file, rest));
    }
}

/// The next marker, whatever stands before it: entropy-coded data, and what sloppy writers leave.
fn next_marker(file: &mut impl Read) -> io::Result<Option<u8>> {
    let mut before = 0;
    let mut byte = [0];
    while file.read(&mut byte)? == 1 {
        let [byte] = byte;
        if before == 0xFF && byte != 0 && byte != 0xFF {
            return Ok(Some(byte));
        }
        before = byte;
    }
    Ok(None)
}

fn skip(file: &mut impl Read, length: u64) -> io::Result<Result<(), Fault>> {
    let skipped = io::copy(&mut file.take(length), &mut io::sink())?;
    Ok(if skipped == length {
        Ok(())
    } else {
        Err(Fault::Incomplete)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = include_bytes!("../../../tests/fixtures/real.jpg");
    const PNG: &[u8] = include_bytes!("../../../tests/fixtures/real.png");

    #[test]
    fn whole_images_are_sound_also_with_something_behind_them() {
        assert_eq!(jpeg_fault(JPEG).unwrap(), None);
        assert_eq!(png_fault(PNG).unwrap(), None);
        // Telephones put a film behind a picture.
        let moving = [JPEG, b"\0\0\0\x18ftypmp42"].concat();
        assert_eq!(jpeg_fault(&moving[..]).unwrap(), None);
    }

    #[test]
    fn an_image_cut_anywhere_is_refused() {
        for length in 3..JPEG.len() {
            assert!(jpeg_fault(&JPEG[..length]).unwrap().is_some(), "{length}");
        }
        // The last four bytes are the checksum of an empty chunk.
        for length in 8..PNG.len() - 4 {
            assert!(png_fault(&PNG[..length]).unwrap().is_some(), "{length}");
        }
        let half = JPEG.len() / 2;
        let zeros = vec![0; half];
        let unfinished = [&JPEG[..half], &zeros].concat();
        assert!(jpeg_fault(&unfinished[..]).unwrap().is_some());
    }

    #[test]
    fn a_signature_is_not_an_image() {
        for rubbish in [&[0; 60][..], b"rubbish rubbish", &[0xFF; 60]] {
            let jpeg = [b"\xFF\xD8\xFF\xE0", rubbish].concat();
            assert!(jpeg_fault(&jpeg[..]).unwrap().is_some());
            let png = [b"\x89PNG\r\n\x1a\n", rubbish].concat();
            assert!(png_fault(&png[..]).unwrap().is_some());
        }
    }
}
