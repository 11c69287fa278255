//! The one look of every exported workbook: title, particulars, heading row, rows, closing lines;
//! A4 landscape, heading repeated on every page.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{ExportError, safe_text};
use crate::text::exports;

/// Paper size number of A4 in the XLSX format.
const A4: u8 = 9;
/// Heading fill: the brand tint of the pages.
const TINT: Color = Color::RGB(0x00E8_F1FA);
const LINE: Color = Color::RGB(0x008A_97A6);

/// A column: its heading and its width in characters.
pub(super) type Column = (&'static str, f64);

/// Headings and widths side by side.
pub(super) fn columns<const N: usize>(
    headings: [&'static str; N],
    widths: [f64; N],
) -> [Column; N] {
    std::array::from_fn(|at| (headings[at], widths[at]))
}

/// One value of a row.
pub(super) enum Cell {
    /// Text as given, left; also codes, whose digits must all stay.
    Text(String),
    /// A short text, centred.
    Centred(String),
    /// A whole number.
    Count(u64),
    /// A decimal number given in hundredths, shown with two decimals.
    Hundredths(i64),
    /// A decimal number given in tenths, shown with one decimal.
    Tenths(i64),
    /// Nothing.
    Empty,
}

/// Everything of a sheet but its rows.
pub(super) struct Sheet<'a> {
    pub name: &'a str,
    pub title: &'a str,
    /// Lines between title and heading row.
    pub particulars: &'a [String],
    pub columns: &'a [Column],
    /// Lines after the rows.
    pub closing: &'a [String],
    /// Whether the closing begins with the number of rows.
    pub counted: bool,
}

struct Formats {
    title: Format,
    line: Format,
    heading: Format,
    text: Format,
    centred: Format,
    count: Format,
    hundredths: Format,
    tenths: Format,
}

impl Formats {
    fn new() -> Self {
        let boxed = Format::new()
            .set_font_size(10)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            title: Format::new()
                .set_bold()
                .set_font_size(16)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            line: Format::new()
                .set_font_size(10)
                .set_align(FormatAlign::VerticalCenter),
            heading: boxed
                .clone()
                .set_bold()
                .set_background_color(TINT)
                .set_text_wrap()
                .set_align(FormatAlign::Center),
            text: boxed.clone().set_num_format("@").set_text_wrap(),
            centred: boxed
                .clone()
                .set_num_format("@")
                .set_align(FormatAlign::Center),
            count: boxed.clone().set_num_format("0"),
            hundredths: boxed.clone().set_num_format("#,##0.00"),
            tenths: boxed.set_num_format("0.0"),
        }
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
    let formats = Formats::new();
    let page = workbook.add_worksheet_with_constant_memory()?;
    let heading = u32::try_from(sheet.particulars.len()).unwrap_or_default() + 1;
    set_up(page, sheet, heading)?;
    write_top(page, sheet, &formats, heading)?;
    let mut row = heading;
    for cells in rows {
        row += 1;
        write_row(page, row, &cells, &formats)?;
    }
    write_closing(page, sheet, &formats, row, (row - heading) as usize)?;
    workbook.save_to_writer(writer)?;
    Ok(())
}

fn set_up(page: &mut Worksheet, sheet: &Sheet<'_>, heading: u32) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?;
    for (column, (_, width)) in (0..).zip(sheet.columns) {
        page.set_column_width(column, *width)?;
    }
    page.set_paper_size(A4);
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(heading, heading)?;
    page.set_footer(exports::PAGE_FOOTER);
    page.set_freeze_panes(heading + 1, 0)?;
    Ok(())
}

fn write_top(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    formats: &Formats,
    heading: u32,
) -> Result<(), XlsxError> {
    let last = last_column(sheet);
    page.set_row_height(0, 30)?;
    page.merge_range(0, 0, 0, last, &safe_text::cell(sheet.title), &formats.title)?;
    for (row, line) in (1..).zip(sheet.particulars) {
        page.merge_range(row, 0, row, last, &safe_text::cell(line), &formats.line)?;
    }
    page.set_row_height(heading, 32)?;
    for (column, (name, _)) in (0..).zip(sheet.columns) {
        page.write_string_with_format(heading, column, *name, &formats.heading)?;
    }
    Ok(())
}

fn write_row(
    page: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Text(text) => {
                page.write_string_with_format(row, column, safe_text::cell(text), &formats.text)
            }
            Cell::Centred(text) => {
                page.write_string_with_format(row, column, safe_text::cell(text), &formats.centred)
            }
            Cell::Count(count) => {
                page.write_number_with_format(row, column, shown(*count), &formats.count)
            }
            Cell::Hundredths(value) => page.write_number_with_format(
                row,
                column,
                decimal(*value, 100.0),
                &formats.hundredths,
            ),
            Cell::Tenths(value) => {
                page.write_number_with_format(row, column, decimal(*value, 10.0), &formats.tenths)
            }
            Cell::Empty => page.write_blank(row, column, &formats.text),
        }?;
    }
    Ok(())
}

fn write_closing(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    formats: &Formats,
    last_row: u32,
    rows: usize,
) -> Result<(), XlsxError> {
    let count = sheet.counted.then(|| exports::total(rows));
    for (row, line) in (last_row + 1..).zip(count.iter().chain(sheet.closing)) {
        page.set_row_height(row, 24)?;
        page.merge_range(
            row,
            0,
            row,
            last_column(sheet),
            &safe_text::cell(line),
            &formats.line,
        )?;
    }
    Ok(())
}

fn last_column(sheet: &Sheet<'_>) -> u16 {
    u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
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
