//! One scenario: opened, saved.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::routing::RouterExt;

use super::{
    scenario_form::{Input, Wish},
    scenario_page::Desk,
    scenario_paths::Scenario,
};
use crate::{
    access::{EnterpriseMember, enterprise::own_draft, scenarios::own_instance},
    app::AppState,
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        notice::{Notice, see_other},
        view::View,
    },
    workflow::save_scenario::save_scenario,
};

/// The pages of this file.
pub fn routes() -> Router<AppState> {
    Router::new().typed_get(show).typed_post(save)
}

async fn show(
    path: Scenario,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let desk = Desk::load(&app, &mut conn, &me, path, now).await?;
    Ok(View(desk.opened(&furniture, now)))
}

async fn save(
    path: Scenario,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let draft = own_draft(&mut tx, &me, path.application, now).await?;
    let right = own_instance(&mut tx, &draft, path.instance).await?;
    let desk = Desk::load(&app, &mut tx, &me, path, now).await?;
    let wish = input.wish();
    if wish == Wish::OneMoreRow {
        return Ok(View(desk.page(&furniture, input, now)).into_response());
    }
    let content = match desk.parse(&input, now) {
        Ok(content) => content,
        Err(found) => {
            let page = desk.page(&furniture, input, now).refused(&found);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    match save_scenario(&mut tx, &me, &right, input.version, &content, now).await {
        Ok(()) => tx.commit().await?,
        Err(sqlx::Error::RowNotFound) => {
            let page = desk.conflict(&furniture, input, now);
            return Ok((StatusCode::CONFLICT, View(page)).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    let to = match wish {
        Wish::SaveAndNext => desk.after(),
        Wish::Save | Wish::OneMoreRow => path.to_string(),
    };
    Ok(see_other(to, Notice::Saved))
}
