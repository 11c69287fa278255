//! The result table of the expert review: rank, mean, spread and number of scores.

use std::io::{Seek, Write};

use super::workbook::{Cell, Sheet};
use super::{ExportError, recommendation_table::TableHead, workbook};
use crate::text::exports;

/// The scores of one application. Scores are in tenths of a point, the mean in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// Rank by mean; `None` while scores are missing.
    pub rank: Option<u32>,
    /// Name of the enterprise.
    pub enterprise: String,
    /// Name of the factory.
    pub factory: String,
    /// Unified social credit code (统一社会信用代码).
    pub credit_code: String,
    /// The league or city (盟市).
    pub league: String,
    /// Label of the tier.
    pub tier: String,
    /// Mean of the filed scores, hundredths of a point.
    pub mean_hundredths: Option<i64>,
    /// Highest filed score, tenths of a point.
    pub highest_tenths: Option<i64>,
    /// Lowest filed score, tenths of a point.
    pub lowest_tenths: Option<i64>,
    /// How many scores were filed.
    pub filed: u32,
}

const WIDTHS: [f64; 11] = [7.0, 30.0, 30.0, 20.0, 12.0, 9.0, 9.0, 9.0, 9.0, 9.0, 11.0];

/// Writes the table as XLSX.
///
/// # Errors
/// The writer failed or there are more rows than a sheet holds.
pub fn xlsx(
    head: &TableHead,
    rows: impl IntoIterator<Item = ResultRow>,
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let columns = workbook::columns(exports::RESULTS_COLUMNS, WIDTHS);
    let sheet = Sheet {
        name: exports::RESULTS_SHEET,
        title: exports::RESULTS_TITLE,
        particulars: &[exports::particulars(
            &head.unit,
            &head.season,
            &head.tier,
            &head.date,
        )],
        columns: &columns,
        closing: &[],
        counted: true,
    };
    workbook::write(&sheet, rows.into_iter().map(cells), writer)
}

fn cells(row: ResultRow) -> Vec<Cell> {
    let tenths = |score: Option<i64>| score.map_or(Cell::Empty, Cell::Tenths);
    let spread = row
        .highest_tenths
        .zip(row.lowest_tenths)
        .map(|(high, low)| high - low);
    vec![
        row.rank
            .map_or(Cell::Empty, |rank| Cell::Count(rank.into())),
        Cell::Text(row.enterprise),
        Cell::Text(row.factory),
        Cell::Text(row.credit_code),
        Cell::Text(row.league),
        Cell::Centred(row.tier),
        row.mean_hundredths.map_or(Cell::Empty, Cell::Hundredths),
        tenths(row.highest_tenths),
        tenths(row.lowest_tenths),
        tenths(spread),
        Cell::Count(row.filed.into()),
    ]
}
