//! The published list (名单) as a workbook, as CSV and as JSON: no personal data in its rows.

use std::io::{Seek, Write};

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{
    ExportError, csv, json, safe_text,
    workbook::{self, Cell, Sheet},
};
use crate::text::exports;

/// What a published list says of itself.
#[derive(Clone, Debug, Serialize)]
pub struct ListHead {
    /// Full title as published.
    pub title: String,
    /// Name of the season (批次).
    pub season: String,
    /// Code of the tier, e.g. `advanced`.
    pub tier: String,
    /// Label of the tier.
    pub tier_name: String,
    /// When the list was published.
    pub published_at: DateTime<Utc>,
    /// The same, as shown to people.
    #[serde(skip)]
    pub published_on: String,
    /// The office that issues it (落款).
    #[serde(skip)]
    pub office: String,
    /// Number of the table (表号).
    #[serde(skip)]
    pub number: String,
    /// SHA-256 of the list as decided, in hexadecimal.
    pub digest: String,
}

/// One line of a published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApprovedRow {
    /// Number in the list, from 1.
    pub number: u32,
    /// The league or city (盟市).
    pub league: String,
    /// Name of the enterprise.
    pub enterprise: String,
    /// Name of the factory.
    pub factory: String,
    /// Unified social credit code (统一社会信用代码).
    pub credit_code: String,
    /// Label of the tier.
    pub tier: String,
    /// Label of the outcome (认定 / 备案 / 推荐上报).
    pub outcome: String,
}

const WIDTHS: [f64; 7] = [38.0, 90.0, 205.0, 180.0, 114.0, 48.0, 54.0];

/// Writes the list as XLSX.
///
/// # Errors
/// The writer failed or there are more rows than a sheet holds.
pub fn xlsx(
    head: &ListHead,
    rows: impl IntoIterator<Item = ApprovedRow>,
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let sheet = Sheet {
        name: exports::LIST_SHEET,
        title: &head.title,
        particulars: &[
            exports::particulars("", &head.season, &head.tier_name, &head.published_on),
            exports::numbers(&head.number),
        ],
        columns: &workbook::columns(exports::LIST_COLUMNS, WIDTHS),
        closing: &exports::office_seal(&head.office),
        number: &head.number,
        code: Some(&head.digest),
        author: &head.office,
        made_at: head.published_at,
    };
    workbook::write(&sheet, rows.into_iter().map(cells), writer)
}

/// Writes the list as CSV: heading row and rows only, as programs expect.
///
/// # Errors
/// The writer failed.
pub fn csv(
    rows: impl IntoIterator<Item = ApprovedRow>,
    writer: impl Write,
) -> Result<(), ExportError> {
    let records = rows.into_iter().map(|row| {
        [
            row.number.to_string(),
            safe_text::csv_field(&row.league).into_owned(),
            safe_text::csv_field(&row.enterprise).into_owned(),
            safe_text::csv_field(&row.factory).into_owned(),
            safe_text::csv_field(&row.credit_code).into_owned(),
            safe_text::csv_field(&row.tier).into_owned(),
            safe_text::csv_field(&row.outcome).into_owned(),
        ]
    });
    csv::write(&exports::LIST_COLUMNS, records, writer)
}

/// Writes the list as JSON: the head's fields and `rows`. Text is exact: JSON needs no disguise.
///
/// # Errors
/// The writer failed.
pub fn json(
    head: &ListHead,
    rows: impl IntoIterator<Item = ApprovedRow>,
    writer: impl Write,
) -> Result<(), ExportError> {
    json::write(head, rows, writer)
}

fn cells(row: ApprovedRow) -> Vec<Cell> {
    vec![
        Cell::Count(row.number.into()),
        Cell::Text(row.league),
        Cell::Text(row.enterprise),
        Cell::Text(row.factory),
        Cell::Text(row.credit_code),
        Cell::Centred(row.tier),
        Cell::Centred(row.outcome),
    ]
}
