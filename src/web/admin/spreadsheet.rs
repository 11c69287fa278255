//! The cells of an uploaded table: the first sheet of an XLSX workbook, or CSV in UTF-8.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

/// The rows from the first of the sheet on, so that they count as the spreadsheet shows them;
/// `None` when the bytes are neither kind of table.
pub(super) fn rows(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    if bytes.starts_with(b"PK") {
        workbook(bytes)
    } else {
        comma_separated(bytes)
    }
}

fn workbook(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
    let range = workbook.worksheet_range_at(0)?.ok()?;
    let (row, column) = range.start()?;
    let above = vec![Vec::new(); usize::try_from(row).ok()?];
    let before = usize::try_from(column).ok()?;
    let cells = |row: &[Data]| {
        std::iter::repeat_n(String::new(), before)
            .chain(row.iter().map(ToString::to_string))
            .collect()
    };
    Some(above.into_iter().chain(range.rows().map(cells)).collect())
}

fn comma_separated(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| {
            let record = record.ok()?;
            Some(record.iter().map(str::to_owned).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_comma_separated_values() {
        let read = rows("\u{feff}a,\"b,c\"\nd\n".as_bytes()).unwrap();
        assert_eq!(read, [vec!["a", "b,c"], vec!["d"]]);
        assert_eq!(rows(&[0xff, 0xfe, 0x00]), None);
        assert_eq!(rows(b"PK not a workbook"), None);
    }

    #[test]
    fn reads_a_workbook_with_its_row_numbers() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(1, 0, "S01").unwrap();
        sheet.write_string(1, 2, "L01").unwrap();
        let read = rows(&workbook.save_to_buffer().unwrap()).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[1], ["S01", "", "L01"]);
    }
}
