//! The lines of a publicity (公示名单) as a workbook to be sealed and as CSV: no personal data.

use std::io::{Seek, Write};

use super::{
    ExportError, csv, safe_text,
    table_head::TableHead,
    workbook::{self, Cell, Sheet},
};
use crate::{domain::public_list::PublicRow, text::exports};

/// What the list says of itself beside its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicityHead {
    /// Full title of the publicity.
    pub title: String,
    /// From when to when it runs, worded.
    pub span: String,
}

const WIDTHS: [f64; 5] = [40.0, 100.0, 245.0, 220.0, 120.0];

/// Writes the list as XLSX, with the lines for signature and seal.
///
/// # Errors
/// The writer failed or there are more rows than a sheet holds.
pub fn xlsx(
    head: &TableHead,
    publicity: &PublicityHead,
    rows: impl IntoIterator<Item = PublicRow>,
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let sheet = Sheet {
        name: exports::PUBLICITY_SHEET,
        title: &publicity.title,
        particulars: &[
            exports::particulars(&head.unit, &head.season, &head.tier, &head.date),
            exports::publicity_span(&publicity.span),
            exports::numbers(&head.number),
        ],
        columns: &workbook::columns(exports::PUBLICITY_COLUMNS, WIDTHS),
        closing: &exports::office_seal(&head.unit),
        number: &head.number,
        code: head.code.as_deref(),
        author: &head.unit,
        made_at: head.made_at,
    };
    workbook::write(&sheet, rows.into_iter().map(cells), writer)
}

fn cells(row: PublicRow) -> Vec<Cell> {
    vec![
        Cell::Count(u64::try_from(row.number).unwrap_or_default()),
        Cell::Text(row.league),
        Cell::Text(row.enterprise),
        Cell::Text(row.factory),
        Cell::Text(row.credit_code),
    ]
}

/// Writes the list as CSV: heading row and rows only, as programs expect.
///
/// # Errors
/// The writer failed.
pub fn csv(
    rows: impl IntoIterator<Item = PublicRow>,
    writer: impl Write,
) -> Result<(), ExportError> {
    let records = rows.into_iter().map(|row| {
        [
            row.number.to_string(),
            safe_text::csv_field(&row.league).into_owned(),
            safe_text::csv_field(&row.enterprise).into_owned(),
            safe_text::csv_field(&row.factory).into_owned(),
            safe_text::csv_field(&row.credit_code).into_owned(),
        ]
    });
    csv::write(&exports::PUBLICITY_COLUMNS, records, writer)
}
