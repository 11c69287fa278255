//! Laws of the rules: exhaustively where the domain is finite, by random search over the rest.

use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::domain::catalogue::{Catalogue, Link};
use crate::domain::link::Group;

/// The table of the requirements once more, written down apart from the code under test.
fn expected(tier: Tier, count: usize, groups: &[Group], maturity: u8) -> bool {
    let (needed, required, level): (usize, &[&str], u8) = match tier {
        Tier::Basic => (5, &["G3"], 1),
        Tier::Advanced => (10, &["G3", "G4", "G5"], 2),
        Tier::Excellent => (16, &["G1", "G2", "G3", "G4", "G5"], 3),
        Tier::Leading => (20, &["G1", "G2", "G3", "G4", "G5"], 4),
    };
    let covered = required
        .iter()
        .all(|id| groups.iter().any(|group| group.id() == *id));
    count >= needed && covered && maturity >= level
}

#[test]
fn every_count_coverage_maturity_and_tier_is_as_the_table_says() {
    let rules = edition().rules;
    let counts = [0, 1, 2, 4, 5, 6, 9, 10, 11, 15, 16, 17, 19, 20, 21];
    let mut checked = 0;
    for subset in 0..32_u8 {
        let groups: Vec<Group> = (0..5)
            .filter(|bit| subset & (1 << bit) != 0)
            .map(|bit| Group::ALL[bit])
            .collect();
        for count in counts.into_iter().filter(|count| *count >= groups.len()) {
            if groups.is_empty() && count > 0 {
                continue;
            }
            for (maturity, claimed) in (0..=5).flat_map(|m| Tier::ALL.map(|tier| (m, tier))) {
                let reports = assess_all(&facts(maturity, spread(count, &groups, claimed)), &rules);
                for target in Tier::ALL {
                    let counts_here = if claimed >= target { count } else { 0 };
                    let covered: &[Group] = if counts_here > 0 { &groups } else { &[] };
                    assert_eq!(
                        reports.get(target).passes(),
                        expected(target, counts_here, covered, maturity),
                        "{count} at {claimed} in {groups:?}, level {maturity}, for {target}"
                    );
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 30_000, "{checked}");
}

#[test]
fn every_base_answer_allows_or_refuses_all_tiers_together() {
    let rules = edition().rules;
    let answers = [None, Some(false), Some(true)];
    let incidents: Vec<Option<Incident>> = std::iter::once(None)
        .chain(Incident::ALL.map(Some))
        .collect();
    let mut facts = perfect();
    for case in 0..3_usize.pow(7) {
        let answer = |place: u32| answers[case / 3_usize.pow(place) % 3];
        let applicant = &mut facts.applicant;
        applicant.registered_in_region = answer(0);
        applicant.above_scale = answer(1);
        applicant.operating_normally = answer(2);
        applicant.seriously_dishonest = answer(3);
        applicant.secure_and_controllable = answer(4);
        applicant.security_risk_controlled = answer(5);
        applicant.organisation_in_place = answer(6);
        applicant.worst_incident = incidents[case % incidents.len()];
        let allowed = (0..7).all(|place| answer(place) == Some(place != 3))
            && applicant
                .worst_incident
                .is_some_and(|worst| worst < Incident::Major);
        let passes = assess_all(&facts, &rules).passes();
        assert_eq!(
            passes,
            TierTable::from_fn(|_| allowed),
            "{:?}",
            facts.applicant
        );
    }
}

fn tier() -> impl Strategy<Value = Tier> {
    prop::sample::select(Tier::ALL.to_vec())
}

/// A scenario of every third number stands in no table below 卓越级, of every fifth in no table below
/// 先进级; it is claimed at a tier that lists it.
fn listed_from(number: usize) -> Tier {
    match number {
        number if number % 3 == 0 => Tier::Excellent,
        number if number % 5 == 0 => Tier::Advanced,
        _ => Tier::Basic,
    }
}

/// The claim raised to a tier that lists its scenario, with the tiers that do not.
fn in_its_tables(number: usize, mut claim: Claim) -> Claim {
    let from = listed_from(number);
    claim.tier = claim.tier.max(from);
    claim.unlisted = Tier::ALL.into_iter().filter(|tier| *tier < from).collect();
    claim
}

fn any_claim() -> impl Strategy<Value = Claim> {
    (
        0..30_usize,
        prop::sample::select(Link::ALL.to_vec()),
        tier(),
        prop::bool::weighted(0.9),
    )
        .prop_map(|(number, link, tier, filled)| {
            let claim = claim(number * 14 + link as usize, link, tier);
            in_its_tables(number, Claim { filled, ..claim })
        })
}

fn any_applicant() -> impl Strategy<Value = Applicant> {
    let entity = prop::sample::select(vec![None, Some(Entity::LegalPerson), Some(Entity::Branch)]);
    let incident = prop::option::of(prop::sample::select(Incident::ALL.to_vec()));
    let industry = prop::option::of((6..=46_u8).prop_map(|n| format!("{n:02}").parse().unwrap()));
    let flags = prop::array::uniform10(prop::option::of(any::<bool>()));
    (entity, incident, industry, flags, prop::option::of(tier())).prop_map(
        |(entity, worst_incident, industry, flags, held_tier)| Applicant {
            registered_in_region: flags[0],
            entity,
            above_scale: flags[1],
            industry,
            parent_above_scale: flags[2],
            market_competitive: flags[8],
            operating_normally: flags[3],
            worst_incident,
            seriously_dishonest: flags[4],
            secure_and_controllable: flags[5],
            security_risk_controlled: flags[6],
            organisation_in_place: flags[7],
            digital_capability: flags[9],
            held_tier,
        },
    )
}

fn any_judgements() -> impl Strategy<Value = Judgements> {
    let judgement = prop::sample::select(vec![Judgement::Met, Judgement::Unmet]);
    let rule = prop::sample::select(RuleId::ALL.to_vec());
    let of_one_tier = prop::collection::btree_map(rule, judgement, 0..4);
    prop::collection::btree_map(tier(), of_one_tier, 0..3)
}

/// Mostly good applicants whom nobody refused, so that the laws about passing are not proved on
/// failures alone.
fn any_facts() -> impl Strategy<Value = Facts> {
    let applicant = prop_oneof![3 => Just(good_applicant()), 1 => any_applicant()];
    let judgements = prop_oneof![2 => Just(Judgements::new()), 1 => any_judgements()];
    (
        applicant,
        judgements,
        0..=5_u8,
        prop::collection::vec(any_claim(), 0..45),
    )
        .prop_map(|(applicant, judgements, maturity, scenarios)| Facts {
            applicant,
            judgements,
            ..facts(maturity, scenarios)
        })
}

/// Whether every tier that passed still passes.
fn nothing_lost(before: &Facts, after: &Facts) -> bool {
    let rules = edition().rules;
    let (before, after) = (assess_all(before, &rules), assess_all(after, &rules));
    Tier::ALL
        .into_iter()
        .all(|tier| !before.get(tier).passes() || after.get(tier).passes())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn adding_a_scenario_loses_nothing(facts in any_facts(), claim in any_claim(), at: prop::sample::Index) {
        let mut more = facts.clone();
        more.scenarios.insert(at.index(facts.scenarios.len() + 1), claim);
        prop_assert!(nothing_lost(&facts, &more));
    }

    #[test]
    fn raising_a_scenario_loses_nothing(facts in any_facts(), to in tier(), at: prop::sample::Index) {
        prop_assume!(!facts.scenarios.is_empty());
        let mut raised = facts.clone();
        let claim = &mut raised.scenarios[at.index(facts.scenarios.len())];
        claim.tier = claim.tier.max(to);
        claim.unlisted.retain(|tier| *tier < claim.tier);
        prop_assert!(nothing_lost(&facts, &raised));
    }

    #[test]
    fn raising_maturity_loses_nothing(facts in any_facts(), to in 1..=5_u8) {
        let from = facts.maturity.map_or(0, |maturity| maturity.level.number());
        let raised = Facts { maturity: level(from.max(to)), ..facts.clone() };
        prop_assert!(nothing_lost(&facts, &raised));
    }

    #[test]
    fn a_higher_tier_implies_every_lower_one(facts in any_facts()) {
        let passes = assess_all(&facts, &edition().rules).passes();
        for tier in Tier::ALL {
            if let Some(lower) = tier.below() {
                prop_assert!(!passes.get(tier) || *passes.get(lower));
            }
        }
    }

    #[test]
    fn a_judgement_never_mends_what_the_rules_find_unmet(
        facts in any_facts(), judgements in any_judgements(), target in tier()
    ) {
        let rules = edition().rules;
        let alone = Facts { judgements: Judgements::new(), ..facts.clone() };
        let judged = Facts { judgements, ..facts };
        for finding in assess(&alone, &rules, target).with_outcome(Verdict::Unmet) {
            let then = assess(&judged, &rules, target);
            prop_assert_eq!(then.finding(finding.rule), Some(finding));
        }
    }

    #[test]
    fn a_refusal_stands_for_its_tier_and_every_higher_one(
        facts in any_facts(), at in tier(), rule in prop::sample::select(RuleId::ALL.to_vec())
    ) {
        let mut facts = facts;
        facts.judge(at, rule, Judgement::Unmet);
        for report in assess_all(&facts, &edition().rules).iter() {
            let reached = report.tier >= at || rule.is_base();
            if let Some(finding) = report.finding(rule).filter(|_| reached && rule.is_judged()) {
                prop_assert_eq!(finding.outcome, Verdict::Unmet);
            }
        }
    }

    #[test]
    fn without_content_a_scenario_is_as_if_it_were_not_claimed(
        facts in any_facts(), claim in any_claim(), at: prop::sample::Index, target in tier()
    ) {
        let rules = edition().rules;
        let mut more = facts.clone();
        let unfilled = Claim { filled: false, ..claim };
        more.scenarios.insert(at.index(facts.scenarios.len() + 1), unfilled);
        prop_assert_eq!(assess(&facts, &rules, target).findings, assess(&more, &rules, target).findings);
    }

    #[test]
    fn filling_a_scenario_in_loses_nothing(facts in any_facts(), at: prop::sample::Index) {
        prop_assume!(!facts.scenarios.is_empty());
        let mut filled = facts.clone();
        filled.scenarios[at.index(facts.scenarios.len())].filled = true;
        prop_assert!(nothing_lost(&facts, &filled));
    }

    #[test]
    fn unlisted_scenarios_never_decide_alone_and_never_fail(facts in any_facts(), target in tier()) {
        let mut rules = edition().rules;
        let asked = assess(&facts, &rules, target);
        rules.parameters.unlisted_scenarios = UnlistedScenarios::Counted;
        let counted = assess(&facts, &rules, target);
        prop_assert_eq!(asked.counted().count(), counted.counted().count());
        for (asked, counted) in asked.findings.iter().zip(&counted.findings) {
            prop_assert_eq!(asked.actual, counted.actual);
            if asked.outcome != counted.outcome && !asked.judged {
                prop_assert_eq!((asked.outcome, counted.outcome), (Verdict::Review, Verdict::Met));
            }
        }
    }

    #[test]
    fn a_paragraph_binds_for_the_groups_of_its_tier_only(facts in any_facts(), target in tier()) {
        let mut rules = edition().rules;
        let groups = |rules: &RuleSet| -> Vec<Group> {
            assess(&facts, rules, target).findings.iter().filter_map(|finding| match finding.rule {
                RuleId::Quality(group) => Some(group),
                _ => None,
            }).collect()
        };
        prop_assert_eq!(&groups(&rules), &rules.tiers.get(target).groups);
        rules.parameters.quality_binds = QualityBinds::All;
        prop_assert_eq!(groups(&rules), Group::ALL.to_vec());
    }

    #[test]
    fn the_order_of_scenarios_does_not_matter(
        (facts, shuffled) in any_facts().prop_flat_map(|facts| {
            let scenarios = Just(facts.scenarios.clone()).prop_shuffle();
            (Just(facts), scenarios)
        })
    ) {
        let rules = edition().rules;
        let other = Facts { scenarios: shuffled, ..facts.clone() };
        for tier in Tier::ALL {
            prop_assert_eq!(assess(&facts, &rules, tier).findings, assess(&other, &rules, tier).findings);
        }
    }

    #[test]
    fn a_replayed_report_is_identical(facts in any_facts(), tier in tier()) {
        let rules = edition().rules;
        let first = serde_json::to_string(&assess(&facts, &rules, tier)).unwrap();
        let stored = serde_json::to_string(&facts).unwrap();
        let read: Facts = serde_json::from_str(&stored).unwrap();
        let frozen: RuleSet = serde_json::from_str(&serde_json::to_string(&rules).unwrap()).unwrap();
        prop_assert_eq!(&first, &serde_json::to_string(&assess(&read, &frozen, tier)).unwrap());
        prop_assert_eq!(&stored, &serde_json::to_string(&read).unwrap());
        let report: TierReport = serde_json::from_str(&first).unwrap();
        prop_assert_eq!(report, assess(&facts, &rules, tier));
    }

    #[test]
    fn what_is_missing_is_exactly_enough(facts in any_facts(), target in tier()) {
        let rules = edition().rules;
        let report = assess(&facts, &rules, target);
        let gap = report.gap();
        prop_assert_eq!(gap.is_closed(), report.passes());
        let needed = gap.scenarios as usize;
        let fresh = |count: usize| {
            let groups = gap.groups.iter().copied().chain(std::iter::repeat(Group::G3));
            let claims = groups.take(count).enumerate();
            claims.map(|(n, group)| claim(1_000 + n, group.links()[0], target)).collect::<Vec<_>>()
        };
        let with = |count: usize| {
            let mut more = facts.clone();
            more.scenarios.extend(fresh(count));
            assess(&more, &rules, target).gap().scenarios as usize
        };
        prop_assert_eq!(with(needed), 0);
        prop_assert!(needed == 0 || with(needed - 1) > 0);
    }

    #[test]
    fn every_claim_has_one_standing_and_covers_only_its_group(facts in any_facts(), target in tier()) {
        let report = assess(&facts, &edition().rules, target);
        prop_assert_eq!(report.scenarios.len(), facts.scenarios.len());
        let counted: Vec<_> = report.counted().map(|entry| &entry.scenario).collect();
        let mut distinct = counted.clone();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert_eq!(counted.len(), distinct.len());
        let covering: usize = Group::ALL.iter().map(|group| report.covering(*group).count()).sum();
        prop_assert_eq!(covering, counted.len());
    }
}

#[test]
fn the_sample_catalogue_lets_every_tier_be_reached() {
    let Edition { rules, catalogue } = edition();
    let claims = |catalogue: &Catalogue, tier| {
        let table = catalogue.table(tier);
        table
            .map(|scenario| Claim::of(scenario, tier))
            .collect::<Vec<_>>()
    };
    for tier in Tier::ALL {
        assert!(
            assess(&facts(5, claims(&catalogue, tier)), &rules, tier).passes(),
            "{tier}"
        );
    }
}
