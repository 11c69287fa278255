//! Withdraws an application, after saying what that means and asking for the reason.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::applications::names,
    domain::{application::Status, field::FieldErrors, values::prose::Prose},
    text::{fields, sections},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::withdraw::withdraw as withdraw_application,
};

/// Most 字 of the reason.
const REASON_MAX: usize = 200;

#[derive(Template)]
#[template(path = "enterprise/withdraw.html")]
struct Page {
    layout: Layout,
    title: String,
    factory: String,
    number: Option<String>,
    sent: bool,
    errors: Errors,
    reason: String,
    here: String,
    home: String,
}

/// The form as posted.
#[derive(Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    reason: String,
}

/// What withdrawing means, and the form.
pub async fn show(
    path: paths::Withdraw,
    State(app): State<AppState>,
    me: EnterpriseMember,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    Ok(View(page(&mut conn, &me, path, &furniture).await?))
}

async fn page(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    path: paths::Withdraw,
    furniture: &Furniture,
) -> PageResult<Page> {
    let own = enterprise::own_application(conn, me, path.application).await?;
    let application = own.application();
    let status = application.status();
    if !matches!(status, Status::Draft | Status::Submitted | Status::Returned) {
        return Err(PageError::WrongState(status));
    }
    let names = names::of(conn, application).await?;
    let home = paths::Application {
        application: application.id(),
    };
    Ok(Page {
        layout: furniture.layout(),
        title: sections::application_title(application.tier()),
        factory: names.factory,
        number: names.number,
        sent: status != Status::Draft,
        errors: Errors::default(),
        reason: String::new(),
        here: path.to_string(),
        home: home.to_string(),
    })
}

/// Withdraws.
pub async fn withdraw(
    path: paths::Withdraw,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let mut refused = FieldErrors::default();
    let reason = refused.check("reason", Prose::parse(&input.reason, 1, REASON_MAX));
    let Some(reason) = reason else {
        let errors = Errors::of(&refused, fields::ACT);
        let page = page(&mut tx, &me, path, &furniture).await?;
        let page = View(Page {
            errors,
            reason: input.reason,
            ..page
        });
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let right = enterprise::own_withdrawable(&mut tx, &me, path.application).await?;
    withdraw_application(&mut tx, &me, right, reason.as_str(), now).await?;
    tx.commit().await?;
    let application = path.application;
    Ok(see_other(
        paths::Application { application },
        Notice::Withdrawn,
    ))
}
