//! One clause or scenario of a case as the officer sees it: the list beside it, what the
//! enterprise says about it, its evidence.

use super::{case_file::CaseFile, paths::Case};
use crate::{
    domain::{
        dossier::{EvidenceFile, Instance},
        ids::EvidenceId,
        rules::{Clause, RuleId},
        screening::{ScreenItem, ScreenVerdict, evidence_targets},
    },
    text::{
        answers::{self, Answer},
        findings::sentence,
        screening as words,
    },
    web::{
        parts::{Pick, SummaryRow},
        preview::Proofs,
        view::State,
    },
};

/// What is open on the page, and how the list is kept.
#[derive(Clone, Copy)]
pub(super) struct Position {
    pub item: ScreenItem,
    pub only_open: bool,
    pub file: Option<EvidenceId>,
}

/// The middle of the page.
pub(super) struct ItemView {
    pub title: String,
    /// The clause's place and what the rules find; empty for a scenario.
    pub requirement: String,
    /// The clause, whose summary and official words stand beside it; none for a scenario.
    pub clause: Option<Clause>,
    pub rows: Vec<SummaryRow>,
    pub proofs: Proofs,
    pub earlier: Option<String>,
}

/// The two lists beside the case: clauses and scenarios.
pub(super) fn picks(file: &CaseFile, at: Position) -> (Vec<Pick>, Vec<Pick>) {
    let shown = |item: &&ScreenItem| {
        !at.only_open || **item == at.item || file.desk.findings.verdict(**item).is_none()
    };
    file.desk
        .screened
        .items
        .iter()
        .filter(shown)
        .map(|item| (item, pick(file, at, *item)))
        .fold((Vec::new(), Vec::new()), |mut lists, (item, pick)| {
            match item {
                ScreenItem::Clause(_) => lists.0.push(pick),
                ScreenItem::Instance(_) => lists.1.push(pick),
            }
            lists
        })
}

fn pick(file: &CaseFile, at: Position, item: ScreenItem) -> Pick {
    let (state, state_label) = standing(file, item);
    let case = Case {
        application: file.application.id(),
    };
    Pick {
        label: file.item_label(item),
        href: case.at(item, at.only_open, None),
        current: item == at.item,
        state,
        state_label,
    }
}

fn standing(file: &CaseFile, item: ScreenItem) -> (State, String) {
    let findings = &file.desk.findings;
    match findings.verdict(item) {
        None if file.needs_another_look(item) => (State::Judge, words::CHANGED.to_owned()),
        None => (State::Neutral, words::OPEN.to_owned()),
        Some(verdict) => (look(verdict), verdict_words(file, item, verdict)),
    }
}

fn verdict_words(file: &CaseFile, item: ScreenItem, verdict: ScreenVerdict) -> String {
    let ScreenItem::Instance(id) = item else {
        return words::verdict_label(verdict).to_owned();
    };
    let found = file.desk.findings.instances.get(&id);
    match (found, file.dossier().instance(id)) {
        (Some(found), Some(instance)) => {
            words::instance_verdict_label(found.verdict, instance.claimed_tier)
        }
        _ => words::verdict_label(verdict).to_owned(),
    }
}

const fn look(verdict: ScreenVerdict) -> State {
    match verdict {
        ScreenVerdict::Confirmed => State::Met,
        ScreenVerdict::Refused => State::Unmet,
        ScreenVerdict::Incomplete => State::Todo,
    }
}

/// What the enterprise says about the open item.
pub(super) fn item(file: &CaseFile, at: Position) -> ItemView {
    let dossier = file.dossier();
    let files: Vec<&EvidenceFile> = evidence_targets(at.item)
        .into_iter()
        .flat_map(|target| dossier.evidence_of(target))
        .collect();
    let case = Case {
        application: file.application.id(),
    };
    let proofs = Proofs::first(&files, at.file, |id| {
        case.at(at.item, at.only_open, Some(id))
    });
    let (title, requirement, rows) = match at.item {
        ScreenItem::Clause(rule) => clause(file, rule),
        ScreenItem::Instance(id) => dossier
            .instance(id)
            .map_or_else(Default::default, |found| scenario(file, found)),
    };
    ItemView {
        title,
        requirement,
        clause: match at.item {
            ScreenItem::Clause(rule) => Some(file.rules.clause(dossier.tier, rule).clone()),
            ScreenItem::Instance(_) => None,
        },
        rows: rows.into_iter().map(summary_row).collect(),
        proofs,
        earlier: earlier(file, at.item),
    }
}

fn summary_row(answer: Answer) -> SummaryRow {
    SummaryRow {
        label: answer.label,
        value: answer.value,
        change: None,
    }
}

fn scenario(file: &CaseFile, instance: &Instance) -> (String, String, Vec<Answer>) {
    let standard = file
        .catalogue
        .scenario(&instance.scenario)
        .and_then(|scenario| scenario.standards.get(instance.claimed_tier).clone());
    let name = words::scenario_name(&file.catalogue, instance);
    // The title already says the scenario and the instance.
    let mut rows = answers::instance(instance, &name);
    rows.drain(..2);
    rows.splice(1..1, standard.map(words::standard));
    let title = words::instance_title(&file.catalogue, instance);
    (title, String::new(), rows)
}

fn clause(file: &CaseFile, rule: RuleId) -> (String, String, Vec<Answer>) {
    let tier = file.application.tier();
    let clause = file.rules.clause(tier, rule);
    let finding = file.desk.submission.reports.get(tier).finding(rule);
    (
        words::clause_name(&file.rules, tier, rule),
        words::requirement(&clause.place, &finding.map(sentence).unwrap_or_default()),
        words::clause_answers(file.dossier(), &file.catalogue, rule),
    )
}

/// A clause by its name, with what the enterprise says about it.
pub(super) fn clause_rows(file: &CaseFile, rule: RuleId) -> (String, Vec<SummaryRow>) {
    let (title, _, rows) = clause(file, rule);
    (title, rows.into_iter().map(summary_row).collect())
}

/// What was found on the submission before, when it has to be looked at again.
fn earlier(file: &CaseFile, item: ScreenItem) -> Option<String> {
    let previous = file.previous.as_ref()?;
    if !file.needs_another_look(item) {
        return None;
    }
    let verdict = previous.findings.verdict(item)?;
    Some(words::earlier(
        previous.submission.number,
        verdict,
        previous.findings.comment(item),
    ))
}
