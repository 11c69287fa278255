//! The published ends of the audit trail's chain as CSV: the file that `tidu audit verify` reads.

use std::io::Write;

use chrono::NaiveDate;

use super::{ExportError, csv};
use crate::{domain::audit_chain::Head, text::audit::HEADS_HEADING};

/// Writes a row for each day.
///
/// # Errors
/// [`ExportError`]
pub fn csv(
    heads: impl IntoIterator<Item = (NaiveDate, Head)>,
    writer: impl Write,
) -> Result<(), ExportError> {
    let records = heads.into_iter().map(|(day, head)| {
        [
            day.to_string(),
            head.seq.to_string(),
            head.digest.to_string(),
        ]
    });
    csv::write(&HEADS_HEADING, records, writer)
}
