//! JSON of a table: the fields of its head and an array `rows`, written one row after the other.

use std::cell::Cell;
use std::io::Write;

use serde::{Serialize, Serializer};

use super::ExportError;

#[derive(Serialize)]
struct Document<'a, H, I: Iterator<Item: Serialize>> {
    #[serde(flatten)]
    head: &'a H,
    #[serde(serialize_with = "one_by_one")]
    rows: Rows<I>,
}

/// Rows that can be serialised once, without being collected first.
struct Rows<I>(Cell<Option<I>>);

/// Writes the document and a final line feed.
pub(super) fn write<H: Serialize, R: Serialize>(
    head: &H,
    rows: impl IntoIterator<Item = R>,
    mut writer: impl Write,
) -> Result<(), ExportError> {
    let rows = Rows(Cell::new(Some(rows.into_iter())));
    serde_json::to_writer(&mut writer, &Document { head, rows })?;
    writer.write_all(b"\n")?;
    writer.flush()?;
    Ok(())
}

fn one_by_one<I, S>(rows: &Rows<I>, serializer: S) -> Result<S::Ok, S::Error>
where
    I: Iterator<Item: Serialize>,
    S: Serializer,
{
    serializer.collect_seq(rows.0.take().into_iter().flatten())
}
