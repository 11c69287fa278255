//! The requirements (要素条件) as data and the pure function that checks an applicant against them.
//!
//! `assess` is the only place where a tier is passed or missed: the public self-check, the form while
//! it is filled, submission, screening and the replay of a past decision all call it.

mod checks;
mod edition;
mod facts;
mod gap;
mod input;
mod load;
mod official;
mod report;
mod rule_id;
mod rule_set;
mod usage;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod parameter_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod testing;

pub use edition::{Edition, Terms};
pub use facts::{
    Applicant, Claim, DeclaredMaturity, Entity, Facts, Incident, Industry, Judgement, Judgements,
    UnknownCode, UnknownIndustry,
};
pub use gap::{Gap, MaturityGap};
pub use input::{ClaimInput, FactsError, FactsInput, FactsProblem};
pub use official::{Attached, Landmarks};
pub use report::{Finding, Measure, TierReport, TierReports, Verdict};
pub use rule_id::{RuleId, UnknownRule};
pub use rule_set::{
    BaseClauses, BranchRule, Clause, IncidentCondition, MaturityCondition, OfficialText,
    OperationsAlias, OtherIndustries, Parameters, PriorTier, QualityBinds, RuleSet, TierConditions,
    UnitOfCoverage, UnlistedScenarios,
};
pub use usage::{ScenarioUse, Standing};

use super::tier::{Tier, TierTable};

/// Checks the facts against the conditions of one tier.
///
/// Pure: the same facts and rule set give the same report, byte for byte once serialised.
pub fn assess(facts: &Facts, rules: &RuleSet, tier: Tier) -> TierReport {
    let scenarios = usage::scenario_uses(&facts.scenarios, &rules.parameters, tier);
    let findings = checks::Checks {
        facts,
        rules,
        tier,
        scenarios: &scenarios,
    }
    .run();
    TierReport {
        edition: rules.edition.clone(),
        tier,
        findings,
        scenarios,
    }
}

/// Checks the facts against the conditions of every tier.
pub fn assess_all(facts: &Facts, rules: &RuleSet) -> TierReports {
    TierReports(TierTable::from_fn(|tier| assess(facts, rules, tier)))
}
