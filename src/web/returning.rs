//! The form in which somebody writes what an enterprise has to correct: every section and scenario
//! with a remark of its own. What has a remark is opened for editing.

use super::form::Errors;
use crate::{
    db::returns::OpenReturn,
    domain::{
        dossier::Dossier,
        field::FieldError,
        returns::{REMARK_MAX, REMARK_MIN, ReturnItem, ReturnPoint, Term, TermFault},
        values::{date::parse_minute, prose::Prose},
    },
    text::{field_errors, format, returning as words, sections},
};
use chrono::{DateTime, Utc};

/// The control that a missing choice leads to.
const FIRST: &str = "remark-1";

/// One item of the form.
pub struct Line {
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
pub struct Remarks<'a> {
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
pub fn lines(dossier: &Dossier, written: Remarks<'_>) -> Vec<Line> {
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
pub fn points(dossier: &Dossier, written: Remarks<'_>, errors: &mut Errors) -> Vec<ReturnPoint> {
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
pub fn labels(dossier: &Dossier, points: &[ReturnPoint]) -> Vec<String> {
    let label = |point: &ReturnPoint| sections::return_item(&point.item, dossier);
    points.iter().map(label).collect()
}

/// What an open return asks for, in words.
pub fn in_words(dossier: &Dossier, open: &OpenReturn) -> String {
    let labels = labels(dossier, &open.points);
    let remarks = open.points.iter().map(|point| point.remark.as_str());
    words::points(labels.iter().map(String::as_str).zip(remarks), &open.reason)
}

/// Until when, as typed; what is wrong with it is added to the errors. `days`: the shortest term.
pub fn due_at(text: &str, term: Term, days: i16, errors: &mut Errors) -> Option<DateTime<Utc>> {
    let due = match parse_minute(text) {
        Ok(due) => due,
        Err(error) => {
            errors.add("due_at", due_sentence(&error));
            return None;
        }
    };
    let sentence = match term.check(due) {
        Ok(()) => return Some(due),
        Err(TermFault::TooLate) => words::due_after_window(&format::deadline(term.latest)),
        Err(TermFault::TooSoon) => words::due_too_soon(days, &format::deadline(term.earliest)),
    };
    errors.add("due_at", sentence);
    None
}

fn due_sentence(error: &FieldError) -> String {
    field_errors::labelled(words::DUE_AT, error)
}
