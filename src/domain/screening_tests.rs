//! What follows from a bureau's findings: confirmed facts, obstacles, what stays good.

use super::*;
use crate::domain::{
    dossier::{
        Declarations, DossierEditions, EnterpriseProfile, EvidenceFile, FactoryProfile, HeldTier,
        Instance, MaturityAnswer, QualityAnswer,
    },
    ids::{ApplicationId, EvidenceId},
    link::Group,
    rules::{Edition, Entity, Incident},
};

const RULES: &str = include_str!("../../config/seasons/2025/rules.toml");
const CATALOGUE: &str = include_str!("../../config/seasons/2025/catalogue.toml");

fn edition() -> Edition {
    Edition::from_toml(("rules.toml", RULES), ("catalogue.toml", CATALOGUE)).unwrap()
}

/// An application for the advanced tier that meets everything as claimed, with ten scenarios.
fn dossier() -> Dossier {
    let edition = edition();
    let instances = edition
        .catalogue
        .table(Tier::Advanced)
        .filter(|scenario| matches!(scenario.group(), Group::G3 | Group::G4 | Group::G5))
        .take(40)
        .map(|scenario| Instance {
            id: InstanceId::new(),
            scenario: scenario.id.clone(),
            link: scenario.link,
            name: scenario.name.clone(),
            claimed_tier: Tier::Advanced,
            problem: "p".to_owned(),
            solution: "s".to_owned(),
            effects: Vec::new(),
            live_since: None,
        })
        .collect();
    Dossier {
        application: ApplicationId::new(),
        tier: Tier::Advanced,
        season: "s".to_owned(),
        editions: DossierEditions {
            rules: edition.rules.edition.clone(),
            catalogue: edition.catalogue.edition.clone(),
        },
        enterprise: enterprise(),
        factory: FactoryProfile::default(),
        declarations: Declarations {
            registered_in_region: Some(true),
            above_scale: Some(true),
            parent_above_scale: None,
            market_competitive: Some(true),
            market_position: "m".to_owned(),
            operating_normally: Some(true),
            worst_incident: Some(Incident::None),
            seriously_dishonest: Some(false),
            secure_and_controllable: Some(true),
            security_risk_controlled: Some(true),
            organisation_in_place: Some(true),
            digital_capability: Some(true),
            main_systems: "s".to_owned(),
            held_tier: Some(HeldTier::Held(Tier::Basic)),
            organisation: "o".to_owned(),
        },
        maturity: MaturityAnswer {
            level: Some(2),
            score: Some(231),
            ..MaturityAnswer::default()
        },
        instances,
        quality: Group::ALL
            .map(|group| QualityAnswer {
                group,
                answer: "a".to_owned(),
            })
            .to_vec(),
        evidence: Vec::new(),
    }
}

fn enterprise() -> EnterpriseProfile {
    EnterpriseProfile {
        name: "n".to_owned(),
        credit_code: "91150602MADD272H4B".to_owned(),
        entity: Entity::LegalPerson,
        parent_name: String::new(),
        parent_credit_code: String::new(),
        established_on: None,
        league: String::new(),
        division: String::new(),
        registered_address: String::new(),
        ownership: String::new(),
        industry: None,
        legal_representative: String::new(),
        employees: None,
        introduction: String::new(),
        contact: None,
    }
}

fn confirm(verdict: ScreenVerdict) -> ClauseFinding {
    ClauseFinding {
        verdict,
        comment: String::new(),
    }
}

/// Everything confirmed as claimed.
fn all_confirmed(dossier: &Dossier) -> Findings {
    let mut findings = Findings::default();
    let rules = edition().rules;
    let report = assess_all(&dossier.claimed_facts(&edition().catalogue), &rules);
    for item in items(report.get(dossier.tier), dossier) {
        match item {
            ScreenItem::Clause(rule) => {
                let found = confirm(ScreenVerdict::Confirmed);
                findings.clauses.insert(rule, found);
            }
            ScreenItem::Instance(id) => {
                let tier = dossier.instance(id).unwrap().claimed_tier;
                let found = InstanceFinding {
                    verdict: InstanceVerdict::Confirmed(tier),
                    comment: String::new(),
                };
                findings.instances.insert(id, found);
            }
        }
    }
    findings
}

fn screened(dossier: &Dossier, findings: &Findings) -> Screened {
    Screened::of(dossier, findings, edition().terms())
}

#[test]
fn codes_read_back() {
    let instance = ScreenItem::Instance(InstanceId::new());
    for item in RuleId::ALL
        .map(ScreenItem::Clause)
        .into_iter()
        .chain([instance])
    {
        assert_eq!(ScreenItem::from_code(&item.code()), Some(item));
    }
    for wrong in ["", "clause:", "clause:x", "scenario:1", "region"] {
        assert_eq!(ScreenItem::from_code(wrong), None, "{wrong}");
    }
}

#[test]
fn nothing_judged_is_nothing_confirmed() {
    let dossier = dossier();
    let screened = screened(&dossier, &Findings::default());
    assert_eq!(screened.confirmed_count(Tier::Advanced), 0);
    assert_eq!(screened.obstacles.open, screened.items);
    assert_eq!(screened.items.len(), 16 + dossier.instances.len());
}

#[test]
fn everything_confirmed_leaves_no_obstacle() {
    let dossier = dossier();
    let screened = screened(&dossier, &all_confirmed(&dossier));
    assert_eq!(screened.obstacles, Obstacles::default());
    assert_eq!(
        screened.confirmed_count(Tier::Advanced),
        dossier.instances.len()
    );
}

#[test]
fn a_refused_clause_is_unmet_whatever_was_declared() {
    let dossier = dossier();
    for rule in [RuleId::Region, RuleId::Credit, RuleId::Quality(Group::G3)] {
        let mut findings = all_confirmed(&dossier);
        findings
            .clauses
            .insert(rule, confirm(ScreenVerdict::Refused));
        let screened = screened(&dossier, &findings);
        assert_eq!(screened.obstacles.unmet, [rule]);
        assert!(!screened.reports.get(Tier::Advanced).passes());
    }
}

#[test]
fn each_single_item_left_out_is_an_obstacle() {
    let dossier = dossier();
    let complete = all_confirmed(&dossier);
    for item in screened(&dossier, &complete).items {
        let mut findings = complete.clone();
        match item {
            ScreenItem::Clause(rule) => {
                findings.clauses.remove(&rule);
            }
            ScreenItem::Instance(id) => {
                findings.instances.remove(&id);
            }
        }
        let obstacles = screened(&dossier, &findings).obstacles;
        assert_eq!(obstacles.open, [item]);
    }
}

#[test]
fn refused_and_lowered_scenarios_do_not_count() {
    let dossier = dossier();
    let mut findings = all_confirmed(&dossier);
    let all = dossier.instances.len();
    let [first, second] = [dossier.instances[0].id, dossier.instances[1].id];
    let judge = |verdict| InstanceFinding {
        verdict,
        comment: String::new(),
    };
    findings
        .instances
        .insert(first, judge(InstanceVerdict::Refused));
    findings
        .instances
        .insert(second, judge(InstanceVerdict::Confirmed(Tier::Basic)));
    let screened = screened(&dossier, &findings);
    assert_eq!(screened.confirmed_count(Tier::Advanced), all - 2);
    assert_eq!(screened.confirmed_count(Tier::Basic), all - 1);
}

#[test]
fn never_more_is_confirmed_than_claimed() {
    let parse = |tier| InstanceVerdict::parse(ScreenVerdict::Confirmed, tier, Tier::Advanced);
    assert_eq!(
        parse("advanced"),
        Ok(InstanceVerdict::Confirmed(Tier::Advanced))
    );
    assert_eq!(parse("basic"), Ok(InstanceVerdict::Confirmed(Tier::Basic)));
    assert_eq!(parse("excellent"), Err(FieldError::NotAChoice));
    assert_eq!(parse("x"), Err(FieldError::NotAChoice));
    assert_eq!(parse(""), Err(FieldError::Required));
    assert_eq!(
        InstanceVerdict::parse(ScreenVerdict::Refused, "", Tier::Basic),
        Ok(InstanceVerdict::Refused)
    );
}

#[test]
fn whoever_does_not_confirm_says_why() {
    assert_eq!(
        ScreenVerdict::Confirmed.parse_comment(" "),
        Ok(String::new())
    );
    for verdict in [ScreenVerdict::Refused, ScreenVerdict::Incomplete] {
        assert_eq!(verdict.parse_comment(""), Err(FieldError::Required));
        assert!(matches!(
            verdict.parse_comment("1234"),
            Err(FieldError::TooShort { .. })
        ));
        assert_eq!(verdict.parse_comment("12345"), Ok("12345".to_owned()));
    }
}

#[test]
fn a_finding_stays_good_only_where_nothing_changed() {
    let before = dossier();
    let items = screened(&before, &Findings::default()).items;
    assert_eq!(unchanged(&before, &before, &items), items);

    let mut after = before.clone();
    after.instances[0].solution = "changed".to_owned();
    after.maturity.score = Some(240);
    after.evidence.push(EvidenceFile {
        id: EvidenceId::new(),
        target: EvidenceTarget::Instance(after.instances[1].id),
        file_name: "f.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 1,
        digest: "d".to_owned(),
        uploaded_at: chrono::DateTime::UNIX_EPOCH,
    });
    let stays = unchanged(&before, &after, &items);
    let changed: Vec<ScreenItem> = items
        .iter()
        .copied()
        .filter(|item| !stays.contains(item))
        .collect();
    assert_eq!(
        changed,
        [
            ScreenItem::Clause(RuleId::Maturity),
            ScreenItem::Instance(after.instances[0].id),
            ScreenItem::Instance(after.instances[1].id),
        ]
    );
}
