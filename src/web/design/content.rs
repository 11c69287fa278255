//! Invented rows for the components, from `text::samples`.

use crate::config::Office;
use crate::domain::season::Stage;
use crate::text::{samples, season_labels};
use crate::web::form::{Choice, Errors};
use crate::web::parts::{
    Bar, FileRow, Pager, Pick, SortDirection, SortHead, SummaryRow, Tab, Task, TimelineEntry,
};
use crate::web::view::{Flash, FlashKind, Layout, NavigationItem, SeasonNotice, State, Viewer};

pub(super) fn furnish(layout: Layout) -> Layout {
    let [service, name, telephone, support, record_number] = samples::OFFICE.map(String::from);
    let [title, deadline, remaining] = samples::SEASON.map(String::from);
    let [unit, role] = samples::VIEWER;
    Layout {
        viewer: Some(Viewer {
            name: unit.into(),
            role,
            home: "/",
        }),
        navigation: samples::SECTIONS.iter().enumerate().map(section).collect(),
        flash: Some(Flash {
            kind: FlashKind::Done,
            text: samples::FLASH.into(),
        }),
        season: Some(SeasonNotice {
            title,
            closing: season_labels::closing(Stage::Enterprise).to_owned(),
            deadline,
            remaining,
        }),
        unread: 2,
        demonstration: true,
        office: Office {
            service,
            name,
            telephone,
            support,
            record_number,
        },
        ..layout
    }
}

fn section((index, label): (usize, &&str)) -> NavigationItem {
    NavigationItem {
        label: (*label).into(),
        href: "#".into(),
        current: index == 0,
        count: None,
    }
}

pub(super) fn errors() -> Errors {
    let mut errors = Errors::default();
    for (field, sentence) in samples::ERRORS {
        errors.add(*field, *sentence);
    }
    errors
}

pub(super) fn choices(labels: &[&str]) -> Vec<Choice> {
    labels
        .iter()
        .enumerate()
        .map(|(index, label)| Choice::new(index.to_string(), *label))
        .collect()
}

fn state(word: &str) -> State {
    [State::Met, State::Todo, State::Unmet, State::Judge]
        .into_iter()
        .find(|state| state.to_string() == word)
        .unwrap_or_default()
}

pub(super) fn nowhere() -> String {
    String::from("#")
}

pub(super) fn tasks() -> Vec<Task> {
    let row = |(label, note, word, state_label): &(&str, &str, &str, &str)| Task {
        label: (*label).into(),
        note: (*note).into(),
        href: Some(nowhere()),
        state: state(word),
        state_label: (*state_label).into(),
    };
    samples::TASKS.iter().map(row).collect()
}

pub(super) fn timeline() -> Vec<TimelineEntry> {
    let last = samples::TIMELINE.len() - 1;
    let row = |(index, (what, at, who, note)): (usize, &(&str, &str, &str, &str))| TimelineEntry {
        at: (*at).into(),
        who: (*who).into(),
        what: (*what).into(),
        note: (*note).into(),
        ahead: index == last,
    };
    samples::TIMELINE.iter().enumerate().map(row).collect()
}

pub(super) fn files() -> Vec<FileRow> {
    let last = samples::FILES.len() - 1;
    let row = |(index, file): (usize, &(&str, &str, &str, &str, &str))| FileRow {
        kind: file.0.into(),
        name: file.1.into(),
        facts: file.2.into(),
        href: (index != last).then(|| "#".into()),
        state: state(file.3),
        state_label: file.4.into(),
        remove: Some(nowhere()),
        undo: (index == last).then(|| "#".into()),
    };
    samples::FILES.iter().enumerate().map(row).collect()
}

pub(super) fn picks() -> Vec<Pick> {
    let row = |(index, (label, word, state_label)): (usize, &(&str, &str, &str))| Pick {
        label: (*label).into(),
        href: "#".into(),
        current: index == 2,
        state: state(word),
        state_label: (*state_label).into(),
    };
    samples::PICKS.iter().enumerate().map(row).collect()
}

pub(super) fn summary() -> Vec<SummaryRow> {
    let row = |(label, value): &(&str, &str)| SummaryRow {
        label: (*label).into(),
        value: (*value).into(),
        change: Some(nowhere()),
    };
    samples::SUMMARY.iter().map(row).collect()
}

pub(super) fn heads() -> Vec<SortHead> {
    let row = |(index, label): (usize, &&str)| SortHead {
        label: (*label).into(),
        href: "#".into(),
        direction: if index == 1 {
            SortDirection::Ascending
        } else {
            SortDirection::None
        },
        is_figure: index == 0,
    };
    samples::COLUMNS.iter().enumerate().map(row).collect()
}

pub(super) fn pager() -> Pager {
    Pager {
        summary: samples::PAGER.into(),
        previous: None,
        next: Some(nowhere()),
    }
}

pub(super) fn tabs() -> Vec<Tab> {
    let row = |(index, label): (usize, &&str)| Tab {
        label: (*label).into(),
        href: "#".into(),
        current: index == 0,
    };
    samples::TABS.iter().enumerate().map(row).collect()
}

pub(super) fn bars() -> Vec<Bar> {
    let row = |(label, value): &(&str, i64)| Bar {
        label: (*label).into(),
        value: *value,
        href: Some(nowhere()),
    };
    samples::COUNTS.iter().map(row).collect()
}
