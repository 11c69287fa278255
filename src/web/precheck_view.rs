//! The pre-check as the pages show it: the staircase of four tiers, the clauses of the chosen
//! tier, and the board of groups, links and scenarios. Words only; the rules are elsewhere.

use std::fmt;

pub use crate::web::view::State;

/// The pre-check of one factory, worded for a chosen tier.
#[derive(Clone, Debug, Default)]
pub struct PrecheckView {
    /// Name of the chosen tier.
    pub tier_label: String,
    /// The four tiers, lowest first.
    pub steps: Vec<StairStep>,
    /// The clauses of the chosen tier.
    pub findings: Vec<FindingRow>,
    /// The five groups with their links and scenarios.
    pub groups: Vec<GroupRow>,
}

impl PrecheckView {
    /// The step of the chosen tier.
    #[must_use]
    pub fn chosen(&self) -> Option<&StairStep> {
        self.steps.iter().find(|step| step.chosen)
    }

    /// The clauses where something is left to do.
    pub fn open(&self) -> impl Iterator<Item = &FindingRow> {
        self.findings
            .iter()
            .filter(|row| matches!(row.state, State::Unmet | State::Todo))
    }

    /// How many clauses are met.
    #[must_use]
    pub fn count_met(&self) -> usize {
        self.count(State::Met)
    }

    /// How many clauses a person must judge.
    #[must_use]
    pub fn count_judge(&self) -> usize {
        self.count(State::Judge)
    }

    fn count(&self, state: State) -> usize {
        self.findings
            .iter()
            .filter(|row| row.state == state)
            .count()
    }
}

/// One tier in the staircase.
#[derive(Clone, Debug, Default)]
pub struct StairStep {
    /// Name of the tier.
    pub tier_label: String,
    /// `Met`, `Todo` (within reach) or `Unmet`.
    pub state: State,
    /// How it stands in a few words.
    pub badge: String,
    /// The one sentence that matters.
    pub sentence: String,
    /// Distinct scenarios that count.
    pub have: i64,
    /// Distinct scenarios required.
    pub need: i64,
    /// Required groups that are covered.
    pub groups_have: i64,
    /// Groups required.
    pub groups_need: i64,
    /// Whether this is the tier shown below.
    pub chosen: bool,
    /// Where this tier is chosen.
    pub href: Option<String>,
}

impl StairStep {
    /// How much of the bar is filled: never more than there is to fill.
    #[must_use]
    pub fn filled(&self) -> i64 {
        self.have.min(self.need)
    }
}

/// One clause with its result.
#[derive(Clone, Debug, Default)]
pub struct FindingRow {
    /// `Met`, `Unmet` or `Judge`.
    pub state: State,
    /// Name of the rule.
    pub name: String,
    /// Where it stands in the requirements.
    pub clause: String,
    /// What is required, what there is, what to do.
    pub sentence: String,
    /// What there is and what is required in figures; may be empty.
    pub figure: String,
    /// Where it is put right.
    pub href: Option<String>,
}

/// One of the five groups 环节.
#[derive(Clone, Debug, Default)]
pub struct GroupRow {
    /// Name of the group.
    pub label: String,
    /// Whether the chosen tier is satisfied here.
    pub coverage: Coverage,
    /// Its links.
    pub links: Vec<LinkCell>,
    /// Where a missing scenario is added.
    pub href: Option<String>,
}

/// Whether a group has a counted scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    /// It has one.
    Covered,
    /// It has none and the tier requires one.
    Missing,
    /// The tier does not require one.
    #[default]
    NotRequired,
}

/// One of the fourteen links.
#[derive(Clone, Debug, Default)]
pub struct LinkCell {
    /// Name of the link.
    pub label: String,
    /// Where its scenarios are filled in.
    pub href: Option<String>,
    /// The scenarios filled in.
    pub chips: Vec<Chip>,
}

/// One scenario of a link.
#[derive(Clone, Debug, Default)]
pub struct Chip {
    /// Name of the scenario.
    pub label: String,
    /// How it counts for the chosen tier.
    pub state: ChipState,
    /// Where it is filled in.
    pub href: Option<String>,
    /// Whether it is the scenario shown on this page.
    pub here: bool,
}

/// How a scenario counts for the chosen tier. Written into class names by `Display`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChipState {
    /// It counts.
    Counted,
    /// It counts, though the tier's own table lacks it.
    Unlisted,
    /// It has no content or evidence yet.
    Unfilled,
    /// It is claimed, but to a lower tier's standard.
    Below,
    /// It is claimed and not judged yet.
    Claimed,
    /// There is none.
    #[default]
    Empty,
}

impl fmt::Display for ChipState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Counted => "counted",
            Self::Unlisted => "unlisted",
            Self::Unfilled => "unfilled",
            Self::Below => "below",
            Self::Claimed => "claimed",
            Self::Empty => "empty",
        })
    }
}
