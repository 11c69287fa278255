//! Single clauses by example: thresholds, declarations, judgements, spelling.

use super::testing::*;
use super::*;
use crate::domain::link::Group;
use crate::domain::link::Group::{G1, G2, G3, G4, G5};

fn outcome(facts: &Facts, tier: Tier, rule: RuleId) -> Verdict {
    assess(facts, &edition().rules, tier)
        .finding(rule)
        .unwrap()
        .outcome
}

#[test]
fn each_tier_needs_its_count() {
    let counts = [
        (Tier::Basic, 5),
        (Tier::Advanced, 10),
        (Tier::Excellent, 16),
        (Tier::Leading, 20),
    ];
    for (tier, count) in counts {
        for (have, passes) in [(count - 1, false), (count, true), (count + 1, true)] {
            let report = assess(
                &facts(4, spread(have, &Group::ALL, tier)),
                &edition().rules,
                tier,
            );
            assert_eq!(report.passes(), passes, "{have} for {tier}");
            let unmet: Vec<_> = report
                .with_outcome(Verdict::Unmet)
                .map(|f| f.rule)
                .collect();
            assert_eq!(unmet.is_empty(), passes);
            assert!(unmet.iter().all(|rule| *rule == RuleId::ScenarioCount));
        }
    }
}

#[test]
fn each_missing_required_group_fails_and_no_other() {
    let required: [(Tier, &[Group]); 4] = [
        (Tier::Basic, &[G3]),
        (Tier::Advanced, &[G3, G4, G5]),
        (Tier::Excellent, &[G1, G2, G3, G4, G5]),
        (Tier::Leading, &[G1, G2, G3, G4, G5]),
    ];
    for (tier, groups) in required {
        for missing in Group::ALL {
            let others: Vec<Group> = Group::ALL.into_iter().filter(|g| *g != missing).collect();
            let report = assess(&facts(4, spread(24, &others, tier)), &edition().rules, tier);
            assert_eq!(
                report.passes(),
                !groups.contains(&missing),
                "{tier} without {missing}"
            );
            assert_eq!(report.required_groups().collect::<Vec<_>>(), groups);
        }
    }
}

#[test]
fn each_unanswered_or_wrong_declaration_fails_every_tier() {
    type Change = fn(&mut Applicant);
    let changes: [(RuleId, Change, Change); 8] = [
        (
            RuleId::Region,
            |a| a.registered_in_region = None,
            |a| a.registered_in_region = Some(false),
        ),
        (
            RuleId::AboveScale,
            |a| a.above_scale = None,
            |a| a.above_scale = Some(false),
        ),
        (
            RuleId::Operation,
            |a| a.operating_normally = None,
            |a| a.operating_normally = Some(false),
        ),
        (
            RuleId::Incidents,
            |a| a.worst_incident = None,
            |a| a.worst_incident = Some(Incident::Major),
        ),
        (
            RuleId::Credit,
            |a| a.seriously_dishonest = None,
            |a| a.seriously_dishonest = Some(true),
        ),
        (
            RuleId::Controllable,
            |a| a.secure_and_controllable = None,
            |a| a.secure_and_controllable = Some(false),
        ),
        (
            RuleId::SecurityRisk,
            |a| a.security_risk_controlled = None,
            |a| a.security_risk_controlled = Some(false),
        ),
        (
            RuleId::Organisation,
            |a| a.organisation_in_place = None,
            |a| a.organisation_in_place = Some(false),
        ),
    ];
    for (rule, missing, wrong) in changes {
        for (change, actual_missing) in [(missing, true), (wrong, false)] {
            let mut facts = perfect();
            change(&mut facts.applicant);
            for report in assess_all(&facts, &edition().rules).iter() {
                let unmet: Vec<_> = report.with_outcome(Verdict::Unmet).collect();
                assert_eq!(unmet.len(), 1, "{rule}");
                assert_eq!(unmet[0].rule, rule);
                assert_eq!(
                    unmet[0].actual == Measure::Nothing,
                    actual_missing,
                    "{rule}"
                );
            }
        }
    }
}

#[test]
fn incidents_by_tier() {
    use Verdict::{Met, Review, Unmet};
    let table = [
        (Incident::None, [Met, Met, Met, Met]),
        (Incident::General, [Met, Met, Met, Met]),
        (Incident::Larger, [Met, Met, Review, Review]),
        (Incident::Major, [Unmet; 4]),
        (Incident::Extraordinary, [Unmet; 4]),
    ];
    for (incident, expected) in table {
        let mut facts = perfect();
        facts.applicant.worst_incident = Some(incident);
        let found = Tier::ALL.map(|tier| outcome(&facts, tier, RuleId::Incidents));
        assert_eq!(found, expected, "{incident:?}");
    }
}

#[test]
fn maturity_by_tier() {
    use Verdict::{Met, Review, Unmet};
    let table = [
        (0, [Unmet, Unmet, Unmet, Unmet]),
        (1, [Review, Unmet, Unmet, Unmet]),
        (2, [Met, Met, Unmet, Unmet]),
        (3, [Met, Met, Met, Unmet]),
        (4, [Met, Met, Met, Met]),
        (5, [Met, Met, Met, Met]),
    ];
    for (number, expected) in table {
        let facts = facts(number, Vec::new());
        assert_eq!(
            Tier::ALL.map(|tier| outcome(&facts, tier, RuleId::Maturity)),
            expected
        );
    }
}

#[test]
fn a_branch_needs_an_excepted_industry_and_its_parent() {
    let branch = |industry: Option<&str>, parent| {
        let mut facts = perfect();
        facts.applicant.entity = Some(Entity::Branch);
        facts.applicant.industry = industry.map(|code| code.parse().unwrap());
        facts.applicant.above_scale = None;
        facts.applicant.parent_above_scale = parent;
        facts
    };
    let entity = |industry| outcome(&branch(industry, None), Tier::Basic, RuleId::Entity);
    for named in ["07", "09", "16", "25", "32", "36"] {
        assert_eq!(entity(Some(named)), Verdict::Met, "{named}");
    }
    assert_eq!(entity(Some("14")), Verdict::Review);
    assert_eq!(entity(None), Verdict::Unmet);
    let scale = |parent| outcome(&branch(Some("32"), parent), Tier::Basic, RuleId::AboveScale);
    assert_eq!(
        [Some(true), Some(false), None].map(scale),
        [Verdict::Met, Verdict::Unmet, Verdict::Unmet]
    );
}

#[test]
fn a_judgement_settles_what_is_for_review_and_a_refusal_reaches_upwards() {
    let mut facts = perfect();
    facts.judge(Tier::Advanced, RuleId::Quality(G3), Judgement::Unmet);
    facts.judge(Tier::Advanced, RuleId::Quality(G4), Judgement::Met);
    facts.judge(Tier::Advanced, RuleId::ScenarioCount, Judgement::Unmet);
    let reports = assess_all(&facts, &edition().rules);
    let advanced = reports.get(Tier::Advanced);
    let judged = |rule| {
        advanced
            .finding(rule)
            .map(|found| (found.outcome, found.judged))
            .unwrap()
    };
    assert_eq!(judged(RuleId::Quality(G3)), (Verdict::Unmet, true));
    assert_eq!(judged(RuleId::Quality(G4)), (Verdict::Met, true));
    assert_eq!(judged(RuleId::Quality(G5)), (Verdict::Review, false));
    assert_eq!(judged(RuleId::ScenarioCount), (Verdict::Met, false));
    assert_eq!(reports.highest(), Some(Tier::Basic));
    assert!(!reports.get(Tier::Excellent).passes());
}

#[test]
fn a_refused_base_requirement_is_refused_for_every_tier() {
    let mut facts = perfect();
    facts.judge(Tier::Advanced, RuleId::Region, Judgement::Unmet);
    let reports = assess_all(&facts, &edition().rules);
    assert_eq!(reports.passes(), TierTable::from_fn(|_| false));
    let region = reports.get(Tier::Basic).finding(RuleId::Region).unwrap();
    assert_eq!((region.outcome, region.judged), (Verdict::Unmet, true));
}

#[test]
fn scenarios_are_looked_up_in_the_catalogue() {
    let json = |id: &str| {
        format!(
            r#"{{"applicant":{{}},"maturity":null,"scenarios":[{{"scenario":"{id}","tier":"basic"}}]}}"#
        )
    };
    let catalogue = edition().catalogue;
    let read = |id: &str| serde_json::from_str::<FactsInput>(&json(id)).unwrap();
    let facts = read("S24").into_facts(&catalogue).unwrap();
    assert_eq!(facts.scenarios[0].link.id(), "L06");
    assert_eq!(facts.catalogue, catalogue.edition);
    let errors = read("S30").into_facts(&catalogue).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "scenarios[0].scenario: unknown scenario `S30`"
    );
    let mut shorter = catalogue;
    shorter
        .scenarios
        .iter_mut()
        .for_each(|scenario| scenario.standards.basic = None);
    let errors = read("S24").into_facts(&shorter).unwrap_err();
    assert_eq!(errors[0].field, "scenarios[0].tier");
}

#[test]
fn the_report_is_spelled_as_the_interface_says() {
    let report = assess(
        &facts(2, spread(1, &[G3], Tier::Advanced)),
        &edition().rules,
        Tier::Advanced,
    );
    let json = serde_json::to_value(&report).unwrap();
    let count = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["rule"] == "scenario-count");
    let expected = r#"{"outcome":"unmet","required":10,"actual":1,"judged":false}"#;
    let expected: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(expected).unwrap();
    for (key, value) in expected {
        assert_eq!(count.unwrap()[&key], value);
    }
    assert_eq!(
        count.unwrap()["clause"],
        edition().rules.tiers.advanced.section.place
    );
    let rules: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect();
    assert_eq!(
        rules,
        [
            "region",
            "entity",
            "above-scale",
            "competitiveness",
            "operation",
            "incidents",
            "credit",
            "controllable",
            "security-risk",
            "organisation",
            "digital-capability",
            "maturity",
            "prior-tier",
            "scenario-count",
            "coverage-G3",
            "coverage-G4",
            "coverage-G5",
            "quality-G3",
            "quality-G4",
            "quality-G5",
        ]
    );
}
