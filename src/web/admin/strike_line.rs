//! Striking an application from a draft of decisions.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{decision_list::reason, paths};
use crate::{
    access::{Administrator, admin::draft_list},
    app::AppState,
    db::decision_lists,
    text::status::act_label,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::decide::strike_from_list,
};

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    reason: String,
}

#[derive(Template)]
#[template(path = "admin/strike_line.html")]
struct StrikePage {
    layout: Layout,
    back: String,
    enterprise: String,
    factory: String,
    act: &'static str,
    reason: String,
    errors: Errors,
}

async fn strike_page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (me, path): (&Administrator, paths::StrikeLine),
    (reason, errors): (String, Errors),
) -> PageResult<Response> {
    let lines = decision_lists::lines(conn, me, path.decision_list).await?;
    let line = lines
        .into_iter()
        .find(|line| line.application == path.application && line.ended_at.is_none());
    let list = path.decision_list;
    let Some(line) = line else {
        let back = paths::DecisionList {
            decision_list: list,
        };
        return Ok(notice::see_other(back, Notice::StruckAlready));
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = View(StrikePage {
        layout: furniture.layout(),
        back: paths::DecisionList {
            decision_list: list,
        }
        .to_string(),
        act: act_label(line.act),
        enterprise: line.enterprise,
        factory: line.factory,
        reason,
        errors,
    });
    Ok((status, page).into_response())
}

/// Asks why a line is struck.
pub(super) async fn show(
    path: paths::StrikeLine,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let shown = (String::new(), Errors::default());
    strike_page(&mut conn, &furniture, (&me, path), shown).await
}

/// Strikes a line from a draft.
pub(super) async fn post(
    path: paths::StrikeLine,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let list = path.decision_list;
    let back = paths::DecisionList {
        decision_list: list,
    };
    let Some(draft) = draft_list(&mut tx, &me, list).await? else {
        let found = decision_lists::find(&mut tx, &me, list).await?;
        found.ok_or(PageError::NotFound)?;
        return Ok(notice::see_other(back, Notice::ListReleasedAlready));
    };
    match reason(&input.reason) {
        Ok(reason) => {
            let line = (&draft, path.application);
            let struck = strike_from_list(&mut tx, &me, line, reason.as_str(), now).await?;
            tx.commit().await?;
            let told = if struck {
                Notice::Struck
            } else {
                Notice::StruckAlready
            };
            Ok(notice::see_other(back, told))
        }
        Err(errors) => {
            let refused = (input.reason, errors);
            strike_page(&mut tx, &furniture, (&me, path), refused).await
        }
    }
}
