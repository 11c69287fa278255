//! Giving the enterprise more time to answer a return, before or after its date.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    act::{CaseNames, sentences},
    case_file::CaseFile,
    paths::{Case, ExtendReturn},
};
use crate::{
    access::{
        BureauOfficer, MayChange,
        bureau::{ReturnedCase, returned_case},
    },
    app::AppState,
    domain::{
        field::{FieldError, FieldErrors},
        values::{date::parse_minute, prose::Prose},
    },
    text::{format, returning as words},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::extend::extend_return,
};

const REASON_MIN: usize = 5;
const REASON_MAX: usize = 500;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    shown: String,
    due_at: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "bureau/extend_return.html")]
struct ExtendPage {
    layout: Layout,
    path: ExtendReturn,
    case: CaseNames,
    due: String,
    hint: String,
    form: Form,
    errors: Errors,
}

impl ExtendPage {
    fn new(
        (path, layout): (ExtendReturn, Layout),
        case: &ReturnedCase,
        file: &CaseFile,
        (form, errors): (Form, Errors),
    ) -> Self {
        Self {
            layout,
            path,
            case: CaseNames::of(file),
            due: format::deadline(case.due_at()),
            hint: words::extension_hint(&format::deadline(case.closes_at())),
            form,
            errors,
        }
    }
}

/// The form.
pub(super) async fn show(
    path: ExtendReturn,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<impl IntoResponse> {
    let mut tx = app.db.begin().await?;
    let case = returned_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let form = Form {
        shown: file.shown().code(),
        due_at: format::minute_input(case.closes_at()),
        reason: String::new(),
    };
    let begun = (form, Errors::default());
    let place = (path, furniture.layout());
    Ok(View(ExtendPage::new(place, &case, &file, begun)))
}

/// Gives it.
pub(super) async fn send(
    path: ExtendReturn,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = returned_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let mut errors = FieldErrors::default();
    let due_at = parse_minute(&form.due_at).and_then(|due| {
        let is_later = due > now && due > case.due_at();
        is_later.then_some(due).ok_or(FieldError::InPast)
    });
    let due_at = errors.check("due_at", due_at);
    let reason = Prose::parse(&form.reason, REASON_MIN, REASON_MAX);
    let reason = errors.check("reason", reason);
    let mut errors = sentences(&errors);
    let closes_at = case.closes_at();
    if due_at.is_some_and(|due| due > closes_at) {
        let latest = format::deadline(closes_at);
        errors.add("due_at", words::due_after_window(&latest));
    }
    let (Some(due_at), Some(reason), true) = (due_at, reason, errors.is_empty()) else {
        let place = (path, furniture.layout());
        let page = View(ExtendPage::new(place, &case, &file, (form, errors)));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    file.check_shown(&form.shown)?;
    extend_return(&mut tx, &me, &case, (due_at, reason.as_str()), now).await?;
    tx.commit().await?;
    let case = Case {
        application: path.application,
    };
    Ok(see_other(case, Notice::ReturnExtended))
}
