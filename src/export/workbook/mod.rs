//! The one look of every exported workbook: title, particulars, heading row, rows, closing lines.
//!
//! A workbook is made to be printed, signed and sealed as it is: A4 or A3 landscape at 100 %, rows
//! as high as their text, heading and page number on every page, table number and check code.

mod cell;
mod formats;
mod measure;

use std::{
    borrow::Cow,
    io::{Seek, Write},
};

use chrono::{DateTime, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use sha2::{Digest as _, Sha256};

use self::formats::Formats;
use super::{ExportError, safe_text};
use crate::{domain::digest::Digest, text::exports};

pub(super) use self::cell::Cell;

/// A4 and A3 by their numbers in the XLSX format, and the points that columns may take on them when
/// they lie. A program without the fonts makes columns wider and then everything smaller, to fit the
/// page: the room left over keeps the text above 9 points.
const PAPERS: [(u8, f64); 2] = [(9, 740.0), (8, 1080.0)];
/// Margins left and right, top, bottom, and of the foot, in inches.
const MARGINS: (f64, f64, f64, f64) = (0.5, 0.6, 0.7, 0.3);
/// Height of a line of text, and what a row has above and below, in points.
const LINE_HEIGHT: f64 = 15.5;
const ROW_SPACE: f64 = 6.0;
/// What a cell keeps free left and right of its text, in points.
const CELL_SPACE: f64 = 7.0;
/// Most lines of a row: a row holds at most 409 points. Longer text goes on in the next row.
const MOST_LINES: usize = 24;
/// Room to sign in, in points.
const SIGNING_HEIGHT: f64 = 34.0;

/// A column: its heading and its width in points.
pub(super) struct Column {
    heading: Cow<'static, str>,
    width: f64,
}

impl Column {
    /// A column. `width` is in points.
    pub(super) fn new(heading: impl Into<Cow<'static, str>>, width: f64) -> Self {
        let heading = heading.into();
        Self { heading, width }
    }
}

/// Headings and widths side by side.
pub(super) fn columns<const N: usize>(
    headings: [&'static str; N],
    widths: [f64; N],
) -> Vec<Column> {
    let pairs = headings.into_iter().zip(widths);
    pairs
        .map(|(heading, width)| Column::new(heading, width))
        .collect()
}

/// Everything of a sheet but its rows.
pub(super) struct Sheet<'a> {
    pub name: &'a str,
    pub title: &'a str,
    /// Lines between title and heading row.
    pub particulars: &'a [String],
    pub columns: &'a [Column],
    /// Lines to sign and seal, after the rows.
    pub closing: &'a [String],
    /// Number of the table; empty while it has none.
    pub number: &'a str,
    /// The check code given to it; without one it is computed from the rows.
    pub code: Option<&'a str>,
    /// Who issues it.
    pub author: &'a str,
    pub made_at: DateTime<Utc>,
}

impl Sheet<'_> {
    fn width(&self) -> f64 {
        self.columns.iter().map(|column| column.width).sum()
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// Writes a line over all columns. Returns its height in points.
    fn line(
        &self,
        page: &mut Worksheet,
        row: u32,
        text: &str,
        (format, size): (&rust_xlsxwriter::Format, f64),
    ) -> Result<f64, XlsxError> {
        let text = safe_text::cell(text);
        page.merge_range(row, 0, row, self.last_column(), &text, format)?;
        let lines = measure::lines(&text, (self.width() - CELL_SPACE) / size).len();
        Ok(height(lines) * size / formats::TEXT)
    }
}

/// Writes a workbook of one sheet. Rows are taken one by one and kept in a temporary file, so that
/// memory does not grow with their number.
pub(super) fn write(
    sheet: &Sheet<'_>,
    rows: impl IntoIterator<Item = Vec<Cell>>,
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&formats::standard(), 18, 72)?;
    workbook.set_properties(&properties(sheet)?);
    let formats = Formats::new();
    let page = workbook.add_worksheet_with_constant_memory()?;
    let heading = u32::try_from(sheet.particulars.len()).unwrap_or_default() + 1;
    set_up(page, sheet, heading)?;
    write_top(page, sheet, &formats, heading)?;
    let (mut row, mut count, mut hash) = (heading + 1, 0, Sha256::new());
    for cells in rows {
        let shown: Vec<Cow<'_, str>> = cells.iter().map(Cell::shown).collect();
        hash.update(serde_json::to_vec(&shown)?);
        hash.update(b"\n");
        count += 1;
        row = write_row(page, row, (&cells, sheet.columns), &formats)?;
    }
    let computed = Digest::from_bytes(hash.finalize().into()).to_string();
    let code = sheet.code.unwrap_or(&computed);
    write_closing(page, sheet, &formats, (row, count, code))?;
    page.set_footer(exports::page_footer(sheet.number, code));
    workbook.save_to_writer(writer)?;
    Ok(())
}

fn properties(sheet: &Sheet<'_>) -> Result<DocProperties, XlsxError> {
    let made_at = ExcelDateTime::from_timestamp(sheet.made_at.timestamp())?;
    Ok(DocProperties::new()
        .set_title(sheet.title)
        .set_subject(sheet.number)
        .set_author(sheet.author)
        .set_company(sheet.author)
        .set_creation_datetime(&made_at))
}

fn set_up(page: &mut Worksheet, sheet: &Sheet<'_>, heading: u32) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?;
    for (at, column) in (0..).zip(sheet.columns) {
        page.set_column_width_pixels(at, pixels(column.width))?;
    }
    let fits = PAPERS.iter().find(|(_, room)| sheet.width() <= *room);
    let (paper, _) = fits.unwrap_or(&PAPERS[PAPERS.len() - 1]);
    let (side, top, bottom, foot) = MARGINS;
    page.set_paper_size(*paper);
    page.set_landscape();
    page.set_margins(side, side, top, bottom, foot, foot);
    page.set_print_center_horizontally(true);
    page.set_print_fit_to_pages(1, 0);
    page.set_header_footer_scale_with_doc(false);
    page.set_repeat_rows(heading, heading)?;
    page.set_freeze_panes(heading + 1, 0)?;
    Ok(())
}

fn write_top(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    formats: &Formats,
    heading: u32,
) -> Result<(), XlsxError> {
    let title = sheet.line(page, 0, sheet.title, (&formats.title, formats::TITLE))?;
    page.set_row_height(0, title)?;
    for (row, text) in (1..).zip(sheet.particulars) {
        let line = sheet.line(page, row, text, (&formats.line, formats::TEXT))?;
        page.set_row_height(row, line)?;
    }
    let lines = sheet
        .columns
        .iter()
        .map(|column| wrapped(&column.heading, column).len());
    page.set_row_height(heading, height(lines.max().unwrap_or(1)))?;
    for (at, column) in (0..).zip(sheet.columns) {
        page.write_string_with_format(heading, at, &*column.heading, &formats.heading)?;
    }
    Ok(())
}

/// Writes one row; more than one when a text is longer than a row is high. Returns the next row.
fn write_row(
    page: &mut Worksheet,
    mut row: u32,
    (cells, columns): (&[Cell], &[Column]),
    formats: &Formats,
) -> Result<u32, XlsxError> {
    let texts: Vec<Cow<'_, str>> = cells
        .iter()
        .map(|cell| cell.text().unwrap_or_default())
        .collect();
    let lines: Vec<_> = texts
        .iter()
        .zip(columns)
        .map(|(text, column)| wrapped(text, column))
        .collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or_default().max(1);
    for begin in (0..most).step_by(MOST_LINES) {
        let end = most.min(begin + MOST_LINES);
        page.set_row_height(row, height(end - begin))?;
        for (at, cell) in (0..).zip(cells) {
            let column = usize::from(at);
            let part = lines[column].get(begin..end.min(lines[column].len()));
            let part = part.and_then(|part| Some(part.first()?.start..part.last()?.end));
            let text = part.map_or("", |part| &texts[column][part]);
            write_cell(page, (row, at), (cell, text, begin == 0), formats)?;
        }
        row += 1;
    }
    Ok(row)
}

fn write_cell(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    (cell, text, is_first): (&Cell, &str, bool),
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(_) => page.write_string_with_format(row, column, text, &formats.text),
        Cell::Centred(_) => page.write_string_with_format(row, column, text, &formats.centred),
        Cell::Count(count) if is_first => {
            page.write_number_with_format(row, column, shown(*count), &formats.centred)
        }
        Cell::Hundredths(value) if is_first => {
            page.write_number_with_format(row, column, decimal(*value, 100.0), &formats.hundredths)
        }
        Cell::Tenths(value) if is_first => {
            page.write_number_with_format(row, column, decimal(*value, 10.0), &formats.tenths)
        }
        Cell::Count(_) | Cell::Hundredths(_) | Cell::Tenths(_) | Cell::Empty => {
            page.write_blank(row, column, &formats.text)
        }
    }?;
    Ok(())
}

/// The lines after the rows. The last one has no height of its own: in this mode of writing the
/// library repeats a last row that has one, and Excel offers to repair such a file.
fn write_closing(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    formats: &Formats,
    (mut row, count, code): (u32, usize, &str),
) -> Result<(), XlsxError> {
    let format = (&formats.line, formats::TEXT);
    sheet.line(page, row, &exports::total(count), format)?;
    page.set_row_height(row, height(1))?;
    for text in sheet.closing {
        row += 1;
        sheet.line(page, row, text, format)?;
        page.set_row_height(row, SIGNING_HEIGHT)?;
    }
    sheet.line(page, row + 1, &exports::code_line(code), format)?;
    Ok(())
}

fn wrapped(text: &str, column: &Column) -> Vec<std::ops::Range<usize>> {
    measure::lines(text, (column.width - CELL_SPACE) / formats::TEXT)
}

/// Height of a row with so many lines, in points.
fn height(lines: usize) -> f64 {
    let lines = u32::try_from(lines.max(1)).unwrap_or(u32::MAX);
    f64::from(lines).mul_add(LINE_HEIGHT, ROW_SPACE)
}

/// Points to the pixels of the format, 96 an inch.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "widths are constants of a few hundred points"
)]
fn pixels(points: f64) -> u32 {
    (points * 4.0 / 3.0).round() as u32
}

/// The format knows only binary floating point; the quotient is the nearest one to the decimal,
/// which is what a spreadsheet stores when the decimal is typed in.
#[expect(
    clippy::cast_precision_loss,
    reason = "exact below 2^53, far above any amount"
)]
fn decimal(value: i64, parts: f64) -> f64 {
    value as f64 / parts
}

#[expect(
    clippy::cast_precision_loss,
    reason = "exact below 2^53, far above any count"
)]
fn shown(count: u64) -> f64 {
    count as f64
}
