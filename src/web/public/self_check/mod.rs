//! The self-check: which tier could this factory reach, and what is still missing.

mod answers;
mod picker;

use askama::Template;
use axum::extract::State;

use self::{
    answers::Answers,
    picker::{PickerGroup, picker_groups},
};
use super::paths::SelfCheck;
use crate::{
    app::AppState,
    db::editions::EditionInForce,
    domain::{
        catalogue::ScenarioId,
        link::Link,
        rules::{PriorTier, RuleId, RuleSet, assess_all},
        tier::Tier,
    },
    text::{choices, industries, labels, self_check as words},
    web::{
        error::PageResult,
        extract::{Furniture, Queried},
        form::{Choice, Errors},
        precheck_build::PrecheckLinks,
        precheck_view::PrecheckView,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "public/self_check.html")]
pub(super) struct SelfCheckPage {
    layout: Layout,
    errors: Errors,
    answers: Answers,
    precheck: PrecheckView,
    groups: Vec<PickerGroup>,
    edition: EditionInForce,
}

/// Checks what the address says.
pub(super) async fn show(
    _: SelfCheck,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(pairs): Queried<Vec<(String, String)>>,
) -> PageResult<View<SelfCheckPage>> {
    let mut conn = app.db.acquire().await?;
    let edition = app
        .editions
        .in_force(&mut conn, furniture.season().ok())
        .await?;
    let answers = Answers::read(&pairs, &edition.catalogue);
    let facts = answers.facts(&edition.catalogue);
    let reports = assess_all(&facts, &edition.rules);
    Ok(View(SelfCheckPage {
        layout: furniture.layout(),
        errors: Errors::default(),
        precheck: PrecheckView::build(
            &reports,
            &edition.catalogue,
            answers.tier,
            &Anchors(&answers),
        ),
        groups: picker_groups(&edition.catalogue, &answers),
        answers,
        edition,
    }))
}

impl SelfCheckPage {
    fn value(&self, name: &str) -> String {
        self.answers.value(name)
    }

    fn yes_no(&self) -> Vec<Choice> {
        choices::YES_NO
            .map(|(value, label)| Choice::new(value, label))
            .into()
    }

    fn entities(&self) -> Vec<Choice> {
        use crate::domain::rules::Entity;
        Entity::ALL
            .map(|entity| Choice::new(entity.as_str(), words::entity_short(entity)))
            .into()
    }

    fn incidents(&self) -> Vec<Choice> {
        use crate::domain::rules::Incident;
        Incident::ALL
            .map(|worst| Choice::new(worst.as_str(), labels::incident_label(worst)))
            .into()
    }

    fn levels(&self) -> Vec<Choice> {
        words::LEVELS
            .map(|(value, label)| Choice::new(value, label))
            .into()
    }

    fn industries(&self) -> Vec<Choice> {
        industries::all()
            .iter()
            .map(|industry| Choice::new(industry.code, industries::label(industry.code)))
            .collect()
    }

    fn tiers(&self) -> Vec<Choice> {
        Tier::ALL
            .map(|tier| Choice::new(tier.as_str(), labels::tier_label(tier)))
            .into()
    }

    /// Whether a tier asks for another one to be held already.
    fn asks_held_tier(&self) -> bool {
        let rules: &RuleSet = &self.edition.rules;
        rules
            .tiers
            .iter()
            .any(|(_, tier)| tier.prior_tier != PriorTier::None)
    }

    /// Whether any of the answers that are assumed was changed.
    fn is_base_changed(&self) -> bool {
        answers::FLAGS
            .iter()
            .chain(&["worst_incident"])
            .filter(|name| **name != "above_scale")
            .any(|name| self.value(name) != Answers::default().value(name))
    }
}

/// Leads to the questions on the same page.
struct Anchors<'a>(&'a Answers);

impl PrecheckLinks for Anchors<'_> {
    fn tier(&self, tier: Tier) -> Option<String> {
        Some(self.0.address(tier))
    }

    fn rule(&self, rule: RuleId) -> Option<String> {
        let id = match rule {
            RuleId::Region => "registered_in_region",
            RuleId::Entity => "entity",
            RuleId::AboveScale => "above_scale",
            RuleId::Competitiveness => "market_competitive",
            RuleId::Operation => "operating_normally",
            RuleId::Incidents => "worst_incident",
            RuleId::Credit => "seriously_dishonest",
            RuleId::Controllable => "secure_and_controllable",
            RuleId::SecurityRisk => "security_risk_controlled",
            RuleId::Organisation => "organisation_in_place",
            RuleId::DigitalCapability => "digital_capability",
            RuleId::Maturity => "maturity",
            RuleId::PriorTier => "held_tier",
            RuleId::ScenarioCount => "scenarios",
            RuleId::Coverage(group) => return Some(format!("#{}", picker::group_anchor(group))),
            RuleId::Quality(_) => return None,
        };
        Some(format!("#{id}"))
    }

    fn link(&self, link: Link) -> Option<String> {
        Some(format!("#{}", picker::link_anchor(link)))
    }

    fn scenario(&self, scenario: &ScenarioId) -> Option<String> {
        Some(format!("#{scenario}"))
    }
}
