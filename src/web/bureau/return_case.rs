//! Returning a case for correction: what, why and until when; what will be sent; the act.

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
        field::{FieldError, FieldErrors},
        returns::ReturnItem,
        rules::RuleId,
        screening::{ScreenItem, ScreenVerdict},
        time::{beijing_date, start_of_day},
        values::{date::parse_minute, prose::Prose},
    },
    text::{format, letters, screening as words, screening_acts as acts, sections},
    web::{
        bound,
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::return_for_correction::{Correction, return_for_correction},
};

const REASON_MIN: usize = 5;
const REASON_MAX: usize = 1000;
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
    reason: String,
    items: Vec<String>,
    due_at: String,
}

#[derive(Template)]
#[template(path = "bureau/return.html")]
struct ReturnPage {
    layout: Layout,
    path: ReturnCase,
    case: CaseNames,
    choices: Vec<Choice>,
    latest: String,
    form: Form,
    errors: Errors,
}

impl ReturnPage {
    fn due_hint(&self) -> String {
        words::due_hint(&self.latest)
    }

    fn new(path: ReturnCase, layout: Layout, file: &CaseFile, form: Form, errors: Errors) -> Self {
        let items = ReturnItem::SECTIONS.into_iter().chain(
            file.dossier()
                .instances
                .iter()
                .map(|instance| ReturnItem::Instance(instance.id)),
        );
        Self {
            layout,
            path,
            case: CaseNames::of(file),
            choices: items
                .map(|item| Choice::new(item.code(), label(file, &item)))
                .collect(),
            latest: format::deadline(file.window.closes_at()),
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
    let form = begun(&file, case.closes_at(), now);
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

impl Form {
    fn correction(&self, file: &CaseFile, now: DateTime<Utc>) -> Result<Correction, Errors> {
        let mut errors = FieldErrors::default();
        let items = errors.check("items", self.items(file));
        let reason = errors.check("reason", Prose::parse(&self.reason, REASON_MIN, REASON_MAX));
        let due_at = parse_minute(&self.due_at).and_then(|due| {
            if due > now {
                Ok(due)
            } else {
                Err(FieldError::InPast)
            }
        });
        let due_at = errors.check("due_at", due_at);
        let mut sentences = sentences(&errors);
        let closes_at = file.window.closes_at();
        if due_at.is_some_and(|due| due > closes_at) {
            sentences.add(
                "due_at",
                words::due_after_window(&format::deadline(closes_at)),
            );
        }
        match (items, reason, due_at) {
            (Some(items), Some(reason), Some(due_at)) if sentences.is_empty() => Ok(Correction {
                reason: reason.to_string(),
                labels: items.iter().map(|item| label(file, item)).collect(),
                items,
                due_at,
            }),
            _ => Err(sentences),
        }
    }

    /// The items named; each has to be a section or a scenario of the submission.
    fn items(&self, file: &CaseFile) -> Result<Vec<ReturnItem>, FieldError> {
        if self.items.is_empty() {
            return Err(FieldError::NotChosen);
        }
        self.items
            .iter()
            .map(|code| match ReturnItem::from_code(code) {
                Some(ReturnItem::Instance(id)) if file.dossier().instance(id).is_none() => {
                    Err(FieldError::NotAChoice)
                }
                item => item.ok_or(FieldError::NotAChoice),
            })
            .collect()
    }
}

fn label(file: &CaseFile, item: &ReturnItem) -> String {
    sections::return_item(item, file.dossier())
}

fn begun(file: &CaseFile, closes_at: DateTime<Utc>, now: DateTime<Utc>) -> Form {
    let findings = &file.desk.findings;
    let all = &file.desk.screened.items;
    let mut items: Vec<String> = all
        .iter()
        .filter(|item| {
            let verdict = findings.verdict(**item);
            verdict.is_some_and(|verdict| verdict != ScreenVerdict::Confirmed)
        })
        .map(|item| to_be_opened(*item).code())
        .collect();
    items.sort();
    items.dedup();
    let last_day = start_of_day(beijing_date(now + TimeDelta::days(USUAL_DAYS)));
    let usual = last_day + TimeDelta::hours(END_OF_WORK);
    Form {
        step: String::new(),
        shown: file.shown().code(),
        reason: words::suggested_reason(findings, all, |item| file.item_name(item)),
        items,
        due_at: format::minute_input(usual.min(closes_at)),
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
        ("reason", to_do.reason.clone()),
        ("due_at", format::minute_input(to_do.due_at)),
    ];
    fields.extend(to_do.items.iter().map(|item| ("items", item.code())));
    ConfirmPage {
        layout,
        title: acts::RETURN,
        button: acts::RETURN,
        is_danger: false,
        warning: acts::RETURN_WARNING,
        action: path.to_string(),
        case: CaseNames::of(file),
        rows: vec![
            row("items", words::listed(&to_do.labels)),
            row("reason", to_do.reason.clone()),
            row("due_at", format::deadline(to_do.due_at)),
        ],
        letter: letters::returned(&file.names, &to_do.reason, &to_do.labels, to_do.due_at),
        fields,
    }
}
