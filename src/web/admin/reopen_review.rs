//! The review of one application opened again: which filed reviews go back, and why.

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
    access::{
        Administrator, MayChange,
        admin::{ReopenDesk, reopen_desk},
    },
    app::AppState,
    db::{applications::names, assignments, seasons},
    domain::{
        application::Status, field::FieldErrors, ids::AssignmentId, letter::ApplicationNames,
        values::prose::Prose,
    },
    text::{filed_reviews as words, format},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::reopen_review::{ReopenError, reopen_review},
};

#[derive(Template)]
#[template(path = "admin/reopen_review.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    back: paths::Application,
    /// Whether the reviews have been taken together.
    concluded: bool,
    /// When the experts can file until.
    deadline: String,
    /// Whether that is over.
    is_over: bool,
    season: String,
    errors: Errors,
    reason: String,
    reviews: Vec<Row>,
}

struct Row {
    id: AssignmentId,
    name: String,
    employer: String,
    total: String,
    chosen: bool,
}

/// What was posted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    reviews: Vec<AssignmentId>,
    #[serde(default)]
    reason: String,
}

/// The filed reviews to choose from.
pub(super) async fn show(
    path: paths::ReopenReview,
    me: Administrator,
    furniture: Furniture,
    now: Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = reopen_desk(&mut tx, &me, path.application).await?;
    let shown = (Input::default(), Errors::default());
    let page = page(&mut tx, &furniture, &desk, shown, now).await?;
    Ok(page.into_response())
}

/// Opens it again, or says why not.
pub(super) async fn post(
    path: paths::ReopenReview,
    me: Administrator,
    furniture: Furniture,
    now: Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = reopen_desk(&mut tx, &me, path.application).await?;
    let mut found = FieldErrors::default();
    let reason = found.check("reason", Prose::parse(&input.reason, 5, 300));
    let errors = match reason {
        None => Errors::of(&found, words::REOPEN_FIELDS),
        Some(reason) => {
            let chosen = (input.reviews.as_slice(), reason.as_str());
            match reopen_review(&mut tx, &me, desk, chosen, now.0).await {
                Ok(()) => {
                    tx.commit().await?;
                    let application = path.application;
                    let back = paths::Application { application };
                    return Ok(notice::see_other(back, Notice::ReviewReopened));
                }
                Err(error) => Errors::one("reviews", sentence(error)?),
            }
        }
    };
    drop(tx);
    let mut tx = app.db.begin().await?;
    let desk = reopen_desk(&mut tx, &me, path.application).await?;
    let page = page(&mut tx, &furniture, &desk, (input, errors), now).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn sentence(error: ReopenError) -> PageResult<String> {
    match error {
        ReopenError::Nothing => Ok(words::CHOOSE_REVIEW.to_owned()),
        ReopenError::NotFiled => Ok(words::REVIEW_NOT_FILED.to_owned()),
        ReopenError::Transition(error) => Err(error.into()),
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    desk: &ReopenDesk,
    (input, errors): (Input, Errors),
    Now(now): Now,
) -> PageResult<View<Page>> {
    let application = desk.application();
    let season = seasons::find(conn, application.season()).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let closes_at = season.windows(application.tier())?.review.closes_at();
    let tasks = assignments::of(conn, application).await?;
    let row = |task: assignments::AssignmentRow| {
        Some(Row {
            total: format::points(task.total?),
            chosen: input.reviews.contains(&task.id),
            id: task.id,
            name: task.name,
            employer: task.employer,
        })
    };
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(conn, application).await?,
        back: paths::Application {
            application: application.id(),
        },
        concluded: application.status() == Status::Reviewed,
        deadline: format::deadline(closes_at),
        is_over: now >= closes_at,
        season: paths::Season { season: season.id }.to_string(),
        errors,
        reviews: tasks.into_iter().filter_map(row).collect(),
        reason: input.reason,
    }))
}
