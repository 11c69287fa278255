//! CSV as RFC 4180 says (CRLF, quotes doubled), led by a byte order mark so that office programs
//! read it as UTF-8.

use std::io::Write;

use super::ExportError;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes a heading row and records; each field must have been made safe already.
pub(super) fn write<const N: usize>(
    heading: &[&str; N],
    records: impl IntoIterator<Item = [String; N]>,
    mut writer: impl Write,
) -> Result<(), ExportError> {
    writer.write_all(BYTE_ORDER_MARK)?;
    let mut csv = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(writer);
    csv.write_record(heading)?;
    for record in records {
        csv.write_record(&record)?;
    }
    csv.flush()?;
    Ok(())
}
