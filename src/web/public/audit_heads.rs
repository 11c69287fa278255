//! The ends of the audit trail's chain, day by day: whoever keeps them can later show that the trail
//! was neither cut nor written anew.

use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use super::paths::{AuditHeads, AuditHeadsFile};
use crate::{
    app::AppState,
    db::audit_chain::{self, PublishedHead},
    export::{audit_heads as export, stream},
    text::format,
    web::{
        error::PageResult,
        extract::Furniture,
        headers::{self, Disposition},
        view::{Layout, View},
    },
};

/// Days shown on the page.
const SHOWN: i64 = 60;
/// Days in the file: more than a century.
const KEPT: i64 = 50_000;

#[derive(Template)]
#[template(path = "public/audit_heads.html")]
struct Page {
    layout: Layout,
    heads: Vec<Row>,
    file: String,
}

struct Row {
    day: String,
    place: i64,
    digest: String,
    published_at: String,
}

impl From<PublishedHead> for Row {
    fn from(published: PublishedHead) -> Self {
        Self {
            day: format::date(published.day),
            place: published.head.seq,
            digest: published.head.digest.to_string(),
            published_at: format::moment(published.published_at),
        }
    }
}

/// The newest ends.
pub(super) async fn show(
    _: AuditHeads,
    State(app): State<AppState>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let heads = audit_chain::published(&mut conn, SHOWN).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        heads: heads.into_iter().map(Row::from).collect(),
        file: AuditHeadsFile.to_string(),
    }))
}

/// All of them, as `tidu audit verify --heads` reads them.
pub(super) async fn file(_: AuditHeadsFile, State(app): State<AppState>) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let heads = audit_chain::published(&mut conn, KEPT).await?;
    let rows = heads.into_iter().map(|row| (row.day, row.head));
    let spooled = stream::spooled(move |writer| export::csv(rows, writer))
        .await
        .map_err(anyhow::Error::from)?;
    let fields = [
        (
            header::CONTENT_TYPE,
            String::from("text/csv; charset=utf-8"),
        ),
        (
            header::CONTENT_DISPOSITION,
            headers::disposition(Disposition::Attachment, crate::text::audit::HEADS_FILE_NAME),
        ),
        (header::CONTENT_LENGTH, spooled.length.to_string()),
    ];
    Ok((fields, Body::from_stream(spooled.stream)).into_response())
}
