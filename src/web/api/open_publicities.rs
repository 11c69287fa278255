//! `GET /open/publicities/{id}.{csv,xlsx}`: the lines of a publicity that has begun, as open data.

use axum::{extract::State, response::Response};
use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    app::AppState,
    db::{
        public_rows::RowFilter,
        publicities::{self, Publicity},
    },
    domain::{ids::PublicityId, time},
    export::{
        publicity_list::{self, PublicityHead},
        table_head::TableHead,
    },
    text::{
        exports::{self, kind},
        format,
        labels::tier_label,
        publicity::term,
    },
    web::{
        error::{PageError, PageResult},
        extract::Now,
        tables,
    },
};

/// Most lines of a publicity.
const MOST: i64 = 20_000;

/// One publicity as a file: its id, a dot and the format.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/open/publicities/{file}", rejection(PageError))]
pub struct OpenPublicity {
    file: String,
}

/// Answers with the lines, once the publicity has begun.
pub async fn download(
    path: OpenPublicity,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let (id, ending) = path.file.split_once('.').ok_or(PageError::NotFound)?;
    let id: PublicityId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut conn = app.db.acquire().await?;
    let publicity = publicities::find(&mut conn, id)
        .await?
        .filter(|publicity| publicity.opens_at <= now)
        .ok_or(PageError::NotFound)?;
    let rows = publicities::rows(&mut conn, id, &RowFilter::default(), 0, MOST).await?;
    drop(conn);
    let name = format!("{}.{ending}", publicity.title);
    match ending {
        "csv" => {
            let write = move |writer: &mut _| publicity_list::csv(rows, writer);
            tables::download(&name, tables::CSV, write).await
        }
        "xlsx" => {
            let (head, about) = head(&publicity, &app.config.office.name);
            let write = move |writer: &mut _| publicity_list::xlsx(&head, &about, rows, writer);
            tables::workbook(&name, write).await
        }
        _ => Err(PageError::NotFound),
    }
}

/// What the table of a publicity says of itself.
pub fn head(publicity: &Publicity, office: &str) -> (TableHead, PublicityHead) {
    let tier = tier_label(publicity.tier);
    let day = time::beijing_date(publicity.opens_at);
    let signed_by = publicity.texts.signed_by.as_str();
    let unit = if signed_by.is_empty() {
        office
    } else {
        signed_by
    };
    let head = TableHead {
        unit: unit.to_owned(),
        season: publicity.season.clone(),
        tier: tier.to_owned(),
        date: format::date_of(publicity.opens_at),
        number: exports::table_number(kind::PUBLICITY, "", tier, day),
        code: Some(publicity.digest.clone()),
        made_at: publicity.opens_at,
    };
    let about = PublicityHead {
        title: publicity.title.clone(),
        span: term(
            publicity.opens_at,
            publicity.closes_at,
            publicity.working_days,
        ),
    };
    (head, about)
}
