//! A pre-check of the shipped edition for an invented applicant on the way to the advanced tier.

use super::content::nowhere;
use crate::domain::catalogue::{Group, Link, Scenario, ScenarioId};
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::rules::{
    Applicant, Claim, DeclaredMaturity, Edition, Entity, Facts, Incident, Judgements, RuleId,
    assess_all,
};
use crate::domain::tier::Tier;
use crate::web::precheck_build::PrecheckLinks;
use crate::web::precheck_view::{ChipState, PrecheckView};

/// What the rules say of it.
pub(super) fn precheck() -> PrecheckView {
    let rules = include_str!("../../../config/seasons/2025/rules.toml");
    let catalogue = include_str!("../../../config/seasons/2025/catalogue.toml");
    let Ok(edition) = Edition::from_toml(("rules.toml", rules), ("catalogue.toml", catalogue))
    else {
        return PrecheckView::default();
    };
    let facts = facts(&edition);
    let reports = assess_all(&facts, &edition.rules);
    let mut view = PrecheckView::build(&reports, &edition.catalogue, Tier::Advanced, &Nowhere);
    if let Some(chip) = view
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.links)
        .find_map(|link| link.chips.last_mut())
    {
        chip.state = ChipState::Claimed;
    }
    view
}

fn facts(edition: &Edition) -> Facts {
    let claim = |(index, scenario): (usize, &Scenario)| {
        let tier = if index % 5 == 4 {
            Tier::Basic
        } else {
            Tier::Advanced
        };
        Claim::of(scenario, tier)
    };
    let built = Link::ALL
        .into_iter()
        .filter(|link| link.group() != Group::G5);
    let listed = built.filter_map(|link| edition.catalogue.of_link(link).next());
    Facts {
        catalogue: edition.catalogue.edition.clone(),
        applicant: Applicant {
            registered_in_region: Some(true),
            entity: Some(Entity::LegalPerson),
            above_scale: Some(true),
            operating_normally: Some(true),
            worst_incident: Some(Incident::General),
            seriously_dishonest: Some(false),
            ..Applicant::default()
        },
        maturity: MaturityLevel::try_from(2)
            .ok()
            .map(|level| DeclaredMaturity { level }),
        scenarios: listed.enumerate().map(claim).collect(),
        judgements: Judgements::new(),
    }
}

/// Links that lead nowhere but are drawn.
struct Nowhere;

impl PrecheckLinks for Nowhere {
    fn tier(&self, _: Tier) -> Option<String> {
        Some(nowhere())
    }
    fn rule(&self, _: RuleId) -> Option<String> {
        Some(nowhere())
    }
    fn link(&self, _: Link) -> Option<String> {
        Some(nowhere())
    }
    fn scenario(&self, _: &ScenarioId) -> Option<String> {
        Some(nowhere())
    }
    fn is_here(&self, scenario: &ScenarioId) -> bool {
        scenario.as_str() == "S13"
    }
}
