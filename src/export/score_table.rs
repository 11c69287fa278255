//! The filed reviews of one application side by side (专家评分表), with a place for each expert to sign.

use std::io::{Seek, Write};

use super::{
    ExportError,
    table_head::TableHead,
    workbook::{self, Cell, Column, Sheet},
};
use crate::text::exports;

/// What the table says of itself beside its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredCase {
    /// Name of the enterprise.
    pub enterprise: String,
    /// Name of the factory.
    pub factory: String,
    /// 申报编号
    pub number: String,
    /// The experts whose reviews count, each with name, employer and total, worded.
    pub experts: Vec<String>,
}

/// One thing judged, and what each expert found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreRow {
    /// The part of the review.
    pub section: String,
    /// The thing judged.
    pub item: String,
    /// What each expert found, in the order of the experts.
    pub found: Vec<String>,
}

/// Room for all experts on A4, and the least for one, in points.
const ROOM: f64 = 536.0;
const LEAST: f64 = 110.0;

/// Writes the table as XLSX.
///
/// # Errors
/// The writer failed.
pub fn xlsx(
    head: &TableHead,
    case: &ScoredCase,
    rows: impl IntoIterator<Item = ScoreRow>,
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let count = u32::try_from(case.experts.len().max(1)).unwrap_or(u32::MAX);
    let width = (ROOM / f64::from(count)).max(LEAST);
    let [section, item] = exports::SCORES_COLUMNS;
    let mut columns = workbook::columns([section, item], [60.0, 136.0]);
    let experts = case.experts.iter();
    columns.extend(experts.map(|expert| Column::new(expert.clone(), width)));
    let sheet = Sheet {
        name: exports::SCORES_SHEET,
        title: exports::SCORES_TITLE,
        particulars: &[
            exports::scored_case(&case.enterprise, &case.factory, &case.number),
            exports::particulars(&head.unit, &head.season, &head.tier, &head.date),
            exports::numbers(&head.number),
        ],
        columns: &columns,
        closing: &exports::review_seal(&head.unit),
        number: &head.number,
        code: head.code.as_deref(),
        author: &head.unit,
        made_at: head.made_at,
    };
    let signatures = ScoreRow {
        section: exports::SIGNATURE.to_owned(),
        item: String::new(),
        found: vec![exports::SIGN_HERE.to_owned(); case.experts.len()],
    };
    let rows = rows.into_iter().chain([signatures]);
    workbook::write(&sheet, rows.map(cells), writer)
}

fn cells(row: ScoreRow) -> Vec<Cell> {
    let found = row.found.into_iter().map(Cell::Text);
    [Cell::Text(row.section), Cell::Text(row.item)]
        .into_iter()
        .chain(found)
        .collect()
}
