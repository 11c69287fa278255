//! The cells of an uploaded table: every visible sheet of an XLSX workbook, or a text file as
//! spreadsheets write it. What the file claims of its size costs nothing: entries, unpacked bytes
//! and cells are counted while they are read.

use std::io::{self, Cursor, Read as _};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx};
use chrono::NaiveDate;
use encoding_rs::{Encoding, GB18030, UTF_8};
use zip::ZipArchive;

use crate::domain::catalogue::table::Cell;

/// Most rows and columns of a sheet; what is filled in beyond them is refused.
const MOST_ROWS: usize = 5_000;
const MOST_COLUMNS: usize = 100;
/// Most cells of a workbook that are read, empty ones and those without text included.
const MOST_CELLS: usize = 200_000;
/// Most files inside a workbook, and the most bytes they may unpack to.
const MOST_ENTRIES: usize = 2_000;
const MOST_UNPACKED: u64 = 32 * 1024 * 1024;

/// The rows of one sheet, the first being row 1 as the spreadsheet shows it.
pub type Rows = Vec<Vec<Cell>>;

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Neither kind of table.
    NoTable,
    /// More than any table of this kind holds.
    TooMuch,
}

/// The sheets of a table in their order. Takes time in proportion to the table: call it off the async
/// threads.
///
/// # Errors
/// [`Unreadable`]
pub fn sheets(bytes: &[u8]) -> Result<Vec<Rows>, Unreadable> {
    if bytes.starts_with(b"PK") {
        unpacks_within_limits(bytes)?;
        workbook(bytes)
    } else {
        Ok(vec![separated(bytes)?])
    }
}

/// Unpacks everything once, into nothing, and counts: the parser unpacks without a limit.
fn unpacks_within_limits(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NoTable)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Unreadable::TooMuch);
    }
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| Unreadable::NoTable)?;
        let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| Unreadable::NoTable)?;
        left = left.checked_sub(unpacked).ok_or(Unreadable::TooMuch)?;
    }
    Ok(())
}

fn workbook(bytes: &[u8]) -> Result<Vec<Rows>, Unreadable> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::NoTable)?;
    let visible = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut cells = MOST_CELLS;
    names
        .iter()
        .map(|name| sheet(&mut workbook, name, &mut cells))
        .collect()
}

fn sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    cells: &mut usize,
) -> Result<Rows, Unreadable> {
    let merged = workbook.merge_cells_by_sheet_name(name);
    let merged = merged.map_err(|_| Unreadable::NoTable)?;
    let reader = workbook.worksheet_cells_reader(name);
    let mut reader = reader.map_err(|_| Unreadable::NoTable)?;
    let mut rows = Rows::new();
    while let Some(found) = reader.next_cell().map_err(|_| Unreadable::NoTable)? {
        *cells = cells.checked_sub(1).ok_or(Unreadable::TooMuch)?;
        let cell = cell(found.get_value());
        if !cell.is_empty() {
            put(&mut rows, found.get_position(), cell)?;
        }
    }
    for region in merged {
        fill_down(&mut rows, region.start, region.end.0);
    }
    Ok(rows)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Text(number.to_string()),
        DataRef::Bool(value) => Cell::Text(value.to_string()),
        DataRef::DateTime(at) if at.is_datetime() => Cell::Date(day(*at)),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => {
            Cell::Date(None)
        }
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

fn day(at: ExcelDateTime) -> Option<NaiveDate> {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
}

fn put(rows: &mut Rows, (row, column): (u32, u32), cell: Cell) -> Result<(), Unreadable> {
    let place = |at: u32, most: usize| {
        let at = usize::try_from(at).ok().filter(|at| *at < most);
        at.ok_or(Unreadable::TooMuch)
    };
    let (row, column) = (place(row, MOST_ROWS)?, place(column, MOST_COLUMNS)?);
    if rows.len() <= row {
        rows.resize(row + 1, Vec::new());
    }
    let cells = &mut rows[row];
    if cells.len() <= column {
        cells.resize(column + 1, Cell::default());
    }
    cells[column] = cell;
    Ok(())
}

/// What a merged cell says holds for every row it stands beside.
fn fill_down(rows: &mut Rows, (top, column): (u32, u32), bottom: u32) {
    let index = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let said = rows
        .get(index(top))
        .and_then(|cells| cells.get(index(column)));
    let Some(said) = said.filter(|said| !said.is_empty()).cloned() else {
        return;
    };
    let last = index(bottom).min(rows.len().saturating_sub(1));
    for row in top.saturating_add(1)..=u32::try_from(last).unwrap_or(top) {
        // The place exists: the cell above stands in the same column.
        let _ = put(rows, (row, column), said.clone());
    }
}

fn separated(bytes: &[u8]) -> Result<Rows, Unreadable> {
    let text = decoded(bytes).ok_or(Unreadable::NoTable)?;
    let heading = text.lines().take(30).collect::<String>();
    let separator = [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| heading.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',');
    let mut rows = Rows::new();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|_| Unreadable::NoTable)?;
        if rows.len() == MOST_ROWS || record.len() > MOST_COLUMNS {
            return Err(Unreadable::TooMuch);
        }
        let line = record.position().map_or(0, csv::Position::line);
        // Empty lines are left out by the reader, but count for whoever looks for a row.
        let line = usize::try_from(line).unwrap_or(0).min(MOST_ROWS);
        if !text.contains('"') && rows.len() + 1 < line {
            rows.resize(line - 1, Vec::new());
        }
        rows.push(
            record
                .iter()
                .map(|cell| Cell::Text(cell.to_owned()))
                .collect(),
        );
    }
    Ok(rows)
}

/// The text, by its mark, as UTF-8, or as Chinese Excel and WPS save it; none when bytes are left
/// over that no character is made of.
fn decoded(bytes: &[u8]) -> Option<String> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let tried = marked.map_or([UTF_8, GB18030], |encoding| [encoding; 2]);
    tried.into_iter().find_map(|encoding| {
        let (text, _, lossy) = encoding.decode(bytes);
        (!lossy && !text.contains('\0')).then(|| text.into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(rows: &Rows) -> Vec<Vec<&str>> {
        rows.iter()
            .map(|cells| cells.iter().map(Cell::text).collect())
            .collect()
    }

    #[test]
    fn reads_text_as_spreadsheets_write_it() {
        let utf8 = "\u{feff}a,\"b,c\"\nd\n".as_bytes().to_vec();
        let gb18030 = b"\xb1\xe0\xba\xc5,x\r\n1,2\r\n".to_vec();
        let utf16: Vec<u8> = "\u{feff}a\tb\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(
            texts(&sheets(&utf8).unwrap()[0]),
            [vec!["a", "b,c"], vec!["d"]]
        );
        assert_eq!(
            texts(&sheets(&gb18030).unwrap()[0]),
            [vec!["\u{7f16}\u{53f7}", "x"], vec!["1", "2"]]
        );
        assert_eq!(texts(&sheets(&utf16).unwrap()[0]), [vec!["a", "b"]]);
        assert_eq!(sheets(&[0xff, 0xfe, 0x00]), Err(Unreadable::NoTable));
        assert_eq!(sheets(b"PK not a workbook"), Err(Unreadable::NoTable));
    }

    #[test]
    fn reads_visible_sheets_with_their_row_numbers_and_merged_cells() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        workbook.add_worksheet().set_hidden(true);
        let sheet = workbook.add_worksheet();
        sheet.set_active(true);
        sheet.write_string(1, 0, "S01").unwrap();
        sheet.write_string(2, 0, "S02").unwrap();
        let format = rust_xlsxwriter::Format::new();
        sheet.merge_range(1, 2, 2, 2, "L01", &format).unwrap();
        let read = sheets(&workbook.save_to_buffer().unwrap()).unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(
            texts(&read[0]),
            [vec![], vec!["S01", "", "L01"], vec!["S02", "", "L01"]]
        );
    }

    #[test]
    fn a_date_is_read_as_its_day() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2027, 1, 1).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet
            .write_datetime_with_format(0, 0, &date, &format)
            .unwrap();
        let read = sheets(&workbook.save_to_buffer().unwrap()).unwrap();
        let day = NaiveDate::from_ymd_opt(2027, 1, 1);
        assert_eq!(read, [vec![vec![Cell::Date(day)]]]);
    }

    #[test]
    fn a_far_corner_costs_nothing() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "a").unwrap();
        sheet.write_string(1_048_575, 16_383, " ").unwrap();
        let read = sheets(&workbook.save_to_buffer().unwrap()).unwrap();
        assert_eq!(texts(&read[0]), [vec!["a"]]);

        let sheet = workbook.worksheet_from_index(0).unwrap();
        sheet.write_string(1_048_575, 16_383, "b").unwrap();
        assert_eq!(
            sheets(&workbook.save_to_buffer().unwrap()),
            Err(Unreadable::TooMuch)
        );
    }
}
