//! Rejecting at the formal check: the reason, the letter that will be sent, and the act.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{formal_check::go_on, formal_file::CheckFile, paths};
use crate::{
    access::{Administrator, MayChange, admin::rejectable_case},
    app::AppState,
    domain::{field::FieldErrors, values::prose::Prose},
    text::{
        formal_check as words,
        office_letters::{Reader, formally_rejected},
    },
    web::{
        bound,
        bureau::act::{CaseNames, ConfirmPage, Step, row, sentences},
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::Notice,
        parts::SummaryRow,
        view::{Layout, View},
    },
    workflow::formal_check::{self, Checked},
};

/// The fewest and the most 字 of a reason.
const REASON: (usize, usize) = (10, 1000);

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    step: String,
    shown: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "admin/formal_reject.html")]
struct Page {
    layout: Layout,
    path: paths::FormalReject,
    case: CaseNames,
    form: Form,
    errors: Errors,
}

/// The form, begun with what fails.
pub(super) async fn show(
    path: paths::FormalReject,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = rejectable_case(&mut tx, &me, path.application, now).await?;
    let file = CheckFile::read(&mut tx, &app, &me, case.application()).await?;
    let form = Form {
        step: String::new(),
        shown: file.shown().code(),
        reason: words::suggested_reason(&file.sheet),
    };
    Ok(page(path, &furniture, &file, (form, Errors::default())))
}

/// Shows what will be sent, or rejects.
pub(super) async fn post(
    path: paths::FormalReject,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = rejectable_case(&mut tx, &me, path.application, now).await?;
    let file = CheckFile::read(&mut tx, &app, &me, case.application()).await?;
    let mut errors = FieldErrors::default();
    let reason = errors.check("reason", Prose::parse(&form.reason, REASON.0, REASON.1));
    let mut errors = sentences(&errors);
    if file.sheet.failing().next().is_none() {
        errors.add("", words::NOTHING_FAILS);
    }
    let step = Step::from_code(&form.step);
    if step == Step::Edit {
        return Ok(page(path, &furniture, &file, (form, Errors::default())));
    }
    let Some(reason) = reason.filter(|_| errors.is_empty()) else {
        return Ok(page(path, &furniture, &file, (form, errors)));
    };
    file.shown().check(&form.shown, file.path())?;
    if step == Step::Check {
        return Ok(confirm(path, &furniture, &file, reason.as_str()).answer());
    }
    let checked = Checked {
        edition: &file.checklist.edition,
        sheet: &file.sheet,
    };
    formal_check::reject(&mut tx, &me, case, checked, reason.as_str(), now).await?;
    let notices = (Notice::FormallyRejectedNext, Notice::FormallyRejected);
    let answer = go_on(&mut tx, &me, &file.application, notices).await?;
    tx.commit().await?;
    Ok(answer)
}

fn page(
    path: paths::FormalReject,
    furniture: &Furniture,
    file: &CheckFile,
    (form, errors): (Form, Errors),
) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = Page {
        layout: furniture.layout(),
        path,
        case: file.case_names(),
        form,
        errors,
    };
    (status, View(page)).into_response()
}

fn confirm(
    path: paths::FormalReject,
    furniture: &Furniture,
    file: &CheckFile,
    reason: &str,
) -> ConfirmPage {
    let failing = file.sheet.failing();
    let rows = failing.map(|line| SummaryRow {
        label: line.title.clone(),
        value: words::found(line),
        change: None,
    });
    ConfirmPage {
        layout: furniture.layout(),
        title: words::REJECT,
        button: words::REJECT,
        is_danger: true,
        warning: words::REJECT_WARNING,
        action: path.to_string(),
        case: file.case_names(),
        rows: rows.chain([row("reason", reason)]).collect(),
        letter: formally_rejected(&file.names, reason, Reader::Enterprise),
        fields: vec![
            (bound::FIELD, file.shown().code()),
            ("reason", reason.to_owned()),
        ],
    }
}
