//! The catalogue of scenarios: what each tier asks of each, by group and link.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::paths::Catalogue as CataloguePath;
use crate::{
    app::AppState,
    db::editions::EditionInForce,
    domain::{
        catalogue::{Group, Scenario},
        tier::Tier,
    },
    text::labels::{group_label, link_label},
    web::{
        error::PageResult,
        extract::{Furniture, Queried},
        filters,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "public/catalogue.html")]
pub(super) struct CataloguePage {
    layout: Layout,
    query: CatalogueQuery,
    edition: EditionInForce,
    groups: Vec<GroupPart>,
    found: usize,
}

struct GroupPart {
    id: &'static str,
    name: &'static str,
    rows: Vec<ScenarioRow>,
}

struct ScenarioRow {
    id: String,
    name: String,
    link: &'static str,
    standards: Vec<(Tier, String)>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CatalogueQuery {
    q: String,
}

impl CatalogueQuery {
    fn finds(&self, scenario: &Scenario) -> bool {
        let wanted = self.q.trim();
        let mut said = scenario
            .standards
            .iter()
            .filter_map(|(_, said)| said.as_ref());
        wanted.is_empty()
            || scenario.name.contains(wanted)
            || link_label(scenario.link).contains(wanted)
            || said.any(|said| said.contains(wanted))
    }
}

/// The catalogue in force.
pub(super) async fn show(
    _: CataloguePath,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<CatalogueQuery>,
) -> PageResult<View<CataloguePage>> {
    let mut conn = app.db.acquire().await?;
    let edition = app
        .editions
        .in_force(&mut conn, furniture.season().ok())
        .await?;
    let part = |group: Group| GroupPart {
        id: group.id(),
        name: group_label(group),
        rows: group
            .links()
            .iter()
            .flat_map(|link| edition.catalogue.of_link(*link))
            .filter(|scenario| query.finds(scenario))
            .map(row)
            .collect(),
    };
    let groups: Vec<GroupPart> = Group::ALL.into_iter().map(part).collect();
    Ok(View(CataloguePage {
        layout: furniture.layout(),
        found: groups.iter().map(|group| group.rows.len()).sum(),
        groups,
        query,
        edition,
    }))
}

fn row(scenario: &Scenario) -> ScenarioRow {
    let standard = |(tier, said): (Tier, &Option<String>)| (tier, said.clone().unwrap_or_default());
    ScenarioRow {
        id: scenario.id.to_string(),
        name: scenario.name.clone(),
        link: link_label(scenario.link),
        standards: scenario.standards.iter().map(standard).collect(),
    }
}
