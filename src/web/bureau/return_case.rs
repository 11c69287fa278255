//! Returning a case for correction: what, why and until when; what will be sent; the act.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};

use super::{
    act::{CaseNames, ConfirmPage, Step, row},
    case_file::CaseFile,
    paths::{Case, ReturnCase},
};
use crate::{
    access::{BureauOfficer, MayChange, bureau::screening_case},
    app::AppState,
    domain::{
        returns::{ReturnItem, Term},
        rules::RuleId,
        screening::{ScreenItem, ScreenVerdict},
    },
    text::{format, letters, returning as words, screening_acts as acts, sections},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        returning::{self, Asker, Form, Limits},
        view::Layout,
    },
    workflow::return_for_correction::{Correction, return_for_correction},
};

const ASKER: Asker = Asker {
    title: acts::RETURN,
    intro: words::INTRO,
    due_label: words::DUE_AT,
};

fn limits(file: &CaseFile, now: DateTime<Utc>) -> Limits {
    let (days, closes_at) = (file.return_days_min, file.window.closes_at());
    let latest = format::deadline(closes_at);
    Limits {
        term: Term::new(now, days, closes_at),
        days,
        hint: words::due_hint(days, &latest),
        too_late: words::due_after_window(&latest),
    }
}

fn page(
    path: ReturnCase,
    layout: Layout,
    file: &CaseFile,
    limits: &Limits,
    typed: (Form, Errors),
) -> Response {
    let place = (path.to_string(), layout, CaseNames::of(file));
    returning::page(&ASKER, place, file.dossier(), limits, typed)
}

/// The form, begun with what was not confirmed.
pub(super) async fn show(
    path: ReturnCase,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = screening_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let limits = limits(&file, now);
    let begun = (begun(&file, &limits, now), Errors::default());
    Ok(page(path, furniture.layout(), &file, &limits, begun))
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
    let limits = limits(&file, now);
    let read = form.correction(file.dossier(), &limits);
    let correction = match (Step::from_code(&form.step), read) {
        (Step::Edit, _) => {
            let typed = (form, Errors::default());
            return Ok(page(path, layout, &file, &limits, typed));
        }
        (_, Err(errors)) => return Ok(page(path, layout, &file, &limits, (form, errors))),
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
fn begun(file: &CaseFile, limits: &Limits, now: DateTime<Utc>) -> Form {
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
    returning::begun(file.shown().code(), remarks, limits, now)
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
        fields: returning::fields(file.shown().code(), to_do),
    }
}
