//! The task list of an application: its seven sections and how far each is.

use super::{
    links::{self, is_of_factory},
    own_page::OwnPage,
};
use crate::{
    domain::{
        completeness::{self, SectionState},
        returns::ReturnItem,
    },
    text::sections,
    web::{parts::Task, view::State},
};

struct Line {
    name: &'static str,
    note: String,
    href: String,
    item: ReturnItem,
    state: SectionState,
}

/// The lines of the task list, in the order of the printed application.
pub fn list(page: &OwnPage) -> Vec<Task> {
    (1..)
        .zip(lines(page))
        .map(|(number, line)| task(page, number, line))
        .collect()
}

fn lines(page: &OwnPage) -> Vec<Line> {
    let (dossier, rules) = (&page.dossier, &page.editions.rules);
    let (factory, enterprise): (Vec<_>, Vec<_>) =
        completeness::missing_in(dossier, rules, ReturnItem::Profile)
            .into_iter()
            .partition(|missing| is_of_factory(missing.field));
    let section = |item, name, note: String| Line {
        name,
        note,
        href: links::section(page, &item),
        item,
        state: completeness::state(dossier, rules, item),
    };
    vec![
        Line {
            state: filled(enterprise.len()),
            ..section(
                ReturnItem::Profile,
                sections::ENTERPRISE,
                sections::ENTERPRISE_NOTE.to_owned(),
            )
        },
        Line {
            href: links::factory(page.head.factory, page.id()),
            state: filled(factory.len()),
            ..section(
                ReturnItem::Profile,
                sections::FACTORY,
                dossier.factory.name.clone(),
            )
        },
        section(
            ReturnItem::Declarations,
            sections::DECLARATIONS,
            sections::DECLARATIONS_NOTE.to_owned(),
        ),
        section(
            ReturnItem::Maturity,
            sections::MATURITY,
            sections::maturity_note(&dossier.maturity),
        ),
        section(
            ReturnItem::Scenarios,
            sections::SCENARIOS,
            sections::scenarios_note(dossier, page.report()),
        ),
        section(
            ReturnItem::Quality,
            sections::QUALITY,
            sections::QUALITY_NOTE.to_owned(),
        ),
        section(
            ReturnItem::Attachments,
            sections::ATTACHMENTS,
            sections::ATTACHMENTS_NOTE.to_owned(),
        ),
    ]
}

const fn filled(missing: usize) -> SectionState {
    match missing {
        0 => SectionState::Complete,
        missing => SectionState::Incomplete(missing),
    }
}

fn task(page: &OwnPage, number: u8, line: Line) -> Task {
    let outside = page.refusal().is_none() && !opens(page, &line.item);
    let (state, state_label) = match line.state {
        _ if outside => (State::Neutral, sections::NOT_IN_SCOPE.to_owned()),
        SectionState::Complete => (State::Met, sections::state(line.state)),
        SectionState::Incomplete(_) => (State::Todo, sections::state(line.state)),
        SectionState::Untouched => (State::Neutral, sections::state(line.state)),
    };
    Task {
        label: sections::numbered(number, line.name),
        note: sections::to_correct(&page.remarks(line.item)).unwrap_or(line.note),
        href: Some(line.href),
        state,
        state_label,
    }
}

/// Whether something of the section may be edited: a return may open single scenarios.
fn opens(page: &OwnPage, item: &ReturnItem) -> bool {
    if page.lock(item).is_none() {
        return true;
    }
    *item == ReturnItem::Scenarios
        && page
            .dossier
            .instances
            .iter()
            .any(|instance| page.lock(&ReturnItem::Instance(instance.id)).is_none())
}
