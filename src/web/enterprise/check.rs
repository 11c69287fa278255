//! Check your answers, then submit: every answer, what is missing, the pre-check, the promise.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    answers::{self, AnsweredSection},
    links,
    own_page::{Frame, OwnPage},
    paths,
};
use crate::{
    access::{AccessError, EnterpriseMember, Refusal, enterprise},
    app::AppState,
    domain::{
        application::Status,
        completeness::{self, Missing},
    },
    text::{missing, sections},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::submit::{Promise, SubmitError, submit as submit_application},
};

#[derive(Template)]
#[template(path = "enterprise/check.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    errors: Errors,
    again: bool,
    missing: Vec<MissingLine>,
    sections: Vec<AnsweredSection>,
    promised: bool,
    here: String,
}

struct MissingLine {
    place: String,
    field: String,
    href: String,
}

/// The form as posted.
#[derive(Default, Deserialize)]
pub struct Input {
    #[serde(default)]
    promise: String,
}

/// Every answer.
pub async fn show(
    path: paths::Check,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    if let Some(refusal) = own.refusal() {
        return Err(AccessError::Refused(refusal).into());
    }
    Ok(View(page(&own, &furniture, now)))
}

fn page(own: &OwnPage, furniture: &Furniture, now: DateTime<Utc>) -> Page {
    let here = paths::Check {
        application: own.id(),
    };
    Page {
        layout: furniture.layout(),
        frame: own.frame(now),
        errors: Errors::default(),
        again: own.status() == Status::Returned,
        missing: completeness::missing(&own.dossier, &own.editions.rules)
            .iter()
            .map(|missing| line(own, missing))
            .collect(),
        sections: answers::all(&own.dossier, &own.editions, Some(own)),
        promised: false,
        here: here.to_string(),
    }
}

fn line(own: &OwnPage, lacking: &Missing) -> MissingLine {
    let place = if links::is_of_factory(lacking.field) {
        sections::FACTORY.to_owned()
    } else {
        sections::missing_place(&lacking.item, &own.dossier)
    };
    MissingLine {
        place,
        field: missing::field(lacking.field),
        href: links::missing(own, lacking),
    }
}

/// Submits.
pub async fn submit(
    path: paths::Check,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let application = path.application;
    let mut tx = app.db.begin().await?;
    let draft = match enterprise::own_draft(&mut tx, &me, application, now).await {
        // The button was pressed twice, or in another window: it is what was wanted.
        Err(AccessError::Refused(Refusal::WrongState(Status::Submitted))) => {
            return Ok(see_other(paths::Receipt { application }, Notice::Submitted));
        }
        draft => draft?,
    };
    let own = OwnPage::load(&app, &mut tx, &me, application, now).await?;
    let promise = if input.promise == "yes" {
        Promise::Given
    } else {
        Promise::Missing
    };
    let submitted =
        submit_application(&mut tx, &me, draft, own.editions.terms(), promise, now).await;
    let errors = match submitted {
        Ok(_) => {
            tx.commit().await?;
            return Ok(see_other(paths::Receipt { application }, Notice::Submitted));
        }
        Err(error) => refused(error)?,
    };
    let promised = promise == Promise::Given;
    let page = Page {
        errors,
        promised,
        ..page(&own, &furniture, now)
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response())
}

/// What the page says of a refusal that the applicant can put right.
fn refused(error: SubmitError) -> PageResult<Errors> {
    match error {
        SubmitError::Incomplete(missing) => Ok(Errors::one(
            "missing",
            sections::still_missing(missing.len()),
        )),
        SubmitError::NotPromised => Ok(Errors::one("promise", sections::PROMISE_MISSING)),
        SubmitError::Transition(error) => Err(PageError::from(error)),
        SubmitError::Submission(error) => Err(PageError::Internal(error.into())),
    }
}
