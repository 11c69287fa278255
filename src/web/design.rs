//! The page `/design`, in the demonstration only: every component in every state, so that a change
//! to the look is checked at a glance. Content comes from `text::samples`.

use askama::Template;

use crate::text::samples;
use crate::web::form::{Choice, Errors};
use crate::web::parts::{
    Bar, FileRow, Pager, Pick, SortDirection, SortHead, SummaryRow, Tab, Task, TimelineEntry,
};
use crate::web::precheck_view::{
    Chip, ChipState, Coverage, FindingRow, GroupRow, LinkCell, PrecheckView, StairStep,
};
use crate::web::view::{
    Flash, FlashKind, Layout, NavigationItem, Office, SeasonNotice, State, Viewer,
};

/// Every component on one page.
#[derive(Template)]
#[template(path = "design/index.html")]
pub struct Design {
    layout: Layout,
    errors: Errors,
    fine: Errors,
    precheck: PrecheckView,
    tasks: Vec<Task>,
    timeline: Vec<TimelineEntry>,
    files: Vec<FileRow>,
    picks: Vec<Pick>,
    summary: Vec<SummaryRow>,
    heads: Vec<SortHead>,
    list: &'static [[&'static str; 4]],
    pager: Pager,
    tabs: Vec<Tab>,
    bars: Vec<Bar>,
    regions: Vec<Choice>,
    tiers: Vec<Choice>,
    yes_no: Vec<Choice>,
    levels: Vec<Choice>,
    opinions: Vec<Choice>,
    chosen: Vec<String>,
}

impl Design {
    /// The page with invented content. The layout is the visitor's own; what it lacks is filled in.
    #[must_use]
    pub fn sample(layout: Layout) -> Self {
        Self {
            layout: furnish(layout),
            errors: Errors(pairs(samples::ERRORS)),
            fine: Errors::default(),
            precheck: precheck(),
            tasks: tasks(),
            timeline: timeline(),
            files: files(),
            picks: picks(),
            summary: summary(),
            heads: heads(),
            list: samples::LIST,
            pager: pager(),
            tabs: tabs(),
            bars: bars(),
            regions: choices(samples::REGIONS),
            tiers: choices(samples::TIERS),
            yes_no: choices(samples::YES_NO),
            levels: choices(samples::LEVELS),
            opinions: choices(samples::OPINIONS),
            chosen: vec![String::from("1"), String::from("2")],
        }
    }

    fn answer(&self, index: usize) -> &str {
        self.summary.get(index).map_or("", |row| row.value.as_str())
    }

    fn widest(&self) -> i64 {
        self.bars.iter().map(|bar| bar.value).max().unwrap_or(1)
    }
}

/// A document for paper.
#[derive(Template)]
#[template(path = "design/paper.html")]
pub struct Paper {
    layout: Layout,
    summary: Vec<SummaryRow>,
    list: &'static [[&'static str; 4]],
}

impl Paper {
    /// The document with invented content.
    #[must_use]
    pub fn sample(layout: Layout) -> Self {
        Self {
            layout,
            summary: summary(),
            list: samples::LIST,
        }
    }
}

fn furnish(layout: Layout) -> Layout {
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

fn pairs(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(left, right)| ((*left).into(), (*right).into()))
        .collect()
}

fn choices(labels: &[&str]) -> Vec<Choice> {
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

fn nowhere() -> String {
    String::from("#")
}

fn tasks() -> Vec<Task> {
    let row = |(label, note, word, state_label): &(&str, &str, &str, &str)| Task {
        label: (*label).into(),
        note: (*note).into(),
        href: Some(nowhere()),
        state: state(word),
        state_label: (*state_label).into(),
    };
    samples::TASKS.iter().map(row).collect()
}

fn timeline() -> Vec<TimelineEntry> {
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

fn files() -> Vec<FileRow> {
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

fn picks() -> Vec<Pick> {
    let row = |(index, (label, word, state_label)): (usize, &(&str, &str, &str))| Pick {
        label: (*label).into(),
        href: "#".into(),
        current: index == 2,
        state: state(word),
        state_label: (*state_label).into(),
    };
    samples::PICKS.iter().enumerate().map(row).collect()
}

fn summary() -> Vec<SummaryRow> {
    let row = |(label, value): &(&str, &str)| SummaryRow {
        label: (*label).into(),
        value: (*value).into(),
        change: Some(nowhere()),
    };
    samples::SUMMARY.iter().map(row).collect()
}

fn heads() -> Vec<SortHead> {
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

fn pager() -> Pager {
    Pager {
        summary: samples::PAGER.into(),
        previous: None,
        next: Some(nowhere()),
    }
}

fn tabs() -> Vec<Tab> {
    let row = |(index, label): (usize, &&str)| Tab {
        label: (*label).into(),
        href: "#".into(),
        current: index == 0,
    };
    samples::TABS.iter().enumerate().map(row).collect()
}

fn bars() -> Vec<Bar> {
    let row = |(label, value): &(&str, i64)| Bar {
        label: (*label).into(),
        value: *value,
        href: Some(nowhere()),
    };
    samples::COUNTS.iter().map(row).collect()
}

fn precheck() -> PrecheckView {
    PrecheckView {
        tier_label: samples::TIERS[1].into(),
        steps: steps(),
        findings: findings(),
        groups: samples::GROUPS.iter().map(group).collect(),
    }
}

fn steps() -> Vec<StairStep> {
    let row = |(index, step): (usize, &(&str, &str, &str, &str, [i64; 4]))| {
        let [have, need, groups_have, groups_need] = step.4;
        StairStep {
            tier_label: step.0.into(),
            state: state(step.1),
            badge: step.2.into(),
            sentence: step.3.into(),
            have,
            need,
            groups_have,
            groups_need,
            chosen: index == 1,
            href: Some(nowhere()),
        }
    };
    samples::STEPS.iter().enumerate().map(row).collect()
}

fn findings() -> Vec<FindingRow> {
    let row =
        |(word, name, clause, sentence, figure): &(&str, &str, &str, &str, &str)| FindingRow {
            state: state(word),
            name: (*name).into(),
            clause: (*clause).into(),
            sentence: (*sentence).into(),
            figure: (*figure).into(),
            href: (*word == "unmet").then(|| "#".into()),
        };
    samples::FINDINGS.iter().map(row).collect()
}

fn group((label, coverage, links): &(&str, &str, &[samples::Link])) -> GroupRow {
    GroupRow {
        label: (*label).into(),
        coverage: match *coverage {
            "covered" => Coverage::Covered,
            "missing" => Coverage::Missing,
            _ => Coverage::NotRequired,
        },
        links: links.iter().map(cell).collect(),
        href: Some(nowhere()),
    }
}

fn cell((label, chips): &samples::Link) -> LinkCell {
    let chip = |(label, word): &(&str, &str)| Chip {
        label: (*label).into(),
        state: match *word {
            "below" => ChipState::Below,
            "claimed" => ChipState::Claimed,
            _ => ChipState::Counted,
        },
        href: Some(nowhere()),
        here: *word == "here",
    };
    LinkCell {
        label: (*label).into(),
        href: Some(nowhere()),
        chips: chips.iter().map(chip).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a browser or a reader would stumble over on any page.
    fn look_through(page: &str) {
        assert_eq!(page.matches("<h1").count(), 1, "one h1");
        assert!(page.contains("lang=\"zh-CN\""));
        assert!(!page.contains("{{") && !page.contains("{%"));
        assert!(
            !page.contains(" style=\"") && !page.contains("<style"),
            "nothing inline"
        );
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for id in &ids {
            assert_eq!(
                ids.iter().filter(|other| *other == id).count(),
                1,
                "{id} twice"
            );
        }
        for name in page
            .split(" for=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(ids.contains(&name), "label for {name} has no control");
        }
    }

    #[test]
    fn the_page_of_components_is_sound() {
        for elder in [false, true] {
            let layout = Layout {
                elder,
                ..Layout::default()
            };
            let page = Design::sample(layout).render().unwrap();
            look_through(&page);
            assert_eq!(page.contains("<html lang=\"zh-CN\" class=\"elder\""), elder);
        }
    }

    #[test]
    fn the_document_is_sound() {
        look_through(&Paper::sample(Layout::default()).render().unwrap());
    }
}
