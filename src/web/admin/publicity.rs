//! One publicity, its conclusion with the list that is published, and the list of filed ones.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{parts::optional, paths, publicities::stand};
use crate::{
    access::{
        Administrator,
        admin::{filed_list_desk, publicity_desk, publicity_list_desk},
    },
    app::AppState,
    db::{
        public_rows::RowFilter,
        publicities::{self, Publicity},
        seasons,
    },
    domain::{
        field::FieldErrors, ids::SeasonId, public_list::PublicRow, tier::Tier, values::line::Line,
    },
    text::{admin as words, labels::tier_label, publicity::term},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        notice::{self, Notice},
        view::{self, Layout, View},
    },
    workflow::{conclude_publicity::conclude_publicity, publish_list::publish_list},
};

/// Most lines shown on one page; a publicity of one tier and season has far fewer.
const MOST: i64 = 2000;

#[derive(Template)]
#[template(path = "admin/publicity.html")]
struct Page {
    layout: Layout,
    publicity: Publicity,
    tier: &'static str,
    span: String,
    state: view::State,
    status: &'static str,
    is_over: bool,
    list: Option<String>,
    errors: Errors,
    title: String,
    rows: Vec<PublicRow>,
}

#[derive(Template)]
#[template(path = "admin/filed_list.html")]
struct FiledPage {
    layout: Layout,
    season: SeasonId,
    season_title: String,
    errors: Errors,
    title: String,
    rows: Vec<PublicRow>,
    count: String,
}

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    title: String,
    #[serde(default)]
    season: String,
}

impl Input {
    fn title(&self) -> Result<Line, Errors> {
        let mut found = FieldErrors::default();
        found
            .check("title", Line::parse(&self.title, 100))
            .ok_or_else(|| Errors::of(&found, words::FIELDS))
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    path: paths::Publicity,
    (title, errors): (Option<String>, Errors),
    now: chrono::DateTime<chrono::Utc>,
) -> PageResult<View<Page>> {
    let publicity = publicities::find(conn, path.publicity).await?;
    let publicity = publicity.ok_or(PageError::NotFound)?;
    let rows = publicities::rows(conn, publicity.id, &RowFilter::default(), 0, MOST).await?;
    let (state, status) = stand(&publicity, now);
    let proposed = words::list_title(&publicity.season, publicity.tier);
    Ok(View(Page {
        layout: furniture.layout(),
        tier: tier_label(publicity.tier),
        span: term(
            publicity.opens_at,
            publicity.closes_at,
            publicity.working_days,
        ),
        state,
        status,
        is_over: now >= publicity.closes_at && publicity.concluded_at.is_none(),
        list: publicity.list.map(|list| format!("/lists/{list}")),
        errors,
        title: title.unwrap_or(proposed),
        rows,
        publicity,
    }))
}

/// The page.
pub(super) async fn show(
    path: paths::Publicity,
    _me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let shown = (None, Errors::default());
    Ok(page(&mut conn, &furniture, path, shown, now)
        .await?
        .into_response())
}

/// Concludes the publicity and publishes its list.
pub(super) async fn post(
    path: paths::Publicity,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = publicity_desk(&mut tx, &me, path.publicity, now).await?;
    let title = match input.title() {
        Ok(title) => title,
        Err(errors) => {
            let refused = (Some(input.title), errors);
            let page = page(&mut tx, &furniture, path, refused, now).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    conclude_publicity(&mut tx, &me, desk, now).await?;
    let desk = publicity_list_desk(&mut tx, &me, path.publicity).await?;
    publish_list(&mut tx, &me, desk, title.as_str(), now).await?;
    tx.commit().await?;
    Ok(notice::see_other(path, Notice::ListPublished))
}

/// The filed applications that no list names yet.
pub(super) async fn show_filed(
    _: paths::NewFiledList,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let season: SeasonId = optional(&query.season)?.ok_or(PageError::BadRequest)?;
    let shown = (season, None, Errors::default());
    Ok(filed_page(&mut tx, &me, &furniture, shown)
        .await?
        .into_response())
}

async fn filed_page(
    conn: &mut PgConnection,
    me: &Administrator,
    furniture: &Furniture,
    (id, title, errors): (SeasonId, Option<String>, Errors),
) -> PageResult<View<FiledPage>> {
    let desk = filed_list_desk(conn, me, id).await?;
    let season = seasons::find(conn, id).await?.ok_or(PageError::NotFound)?;
    let rows = publicities::lines_of(conn, desk.applications()).await?;
    let proposed = words::list_title(&season.title, Tier::Basic);
    Ok(View(FiledPage {
        layout: furniture.layout(),
        season: id,
        errors,
        title: title.unwrap_or(proposed),
        season_title: season.title,
        count: words::lines(rows.len()),
        rows,
    }))
}

/// Publishes the list of filed applications.
pub(super) async fn post_filed(
    _: paths::NewFiledList,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let season: SeasonId = optional(&input.season)?.ok_or(PageError::BadRequest)?;
    let title = match input.title() {
        Ok(title) => title,
        Err(errors) => {
            let refused = (season, Some(input.title), errors);
            let page = filed_page(&mut tx, &me, &furniture, refused).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let desk = filed_list_desk(&mut tx, &me, season).await?;
    publish_list(&mut tx, &me, desk, title.as_str(), now).await?;
    tx.commit().await?;
    let back = format!("{}?season={season}", paths::Publicities);
    Ok(notice::see_other(back, Notice::ListPublished))
}
