//! 补正: what the enterprise has to supplement, told once and for all; the letter; the act.

use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{formal_check::go_on, formal_file::CheckFile, paths};
use crate::{
    access::{Administrator, ApplicationRef, MayChange, admin::formal_check_case},
    app::AppState,
    db::seasons,
    domain::{
        formal_check::{CheckItem, Show},
        returns::{ReturnItem, Term},
        rules::RuleId,
    },
    text::{
        formal_check as words, format,
        office_letters::{Reader, supplement as letter},
    },
    web::{
        bureau::act::{ConfirmPage, Step, row},
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::Notice,
        returning::{self, Asker, Form, Limits},
    },
    workflow::{formal_check::Checked, return_for_correction::Correction, supplement},
};

/// Days in which a supplement is answered at the latest when the review has ended already.
const LAST_DAYS: i64 = 30;

const ASKER: Asker = Asker {
    title: words::SUPPLEMENT,
    intro: words::SUPPLEMENT_INTRO,
    due_label: words::SUPPLEMENT_DUE,
};

/// The form, begun with what fails.
pub(super) async fn show(
    path: paths::FormalSupplement,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = formal_check_case(&mut tx, &me, path.application).await?;
    let file = CheckFile::read(&mut tx, &app, &me, case.application()).await?;
    let limits = limits(&mut tx, &file.application, now).await?;
    let form = begun(&file, &limits, now);
    Ok(page(
        path,
        &furniture,
        &file,
        &limits,
        (form, Errors::default()),
    ))
}

/// Shows what will be sent, or sends it.
pub(super) async fn post(
    path: paths::FormalSupplement,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = formal_check_case(&mut tx, &me, path.application).await?;
    let file = CheckFile::read(&mut tx, &app, &me, case.application()).await?;
    let limits = limits(&mut tx, &file.application, now).await?;
    let step = Step::from_code(&form.step);
    if step == Step::Edit {
        return Ok(page(
            path,
            &furniture,
            &file,
            &limits,
            (form, Errors::default()),
        ));
    }
    let dossier = &file.submission.dossier;
    let mut correction = form.correction(dossier, &limits);
    if file.sheet.failing().next().is_none() {
        correction = Err(Errors::one("", words::NOTHING_FAILS));
    }
    let correction = match correction {
        Ok(correction) => correction,
        Err(errors) => return Ok(page(path, &furniture, &file, &limits, (form, errors))),
    };
    file.shown().check(&form.shown, file.path())?;
    if step == Step::Check {
        return Ok(confirm(path, &furniture, &file, &correction).answer());
    }
    let checked = Checked {
        edition: &file.checklist.edition,
        sheet: &file.sheet,
    };
    supplement::ask(&mut tx, &me, case, (checked, &correction), now).await?;
    let notices = (Notice::SupplementAskedNext, Notice::SupplementAsked);
    let answer = go_on(&mut tx, &me, &file.application, notices).await?;
    tx.commit().await?;
    Ok(answer)
}

/// As long as experts review; when that is over, a month.
pub(super) async fn limits(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    now: DateTime<Utc>,
) -> PageResult<Limits> {
    let season = seasons::find(conn, application.season()).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let days = season.settings.return_days_min;
    let ends = season.windows(application.tier())?.review.closes_at();
    let latest = if ends > now + TimeDelta::days(days.into()) {
        ends
    } else {
        now + TimeDelta::days(LAST_DAYS)
    };
    let last = format::deadline(latest);
    Ok(Limits {
        term: Term::new(now, days, latest),
        days,
        hint: words::due_hint(days, &last),
        too_late: words::due_too_late(&last),
    })
}

/// The form with the remarks on what fails, each at the part of the form it concerns.
fn begun(file: &CheckFile, limits: &Limits, now: DateTime<Utc>) -> Form {
    let mut remarks: BTreeMap<ReturnItem, String> = BTreeMap::new();
    for line in file.sheet.failing() {
        let item = file
            .checklist
            .items
            .iter()
            .find(|item| item.id == line.item);
        let part = item.map_or(ReturnItem::Attachments, to_be_opened);
        let remark = remarks.entry(part).or_default();
        if !remark.is_empty() {
            remark.push('\n');
        }
        remark.push_str(&words::about(line));
    }
    returning::begun(file.shown().code(), remarks, limits, now)
}

/// The part of the form in which an item of the list is put right.
fn to_be_opened(item: &CheckItem) -> ReturnItem {
    match item.shows.first() {
        Some(Show::Clause(RuleId::Region | RuleId::Entity)) => ReturnItem::Profile,
        Some(Show::Clause(RuleId::Maturity)) => ReturnItem::Maturity,
        Some(Show::Clause(RuleId::Quality(_))) => ReturnItem::Quality,
        Some(Show::Clause(_)) => ReturnItem::Declarations,
        Some(Show::Commitment | Show::Recommendation | Show::Quota | Show::Changes) | None => {
            ReturnItem::Attachments
        }
    }
}

fn page(
    path: paths::FormalSupplement,
    furniture: &Furniture,
    file: &CheckFile,
    limits: &Limits,
    typed: (Form, Errors),
) -> Response {
    let place = (path.to_string(), furniture.layout(), file.case_names());
    returning::page(&ASKER, place, &file.submission.dossier, limits, typed)
}

fn confirm(
    path: paths::FormalSupplement,
    furniture: &Furniture,
    file: &CheckFile,
    correction: &Correction,
) -> ConfirmPage {
    let said = correction.in_words();
    ConfirmPage {
        layout: furniture.layout(),
        title: words::SUPPLEMENT,
        button: words::SUPPLEMENT_SEND,
        is_danger: false,
        warning: words::SUPPLEMENT_WARNING,
        action: path.to_string(),
        case: file.case_names(),
        rows: vec![
            row("items", said.clone()),
            row("due_at", format::deadline(correction.due_at)),
        ],
        letter: letter(&file.names, &said, correction.due_at, Reader::Enterprise),
        fields: returning::fields(file.shown().code(), correction),
    }
}
