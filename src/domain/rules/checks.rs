//! One small function per clause: facts and conditions in, findings out.

use super::{
    Entity, Facts, Finding, Judgement, Measure, OtherIndustries, PriorTier, RuleId, RuleSet,
    ScenarioUse, Standing, TierConditions, Verdict,
};
use crate::domain::link::Group;
use crate::domain::tier::Tier;

/// What the checks of one tier look at.
pub(super) struct Checks<'a> {
    pub facts: &'a Facts,
    pub rules: &'a RuleSet,
    pub tier: Tier,
    pub scenarios: &'a [ScenarioUse],
}

impl Checks<'_> {
    /// Every finding of the tier, in the order of the requirements.
    pub fn run(&self) -> Vec<Finding> {
        let applicant = &self.facts.applicant;
        let yes = |rule, answer| self.declared(rule, true, answer);
        let mut findings = vec![
            yes(RuleId::Region, applicant.registered_in_region),
            self.entity(),
            yes(RuleId::AboveScale, self.scale_answer()),
            self.open_declaration(RuleId::Competitiveness, applicant.market_competitive),
            yes(RuleId::Operation, applicant.operating_normally),
            self.incidents(),
            self.declared(RuleId::Credit, false, applicant.seriously_dishonest),
            yes(RuleId::Controllable, applicant.secure_and_controllable),
            yes(RuleId::SecurityRisk, applicant.security_risk_controlled),
            yes(RuleId::Organisation, applicant.organisation_in_place),
            self.open_declaration(RuleId::DigitalCapability, applicant.digital_capability),
            self.maturity(),
            self.prior_tier(),
            self.scenario_count(),
        ];
        findings.extend(
            self.conditions()
                .groups
                .iter()
                .map(|group| self.coverage(*group)),
        );
        let bound = self.rules.quality_groups(self.tier);
        findings.extend(bound.iter().map(|group| self.quality(*group)));
        findings
    }

    const fn conditions(&self) -> &TierConditions {
        self.rules.tiers.get(self.tier)
    }

    fn finding(
        &self,
        rule: RuleId,
        computed: Verdict,
        required: Measure,
        actual: Measure,
    ) -> Finding {
        let judgement = if rule.is_judged() || computed == Verdict::Review {
            self.facts.judgement(self.tier, rule)
        } else {
            None
        };
        let (outcome, judged) = match (computed, judgement) {
            (Verdict::Met | Verdict::Review, Some(Judgement::Unmet)) => (Verdict::Unmet, true),
            (Verdict::Review, Some(Judgement::Met)) => (Verdict::Met, true),
            (computed, _) => (computed, false),
        };
        let clause = self.rules.clause(self.tier, rule).place.clone();
        Finding {
            rule,
            clause,
            outcome,
            required,
            actual,
            judged,
        }
    }

    fn declared(&self, rule: RuleId, wanted: bool, answer: Option<bool>) -> Finding {
        let outcome = if answer != Some(wanted) {
            Verdict::Unmet
        } else if self.rules.parameters.reviewed_declarations.contains(&rule) {
            Verdict::Review
        } else {
            Verdict::Met
        };
        let actual = answer.map_or(Measure::Nothing, Measure::Flag);
        self.finding(rule, outcome, Measure::Flag(wanted), actual)
    }

    /// A statement that nobody can measure: a person judges it unless the applicant denies it.
    fn open_declaration(&self, rule: RuleId, answer: Option<bool>) -> Finding {
        let outcome = match answer {
            Some(false) => Verdict::Unmet,
            Some(true) | None => Verdict::Review,
        };
        let actual = answer.map_or(Measure::Nothing, Measure::Flag);
        self.finding(rule, outcome, Measure::Flag(true), actual)
    }

    fn entity(&self) -> Finding {
        let branch = &self.rules.parameters.branch;
        let applicant = &self.facts.applicant;
        let (outcome, actual) = match (applicant.entity, applicant.industry) {
            (None, _) => (Verdict::Unmet, Measure::Nothing),
            (Some(Entity::LegalPerson), _) => (Verdict::Met, Measure::Entity(Entity::LegalPerson)),
            (Some(Entity::Branch), None) => (Verdict::Unmet, Measure::Entity(Entity::Branch)),
            (Some(Entity::Branch), Some(industry)) => {
                let outcome = if branch.excepted_industries.contains(&industry) {
                    Verdict::Met
                } else {
                    match branch.other_industries {
                        OtherIndustries::Review => Verdict::Review,
                        OtherIndustries::Refused => Verdict::Unmet,
                    }
                };
                (outcome, Measure::Industry(industry))
            }
        };
        self.finding(
            RuleId::Entity,
            outcome,
            Measure::Entity(Entity::LegalPerson),
            actual,
        )
    }

    fn scale_answer(&self) -> Option<bool> {
        let applicant = &self.facts.applicant;
        let by_parent = applicant.entity == Some(Entity::Branch)
            && self.rules.parameters.branch.parent_above_scale_counts;
        if by_parent {
            applicant.parent_above_scale
        } else {
            applicant.above_scale
        }
    }

    fn incidents(&self) -> Finding {
        let condition = self.conditions().incidents;
        let worst = self.facts.applicant.worst_incident;
        let outcome = match worst {
            None => Verdict::Unmet,
            Some(worst) if worst >= condition.refused_from => Verdict::Unmet,
            Some(worst) if condition.review_from.is_some_and(|from| worst >= from) => {
                Verdict::Review
            }
            Some(_) => Verdict::Met,
        };
        let actual = worst.map_or(Measure::Nothing, Measure::Incident);
        self.finding(
            RuleId::Incidents,
            outcome,
            Measure::Incident(condition.refused_from),
            actual,
        )
    }

    fn maturity(&self) -> Finding {
        let condition = self.conditions().maturity;
        let level = self.facts.maturity.map(|maturity| maturity.level);
        // `None` is lower than every level, so a named level also asks for a self-assessment.
        let outcome = if level < condition.minimum || (level.is_none() && condition.self_assessed) {
            Verdict::Unmet
        } else if level.is_some() && level < condition.review_below {
            Verdict::Review
        } else {
            Verdict::Met
        };
        let number = |level: Option<_>| match level {
            None => Measure::Nothing,
            Some(level) => Measure::Number(u8::from(level).into()),
        };
        self.finding(
            RuleId::Maturity,
            outcome,
            number(condition.minimum),
            number(level),
        )
    }

    fn prior_tier(&self) -> Finding {
        let held = self.facts.applicant.held_tier;
        let wanted = match self.conditions().prior_tier {
            PriorTier::None => None,
            PriorTier::Declared | PriorTier::Recognised | PriorTier::Judged => self.tier.below(),
        };
        let outcome = match wanted {
            Some(_) if self.conditions().prior_tier == PriorTier::Judged => Verdict::Review,
            Some(wanted) if held.is_none_or(|held| held < wanted) => Verdict::Unmet,
            Some(_) if self.conditions().prior_tier == PriorTier::Recognised => Verdict::Review,
            _ => Verdict::Met,
        };
        let measure = |tier: Option<Tier>| tier.map_or(Measure::Nothing, Measure::Tier);
        self.finding(RuleId::PriorTier, outcome, measure(wanted), measure(held))
    }

    fn scenario_count(&self) -> Finding {
        let required = self.conditions().scenarios;
        self.at_least(RuleId::ScenarioCount, required, |entry| {
            entry.standing.counts()
        })
    }

    fn coverage(&self, group: Group) -> Finding {
        self.at_least(RuleId::Coverage(group), 1, |entry| entry.covers(group))
    }

    /// Counts scenarios. Enough that the tier's own table lists are enough; where only unlisted ones
    /// make it enough, a person judges.
    fn at_least(
        &self,
        rule: RuleId,
        required: u32,
        counts: impl Fn(&ScenarioUse) -> bool,
    ) -> Finding {
        let counted = || self.scenarios.iter().filter(|entry| counts(entry));
        let listed = count(counted().filter(|entry| entry.standing == Standing::Counted));
        let actual = count(counted());
        let outcome = if listed >= required {
            Verdict::Met
        } else if actual >= required {
            Verdict::Review
        } else {
            Verdict::Unmet
        };
        self.finding(
            rule,
            outcome,
            Measure::Number(required),
            Measure::Number(actual),
        )
    }

    fn quality(&self, group: Group) -> Finding {
        let rule = RuleId::Quality(group);
        self.finding(rule, Verdict::Review, Measure::Nothing, Measure::Nothing)
    }
}

fn count<'a>(entries: impl Iterator<Item = &'a ScenarioUse>) -> u32 {
    u32::try_from(entries.count()).unwrap_or(u32::MAX)
}
