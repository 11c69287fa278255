//! The filed reviews of an application as CSV, one record for each thing that each expert judged.

use std::io::Write;

use super::{ExportError, csv, safe_text};
use crate::text::exports;

/// What one expert found on one thing, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRecord {
    /// The expert's name.
    pub expert: String,
    /// Where the expert works.
    pub employer: String,
    /// When the review was filed.
    pub filed_at: String,
    /// The total of the review.
    pub total: String,
    /// Whether it counts or was superseded.
    pub standing: String,
    /// The part of the review.
    pub section: String,
    /// The thing judged.
    pub item: String,
    /// Points, accepted tier or judgement.
    pub value: String,
    /// Comment, reason or opinion.
    pub remark: String,
}

/// Writes the records as CSV.
///
/// # Errors
/// The writer failed.
pub fn csv(
    records: impl IntoIterator<Item = ReviewRecord>,
    writer: impl Write,
) -> Result<(), ExportError> {
    let fields = |it: ReviewRecord| {
        [
            it.expert,
            it.employer,
            it.filed_at,
            it.total,
            it.standing,
            it.section,
            it.item,
            it.value,
            it.remark,
        ]
        .map(|text| safe_text::csv_field(&text).into_owned())
    };
    let records = records.into_iter().map(fields);
    csv::write(&exports::FILED_REVIEWS_COLUMNS, records, writer)
}
