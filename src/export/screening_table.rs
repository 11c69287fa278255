//! How the applications of a tier were screened (审核情况表): by the bureau, then by the office.

use std::io::{Seek, Write};

use super::{
    ExportError,
    table_head::TableHead,
    workbook::{self, Cell, Sheet},
};
use crate::text::exports;

/// One application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreeningRow {
    /// 申报编号
    pub number: String,
    /// Name of the enterprise.
    pub enterprise: String,
    /// Unified social credit code (统一社会信用代码).
    pub credit_code: String,
    /// Name of the factory.
    pub factory: String,
    /// Label of the tier.
    pub tier: String,
    /// The league or city (盟市).
    pub league: String,
    /// Scenarios claimed.
    pub claimed: u32,
    /// Scenarios the bureau confirmed; `None` before it concluded.
    pub confirmed: Option<u32>,
    /// What the bureau concluded, worded; empty before.
    pub conclusion: String,
    /// The bureau's opinion (初审意见).
    pub opinion: String,
    /// What the formal check found, with its reason, worded; empty before.
    pub formal_check: String,
    /// Where it stands now, worded.
    pub standing: String,
}

const WIDTHS: [f64; 13] = [
    30.0, 80.0, 116.0, 112.0, 104.0, 40.0, 56.0, 42.0, 42.0, 60.0, 176.0, 132.0, 60.0,
];

/// Writes the table as XLSX, with the lines for signature and seal.
///
/// # Errors
/// The writer failed or there are more rows than a sheet holds.
pub fn xlsx(
    head: &TableHead,
    rows: impl IntoIterator<Item = ScreeningRow>,
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let sheet = Sheet {
        name: exports::SCREENING_SHEET,
        title: exports::SCREENING_TITLE,
        particulars: &[
            exports::particulars(&head.unit, &head.season, &head.tier, &head.date),
            exports::numbers(&head.number),
        ],
        columns: &workbook::columns(exports::SCREENING_COLUMNS, WIDTHS),
        closing: &exports::bureau_seal(&head.unit),
        number: &head.number,
        code: head.code.as_deref(),
        author: &head.unit,
        made_at: head.made_at,
    };
    workbook::write(&sheet, (1..).zip(rows).map(cells), writer)
}

fn cells((number, row): (u64, ScreeningRow)) -> Vec<Cell> {
    vec![
        Cell::Count(number),
        Cell::Text(row.number),
        Cell::Text(row.enterprise),
        Cell::Text(row.credit_code),
        Cell::Text(row.factory),
        Cell::Centred(row.tier),
        Cell::Text(row.league),
        Cell::Count(row.claimed.into()),
        row.confirmed
            .map_or(Cell::Empty, |count| Cell::Count(count.into())),
        Cell::Centred(row.conclusion),
        Cell::Text(row.opinion),
        Cell::Text(row.formal_check),
        Cell::Centred(row.standing),
    ]
}
