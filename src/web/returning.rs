//! The form in which somebody writes what an enterprise has to correct: every section and scenario
//! with a remark of its own. What has a remark is opened for editing. The bureau asks so when it
//! returns an application, the office when it asks for a supplement.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::{
    bound,
    bureau::act::{CaseNames, sentences},
    form::Errors,
    view::{Layout, View},
};
use crate::{
    db::returns::OpenReturn,
    domain::{
        dossier::Dossier,
        field::{FieldError, FieldErrors},
        returns::{REMARK_MAX, REMARK_MIN, ReturnItem, ReturnPoint, Term, TermFault},
        time::{beijing_date, start_of_day},
        values::{date::parse_minute, prose::Prose},
    },
    text::{field_errors, format, returning as words, sections},
    workflow::return_for_correction::Correction,
};

/// Most 字 of what concerns the whole application.
const NOTE_MAX: usize = 1000;
/// Days an enterprise gets unless the latest moment comes earlier.
const USUAL_DAYS: i64 = 5;
/// The hour of the last of them.
const END_OF_WORK: i64 = 18;

/// The control that a missing choice leads to.
const FIRST: &str = "remark-1";

/// One item of the form.
struct Line {
    /// What the form posts.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// What was written so far.
    pub remark: String,
    /// The id of its control.
    pub control: String,
}

/// What was written beside the items, in the order of the page.
#[derive(Clone, Copy)]
struct Remarks<'a> {
    /// The codes of the items.
    pub items: &'a [String],
    /// The remark beside each.
    pub remarks: &'a [String],
}

impl Remarks<'_> {
    fn of(&self, code: &str) -> Option<&str> {
        let place = self.items.iter().position(|item| item == code)?;
        self.remarks.get(place).map(String::as_str)
    }
}

/// Every item of an application with what was written beside it; those with a remark first.
fn lines(dossier: &Dossier, written: Remarks<'_>) -> Vec<Line> {
    let instances = dossier.instances.iter();
    let instances = instances.map(|instance| ReturnItem::Instance(instance.id));
    let items = ReturnItem::SECTIONS.into_iter().chain(instances);
    let mut lines: Vec<Line> = items
        .map(|item| Line {
            code: item.code(),
            label: sections::return_item(&item, dossier),
            remark: written.of(&item.code()).unwrap_or_default().to_owned(),
            control: String::new(),
        })
        .collect();
    lines.sort_by_key(|line| line.remark.is_empty());
    for (number, line) in (1..).zip(&mut lines) {
        line.control = format!("remark-{number}");
    }
    lines
}

/// What is to be corrected; what is wrong with it is added to the errors, beside its control.
fn points(dossier: &Dossier, written: Remarks<'_>, errors: &mut Errors) -> Vec<ReturnPoint> {
    let before = errors.iter().count();
    let lines = lines(dossier, written);
    let written = lines.iter().filter(|line| !line.remark.trim().is_empty());
    let points: Vec<ReturnPoint> = written
        .filter_map(
            |line| match Prose::parse(&line.remark, REMARK_MIN, REMARK_MAX) {
                Ok(remark) => Some(ReturnPoint {
                    item: ReturnItem::from_code(&line.code)?,
                    remark: remark.to_string(),
                }),
                Err(error) => {
                    errors.add(line.control.clone(), words::remark(&line.label, &error));
                    None
                }
            },
        )
        .collect();
    if points.is_empty() && errors.iter().count() == before {
        errors.add(FIRST, words::NOTHING_NAMED);
    }
    points
}

/// The names of what is to be corrected.
fn labels(dossier: &Dossier, points: &[ReturnPoint]) -> Vec<String> {
    let label = |point: &ReturnPoint| sections::return_item(&point.item, dossier);
    points.iter().map(label).collect()
}

/// What an open return asks for, in words.
pub fn in_words(dossier: &Dossier, open: &OpenReturn) -> String {
    let labels = labels(dossier, &open.points);
    let remarks = open.points.iter().map(|point| point.remark.as_str());
    words::points(labels.iter().map(String::as_str).zip(remarks), &open.reason)
}

fn due_at(text: &str, limits: &Limits, errors: &mut Errors) -> Option<DateTime<Utc>> {
    let due = match parse_minute(text) {
        Ok(due) => due,
        Err(error) => {
            errors.add("due_at", due_sentence(&error));
            return None;
        }
    };
    let sentence = match limits.term.check(due) {
        Ok(()) => return Some(due),
        Err(TermFault::TooLate) => limits.too_late.clone(),
        Err(TermFault::TooSoon) => {
            words::due_too_soon(limits.days, &format::deadline(limits.term.earliest))
        }
    };
    errors.add("due_at", sentence);
    None
}

fn due_sentence(error: &FieldError) -> String {
    field_errors::labelled(words::DUE_AT, error)
}

/// Who asks, in the words of the page.
pub struct Asker {
    /// The act.
    pub title: &'static str,
    /// What the remarks are for.
    pub intro: &'static str,
    /// The label of the deadline.
    pub due_label: &'static str,
}

/// Between when and when the answer may be due.
pub struct Limits {
    /// The moments.
    pub term: Term,
    /// The shortest term, in days.
    pub days: i16,
    /// What the deadline has to keep to.
    pub hint: String,
    /// What is said of a deadline after the last of the moments.
    pub too_late: String,
}

/// The form as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The button pressed.
    pub step: String,
    /// What the page showed of the case.
    pub shown: String,
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

    /// What is asked of the enterprise.
    ///
    /// # Errors
    /// What is wrong, beside each control.
    pub fn correction(&self, dossier: &Dossier, limits: &Limits) -> Result<Correction, Errors> {
        let mut found = FieldErrors::default();
        let note = found.check("note", Prose::parse(&self.note, 0, NOTE_MAX));
        let mut errors = Errors::default();
        let points = points(dossier, self.remarks(), &mut errors);
        let due_at = due_at(&self.due_at, limits, &mut errors);
        errors.append(sentences(&found));
        match (note, due_at) {
            (Some(note), Some(due_at)) if errors.is_empty() => Ok(Correction {
                note: note.to_string(),
                labels: labels(dossier, &points),
                points,
                due_at,
            }),
            _ => Err(errors),
        }
    }
}

/// The form begun with these remarks and the usual deadline.
pub fn begun(
    shown: String,
    remarks: BTreeMap<ReturnItem, String>,
    limits: &Limits,
    now: DateTime<Utc>,
) -> Form {
    let last_day = start_of_day(beijing_date(now + TimeDelta::days(USUAL_DAYS)));
    let usual = last_day + TimeDelta::hours(END_OF_WORK);
    let (item, remark) = remarks
        .into_iter()
        .map(|(item, remark)| (item.code(), remark))
        .unzip();
    let Term { earliest, latest } = limits.term;
    Form {
        shown,
        item,
        remark,
        due_at: format::minute_input(usual.max(earliest).min(latest)),
        ..Form::default()
    }
}

/// What the page that shows the letter carries to the act.
pub fn fields(shown: String, correction: &Correction) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        (bound::FIELD, shown),
        ("note", correction.note.clone()),
        ("due_at", format::minute_input(correction.due_at)),
    ];
    for point in &correction.points {
        fields.push(("item", point.item.code()));
        fields.push(("remark", point.remark.clone()));
    }
    fields
}

#[derive(Template)]
#[template(path = "bureau/return.html")]
struct ReturnPage {
    layout: Layout,
    path: String,
    title: &'static str,
    intro: &'static str,
    due_label: &'static str,
    case: CaseNames,
    begun: Vec<Line>,
    others: Vec<Line>,
    due_hint: String,
    form: Form,
    errors: Errors,
}

/// The page of the form, with what is wrong with it.
pub(super) fn page(
    asker: &Asker,
    (path, layout, case): (String, Layout, CaseNames),
    dossier: &Dossier,
    limits: &Limits,
    (form, errors): (Form, Errors),
) -> Response {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let lines = lines(dossier, form.remarks());
    let (others, begun) = lines.into_iter().partition(|line| line.remark.is_empty());
    let page = ReturnPage {
        layout,
        path,
        title: asker.title,
        intro: asker.intro,
        due_label: asker.due_label,
        case,
        begun,
        others,
        due_hint: limits.hint.clone(),
        form,
        errors,
    };
    (status, View(page)).into_response()
}
