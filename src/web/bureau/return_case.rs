//! Returning a case for correction: what, why and until when; what will be sent; the act.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::{
    act::{CaseNames, ConfirmPage, Step, row, sentences},
    case_file::CaseFile,
    paths::{Case, ReturnCase},
};
use crate::{
    access::{BureauOfficer, MayChange, bureau::screening_case},
    app::AppState,
    domain::{
        field::FieldErrors,
        returns::{ReturnItem, Term},
        rules::RuleId,
        screening::{ScreenItem, ScreenVerdict},
        time::{beijing_date, start_of_day},
        values::prose::Prose,
    },
    text::{format, letters, returning as words, screening_acts as acts, sections},
    web::{
        bound,
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        returning::{self, Line, Remarks},
        view::{Layout, View},
    },
    workflow::return_for_correction::{Correction, return_for_correction},
};

/// Most 字 of what concerns the whole application.
const NOTE_MAX: usize = 1000;
/// Days an enterprise gets unless the window closes earlier.
const USUAL_DAYS: i64 = 5;
/// The hour of the last of them.
const END_OF_WORK: i64 = 18;

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    step: String,
    shown: String,
    item: Vec<String>,
    remark: Vec<String>,
    note: String,
    due_at: String,
}

impl Form {
    fn remarks(&self) -> Remarks<'_> {
        Remarks {
            items: &self.item,
            remarks: &self.remark,
        }
    }

    fn correction(&self, file: &CaseFile, now: DateTime<Utc>) -> Result<Correction, Errors> {
        let mut found = FieldErrors::default();
        let note = found.check("note", Prose::parse(&self.note, 0, NOTE_MAX));
        let mut errors = Errors::default();
        let points = returning::points(file.dossier(), self.remarks(), &mut errors);
        let days = file.return_days_min;
        let due_at = returning::due_at(&self.due_at, term(file, now), days, &mut errors);
        errors.append(sentences(&found));
        match (note, due_at) {
            (Some(note), Some(due_at)) if errors.is_empty() => Ok(Correction {
                note: note.to_string(),
                labels: returning::labels(file.dossier(), &points),
                points,
                due_at,
            }),
            _ => Err(errors),
        }
    }
}

fn term(file: &CaseFile, now: DateTime<Utc>) -> Term {
    Term::new(now, file.return_days_min, file.window.closes_at())
}

#[derive(Template)]
#[template(path = "bureau/return.html")]
struct ReturnPage {
    layout: Layout,
    path: ReturnCase,
    case: CaseNames,
    begun: Vec<Line>,
    others: Vec<Line>,
    due_hint: String,
    form: Form,
    errors: Errors,
}

impl ReturnPage {
    fn new(path: ReturnCase, layout: Layout, file: &CaseFile, form: Form, errors: Errors) -> Self {
        let lines = returning::lines(file.dossier(), form.remarks());
        let latest = format::deadline(file.window.closes_at());
        let (others, begun) = lines.into_iter().partition(|line| line.remark.is_empty());
        Self {
            layout,
            path,
            case: CaseNames::of(file),
            begun,
            others,
            due_hint: words::due_hint(file.return_days_min, &latest),
            form,
            errors,
        }
    }
}

/// The form, begun with what was not confirmed.
pub(super) async fn show(
    path: ReturnCase,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<impl IntoResponse> {
    let mut tx = app.db.begin().await?;
    let case = screening_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let form = begun(&file, now);
    let layout = furniture.layout();
    Ok(View(ReturnPage::new(
        path,
        layout,
        &file,
        form,
        Errors::default(),
    )))
}

/// Shows what will be sent, or returns the case.
pub(super) async fn send(
    path: ReturnCase,
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
    let correction = match (Step::from_code(&form.step), form.correction(&file, now)) {
        (Step::Edit, _) => {
            let page = ReturnPage::new(path, layout, &file, form, Errors::default());
            return Ok(View(page).into_response());
        }
        (_, Err(errors)) => {
            let page = ReturnPage::new(path, layout, &file, form, errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
        (Step::Check, Ok(correction)) => {
            file.check_shown(&form.shown)?;
            return Ok(confirm(path, layout, &file, &correction).answer());
        }
        (Step::Send, Ok(correction)) => {
            file.check_shown(&form.shown)?;
            correction
        }
    };
    return_for_correction(&mut tx, &me, case, &correction, now).await?;
    tx.commit().await?;
    let case = Case {
        application: path.application,
    };
    Ok(see_other(case, Notice::Returned))
}

/// The form with the remarks that were made while judging, each at the part it concerns.
fn begun(file: &CaseFile, now: DateTime<Utc>) -> Form {
    let findings = &file.desk.findings;
    let mut remarks: BTreeMap<ReturnItem, String> = BTreeMap::new();
    for item in &file.desk.screened.items {
        let verdict = findings.verdict(*item);
        if verdict.is_none_or(|verdict| verdict == ScreenVerdict::Confirmed) {
            continue;
        }
        let part = to_be_opened(*item);
        let (name, comment) = (file.item_name(*item), findings.comment(*item));
        let is_the_part = name == sections::return_item(&part, file.dossier());
        let said = if is_the_part || matches!(part, ReturnItem::Instance(_)) {
            comment.to_owned()
        } else {
            words::about(&name, comment)
        };
        let remark = remarks.entry(part).or_default();
        if !remark.is_empty() {
            remark.push('\n');
        }
        remark.push_str(&said);
    }
    let last_day = start_of_day(beijing_date(now + TimeDelta::days(USUAL_DAYS)));
    let usual = last_day + TimeDelta::hours(END_OF_WORK);
    let term = term(file, now);
    let (item, remark) = remarks
        .into_iter()
        .map(|(item, remark)| (item.code(), remark))
        .unzip();
    Form {
        shown: file.shown().code(),
        item,
        remark,
        due_at: format::minute_input(usual.max(term.earliest).min(term.latest)),
        ..Form::default()
    }
}

/// The part of the form in which an item is corrected.
const fn to_be_opened(item: ScreenItem) -> ReturnItem {
    match item {
        ScreenItem::Instance(id) => ReturnItem::Instance(id),
        ScreenItem::Clause(RuleId::Region | RuleId::Entity) => ReturnItem::Profile,
        ScreenItem::Clause(RuleId::Maturity) => ReturnItem::Maturity,
        ScreenItem::Clause(RuleId::Quality(_)) => ReturnItem::Quality,
        ScreenItem::Clause(RuleId::ScenarioCount | RuleId::Coverage(_)) => ReturnItem::Scenarios,
        ScreenItem::Clause(_) => ReturnItem::Declarations,
    }
}

fn confirm(path: ReturnCase, layout: Layout, file: &CaseFile, to_do: &Correction) -> ConfirmPage {
    let mut fields = vec![
        (bound::FIELD, file.shown().code()),
        ("note", to_do.note.clone()),
        ("due_at", format::minute_input(to_do.due_at)),
    ];
    for point in &to_do.points {
        fields.push(("item", point.item.code()));
        fields.push(("remark", point.remark.clone()));
    }
    let said = to_do.in_words();
    ConfirmPage {
        layout,
        title: acts::RETURN,
        button: acts::RETURN,
        is_danger: false,
        warning: acts::RETURN_WARNING,
        action: path.to_string(),
        case: CaseNames::of(file),
        rows: vec![
            row("items", said.clone()),
            row("due_at", format::deadline(to_do.due_at)),
        ],
        letter: letters::returned(&file.names, &said, to_do.due_at),
        fields,
    }
}
