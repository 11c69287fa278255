//! A table as it was handed in, with its number and check code, as a workbook to be signed and sealed.

use anyhow::Context as _;
use axum::{extract::State, response::Response};

use super::paths::Workbook;
use crate::{
    access::{Actor, tables::readable_table},
    app::AppState,
    db::{
        audit::{self, Entry},
        handed_in,
    },
    domain::audit::AuditAct,
    export::{recommendation_table, table_head::TableHead},
    text::{format, handed_in as words, labels::tier_label},
    web::{bureau::recommendation_row, error::PageResult, extract::Now, tables},
};

/// The workbook.
pub(super) async fn download(
    path: Workbook,
    actor: Actor,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let right = readable_table(&mut tx, &actor, path.table).await?;
    let table = handed_in::frozen(&mut tx, &right).await?;
    let entry = Entry {
        act: AuditAct::Export,
        application: None,
        detail: serde_json::json!({
            "table": "recommendations", "handed_in": path.table, "rows": table.rows.len(),
        }),
    };
    audit::record(&mut tx, &actor, &entry, now).await?;
    tx.commit().await?;
    let rows = table.rows.iter().map(recommendation_row);
    let rows = rows.collect::<Result<Vec<_>, _>>();
    let rows = rows.context("reading a recommended submission")?;
    let tier = table.content.tier;
    let name = words::file_name(&table.unit, tier, table.content.number);
    let head = TableHead {
        unit: table.unit,
        season: table.season,
        tier: tier_label(tier).to_owned(),
        date: format::date_of(table.handed_in_at),
        number: words::number(table.content.number),
        code: Some(table.digest.to_string()),
        made_at: table.handed_in_at,
    };
    tables::workbook(&name, move |writer| {
        recommendation_table::xlsx(&head, rows, writer)
    })
    .await
}
