//! The least that is missing for a tier, for the sentence that tells the applicant what to do next.

use super::{Measure, RuleId, TierReport, Verdict};
use crate::domain::link::Group;
use crate::domain::tier::Tier;

/// What the maturity clause still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaturityGap {
    /// A self-assessment, of whatever level.
    SelfAssessment,
    /// This level, 1 to 5, or a higher one.
    Level(u32),
}

/// What is still missing for a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The tier.
    pub tier: Tier,
    /// Further scenarios needed at the tier's standard; enough to reach the count and the groups.
    pub scenarios: u32,
    /// Groups in which at least one of those scenarios must lie.
    pub groups: Vec<Group>,
    /// What the maturity clause needs.
    pub maturity: Option<MaturityGap>,
    /// Further clauses that are unmet.
    pub others: Vec<RuleId>,
    /// Unmet clauses that nobody answered yet, apart from the maturity.
    pub unanswered: Vec<RuleId>,
    /// Clauses that a person must still judge.
    pub to_judge: usize,
}

impl Gap {
    /// Reads what is missing from a report.
    pub fn of(report: &TierReport) -> Self {
        let mut gap = Self {
            tier: report.tier,
            scenarios: 0,
            groups: Vec::new(),
            maturity: None,
            others: Vec::new(),
            unanswered: Vec::new(),
            to_judge: report.with_outcome(Verdict::Review).count(),
        };

        for finding in report.with_outcome(Verdict::Unmet) {
            match (finding.rule, finding.required, finding.actual) {
                (RuleId::ScenarioCount, Measure::Number(required), Measure::Number(actual)) => {
                    gap.scenarios = required.saturating_sub(actual);
                }
                (RuleId::Coverage(group), ..) => gap.groups.push(group),
                (RuleId::Maturity, Measure::Number(level), _) => {
                    gap.maturity = Some(MaturityGap::Level(level));
                }
                (RuleId::Maturity, ..) => gap.maturity = Some(MaturityGap::SelfAssessment),
                (rule, ..) if finding.is_unanswered() => gap.unanswered.push(rule),
                (rule, ..) => gap.others.push(rule),
            }
        }
        let groups = u32::try_from(gap.groups.len()).unwrap_or(u32::MAX);
        gap.scenarios = gap.scenarios.max(groups);
        gap
    }

    /// Whether nothing is missing.
    pub const fn is_closed(&self) -> bool {
        self.scenarios == 0
            && self.maturity.is_none()
            && self.others.is_empty()
            && self.unanswered.is_empty()
    }
}
