//! What the named parameters of an edition change.

use super::testing::*;
use super::*;
use crate::domain::link::Group;

#[test]
fn the_self_assessment_itself_can_be_waived() {
    let mut rules = edition().rules;
    for tier in Tier::ALL {
        let report = assess(&facts(0, Vec::new()), &rules, tier);
        let finding = report.finding(RuleId::Maturity).unwrap();
        assert_eq!(
            (finding.outcome, finding.actual),
            (Verdict::Unmet, Measure::Nothing)
        );
    }
    rules.tiers.basic.maturity.self_assessed = false;
    rules.tiers.advanced.maturity.self_assessed = false;
    let outcome = |tier| {
        let report = assess(&facts(0, Vec::new()), &rules, tier);
        report.finding(RuleId::Maturity).unwrap().outcome
    };
    assert_eq!(outcome(Tier::Basic), Verdict::Met);
    assert_eq!(
        outcome(Tier::Advanced),
        Verdict::Unmet,
        "a named level still asks for one"
    );
}

#[test]
fn branch_parameters_can_be_set_otherwise() {
    let mut rules = edition().rules;
    rules.parameters.branch.other_industries = OtherIndustries::Refused;
    rules.parameters.branch.parent_above_scale_counts = false;
    let mut facts = perfect();
    facts.applicant.entity = Some(Entity::Branch);
    facts.applicant.industry = Some("14".parse().unwrap());
    facts.applicant.above_scale = Some(false);
    facts.applicant.parent_above_scale = Some(true);
    let report = assess(&facts, &rules, Tier::Basic);
    assert_eq!(report.gap().others, [RuleId::Entity, RuleId::AboveScale]);
}

#[test]
fn the_prior_tier_can_be_asked_for() {
    use PriorTier::{Declared, None as NotAsked, Recognised};
    use Verdict::{Met, Review, Unmet};
    let found = |asked, held| {
        let mut rules = edition().rules;
        rules.tiers.excellent.prior_tier = asked;
        let mut facts = perfect();
        facts.applicant.held_tier = held;
        assess(&facts, &rules, Tier::Excellent)
            .finding(RuleId::PriorTier)
            .unwrap()
            .outcome
    };
    for (held, expected) in [
        (None, [Met, Unmet, Unmet]),
        (Some(Tier::Basic), [Met, Unmet, Unmet]),
        (Some(Tier::Advanced), [Met, Met, Review]),
        (Some(Tier::Leading), [Met, Met, Review]),
    ] {
        assert_eq!(
            [NotAsked, Declared, Recognised].map(|asked| found(asked, held)),
            expected
        );
    }
}

#[test]
fn instances_count_once_and_the_best_one_counts() {
    use Standing::{BelowStandard, Counted, Duplicate, OtherStandard};
    let link = Group::G3.links()[0];
    let claims = [Tier::Basic, Tier::Advanced, Tier::Advanced, Tier::Basic]
        .map(|tier| claim(1, link, tier))
        .to_vec();
    let mut rules = edition().rules;
    let standings = |rules: &RuleSet, tier| {
        let report = assess(&facts(2, claims.clone()), rules, tier);
        report
            .scenarios
            .iter()
            .map(|entry| entry.standing)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        standings(&rules, Tier::Basic),
        [Duplicate, Counted, Duplicate, Duplicate]
    );
    assert_eq!(
        standings(&rules, Tier::Advanced),
        [BelowStandard, Counted, Duplicate, BelowStandard]
    );
    rules.parameters.instances_count_once = false;
    assert_eq!(standings(&rules, Tier::Basic), [Counted; 4]);
    rules.parameters.higher_standard_counts_lower = false;
    assert_eq!(
        standings(&rules, Tier::Basic),
        [Counted, OtherStandard, OtherStandard, Counted]
    );
}

#[test]
fn a_declaration_can_be_left_for_review() {
    let mut rules = edition().rules;
    rules.parameters.reviewed_declarations = vec![RuleId::Controllable];
    let mut facts = perfect();
    let found = |facts: &Facts| {
        assess(facts, &rules, Tier::Basic)
            .finding(RuleId::Controllable)
            .unwrap()
            .outcome
    };
    assert_eq!(found(&facts), Verdict::Review);
    facts.applicant.secure_and_controllable = Some(false);
    assert_eq!(found(&facts), Verdict::Unmet);
}
