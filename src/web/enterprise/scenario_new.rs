//! Choosing a scenario from the catalogue and adding it.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::routing::RouterExt;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    own_page::{Frame, OwnPage},
    scenario_paths::{NewScenario, Scenario, Scenarios},
};
use crate::{
    access::{EnterpriseMember, enterprise::own_draft, scenarios::own_board},
    app::AppState,
    domain::{
        catalogue::{self, ScenarioId},
        dossier::Instance,
        ids::InstanceId,
        link::{Group, Link},
        returns::ReturnItem,
        tier::Tier,
    },
    text::{
        labels::{group_label, link_label, tier_label},
        scenarios as words,
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        parts::SummaryRow,
        view::{Layout, View},
    },
    workflow::{add_scenario::add_scenario, room::AddError},
};

/// The pages of this file.
pub fn routes() -> Router<AppState> {
    Router::new().typed_get(choose).typed_post(add)
}

#[derive(Template)]
#[template(path = "enterprise/scenario_new.html")]
struct ChoosePage {
    layout: Layout,
    frame: Frame,
    here: String,
    list: String,
    /// What the next scenario will be known by: the form pressed twice adds one.
    instance: InstanceId,
    lock: Option<String>,
    errors: Errors,
    groups: Vec<OfferedGroup>,
    official: bool,
    count: String,
}

/// One group of the catalogue.
struct OfferedGroup {
    id: &'static str,
    label: &'static str,
    links: Vec<OfferedLink>,
}

/// One link of the catalogue.
struct OfferedLink {
    id: &'static str,
    label: &'static str,
    scenarios: Vec<Offered>,
}

/// One scenario of the catalogue.
struct Offered {
    id: String,
    name: String,
    asks: String,
    added: String,
    standards: Vec<SummaryRow>,
}

impl Offered {
    fn standards(&self) -> &[SummaryRow] {
        &self.standards
    }
}

async fn choose(
    path: NewScenario,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    Ok(View(choose_page(&app, &own, &furniture, now)))
}

fn choose_page(
    app: &AppState,
    own: &OwnPage,
    furniture: &Furniture,
    now: DateTime<Utc>,
) -> ChoosePage {
    let application = own.id();
    let limits = app.limits();
    let full = limits.room_for_scenario(&own.dossier).err();
    ChoosePage {
        layout: furniture.layout(),
        frame: own.frame(now),
        here: NewScenario { application }.to_string(),
        list: Scenarios { application }.to_string(),
        instance: InstanceId::new(),
        lock: own
            .lock(&ReturnItem::Scenarios)
            .or_else(|| full.map(words::full)),
        errors: Errors::default(),
        groups: Group::ALL.map(|group| offered_group(own, group)).into(),
        official: own.editions.catalogue.official,
        count: words::count(own.dossier.instances.len(), limits.scenarios),
    }
}

fn offered_group(own: &OwnPage, group: Group) -> OfferedGroup {
    let links = group.links().iter();
    OfferedGroup {
        id: group.id(),
        label: group_label(group),
        links: links.map(|link| offered_link(own, *link)).collect(),
    }
}

fn offered_link(own: &OwnPage, link: Link) -> OfferedLink {
    let scenarios = own.editions.catalogue.of_link(link);
    OfferedLink {
        id: link.id(),
        label: link_label(link),
        scenarios: scenarios.map(|scenario| offered(own, scenario)).collect(),
    }
}

fn offered(own: &OwnPage, scenario: &catalogue::Scenario) -> Offered {
    let same = |instance: &&Instance| instance.scenario == scenario.id;
    let standard = |tier: Tier| SummaryRow {
        label: tier_label(tier).to_owned(),
        value: scenario.standards.get(tier).clone().unwrap_or_default(),
        change: None,
    };
    Offered {
        id: scenario.id.to_string(),
        name: scenario.name.clone(),
        asks: words::asks(scenario, own.tier()),
        added: words::added(own.dossier.instances.iter().filter(same).count()),
        standards: scenario.tiers().map(standard).collect(),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    scenario: String,
    instance: String,
}

async fn add(
    path: NewScenario,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(chosen): Posted<Chosen>,
) -> PageResult<Response> {
    let application = path.application;
    let mut tx = app.db.begin().await?;
    let draft = own_draft(&mut tx, &me, application, now).await?;
    let board = own_board(&draft)?;
    let own = OwnPage::load(&app, &mut tx, &me, application, now).await?;
    let id: Option<ScenarioId> = chosen.scenario.parse().ok();
    let Some(scenario) = id.and_then(|id| own.editions.catalogue.scenario(&id)) else {
        return Ok(refused(&app, &own, &furniture, now, words::NONE_CHOSEN));
    };
    let asked = (scenario, chosen.instance.parse().ok());
    let instance = match add_scenario(&mut tx, &me, &board, asked, &app.limits(), now).await {
        Ok(instance) => instance,
        Err(AddError::Full(full)) => {
            return Ok(refused(&app, &own, &furniture, now, &words::full(full)));
        }
        Err(AddError::Database(error)) => return Err(error.into()),
    };
    tx.commit().await?;
    let page = Scenario {
        application,
        instance,
    };
    Ok(see_other(page, Notice::ScenarioAdded))
}

fn refused(
    app: &AppState,
    own: &OwnPage,
    furniture: &Furniture,
    now: DateTime<Utc>,
    sentence: &str,
) -> Response {
    let mut page = choose_page(app, own, furniture, now);
    page.errors.add("", sentence);
    (StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response()
}
