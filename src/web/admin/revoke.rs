//! Taking the result of a concluded application back (撤销).

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{
        Administrator, MayChange,
        admin::{RevocableCase, revocable_case},
    },
    app::AppState,
    db::{applications::names, revocations::NewRevocation},
    domain::{
        field::FieldErrors,
        letter::ApplicationNames,
        time::beijing_date,
        values::{date::parse_date, line::Line, prose::Prose},
    },
    text::objections as words,
    web::{
        bound::Shown,
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::revoke::revoke,
};

#[derive(Template)]
#[template(path = "admin/revoke.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    back: String,
    input: Input,
    errors: Errors,
}

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    shown: String,
    reason: String,
    document: String,
    banned_until: String,
}

impl Input {
    fn parse(&self, now: DateTime<Utc>) -> Result<NewRevocation, Errors> {
        let mut found = FieldErrors::default();
        let reason = found.check("reason", Prose::parse(&self.reason, 10, 1000));
        let document = found.check("document", Line::parse(&self.document, 100));
        let banned_until = match self.banned_until.trim() {
            "" => Some(None),
            text => found.check("banned_until", parse_date(text)).map(Some),
        };
        let mut errors = Errors::of(&found, words::FIELDS);
        let is_over = |day| day <= beijing_date(now);
        if banned_until.flatten().is_some_and(is_over) {
            errors.add("banned_until", words::BAN_OVER);
        }
        let new = (|| {
            Some(NewRevocation {
                reason: reason?.to_string(),
                document: document?.to_string(),
                banned_until: banned_until?,
            })
        })();
        new.filter(|_| errors.is_empty()).ok_or(errors)
    }
}

fn back(path: paths::Revoke) -> paths::Application {
    paths::Application {
        application: path.application,
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (path, case): (paths::Revoke, &RevocableCase),
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    let application = case.application();
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(conn, application).await?,
        back: back(path).to_string(),
        input: Input {
            shown: Shown::of(application, 0).code(),
            ..input
        },
        errors,
    }))
}

/// The form.
pub(super) async fn show(
    path: paths::Revoke,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut tx = app.db.begin().await?;
    let case = revocable_case(&mut tx, &me, path.application).await?;
    let shown = (Input::default(), Errors::default());
    page(&mut tx, &furniture, (path, &case), shown).await
}

/// Takes the result back.
pub(super) async fn post(
    path: paths::Revoke,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = revocable_case(&mut tx, &me, path.application).await?;
    match input.parse(now) {
        Ok(new) => {
            Shown::of(case.application(), 0).check(&input.shown, back(path))?;
            revoke(&mut tx, &me, &case, &new, now).await?;
            tx.commit().await?;
            Ok(notice::see_other(back(path), Notice::ResultRevoked))
        }
        Err(errors) => {
            let page = page(&mut tx, &furniture, (path, &case), (input, errors)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
