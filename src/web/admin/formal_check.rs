//! 形式审查: the conclusion with its reason.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    application::{Gist, gist},
    paths,
};
use crate::{
    access::{Administrator, ApplicationRef, MayChange, admin::formal_check_case},
    app::AppState,
    db::applications::names,
    domain::{
        field::{FieldError, FieldErrors},
        letter::ApplicationNames,
        values::prose::Prose,
    },
    text::admin as words,
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::formal_check,
};

/// The fewest and the most 字 of a reason.
const REASON: (usize, usize) = (10, 1000);

#[derive(Template)]
#[template(path = "admin/formal_check.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    back: String,
    dossier: String,
    gist: Gist,
    errors: Errors,
    input: Input,
    results: Vec<Choice>,
}

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    result: String,
    #[serde(default)]
    reason: String,
}

enum Conclusion {
    Accept,
    Reject(Prose),
}

impl Input {
    fn parse(&self) -> Result<Conclusion, FieldErrors> {
        let mut errors = FieldErrors::default();
        let conclusion = match self.result.as_str() {
            "accept" => Some(Conclusion::Accept),
            "reject" => errors
                .check("reason", Prose::parse(&self.reason, REASON.0, REASON.1))
                .map(Conclusion::Reject),
            _ => errors.check("result", Err(FieldError::NotChosen)),
        };
        errors.into_result(conclusion)
    }
}

async fn page(
    (app, conn): (&AppState, &mut PgConnection),
    furniture: &Furniture,
    application: &ApplicationRef,
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    let id = application.id();
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(conn, application).await?,
        back: paths::Application { application: id }.to_string(),
        dossier: paths::Dossier { application: id }.to_string(),
        gist: gist(app, conn, application).await?,
        errors,
        input,
        results: vec![
            Choice::new("accept", words::ACCEPT),
            Choice::new("reject", words::REJECT),
        ],
    }))
}

/// The form.
pub(super) async fn show(
    path: paths::FormalCheck,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = formal_check_case(&mut tx, &me, path.application).await?;
    let empty = (Input::default(), Errors::default());
    let page = page((&app, &mut tx), &furniture, case.application(), empty).await?;
    Ok(page.into_response())
}

/// Concludes the check, or says what is missing.
pub(super) async fn post(
    path: paths::FormalCheck,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = formal_check_case(&mut tx, &me, path.application).await?;
    let conclusion = match input.parse() {
        Ok(conclusion) => conclusion,
        Err(found) => {
            let refused = (input, Errors::of(&found, words::FIELDS));
            let page = page((&app, &mut tx), &furniture, case.application(), refused).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let done = match conclusion {
        Conclusion::Accept => {
            formal_check::accept(&mut tx, &me, case, now).await?;
            Notice::FormallyAccepted
        }
        Conclusion::Reject(reason) => {
            formal_check::reject(&mut tx, &me, case, reason.as_str(), now).await?;
            Notice::FormallyRejected
        }
    };
    tx.commit().await?;
    let back = paths::Application {
        application: path.application,
    };
    Ok(notice::see_other(back, done))
}
