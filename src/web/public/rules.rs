//! The requirements in force: the clauses with their places and thresholds, and every decision on
//! what the text leaves open.

use askama::Template;
use axum::extract::State;

use super::paths::Rules;
use crate::{
    app::AppState,
    domain::{
        link::Group,
        rules::{RuleId, RuleSet},
        tier::Tier,
    },
    text::{
        findings::{declared_requirement, rule_name},
        labels::group_label,
        parameters::{ParameterRow, parameter_rows},
        public as words,
    },
    web::{
        error::PageResult,
        extract::Furniture,
        filters,
        view::{Layout, View},
    },
};

/// The clauses common to all tiers, in the order of the text.
const BASE: [RuleId; 11] = [
    RuleId::Region,
    RuleId::Entity,
    RuleId::AboveScale,
    RuleId::Operation,
    RuleId::Incidents,
    RuleId::Credit,
    RuleId::Controllable,
    RuleId::SecurityRisk,
    RuleId::Organisation,
    RuleId::Maturity,
    RuleId::PriorTier,
];

#[derive(Template)]
#[template(path = "public/rules.html")]
pub(super) struct RulesPage {
    layout: Layout,
    title: String,
    base: Vec<BaseRow>,
    tiers: Vec<TierRow>,
    quality: Vec<QualityRow>,
    parameters: Vec<ParameterRow>,
}

struct BaseRow {
    place: String,
    name: String,
    title: String,
}

struct TierRow {
    tier: Tier,
    place: String,
    scenarios: u32,
    groups: String,
    maturity: String,
}

struct QualityRow {
    group: &'static str,
    clauses: Vec<(Tier, String, String)>,
}

/// The requirements in force.
pub(super) async fn show(
    _: Rules,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<RulesPage>> {
    let mut conn = app.db.acquire().await?;
    let edition = app
        .editions
        .in_force(&mut conn, furniture.season().ok())
        .await?;
    let rules = &edition.rules;
    Ok(View(RulesPage {
        layout: furniture.layout(),
        title: rules.title.clone(),
        base: BASE.map(|rule| base_row(rules, rule)).into(),
        tiers: Tier::ALL.map(|tier| tier_row(rules, tier)).into(),
        quality: Group::ALL.map(|group| quality_row(rules, group)).into(),
        parameters: parameter_rows(rules),
    }))
}

fn base_row(rules: &RuleSet, rule: RuleId) -> BaseRow {
    // The basic tier names no level, so its clause on maturity is the common one.
    let clause = rules.clause(Tier::Basic, rule);
    BaseRow {
        place: clause.place.clone(),
        name: rule_name(rule),
        title: declared_requirement(rule).map_or_else(|| clause.title.clone(), str::to_owned),
    }
}

fn tier_row(rules: &RuleSet, tier: Tier) -> TierRow {
    let conditions = rules.tiers.get(tier);
    TierRow {
        tier,
        place: conditions.section.place.clone(),
        scenarios: conditions.scenarios,
        groups: words::groups_required(&conditions.groups),
        maturity: words::maturity_required(conditions),
    }
}

fn quality_row(rules: &RuleSet, group: Group) -> QualityRow {
    let clause = |tier: Tier| {
        let clause = rules.clause(tier, RuleId::Quality(group));
        (tier, clause.title.clone(), clause.place.clone())
    };
    QualityRow {
        group: group_label(group),
        clauses: Tier::ALL.map(clause).into(),
    }
}
