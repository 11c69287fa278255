//! One publicity, its conclusion with the list that is published, and the list of filed ones.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    parts::{optional, tag},
    paths,
    publicities::stand,
};
use crate::{
    access::{
        Administrator,
        admin::{filed_list_desk, publicity_desk, publicity_list_desk},
    },
    app::AppState,
    db::{
        lists,
        objections::{self, Objection},
        publicities::{self, LineStanding, Publicity},
        seasons,
    },
    domain::{
        application::Status,
        field::FieldErrors,
        ids::{PublicityId, SeasonId},
        objection::Ruling,
        public_list::PublicRow,
        tier::Tier,
        time::beijing_date,
        values::line::Line,
    },
    text::{admin, format, labels::tier_label, objections as words, publicity::term},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        notice::{self, Notice},
        view::{self, Layout, View},
    },
    workflow::{conclude_publicity::conclude_publicity, publish_list::publish_list},
};

#[derive(Template)]
#[template(path = "admin/publicity.html")]
struct Page {
    layout: Layout,
    publicity: Publicity,
    tier: &'static str,
    span: String,
    state: view::State,
    status: &'static str,
    /// Whether there are lines to conclude and publish now.
    concludes: bool,
    is_over: bool,
    /// What is concluded now and what is not.
    summary: String,
    /// The lines that the page means to conclude.
    shown: String,
    lists: Vec<(String, String)>,
    errors: Errors,
    title: String,
    rows: Vec<LineRow>,
    record: Option<String>,
    objections: Vec<ObjectionRow>,
}

struct LineRow {
    row: PublicRow,
    state: view::State,
    label: &'static str,
    record: Option<String>,
}

struct ObjectionRow {
    href: String,
    enterprise: String,
    channel: &'static str,
    received: String,
    due: String,
    state: view::State,
    label: &'static str,
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
    #[serde(default)]
    shown: String,
}

impl Input {
    fn title(&self) -> Result<Line, Errors> {
        let mut found = FieldErrors::default();
        found
            .check("title", Line::parse(&self.title, 100))
            .ok_or_else(|| Errors::of(&found, admin::FIELDS))
    }
}

/// The lines to conclude, as a page carries them to the act.
fn code(numbers: impl Iterator<Item = i32>) -> String {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    numbers.join(",")
}

fn line_row(publicity: PublicityId, begun: bool, line: LineStanding) -> LineRow {
    let record = format!(
        "{}?line={}",
        paths::NewObjection { publicity },
        line.row.number
    );
    LineRow {
        state: if line.removed {
            view::State::Unmet
        } else {
            tag(line.status)
        },
        label: words::line(line.status, line.removed),
        record: (begun && line.is_contestable()).then_some(record),
        row: line.row,
    }
}

fn objection_row(it: Objection, now: chrono::DateTime<chrono::Utc>) -> ObjectionRow {
    let today = beijing_date(now);
    ObjectionRow {
        href: paths::Objection { objection: it.id }.to_string(),
        channel: words::channel(it.channel),
        received: format::date(it.received_on),
        due: format::date(it.due_on),
        state: match it.ruling {
            Some(Ruling::Upheld) => view::State::Unmet,
            Some(_) => view::State::Neutral,
            None => view::State::Judge,
        },
        label: words::standing(it.ruling, it.due_on, today),
        enterprise: it.enterprise,
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (me, path): (&Administrator, paths::Publicity),
    (title, errors): (Option<String>, Errors),
    now: chrono::DateTime<chrono::Utc>,
) -> PageResult<View<Page>> {
    let publicity = publicities::find(conn, path.publicity).await?;
    let publicity = publicity.ok_or(PageError::NotFound)?;
    let id = publicity.id;
    let lines = publicities::standings(conn, me, id).await?;
    let lists = lists::of_publicity(conn, id).await?;
    let found = objections::of_publicity(conn, me, id).await?;
    let (state, status) = stand(&publicity, now);
    let mut proposed = admin::list_title(&publicity.season, publicity.tier);
    if !lists.is_empty() {
        proposed = words::supplementary(&proposed);
    }
    let ready = || lines.iter().filter(|line| line.is_ready());
    let held = lines.iter().filter(|line| line.status == Status::Held);
    let removed = lines.iter().filter(|line| line.removed).count();
    let is_over = now >= publicity.closes_at;
    let begun = now >= publicity.opens_at;
    let record = paths::NewObjection { publicity: id }.to_string();
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
        concludes: is_over && ready().next().is_some(),
        is_over,
        summary: words::to_conclude(
            ready().count(),
            held.filter(|line| !line.removed).count(),
            removed,
        ),
        shown: code(ready().map(|line| line.row.number)),
        lists: lists
            .into_iter()
            .map(|list| (format!("/lists/{}", list.id), list.title))
            .collect(),
        errors,
        title: title.unwrap_or(proposed),
        record: (begun && lines.iter().any(LineStanding::is_contestable)).then_some(record),
        objections: found.into_iter().map(|it| objection_row(it, now)).collect(),
        rows: lines
            .into_iter()
            .map(|line| line_row(id, begun, line))
            .collect(),
        publicity,
    }))
}

/// The page.
pub(super) async fn show(
    path: paths::Publicity,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let shown = (None, Errors::default());
    Ok(page(&mut conn, &furniture, (&me, path), shown, now)
        .await?
        .into_response())
}

/// Concludes the lines that can be, and publishes their list.
pub(super) async fn post(
    path: paths::Publicity,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let Some(desk) = publicity_desk(&mut tx, &me, path.publicity, now).await? else {
        return Ok(notice::see_other(path, Notice::NothingToConclude));
    };
    let lines = publicities::standings(&mut tx, &me, path.publicity).await?;
    let ready = lines.iter().filter(|line| line.is_ready());
    let moved = input.shown != code(ready.map(|line| line.row.number));
    let title = match input.title() {
        Ok(title) if !moved => title,
        outcome => {
            let (status, errors) = match outcome {
                Ok(_) => (StatusCode::CONFLICT, Errors::one("", words::LINES_CHANGED)),
                Err(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
            };
            let refused = (Some(input.title), errors);
            let page = page(&mut tx, &furniture, (&me, path), refused, now).await?;
            return Ok((status, page).into_response());
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
    let proposed = admin::list_title(&season.title, Tier::Basic);
    Ok(View(FiledPage {
        layout: furniture.layout(),
        season: id,
        errors,
        title: title.unwrap_or(proposed),
        season_title: season.title,
        count: admin::lines(rows.len()),
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
