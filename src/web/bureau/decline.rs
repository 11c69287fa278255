//! Not recommending a case: the reason, what will be sent, and the act.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    act::{CaseNames, ConfirmPage, Step, row, sentences},
    case_file::CaseFile,
    paths::{Case, DeclineCase},
};
use crate::{
    access::{BureauOfficer, MayChange, bureau::screening_case},
    app::AppState,
    domain::{
        field::{FieldError, FieldErrors},
        values::prose::Prose,
    },
    text::{letters, screening as words, screening_acts as acts},
    web::{
        bound,
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::decline::decline,
};

const REASON_MIN: usize = 10;
const REASON_MAX: usize = 500;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    step: String,
    shown: String,
    reason: String,
}

impl Form {
    fn reason(&self) -> Result<String, FieldError> {
        Prose::parse(&self.reason, REASON_MIN, REASON_MAX).map(|reason| reason.to_string())
    }
}

#[derive(Template)]
#[template(path = "bureau/decline.html")]
struct DeclinePage {
    layout: Layout,
    path: DeclineCase,
    case: CaseNames,
    form: Form,
    errors: Errors,
}

impl DeclinePage {
    fn answer(path: DeclineCase, layout: Layout, file: &CaseFile, form: Form) -> Response {
        View(Self::new(path, layout, file, form, Errors::default())).into_response()
    }

    fn new(path: DeclineCase, layout: Layout, file: &CaseFile, form: Form, errors: Errors) -> Self {
        Self {
            layout,
            path,
            case: CaseNames::of(file),
            form,
            errors,
        }
    }
}

/// The form, begun with what was not confirmed.
pub(super) async fn show(
    path: DeclineCase,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = screening_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let items = &file.desk.screened.items;
    let form = Form {
        step: String::new(),
        shown: file.shown().code(),
        reason: words::suggested_reason(&file.desk.findings, items, |item| file.item_name(item)),
    };
    Ok(DeclinePage::answer(path, furniture.layout(), &file, form))
}

/// Shows what will be sent, or declines.
pub(super) async fn send(
    path: DeclineCase,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = screening_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let layout = furniture.layout();
    let mut errors = FieldErrors::default();
    let reason = errors.check("reason", form.reason());
    match (Step::from_code(&form.step), reason) {
        (Step::Edit, _) => Ok(DeclinePage::answer(path, layout, &file, form)),
        (_, None) => {
            let page = DeclinePage::new(path, layout, &file, form, sentences(&errors));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response())
        }
        (Step::Check, Some(reason)) => {
            file.check_shown(&form.shown)?;
            Ok(confirm(path, layout, &file, reason).answer())
        }
        (Step::Send, Some(reason)) => {
            file.check_shown(&form.shown)?;
            decline(&mut tx, &me, case, file.terms(), &reason, now).await?;
            tx.commit().await?;
            let case = Case {
                application: path.application,
            };
            Ok(see_other(case, Notice::Declined))
        }
    }
}

fn confirm(path: DeclineCase, layout: Layout, file: &CaseFile, reason: String) -> ConfirmPage {
    ConfirmPage {
        layout,
        title: acts::DECLINE,
        button: acts::DECLINE,
        is_danger: true,
        warning: acts::DECLINE_WARNING,
        action: path.to_string(),
        case: CaseNames::of(file),
        rows: vec![row("reason", reason.clone())],
        letter: letters::declined(&file.names, &reason),
        fields: vec![(bound::FIELD, file.shown().code()), ("reason", reason)],
    }
}
