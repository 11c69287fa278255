//! From the reports of the rules to the pre-check as the pages show it.

use crate::domain::catalogue::{Catalogue, ScenarioId};
use crate::domain::link::{Group, Link};
use crate::domain::rules::{
    Finding, Measure, RuleId, ScenarioUse, Standing, TierReport, TierReports, Verdict,
};
use crate::domain::tier::Tier;
use crate::text::labels::{group_label, link_label, tier_label};
use crate::text::{findings, precheck};
use crate::web::precheck_view::{
    Chip, ChipState, Coverage, FindingRow, GroupRow, LinkCell, PrecheckView, StairStep, State,
};

/// Where the parts of the pre-check lead. A page answers for what it can open; nothing by default.
pub trait PrecheckLinks {
    /// Where a tier is chosen.
    fn tier(&self, _tier: Tier) -> Option<String> {
        None
    }
    /// Where a clause that is not met is put right.
    fn rule(&self, _rule: RuleId) -> Option<String> {
        None
    }
    /// Where the scenarios of a link are filled in.
    fn link(&self, _link: Link) -> Option<String> {
        None
    }
    /// Where a scenario is filled in or read.
    fn scenario(&self, _scenario: &ScenarioId) -> Option<String> {
        None
    }
    /// Whether this scenario is the one shown on the page.
    fn is_here(&self, _scenario: &ScenarioId) -> bool {
        false
    }
}

/// Leads nowhere: for paper and for readers who change nothing.
pub struct NoLinks;

impl PrecheckLinks for NoLinks {}

impl PrecheckView {
    /// Words the reports of all tiers, with the clauses and the board of the chosen one.
    #[must_use]
    pub fn build(
        reports: &TierReports,
        catalogue: &Catalogue,
        chosen: Tier,
        links: &dyn PrecheckLinks,
    ) -> Self {
        let report = reports.get(chosen);
        let next = reports
            .iter()
            .find(|report| !report.passes())
            .map(|report| report.tier);
        let step = |report: &TierReport| StairStep {
            state: match (report.passes(), next == Some(report.tier)) {
                (true, _) => State::Met,
                (false, true) => State::Todo,
                (false, false) => State::Unmet,
            },
            chosen: report.tier == chosen,
            href: links.tier(report.tier),
            ..stair_step(report)
        };
        let board = Board {
            report,
            catalogue,
            links,
        };
        Self {
            tier_label: tier_label(chosen).to_owned(),
            steps: reports.iter().map(step).collect(),
            findings: report
                .findings
                .iter()
                .map(|finding| finding_row(finding, links))
                .collect(),
            groups: Group::ALL
                .into_iter()
                .map(|group| board.group(group))
                .collect(),
        }
    }
}

fn stair_step(report: &TierReport) -> StairStep {
    let (have, need) = report
        .finding(RuleId::ScenarioCount)
        .map_or((0, 0), numbers);
    let covered = |group: &Group| {
        report
            .finding(RuleId::Coverage(*group))
            .is_some_and(|finding| finding.outcome == Verdict::Met)
    };
    StairStep {
        tier_label: tier_label(report.tier).to_owned(),
        badge: precheck::badge(report),
        sentence: precheck::summary(report),
        have,
        need,
        groups_have: count(report.required_groups().filter(covered)),
        groups_need: count(report.required_groups()),
        ..StairStep::default()
    }
}

fn numbers(finding: &Finding) -> (i64, i64) {
    let number = |measure| match measure {
        Measure::Number(number) => i64::from(number),
        _ => 0,
    };
    (number(finding.actual), number(finding.required))
}

fn count(groups: impl Iterator<Item = Group>) -> i64 {
    groups.fold(0, |sum, _| sum + 1)
}

fn finding_row(finding: &Finding, links: &dyn PrecheckLinks) -> FindingRow {
    let state = match (finding.outcome, finding.actual) {
        (Verdict::Met, _) => State::Met,
        (Verdict::Review, _) => State::Judge,
        (Verdict::Unmet, Measure::Nothing) if !finding.judged => State::Todo,
        (Verdict::Unmet, _) => State::Unmet,
    };
    FindingRow {
        state,
        name: findings::rule_name(finding.rule),
        clause: finding.clause.clone(),
        sentence: findings::sentence(finding),
        figure: precheck::figure(finding),
        href: links.rule(finding.rule).filter(|_| state != State::Met),
    }
}

struct Board<'a> {
    report: &'a TierReport,
    catalogue: &'a Catalogue,
    links: &'a dyn PrecheckLinks,
}

impl Board<'_> {
    fn group(&self, group: Group) -> GroupRow {
        let rule = RuleId::Coverage(group);
        GroupRow {
            label: group_label(group).to_owned(),
            coverage: match self.report.finding(rule).map(|finding| finding.outcome) {
                Some(Verdict::Met) => Coverage::Covered,
                Some(Verdict::Unmet | Verdict::Review) => Coverage::Missing,
                None => Coverage::NotRequired,
            },
            links: group.links().iter().map(|link| self.link(*link)).collect(),
            href: self.links.rule(rule),
        }
    }

    fn link(&self, link: Link) -> LinkCell {
        let shown = |entry: &&ScenarioUse| entry.link == link && !self.is_repeated(entry);
        LinkCell {
            label: link_label(link).to_owned(),
            href: self.links.link(link),
            chips: self
                .report
                .scenarios
                .iter()
                .filter(shown)
                .map(|entry| self.chip(entry))
                .collect(),
        }
    }

    /// Whether the same scenario is shown by a better or earlier instance.
    fn is_repeated(&self, entry: &ScenarioUse) -> bool {
        let best = self
            .report
            .scenarios
            .iter()
            .filter(|other| other.scenario == entry.scenario)
            .min_by_key(|other| !other.standing.counts());
        best.is_some_and(|best| !std::ptr::eq(best, entry))
    }

    fn chip(&self, entry: &ScenarioUse) -> Chip {
        let name = self
            .catalogue
            .scenario(&entry.scenario)
            .map(|scenario| scenario.name.clone());
        Chip {
            label: name.unwrap_or_else(|| entry.scenario.to_string()),
            state: match entry.standing {
                Standing::Counted => ChipState::Counted,
                Standing::Unlisted => ChipState::Unlisted,
                Standing::Unfilled => ChipState::Unfilled,
                _ => ChipState::Below,
            },
            href: self.links.scenario(&entry.scenario),
            here: self.links.is_here(&entry.scenario),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::{
        Applicant, Claim, DeclaredMaturity, Edition, Facts, Judgements, assess_all,
    };

    fn edition() -> Edition {
        let rules = include_str!("../../config/seasons/2025/rules.toml");
        let catalogue = include_str!("../../config/seasons/2025/catalogue.toml");
        Edition::from_toml(("rules.toml", rules), ("catalogue.toml", catalogue)).unwrap()
    }

    /// An applicant who answered nothing but has the first scenarios of the advanced table.
    fn view(count: usize, chosen: Tier) -> PrecheckView {
        let edition = edition();
        let claims = edition
            .catalogue
            .table(Tier::Advanced)
            .take(count)
            .map(|scenario| Claim::of(scenario, Tier::Advanced));
        let facts = Facts {
            catalogue: edition.catalogue.edition.clone(),
            applicant: Applicant::default(),
            maturity: Some(DeclaredMaturity {
                level: 2.try_into().unwrap(),
            }),
            scenarios: claims.collect(),
            judgements: Judgements::new(),
        };
        PrecheckView::build(
            &assess_all(&facts, &edition.rules),
            &edition.catalogue,
            chosen,
            &NoLinks,
        )
    }

    #[test]
    fn the_staircase_has_one_chosen_step_and_one_next_step() {
        let view = view(4, Tier::Advanced);
        assert_eq!(view.steps.len(), 4);
        let chosen: Vec<bool> = view.steps.iter().map(|step| step.chosen).collect();
        assert_eq!(chosen, [false, true, false, false]);
        let states: Vec<State> = view.steps.iter().map(|step| step.state).collect();
        assert_eq!(
            states,
            [State::Todo, State::Unmet, State::Unmet, State::Unmet]
        );
        let counts: Vec<(i64, i64)> = view
            .steps
            .iter()
            .map(|step| (step.have, step.need))
            .collect();
        assert_eq!(counts, [(4, 5), (4, 10), (0, 16), (0, 20)]);
    }

    #[test]
    fn the_board_shows_every_link_and_each_claimed_scenario_once() {
        let board = view(12, Tier::Excellent);
        assert_eq!(board.groups.len(), 5);
        let links: Vec<&LinkCell> = board.groups.iter().flat_map(|group| &group.links).collect();
        assert_eq!(links.len(), 14);
        let chips: Vec<&Chip> = links.iter().flat_map(|link| &link.chips).collect();
        assert_eq!(chips.len(), 12);
        assert!(chips.iter().all(|chip| chip.state == ChipState::Below));
        assert!(
            board
                .groups
                .iter()
                .all(|group| group.coverage == Coverage::Missing)
        );
    }

    #[test]
    fn what_was_not_answered_is_to_do_and_not_a_failure() {
        let findings = view(0, Tier::Basic).findings;
        let states: Vec<State> = findings.iter().take(3).map(|row| row.state).collect();
        assert_eq!(states, [State::Todo; 3]);
        assert!(
            findings.iter().any(|row| row.state == State::Unmet),
            "no scenarios"
        );
    }
}
