//! What the office does with a supplement that is asked for: more time, or going on without it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{formal_supplement::limits, paths};
use crate::{
    access::{
        Administrator, MayChange,
        admin::{SupplementCase, overdue_supplement, supplement_case},
    },
    app::AppState,
    db::applications::names,
    domain::{
        field::{FieldError, FieldErrors},
        letter::ApplicationNames,
        values::{date::parse_minute, prose::Prose},
    },
    text::{formal_check as words, format},
    web::{
        bound::Shown,
        bureau::act::sentences,
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::supplement,
};

const REASON: (usize, usize) = (5, 500);

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    shown: String,
    due_at: String,
    reason: String,
}

/// What a press of one button carries.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Press {
    shown: String,
}

#[derive(Template)]
#[template(path = "admin/extend_supplement.html")]
struct ExtendPage {
    layout: Layout,
    path: paths::ExtendSupplement,
    back: String,
    names: ApplicationNames,
    due: String,
    hint: String,
    form: Form,
    errors: Errors,
}

/// The form.
pub(super) async fn show_extend(
    path: paths::ExtendSupplement,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = supplement_case(&mut tx, &me, path.application).await?;
    let limits = limits(&mut tx, case.application(), now).await?;
    let form = Form {
        shown: shown(&case).code(),
        due_at: format::minute_input(limits.term.latest),
        reason: String::new(),
    };
    let names = names::of(&mut tx, case.application()).await?;
    let place = (path, &furniture, names);
    Ok(page(
        place,
        &case,
        format::deadline(limits.term.latest),
        (form, Errors::default()),
    ))
}

/// Gives more time.
pub(super) async fn extend(
    path: paths::ExtendSupplement,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = supplement_case(&mut tx, &me, path.application).await?;
    let limits = limits(&mut tx, case.application(), now).await?;
    let mut errors = FieldErrors::default();
    let due_at = parse_minute(&form.due_at).and_then(|due| {
        let is_later = due > now && due > case.due_at();
        is_later.then_some(due).ok_or(FieldError::InPast)
    });
    let due_at = errors.check("due_at", due_at);
    let reason = errors.check("reason", Prose::parse(&form.reason, REASON.0, REASON.1));
    let mut errors = sentences(&errors);
    let latest = format::deadline(limits.term.latest);
    if due_at.is_some_and(|due| due > limits.term.latest) {
        errors.add("due_at", words::due_too_late(&latest));
    }
    let (Some(due_at), Some(reason), true) = (due_at, reason, errors.is_empty()) else {
        let names = names::of(&mut tx, case.application()).await?;
        return Ok(page(
            (path, &furniture, names),
            &case,
            latest,
            (form, errors),
        ));
    };
    let application = path.application;
    let back = paths::Application { application };
    shown(&case).check(&form.shown, back)?;
    supplement::extend(&mut tx, &me, &case, (due_at, reason.as_str()), now).await?;
    tx.commit().await?;
    Ok(see_other(back, Notice::SupplementExtended))
}

/// Goes on with the submission as it is.
pub(super) async fn take_up(
    path: paths::TakeUpSupplement,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(press): Posted<Press>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let application = path.application;
    let case = overdue_supplement(&mut tx, &me, application, now).await?;
    let now_shown = Shown::of(case.application(), 0);
    now_shown.check(&press.shown, paths::Application { application })?;
    supplement::take_up(&mut tx, &me, case, now).await?;
    tx.commit().await?;
    Ok(see_other(
        paths::FormalCheck { application },
        Notice::SupplementTakenUp,
    ))
}

fn shown(case: &SupplementCase) -> Shown {
    Shown::of(case.application(), 0)
}

fn page(
    (path, furniture, names): (paths::ExtendSupplement, &Furniture, ApplicationNames),
    case: &SupplementCase,
    latest: String,
    (form, errors): (Form, Errors),
) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = ExtendPage {
        layout: furniture.layout(),
        path,
        back: paths::Application {
            application: path.application,
        }
        .to_string(),
        names,
        due: format::deadline(case.due_at()),
        hint: words::extension_hint(&latest),
        form,
        errors,
    };
    (status, View(page)).into_response()
}
