//! The seasons (批次): all of them, one to open, one to close.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{
    paths,
    season_input::{EditionChoices, SeasonInput},
};
use crate::{
    access::{Administrator, admin::season_desk},
    app::AppState,
    db::{
        editions::{EditionKind, names},
        seasons::{self, NewSeason, Season},
    },
    domain::returns::ReturnItem,
    text::{admin as words, season_labels::account_approval_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{
        change_season::close_season,
        create_season::{CreateSeasonError, create_season},
    },
};

#[derive(Template)]
#[template(path = "admin/seasons.html")]
struct ListPage {
    layout: Layout,
    rows: Vec<Row>,
    any_open: bool,
}

struct Row {
    href: String,
    quotas: String,
    board: String,
    close: String,
    title: String,
    code: String,
    enterprise: String,
    bureau: String,
    review: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "admin/season_new.html")]
struct NewPage {
    layout: Layout,
    errors: Errors,
    input: SeasonInput,
    editions: EditionChoices,
    approvals: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "admin/season_close.html")]
struct ClosePage {
    layout: Layout,
    title: String,
    path: paths::CloseSeason,
}

/// The list.
pub(super) async fn list(
    _: paths::Seasons,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let seasons = seasons::all(&mut conn).await?;
    Ok(View(ListPage {
        layout: furniture.layout(),
        any_open: seasons.iter().any(|season| season.open),
        rows: seasons.into_iter().map(row).collect(),
    }))
}

fn row(season: Season) -> Row {
    let windows = &season.windows;
    let span =
        |window: &crate::domain::season::Window| words::span(window.opens_at(), window.closes_at());
    Row {
        href: paths::Season { season: season.id }.to_string(),
        quotas: paths::Quotas { season: season.id }.to_string(),
        board: format!("{}?season={}", paths::Board, season.id),
        close: paths::CloseSeason { season: season.id }.to_string(),
        enterprise: span(&windows.enterprise),
        bureau: span(&windows.bureau),
        review: span(&windows.review),
        title: season.title,
        code: season.code,
        open: season.open,
    }
}

/// The ways accounts become active, as answers.
pub(super) fn approvals() -> Vec<Choice> {
    crate::domain::season::AccountApproval::ALL
        .map(|way| Choice::new(way.as_str(), account_approval_label(way)))
        .to_vec()
}

async fn editions(conn: &mut PgConnection) -> PageResult<EditionChoices> {
    Ok(EditionChoices {
        rules: names(conn, EditionKind::Rules).await?.into(),
        catalogues: names(conn, EditionKind::Catalogue).await?.into(),
        sheets: names(conn, EditionKind::ScoreSheet).await?.into(),
        calendars: names(conn, EditionKind::Calendar).await?.into(),
    })
}

async fn new_page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (input, errors): (SeasonInput, Errors),
) -> PageResult<View<NewPage>> {
    let editions = editions(conn).await?;
    Ok(View(NewPage {
        layout: furniture.layout(),
        errors,
        input: input.or_newest(&editions),
        editions,
        approvals: approvals(),
    }))
}

/// The form of a new season.
pub(super) async fn show_new(
    _: paths::NewSeason,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let empty = (SeasonInput::usual(), Errors::default());
    Ok(new_page(&mut conn, &furniture, empty)
        .await?
        .into_response())
}

/// Opens a season, or says what is wrong.
pub(super) async fn post_new(
    _: paths::NewSeason,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<SeasonInput>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let known = editions(&mut tx).await?;
    let errors = match input.parse_new(&known) {
        Err(found) => Errors::of(&found, words::FIELDS),
        Ok(new) if !scores_what_is_asked(&app, &mut tx, &new).await? => {
            Errors::one("score_sheet", words::SHEET_NOT_ASKED)
        }
        Ok(new) => match create_season(&mut tx, &me, &new, now).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(notice::see_other(paths::Seasons, Notice::SeasonOpened));
            }
            Err(CreateSeasonError::AnotherOpen) => Errors::one("", words::ANOTHER_SEASON_OPEN),
            Err(CreateSeasonError::CodeTaken) => Errors::one("code", words::SEASON_CODE_TAKEN),
            Err(CreateSeasonError::Database(error)) => return Err(error.into()),
        },
    };
    drop(tx);
    let mut conn = app.db.acquire().await?;
    let page = new_page(&mut conn, &furniture, (input, errors)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Whether every criterion of the season's sheet is judged on sections that its form has.
async fn scores_what_is_asked(
    app: &AppState,
    conn: &mut PgConnection,
    new: &NewSeason,
) -> PageResult<bool> {
    let sheet = app.editions.sheet(conn, &new.score_sheet_edition).await?;
    let form = ReturnItem::SECTIONS.map(|section| section.code());
    let form: Vec<&str> = form.iter().map(String::as_str).collect();
    Ok(sheet.not_asked(&form).next().is_none())
}

/// Asks before a season is closed.
pub(super) async fn confirm_close(
    path: paths::CloseSeason,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let season = seasons::find(&mut conn, path.season).await?;
    let season = season.filter(|season| season.open);
    Ok(View(ClosePage {
        layout: furniture.layout(),
        title: season.ok_or(PageError::NotFound)?.title,
        path,
    }))
}

/// Closes a season.
pub(super) async fn close(
    path: paths::CloseSeason,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = season_desk(&mut tx, &me, path.season).await?;
    close_season(&mut tx, &me, &desk, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(paths::Seasons, Notice::SeasonClosed))
}
