//! Two acts on the review of one application: taking a task back, and concluding.

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
        admin::{AssignmentDesk, assignment_desk, cancellable_assignment},
    },
    app::AppState,
    db::{applications::names, seasons},
    domain::{field::FieldErrors, letter::ApplicationNames, values::prose::Prose},
    text::admin as words,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{
        cancel_assignment::cancel_assignment,
        conclude_review::{ConcludeError, conclude_review},
    },
};

#[derive(Template)]
#[template(path = "admin/cancel_assignment.html")]
struct CancelPage {
    layout: Layout,
    names: ApplicationNames,
    back: paths::Application,
    errors: Errors,
    reason: String,
}

#[derive(Template)]
#[template(path = "admin/not_concluded.html")]
struct NotConcluded {
    layout: Layout,
    names: ApplicationNames,
    back: paths::Application,
    assign: paths::Assignments,
    why: String,
}

/// What was posted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    reason: String,
}

/// Asks why a task is taken back.
pub(super) async fn confirm_cancel(
    path: paths::CancelAssignment,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = assignment_desk(&mut tx, &me, path.application).await?;
    cancellable_assignment(&mut tx, &desk, path.assignment).await?;
    let empty = (String::new(), Errors::default());
    Ok(cancel_page(&mut tx, &furniture, &desk, empty)
        .await?
        .into_response())
}

async fn cancel_page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    desk: &AssignmentDesk,
    (reason, errors): (String, Errors),
) -> PageResult<View<CancelPage>> {
    let application = desk.application();
    Ok(View(CancelPage {
        layout: furniture.layout(),
        names: names::of(conn, application).await?,
        back: paths::Application {
            application: application.id(),
        },
        errors,
        reason,
    }))
}

/// Takes a task back.
pub(super) async fn cancel(
    path: paths::CancelAssignment,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = assignment_desk(&mut tx, &me, path.application).await?;
    let assignment = cancellable_assignment(&mut tx, &desk, path.assignment).await?;
    let mut found = FieldErrors::default();
    let Some(reason) = found.check("reason", Prose::parse(&input.reason, 5, 300)) else {
        let refused = (input.reason, Errors::of(&found, words::CANCEL_FIELDS));
        let page = cancel_page(&mut tx, &furniture, &desk, refused).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    cancel_assignment(&mut tx, &me, (&desk, assignment), reason.as_str(), now).await?;
    tx.commit().await?;
    let back = paths::Assignments {
        application: path.application,
    };
    Ok(notice::see_other(back, Notice::AssignmentCancelled))
}

/// Takes the filed reviews together, or says what is missing.
pub(super) async fn conclude(
    path: paths::ConcludeReview,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = assignment_desk(&mut tx, &me, path.application).await?;
    let names = names::of(&mut tx, desk.application()).await?;
    let season = seasons::find(&mut tx, desk.application().season()).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let editions = app.editions.of(&mut tx, &season).await?;
    let back = paths::Application {
        application: path.application,
    };
    let why = match conclude_review(&mut tx, &me, desk, editions.terms(), now).await {
        Ok(_) => {
            tx.commit().await?;
            return Ok(notice::see_other(back, Notice::ReviewConcluded));
        }
        Err(error) => sentence(error)?,
    };
    let page = View(NotConcluded {
        layout: furniture.layout(),
        names,
        back,
        assign: paths::Assignments {
            application: path.application,
        },
        why,
    });
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Why a review could not be taken together.
pub(super) fn sentence(error: ConcludeError) -> PageResult<String> {
    match error {
        ConcludeError::Open { open } => Ok(words::reviews_open(open)),
        ConcludeError::TooFew { filed, wanted } => Ok(words::reviews_too_few(filed, wanted)),
        ConcludeError::Submission(error) => Err(PageError::Internal(error.into())),
        ConcludeError::Transition(error) => Err(error.into()),
    }
}
