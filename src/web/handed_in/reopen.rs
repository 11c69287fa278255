//! Taking a table back, by its bureau while its window is open, or by the office at any time.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths::{ReopenAny, ReopenOwn, Tables};
use crate::{
    access::{
        Administrator, BureauOfficer,
        tables::{TableInForce, any_table, own_table_to_reopen},
    },
    app::AppState,
    db::{
        messages::{self, Recipient},
        seasons,
    },
    domain::{field::FieldErrors, values::prose::Prose},
    text::handed_in as words,
    web::{
        bureau::ranking_address,
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::hand_in::reopen,
};

/// The fewest and the most 字 of the reason.
const REASON: (usize, usize) = (5, 500);

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    reason: String,
}

#[derive(Template)]
#[template(path = "handed_in/reopen.html")]
struct ReopenPage {
    layout: Layout,
    title: &'static str,
    back: String,
    table: String,
    note: &'static str,
    reason: String,
    errors: Errors,
}

impl Form {
    fn reason(&self) -> Result<Prose, Errors> {
        let mut errors = FieldErrors::default();
        let reason = Prose::parse(&self.reason, REASON.0, REASON.1);
        let reason = errors.check("reason", reason);
        reason.ok_or_else(|| Errors::of(&errors, &[("reason", words::REASON)]))
    }
}

fn page(
    furniture: &Furniture,
    table: &TableInForce,
    (title, note, back): (&'static str, &'static str, String),
    (form, errors): (Form, Errors),
) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = View(ReopenPage {
        layout: furniture.layout(),
        title,
        back,
        table: words::table(table.tier(), table.number()),
        note,
        reason: form.reason,
        errors,
    });
    (status, page).into_response()
}

async fn ranking(conn: &mut PgConnection, table: &TableInForce) -> PageResult<String> {
    let season = seasons::find(conn, table.season()).await?;
    let season = season.ok_or(PageError::NotFound)?;
    Ok(ranking_address(&season.code, table.tier()))
}

/// Asks the bureau why.
pub(super) async fn show_own(
    path: ReopenOwn,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let table = own_table_to_reopen(&mut tx, &me, path.table, now).await?;
    let place = (
        words::TAKE_BACK,
        words::TAKE_BACK_NOTE,
        ranking(&mut tx, &table).await?,
    );
    Ok(page(&furniture, &table, place, Default::default()))
}

/// The bureau takes it back.
pub(super) async fn post_own(
    path: ReopenOwn,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let table = own_table_to_reopen(&mut tx, &me, path.table, now).await?;
    let back = ranking(&mut tx, &table).await?;
    match form.reason() {
        Ok(reason) => {
            reopen(&mut tx, &me, &table, reason.as_str(), now).await?;
            tx.commit().await?;
            Ok(see_other(back, Notice::TableTakenBack))
        }
        Err(errors) => {
            let place = (words::TAKE_BACK, words::TAKE_BACK_NOTE, back);
            Ok(page(&furniture, &table, place, (form, errors)))
        }
    }
}

fn office() -> (&'static str, &'static str, String) {
    (words::GIVE_BACK, words::GIVE_BACK_NOTE, Tables.to_string())
}

/// Asks the office why.
pub(super) async fn show_any(
    path: ReopenAny,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let table = any_table(&mut tx, &me, path.table).await?;
    Ok(page(&furniture, &table, office(), Default::default()))
}

/// The office gives it back; the bureau is told.
pub(super) async fn post_any(
    path: ReopenAny,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let table = any_table(&mut tx, &me, path.table).await?;
    match form.reason() {
        Ok(reason) => {
            reopen(&mut tx, &me, &table, reason.as_str(), now).await?;
            let address = ranking(&mut tx, &table).await?;
            let named = words::table(table.tier(), table.number());
            let letter = words::given_back(&named, reason.as_str(), address);
            let bureau = Recipient::Bureau(table.bureau());
            messages::send(&mut tx, bureau, None, &letter, now).await?;
            tx.commit().await?;
            Ok(see_other(Tables, Notice::TableGivenBack))
        }
        Err(errors) => Ok(page(&furniture, &table, office(), (form, errors))),
    }
}
