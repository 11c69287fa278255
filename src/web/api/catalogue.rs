//! `GET /api/v1/catalogue`: the groups, links and scenarios in force.

use axum::{Json, extract::State};
use serde::Serialize;

use super::problem::Problem;
use crate::{
    app::AppState,
    db::seasons,
    domain::{
        catalogue::Catalogue,
        link::{Group, Link},
        tier::Tier,
    },
    text::labels::{group_label, link_label},
};

#[derive(Serialize)]
pub struct CatalogueAnswer {
    edition: String,
    title: String,
    official: bool,
    groups: Vec<GroupAnswer>,
    links: Vec<LinkAnswer>,
    scenarios: Vec<ScenarioAnswer>,
}

#[derive(Serialize)]
struct GroupAnswer {
    id: &'static str,
    name: &'static str,
    links: Vec<&'static str>,
}

#[derive(Serialize)]
struct LinkAnswer {
    id: &'static str,
    name: &'static str,
    group: &'static str,
}

#[derive(Serialize)]
struct ScenarioAnswer {
    id: String,
    name: String,
    link: &'static str,
    tiers: Vec<Tier>,
}

/// Answers with the catalogue of the open season, else the newest one.
pub async fn show(State(app): State<AppState>) -> Result<Json<CatalogueAnswer>, Problem> {
    let mut conn = app.db.acquire().await?;
    let season = seasons::current(&mut conn).await?;
    let edition = app.editions.in_force(&mut conn, season.as_ref()).await?;
    Ok(Json(answer(&edition.catalogue)))
}

fn answer(catalogue: &Catalogue) -> CatalogueAnswer {
    let group = |group: Group| GroupAnswer {
        id: group.id(),
        name: group_label(group),
        links: group.links().iter().map(|link| link.id()).collect(),
    };
    let link = |link: Link| LinkAnswer {
        id: link.id(),
        name: link_label(link),
        group: link.group().id(),
    };
    CatalogueAnswer {
        edition: catalogue.edition.clone(),
        title: catalogue.title.clone(),
        official: catalogue.official,
        groups: Group::ALL.into_iter().map(group).collect(),
        links: Link::ALL.into_iter().map(link).collect(),
        scenarios: catalogue
            .scenarios
            .iter()
            .map(|scenario| ScenarioAnswer {
                id: scenario.id.as_str().to_owned(),
                name: scenario.name.clone(),
                link: scenario.link.id(),
                tiers: scenario.tiers().collect(),
            })
            .collect(),
    }
}
