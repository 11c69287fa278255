//! The audit trail as CSV, for the audit administrator's own records.

use std::io::Write;

use super::{ExportError, csv, safe_text};
use crate::text::audit;

/// One entry, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailRecord {
    /// Its number.
    pub number: i64,
    /// When it happened.
    pub at: String,
    /// Label of the role that acted.
    pub role: String,
    /// The name the account signs in with.
    pub login: String,
    /// The organisation or person.
    pub who: String,
    /// Label of the act.
    pub act: String,
    /// Number of the application.
    pub application: String,
    /// Facts of the act.
    pub facts: String,
}

/// Writes the entries as CSV.
///
/// # Errors
/// The writer failed.
pub fn csv(
    rows: impl IntoIterator<Item = TrailRecord>,
    writer: impl Write,
) -> Result<(), ExportError> {
    let text = |text: &str| safe_text::csv_field(text).into_owned();
    let records = rows.into_iter().map(|row| {
        [
            row.number.to_string(),
            text(&row.at),
            text(&row.role),
            safe_text::csv_code(&row.login).into_owned(),
            text(&row.who),
            text(&row.act),
            safe_text::csv_code(&row.application).into_owned(),
            text(&row.facts),
        ]
    });
    csv::write(&audit::COLUMNS, records, writer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_text() {
        let row = TrailRecord {
            number: 1,
            at: String::new(),
            role: String::new(),
            login: "911501001234567890".to_owned(),
            who: "=HYPERLINK(\"x\")".to_owned(),
            act: String::new(),
            application: String::new(),
            facts: String::new(),
        };
        let mut bytes = Vec::new();
        csv([row], &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.contains("\"'=HYPERLINK") && text.contains("\t9115"),
            "{text}"
        );
    }
}
