//! Tables for people and programs: rows in, bytes out. No database, no web.
//!
//! Text given by applicants is data in every format: never a formula, never a number. Everything
//! can be written to any writer; [`stream::spooled`] turns that into a stream of known length.

pub mod approved_list;
pub mod audit_heads;
pub mod audit_trail;
pub mod csv;
pub mod filed_reviews;
pub mod json;
pub mod publicity_list;
pub mod recommendation_table;
pub mod results_table;
pub mod safe_text;
pub mod score_table;
pub mod screening_table;
pub mod stream;
pub mod table_head;
mod workbook;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The writer or the temporary file failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The spreadsheet could not hold the rows, e.g. more than 1,048,576.
    #[error(transparent)]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A row could not be written as CSV.
    #[error(transparent)]
    Csv(#[from] ::csv::Error),
    /// A row could not be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The background thread ended before its work.
    #[error("export was cut short")]
    CutShort,
}

#[cfg(test)]
mod tests;
