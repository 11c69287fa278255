//! 五、场景建设: the board, the list of scenarios, removing and bringing back.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::routing::RouterExt;
use chrono::{DateTime, Utc};

use super::{
    own_page::{Frame, OwnPage},
    scenario_links::BoardLinks,
    scenario_paths::{NewScenario, RemoveScenario, RestoreScenario, Scenario, Scenarios},
};
use crate::{
    access::{
        EnterpriseMember,
        enterprise::{Editing, own_draft},
        scenarios::{removable_instance, removed_instance},
    },
    app::AppState,
    db,
    domain::{
        catalogue::ScenarioId,
        completeness::{self, SectionState},
        dossier::Instance,
        evidence::EvidenceTarget,
        limits::Full,
        returns::ReturnItem,
    },
    text::{
        labels::{link_label, tier_label},
        scenarios as words, sections,
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now},
        form::Errors,
        notice::{Notice, see_other},
        precheck_view::{GroupRow, PrecheckView},
        view::{Layout, State as ViewState, View},
    },
    workflow::{
        remove_scenario::remove_scenario, restore_scenario::restore_scenario, room::AddError,
    },
};

/// The pages of this file.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(show)
        .typed_post(remove)
        .typed_post(restore)
}

#[derive(Template)]
#[template(path = "enterprise/scenarios.html")]
struct ListPage {
    layout: Layout,
    frame: Frame,
    errors: Errors,
    lock: Option<String>,
    totals: String,
    board: Vec<GroupRow>,
    rows: Vec<Row>,
    removed: Vec<RemovedRow>,
    choose: Option<String>,
    official: bool,
}

/// One instance in the list.
struct Row {
    name: String,
    scenario: String,
    href: String,
    link: &'static str,
    claimed: &'static str,
    counts: String,
    state: ViewState,
    state_label: String,
    files: String,
    remove: Option<String>,
}

/// A removed instance.
struct RemovedRow {
    name: String,
    scenario: String,
    restore: String,
}

async fn show(
    path: Scenarios,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    let removed = db::instances::removed(&mut conn, own.own.application()).await?;
    Ok(View(list_page(&app, &own, &removed, &furniture, now)))
}

fn list_page(
    app: &AppState,
    own: &OwnPage,
    removed: &[Instance],
    furniture: &Furniture,
    now: DateTime<Utc>,
) -> ListPage {
    let application = own.id();
    let lock = match (&own.editing, own.lock(&ReturnItem::Scenarios)) {
        (Editing::Open { .. }, Some(_)) => Some(words::ONLY_SOME.to_owned()),
        (_, lock) => lock,
    };
    let open = lock.is_none();
    let reports = (&own.reports, &own.editions.catalogue);
    let links = BoardLinks::of(own);
    let restorable = removed.iter().filter(|_| open);
    ListPage {
        layout: furniture.layout(),
        frame: own.frame(now),
        errors: Errors::default(),
        totals: format!(
            "{}{}",
            words::totals(own.report()),
            words::most(app.limits().scenarios)
        ),
        board: PrecheckView::build(reports.0, reports.1, own.tier(), &links).groups,
        rows: own
            .dossier
            .instances
            .iter()
            .enumerate()
            .map(|(index, instance)| row(own, index, instance, open))
            .collect(),
        removed: restorable
            .map(|instance| removed_row(own, instance))
            .collect(),
        choose: open.then(|| NewScenario { application }.to_string()),
        official: own.editions.catalogue.official,
        lock,
    }
}

fn row(own: &OwnPage, index: usize, instance: &Instance, open: bool) -> Row {
    let item = ReturnItem::Instance(instance.id);
    let (application, id) = (own.id(), instance.id);
    let standing = own
        .report()
        .scenarios
        .get(index)
        .map(|entry| entry.standing);
    let filled = completeness::state(&own.dossier, &own.editions.rules, item);
    let in_scope = match &own.editing {
        Editing::Open { scope, .. } => scope.allows(&item),
        Editing::Shut(_) => true,
    };
    Row {
        name: name_of(instance),
        scenario: scenario_name(own, &instance.scenario),
        href: Scenario {
            application,
            instance: id,
        }
        .to_string(),
        link: link_label(instance.link),
        claimed: tier_label(instance.claimed_tier),
        counts: standing.map_or_else(String::new, |it| words::counts(it, own.tier())),
        state: match filled {
            _ if !in_scope => ViewState::Neutral,
            SectionState::Complete => ViewState::Met,
            _ => ViewState::Todo,
        },
        state_label: if in_scope {
            sections::state(filled)
        } else {
            sections::NOT_IN_SCOPE.to_owned()
        },
        files: words::files(
            own.dossier
                .evidence_of(EvidenceTarget::Instance(id))
                .count(),
        ),
        remove: open.then(|| {
            RemoveScenario {
                application,
                instance: id,
            }
            .to_string()
        }),
    }
}

fn removed_row(own: &OwnPage, instance: &Instance) -> RemovedRow {
    RemovedRow {
        name: name_of(instance),
        scenario: scenario_name(own, &instance.scenario),
        restore: RestoreScenario {
            application: own.id(),
            instance: instance.id,
        }
        .to_string(),
    }
}

fn name_of(instance: &Instance) -> String {
    Some(&instance.name)
        .filter(|name| !name.is_empty())
        .map_or_else(|| words::UNNAMED.to_owned(), String::clone)
}

fn scenario_name(own: &OwnPage, id: &ScenarioId) -> String {
    own.editions.catalogue.scenario(id).map_or_else(
        || words::NOT_LISTED.to_owned(),
        |scenario| scenario.name.clone(),
    )
}

async fn remove(
    path: RemoveScenario,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
) -> PageResult<Response> {
    let application = path.application;
    let mut tx = app.db.begin().await?;
    let draft = own_draft(&mut tx, &me, application, now).await?;
    let right = removable_instance(&mut tx, &draft, path.instance).await?;
    remove_scenario(&mut tx, &me, &right, now).await?;
    tx.commit().await?;
    Ok(see_other(
        Scenarios { application },
        Notice::ScenarioRemoved,
    ))
}

async fn restore(
    path: RestoreScenario,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<Response> {
    let application = path.application;
    let mut tx = app.db.begin().await?;
    let draft = own_draft(&mut tx, &me, application, now).await?;
    let right = removed_instance(&mut tx, &draft, path.instance).await?;
    let restored = restore_scenario(&mut tx, &me, &right, &app.limits(), now).await;
    match restored {
        Ok(()) => tx.commit().await?,
        Err(AddError::Database(error)) => return Err(error.into()),
        Err(AddError::Full(full)) => {
            tx.rollback().await?;
            return not_restored(&app, &me, path, full, &furniture, now).await;
        }
    }
    Ok(see_other(Scenarios { application }, Notice::Restored))
}

/// The list again, with the reason why a scenario was not brought back.
async fn not_restored(
    app: &AppState,
    me: &EnterpriseMember,
    path: RestoreScenario,
    full: Full,
    furniture: &Furniture,
    now: DateTime<Utc>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(app, &mut conn, me, path.application, now).await?;
    let removed = db::instances::removed(&mut conn, own.own.application()).await?;
    let name = removed
        .iter()
        .find(|instance| instance.id == path.instance)
        .map_or_else(String::new, |it| scenario_name(&own, &it.scenario));
    let mut page = list_page(app, &own, &removed, furniture, now);
    page.errors.add("", words::not_restored(&name, full));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response())
}
