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
fn what_the_nation_asks_is_judged_whatever_was_declared() {
    for tier in [Tier::Excellent, Tier::Leading] {
        for held in [None, Some(Tier::Basic), Some(Tier::Leading)] {
            let mut facts = perfect();
            facts.applicant.held_tier = held;
            let report = assess(&facts, &edition().rules, tier);
            let finding = report.finding(RuleId::PriorTier).unwrap();
            assert_eq!(
                (finding.outcome, finding.is_unanswered()),
                (Verdict::Review, false)
            );
        }
    }
}

#[test]
fn a_person_judges_where_only_unlisted_scenarios_make_the_count() {
    let link = Group::G3.links()[0];
    let mut claims = spread(4, &[Group::G3], Tier::Basic);
    let found = |claims: &[Claim]| {
        let report = assess(&facts(2, claims.to_vec()), &edition().rules, Tier::Basic);
        let count = report.finding(RuleId::ScenarioCount).unwrap();
        (count.outcome, count.actual, count.is_for_a_person())
    };
    assert_eq!(found(&claims), (Verdict::Unmet, Measure::Number(4), false));
    claims.push(unlisted(90, link, Tier::Advanced));
    assert_eq!(found(&claims), (Verdict::Review, Measure::Number(5), true));
    claims.push(claim(91, link, Tier::Basic));
    assert_eq!(found(&claims), (Verdict::Met, Measure::Number(6), false));
    let mut judged = facts(2, claims[..5].to_vec());
    judged.judge(Tier::Basic, RuleId::ScenarioCount, Judgement::Unmet);
    let report = assess(&judged, &edition().rules, Tier::Basic);
    assert_eq!(
        report.finding(RuleId::ScenarioCount).unwrap().outcome,
        Verdict::Unmet
    );
}

#[test]
fn what_nobody_answered_is_told_apart_from_what_fails() {
    let mut facts = perfect();
    facts.applicant.operating_normally = None;
    facts.applicant.seriously_dishonest = Some(true);
    facts.applicant.digital_capability = None;
    facts.maturity = None;
    let report = assess(&facts, &edition().rules, Tier::Advanced);
    let unanswered: Vec<RuleId> = report
        .findings
        .iter()
        .filter(|finding| finding.is_unanswered())
        .map(|finding| finding.rule)
        .collect();
    let expected = [
        RuleId::Operation,
        RuleId::DigitalCapability,
        RuleId::Maturity,
    ];
    assert_eq!(unanswered, expected);
    let failed: Vec<RuleId> = report
        .findings
        .iter()
        .filter(|finding| finding.is_failed())
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(failed, [RuleId::Credit]);
    let gap = report.gap();
    assert_eq!(
        (gap.unanswered, gap.others),
        (vec![RuleId::Operation], vec![RuleId::Credit])
    );
    assert!(!report.passes());
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
