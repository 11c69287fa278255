//! `GET /open/lists` and `/open/lists/{id}.{json,csv,xlsx}`: published lists as open data.

use std::{collections::HashMap, fs::File, io::BufWriter};

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::routing::TypedPath;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::sync::mpsc;

use super::problem::Problem;
use crate::{
    app::AppState,
    db::{
        lists::{self, PublishedList},
        public_rows::RowFilter,
        revocations,
    },
    domain::{application::Outcome, ids::ListId, public_list::PublicRow, tier::Tier, time},
    export::{
        ExportError,
        approved_list::{self, ApprovedRow, ListHead},
        stream,
    },
    text::{
        api,
        exports::{self, kind},
        format,
        labels::tier_label,
        objections,
        status::outcome_label,
    },
    web::{
        error::PageError,
        extract::Queried,
        headers::{Disposition, disposition},
    },
};

/// Lists in one answer.
const LISTS: usize = 100;
/// Rows fetched at a time.
const ROWS: i64 = 500;

/// The directory of all lists.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/open/lists")]
pub struct OpenLists;

/// One list as a file: its id, a dot and the format.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/open/lists/{file}", rejection(PageError))]
pub struct OpenList {
    file: String,
}

#[derive(Clone, Copy, Debug)]
enum Format {
    Json,
    Csv,
    Xlsx,
}

impl OpenList {
    fn read(&self) -> Option<(ListId, Format)> {
        let (id, ending) = self.file.split_once('.')?;
        let format = match ending {
            "json" => Format::Json,
            "csv" => Format::Csv,
            "xlsx" => Format::Xlsx,
            _ => return None,
        };
        Some((id.parse().ok()?, format))
    }
}

impl Format {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn write(
        self,
        head: &ListHead,
        rows: impl Iterator<Item = ApprovedRow>,
        writer: &mut BufWriter<File>,
    ) -> Result<(), ExportError> {
        match self {
            Self::Json => approved_list::json(head, rows, writer),
            Self::Csv => approved_list::csv(rows, writer),
            Self::Xlsx => approved_list::xlsx(head, rows, writer),
        }
    }
}

/// Where the directory begins.
#[derive(Debug, Deserialize)]
pub struct DirectoryQuery {
    before: Option<ListId>,
}

/// The directory of published lists, newest first.
#[derive(Serialize)]
pub struct Directory {
    lists: Vec<DirectoryEntry>,
    /// Address of the older ones, if there are any.
    next: Option<String>,
}

#[derive(Serialize)]
struct DirectoryEntry {
    id: ListId,
    title: String,
    season: String,
    tier: Tier,
    tier_name: &'static str,
    outcome: Outcome,
    outcome_name: &'static str,
    published_at: String,
    digest: String,
    count: i64,
    json: String,
    csv: String,
    xlsx: String,
}

/// Answers with the directory.
pub async fn directory(
    _: OpenLists,
    State(app): State<AppState>,
    Queried(query): Queried<DirectoryQuery>,
) -> Result<Json<Directory>, Problem> {
    let mut conn = app.db.acquire().await?;
    let limit = i64::try_from(LISTS + 1).unwrap_or(i64::MAX);
    let mut found = lists::published(&mut conn, query.before, limit).await?;
    let more = found.len() > LISTS;
    found.truncate(LISTS);
    let older = found.last().filter(|_| more).map(|list| list.id);
    Ok(Json(Directory {
        next: older.map(|id| format!("{OpenLists}?before={id}")),
        lists: found.into_iter().map(entry).collect(),
    }))
}

fn entry(list: PublishedList) -> DirectoryEntry {
    let file = |format: Format| format!("{OpenLists}/{}.{}", list.id, format.ending());
    DirectoryEntry {
        json: file(Format::Json),
        csv: file(Format::Csv),
        xlsx: file(Format::Xlsx),
        id: list.id,
        title: list.title,
        season: list.season,
        tier: list.tier,
        tier_name: tier_label(list.tier),
        outcome: list.outcome,
        outcome_name: outcome_label(list.outcome),
        published_at: list.published_at.to_rfc3339(),
        digest: list.digest,
        count: list.count,
    }
}

/// Answers with one list, row by row: neither rows nor bytes are held whole in memory.
pub async fn download(path: OpenList, State(app): State<AppState>) -> Result<Response, Problem> {
    let not_found = || Problem::whole(StatusCode::NOT_FOUND, api::NO_LIST);
    let (id, format) = path.read().ok_or_else(not_found)?;
    let mut conn = app.db.acquire().await?;
    let list = lists::find(&mut conn, id).await?.ok_or_else(not_found)?;
    let name = format!("{}.{}", list.title, format.ending());
    let revoked: HashMap<i32, String> = revocations::of_list(&mut conn, id)
        .await?
        .into_iter()
        .map(|(line, at)| (line, objections::revoked(at)))
        .collect();
    let head = head(&list, &app.config.office.name);
    let (send, mut receive) = mpsc::channel(64);
    let write = stream::spooled(move |writer| {
        let rows = std::iter::from_fn(move || receive.blocking_recv());
        let approved = |row: PublicRow| {
            let outcome = revoked.get(&row.number);
            let outcome = outcome.map_or_else(|| outcome_label(list.outcome), String::as_str);
            approved(row, list.tier, outcome.to_owned())
        };
        format.write(&head, rows.map(approved), writer)
    });
    let (fed, spooled) = tokio::join!(feed(&mut conn, id, send), write);
    fed?;
    let spooled = spooled?;
    Ok((
        [
            (header::CONTENT_TYPE, format.media_type().to_owned()),
            (header::CONTENT_LENGTH, spooled.length.to_string()),
            (
                header::CONTENT_DISPOSITION,
                disposition(Disposition::Attachment, &name),
            ),
        ],
        Body::from_stream(spooled.stream),
    )
        .into_response())
}

fn head(list: &PublishedList, office: &str) -> ListHead {
    let day = time::beijing_date(list.published_at);
    let tier_name = tier_label(list.tier);
    ListHead {
        title: list.title.clone(),
        season: list.season.clone(),
        tier: list.tier.to_string(),
        tier_name: tier_name.to_owned(),
        office: office.to_owned(),
        number: exports::table_number(kind::LIST, "", tier_name, day),
        published_at: list.published_at,
        published_on: format::date_of(list.published_at),
        digest: list.digest.clone(),
    }
}

fn approved(row: PublicRow, tier: Tier, outcome: String) -> ApprovedRow {
    ApprovedRow {
        number: u32::try_from(row.number).unwrap_or_default(),
        league: row.league,
        enterprise: row.enterprise,
        factory: row.factory,
        credit_code: row.credit_code,
        tier: tier_label(tier).to_owned(),
        outcome,
    }
}

/// Hands all rows to the writer; ends when it has them or does not want them any more.
async fn feed(
    conn: &mut PgConnection,
    id: ListId,
    send: mpsc::Sender<PublicRow>,
) -> sqlx::Result<()> {
    let all = RowFilter::default();
    let mut after = 0;
    loop {
        let rows = lists::rows(conn, id, &all, after, ROWS).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.number;
        for row in rows {
            if send.send(row).await.is_err() {
                return Ok(());
            }
        }
    }
}
