//! The lines of a publicity (公示名单) as a workbook to be sealed, for the office.

use axum::{extract::State, response::Response};

use super::paths;
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        audit::{self, Entry},
        public_rows::RowFilter,
        publicities,
    },
    domain::audit::AuditAct,
    export::publicity_list,
    web::{
        api::open_publicities,
        error::{PageError, PageResult},
        extract::Now,
        tables,
    },
};

/// Most lines of a publicity.
const MOST: i64 = 20_000;

/// The table, before the publicity begins too; that it was taken is recorded.
pub(super) async fn download(
    path: paths::PublicityTable,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let publicity = publicities::find(&mut tx, path.publicity).await?;
    let publicity = publicity.ok_or(PageError::NotFound)?;
    let rows = publicities::rows(&mut tx, publicity.id, &RowFilter::default(), 0, MOST).await?;
    let entry = Entry {
        act: AuditAct::Export,
        application: None,
        detail: serde_json::json!({ "table": "publicity", "publicity": publicity.id,
                                    "rows": rows.len() }),
    };
    audit::record(&mut tx, &me, &entry, now).await?;
    tx.commit().await?;
    let (head, about) = open_publicities::head(&publicity, &app.config.office.name);
    let name = format!("{}.xlsx", about.title);
    tables::workbook(&name, move |writer| {
        publicity_list::xlsx(&head, &about, rows, writer)
    })
    .await
}
