//! The result table of the expert review (评审结果汇总表): rank, the score of each expert, mean and
//! spread, accepted scenarios, the bureau's own rank, and what was decided.

use std::io::{Seek, Write};

use super::{
    ExportError,
    table_head::TableHead,
    workbook::{self, Cell, Column, Sheet},
};
use crate::text::exports;

/// The scores of one application. Scores are in tenths of a point, the mean in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// Rank by mean, from 1; equals share one.
    pub rank: u32,
    /// Name of the enterprise.
    pub enterprise: String,
    /// Name of the factory.
    pub factory: String,
    /// Unified social credit code (统一社会信用代码).
    pub credit_code: String,
    /// The league or city (盟市).
    pub league: String,
    /// The rank its bureau gave it.
    pub bureau_rank: Option<u32>,
    /// Scenarios claimed, confirmed and accepted, worded.
    pub scenarios: String,
    /// Mean that ranks, hundredths of a point.
    pub mean_hundredths: i64,
    /// Highest less lowest, tenths of a point.
    pub spread_tenths: i64,
    /// The score of each expert, tenths of a point.
    pub scores_tenths: Vec<i64>,
    /// What was decided, worded (审定结果).
    pub decision: String,
}

/// Fewest columns for experts, so that a table to be filled has its usual shape.
const FEWEST_EXPERTS: usize = 3;

/// Writes the table as XLSX, with the lines for signature and seal.
///
/// # Errors
/// The writer failed or there are more rows than a sheet holds.
pub fn xlsx(
    head: &TableHead,
    rows: &[ResultRow],
    writer: impl Write + Seek + Send,
) -> Result<(), ExportError> {
    let experts = rows.iter().map(|row| row.scores_tenths.len());
    let experts = experts.max().unwrap_or_default().max(FEWEST_EXPERTS);
    let sheet = Sheet {
        name: exports::RESULTS_SHEET,
        title: exports::RESULTS_TITLE,
        particulars: &[
            exports::particulars(&head.unit, &head.season, &head.tier, &head.date),
            exports::numbers(&head.number),
        ],
        columns: &columns(experts),
        closing: &exports::review_seal(&head.unit),
        number: &head.number,
        code: head.code.as_deref(),
        author: &head.unit,
        made_at: head.made_at,
    };
    workbook::write(&sheet, rows.iter().map(|row| cells(row, experts)), writer)
}

fn columns(experts: usize) -> Vec<Column> {
    let [
        rank,
        enterprise,
        factory,
        code,
        league,
        bureau_rank,
        scenarios,
        mean,
        spread,
        decision,
    ] = exports::RESULTS_COLUMNS;
    let mut columns = workbook::columns(
        [
            rank,
            enterprise,
            factory,
            code,
            league,
            bureau_rank,
            scenarios,
        ],
        [32.0, 106.0, 94.0, 112.0, 56.0, 34.0, 58.0],
    );
    let scores = (1..=experts).map(|at| Column::new(exports::expert(at), 38.0));
    columns.extend(scores);
    columns.extend(workbook::columns(
        [mean, spread, decision],
        [42.0, 38.0, 46.0],
    ));
    columns
}

fn cells(row: &ResultRow, experts: usize) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Count(row.rank.into()),
        Cell::Text(row.enterprise.clone()),
        Cell::Text(row.factory.clone()),
        Cell::Text(row.credit_code.clone()),
        Cell::Text(row.league.clone()),
        row.bureau_rank
            .map_or(Cell::Empty, |rank| Cell::Count(rank.into())),
        Cell::Centred(row.scenarios.clone()),
    ];
    let score = |at| row.scores_tenths.get(at).copied();
    cells.extend((0..experts).map(|at| score(at).map_or(Cell::Empty, Cell::Tenths)));
    cells.extend([
        Cell::Hundredths(row.mean_hundredths),
        Cell::Tenths(row.spread_tenths),
        Cell::Centred(row.decision.clone()),
    ]);
    cells
}
