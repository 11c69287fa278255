//! The requirements in force: the clauses with their places and thresholds, and every decision on
//! what the text leaves open.

use askama::Template;
use axum::extract::State;

use super::paths::Rules;
use crate::{
    app::AppState,
    domain::{
        link::Group,
        rules::{Clause, RuleId, RuleSet},
        tier::Tier,
    },
    text::{
        findings::rule_name,
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
const BASE: [RuleId; 13] = [
    RuleId::Region,
    RuleId::Entity,
    RuleId::AboveScale,
    RuleId::Competitiveness,
    RuleId::Operation,
    RuleId::Incidents,
    RuleId::Credit,
    RuleId::Controllable,
    RuleId::SecurityRisk,
    RuleId::Organisation,
    RuleId::DigitalCapability,
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
    notes: Vec<(&'static str, String, String)>,
    parameters: Vec<ParameterRow>,
}

struct BaseRow {
    name: String,
    clause: Clause,
}

struct TierRow {
    tier: Tier,
    section: Clause,
    scenarios: u32,
    groups: String,
    maturity: String,
}

struct QualityRow {
    group: &'static str,
    clauses: Vec<(Tier, Clause)>,
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
        notes: Group::ALL.map(|group| note(rules, group)).into(),
        parameters: parameter_rows(rules),
    }))
}

fn base_row(rules: &RuleSet, rule: RuleId) -> BaseRow {
    // The basic tier names no level, so its clause on maturity is the common one.
    let clause = rules.clause(Tier::Basic, rule);
    BaseRow {
        name: rule_name(rule),
        clause: clause.clone(),
    }
}

/// What a group comprises (notes 1 to 5 of the requirements).
fn note(rules: &RuleSet, group: Group) -> (&'static str, String, String) {
    let text = rules.notes.get(group).text.clone();
    (group_label(group), words::links_of(group), text)
}

fn tier_row(rules: &RuleSet, tier: Tier) -> TierRow {
    let conditions = rules.tiers.get(tier);
    TierRow {
        tier,
        section: conditions.section.clone(),
        scenarios: conditions.scenarios,
        groups: words::groups_required(&conditions.groups),
        maturity: words::maturity_required(conditions),
    }
}

fn quality_row(rules: &RuleSet, group: Group) -> QualityRow {
    let clause = |tier: Tier| (tier, rules.clause(tier, RuleId::Quality(group)).clone());
    QualityRow {
        group: group_label(group),
        clauses: Tier::ALL.map(clause).into(),
    }
}
