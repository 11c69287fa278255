//! The result of checking a tier, as data; the text layer words it.

use serde::{Deserialize, Serialize};

use super::{Entity, Gap, Incident, Industry, RuleId, ScenarioUse};
use crate::domain::link::Group;
use crate::domain::tier::{Tier, TierTable};

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The clause is met.
    Met,
    /// The clause is not met.
    Unmet,
    /// A person must judge.
    Review,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Met, Self::Unmet, Self::Review];
}

/// What a clause requires or what there is, as a plain JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Measure {
    /// Nothing named, or nothing answered.
    Nothing,
    /// A declaration.
    Flag(bool),
    /// A count of scenarios, or a maturity level.
    Number(u32),
    /// Legal form.
    Entity(Entity),
    /// Industrial division.
    Industry(Industry),
    /// Severity of an incident.
    Incident(Incident),
    /// A tier held.
    Tier(Tier),
}

/// One clause checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// Place of the clause in the requirements.
    pub clause: String,
    /// The verdict.
    pub outcome: Verdict,
    /// What is required.
    pub required: Measure,
    /// What there is.
    pub actual: Measure,
    /// Whether the verdict is a person's.
    pub judged: bool,
}

impl Finding {
    /// Whether nobody answered yet what this clause asks: told apart from an answer that fails it.
    pub fn is_unanswered(&self) -> bool {
        let asks = !matches!(
            self.rule,
            RuleId::ScenarioCount | RuleId::Coverage(_) | RuleId::Quality(_) | RuleId::PriorTier
        );
        asks && self.actual == Measure::Nothing && !self.judged && self.outcome != Verdict::Met
    }

    /// Whether the answer fails the clause.
    pub fn is_failed(&self) -> bool {
        self.outcome == Verdict::Unmet && !self.is_unanswered()
    }

    /// Whether a person judges it, or has judged it.
    pub fn is_for_a_person(&self) -> bool {
        self.rule.is_judged() || self.outcome == Verdict::Review || self.judged
    }
}

/// All clauses of one tier checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierReport {
    /// Edition of the requirements.
    pub edition: String,
    /// The tier checked.
    pub tier: Tier,
    /// One finding per clause, in the order of the requirements.
    pub findings: Vec<Finding>,
    /// Every claimed scenario and whether it counts.
    pub scenarios: Vec<ScenarioUse>,
}

impl TierReport {
    /// Whether no clause is unmet; clauses for review do not stand in the way.
    pub fn passes(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.outcome != Verdict::Unmet)
    }

    /// The finding of one rule, if the tier has that rule.
    pub fn finding(&self, rule: RuleId) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.rule == rule)
    }

    /// The findings with this verdict, in order.
    pub fn with_outcome(&self, outcome: Verdict) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.outcome == outcome)
    }

    /// The scenarios that count, in the order claimed.
    pub fn counted(&self) -> impl Iterator<Item = &ScenarioUse> {
        self.scenarios
            .iter()
            .filter(|entry| entry.standing.counts())
    }

    /// The scenarios that cover a group.
    pub fn covering(&self, group: Group) -> impl Iterator<Item = &ScenarioUse> {
        self.scenarios
            .iter()
            .filter(move |entry| entry.covers(group))
    }

    /// The groups this tier requires, in order.
    pub fn required_groups(&self) -> impl Iterator<Item = Group> {
        self.findings
            .iter()
            .filter_map(|finding| match finding.rule {
                RuleId::Coverage(group) => Some(group),
                _ => None,
            })
    }

    /// What is still missing for this tier.
    pub fn gap(&self) -> Gap {
        Gap::of(self)
    }
}

/// The reports of all four tiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TierReports(pub TierTable<TierReport>);

impl TierReports {
    /// The report of one tier.
    pub const fn get(&self, tier: Tier) -> &TierReport {
        self.0.get(tier)
    }

    /// The reports, lowest tier first.
    pub fn iter(&self) -> impl Iterator<Item = &TierReport> {
        self.0.iter().map(|(_, report)| report)
    }

    /// Which tiers pass.
    pub fn passes(&self) -> TierTable<bool> {
        self.0.map(TierReport::passes)
    }

    /// The highest tier that passes, if any.
    pub fn highest(&self) -> Option<Tier> {
        self.iter()
            .filter(|report| report.passes())
            .map(|report| report.tier)
            .max()
    }
}
