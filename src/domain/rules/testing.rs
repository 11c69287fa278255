//! Facts for the tests of the rules: the shipped edition and an applicant without blemish.

use std::sync::LazyLock;

use super::*;
use crate::domain::catalogue::{Link, ScenarioId};
use crate::domain::link::Group;

pub const RULES: &str = include_str!("../../../config/seasons/2025/rules.toml");
pub const CATALOGUE: &str = include_str!("../../../config/seasons/2025/catalogue.toml");

/// The edition shipped for 2025.
pub fn edition() -> Edition {
    static EDITION: LazyLock<Edition> = LazyLock::new(|| {
        Edition::from_toml(("rules.toml", RULES), ("catalogue.toml", CATALOGUE)).unwrap()
    });
    EDITION.clone()
}

/// An applicant that meets every base requirement.
pub fn good_applicant() -> Applicant {
    Applicant {
        registered_in_region: Some(true),
        entity: Some(Entity::LegalPerson),
        above_scale: Some(true),
        industry: Some("32".parse().unwrap()),
        parent_above_scale: None,
        market_competitive: Some(true),
        operating_normally: Some(true),
        worst_incident: Some(Incident::None),
        seriously_dishonest: Some(false),
        secure_and_controllable: Some(true),
        security_risk_controlled: Some(true),
        organisation_in_place: Some(true),
        digital_capability: Some(true),
        held_tier: None,
    }
}

/// A self-assessed level; 0 = not assessed.
pub fn level(number: u8) -> Option<DeclaredMaturity> {
    let level = (number > 0).then(|| number.try_into().unwrap())?;
    Some(DeclaredMaturity { level })
}

/// The good applicant with a maturity level and scenarios.
pub fn facts(maturity: u8, scenarios: Vec<Claim>) -> Facts {
    Facts {
        catalogue: "test".to_owned(),
        applicant: good_applicant(),
        maturity: level(maturity),
        scenarios,
        judgements: Judgements::new(),
    }
}

/// A claim of a made-up scenario.
pub fn claim(number: usize, link: Link, tier: Tier) -> Claim {
    let scenario: ScenarioId = format!("X{number}").parse().unwrap();
    Claim {
        scenario,
        link,
        tier,
        filled: true,
        unlisted: Vec::new(),
    }
}

/// The same of a scenario that no table below the claimed tier lists.
pub fn unlisted(number: usize, link: Link, tier: Tier) -> Claim {
    let lower = Tier::ALL.into_iter().filter(|lower| *lower < tier);
    Claim {
        unlisted: lower.collect(),
        ..claim(number, link, tier)
    }
}

/// `count` distinct scenarios of one tier, spread over the groups in turn.
pub fn spread(count: usize, groups: &[Group], tier: Tier) -> Vec<Claim> {
    let links = groups.iter().map(|group| group.links()[0]).cycle();
    links
        .take(count)
        .enumerate()
        .map(|(number, link)| claim(number, link, tier))
        .collect()
}

/// Facts that pass every tier.
pub fn perfect() -> Facts {
    facts(4, spread(20, &Group::ALL, Tier::Leading))
}
