//! Begins an application: which factory, for which tier.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::{applications::start::Started, factories},
    domain::{
        field::{FieldError, FieldErrors},
        ids::FactoryId,
        tier::Tier,
    },
    text::{fields, format, labels::tier_label, sections},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::start_application::start_application,
};

#[derive(Template)]
#[template(path = "enterprise/start.html")]
struct Page {
    layout: Layout,
    season: String,
    deadline: String,
    open: bool,
    errors: Errors,
    factories: Vec<Choice>,
    tiers: Vec<Choice>,
    input: Input,
}

/// The form as posted, or as a link fills it in.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    factory: String,
    tier: String,
}

impl Input {
    fn parse(&self) -> Result<(FactoryId, Tier), FieldErrors> {
        let mut errors = FieldErrors::default();
        let factory = self.factory.parse().map_err(|_| FieldError::NotChosen);
        let factory = errors.check("factory", factory);
        let tier = self.tier.parse().map_err(|_| FieldError::NotChosen);
        let tier = errors.check("tier", tier);
        errors.into_result(factory.zip(tier))
    }
}

/// The form.
pub async fn show(
    _: paths::NewApplication,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    Queried(input): Queried<Input>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    Ok(View(
        page(&app, &mut conn, &me, &furniture, input, now).await?,
    ))
}

async fn page(
    app: &AppState,
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    furniture: &Furniture,
    mut input: Input,
    now: chrono::DateTime<chrono::Utc>,
) -> PageResult<Page> {
    let season = furniture.season()?;
    let rules = app.editions.rules(conn, &season.rules_edition).await?;
    let factories: Vec<Choice> = factories::of_enterprise(conn, me)
        .await?
        .into_iter()
        .map(|line| {
            let place = format!("{}{}，{}", line.league, line.division, line.bureau);
            Choice::new(line.id.to_string(), line.name).hint(place)
        })
        .collect();
    if let ([only], true) = (factories.as_slice(), input.factory.is_empty()) {
        input.factory.clone_from(&only.value);
    }
    let tier = |tier: Tier| {
        Choice::new(tier.as_str(), tier_label(tier)).hint(sections::tier_asks(&rules, tier))
    };
    Ok(Page {
        layout: furniture.layout(),
        season: season.title.clone(),
        deadline: format::deadline(season.windows.enterprise.closes_at()),
        open: season.windows.enterprise.is_open(now),
        errors: Errors::default(),
        factories,
        tiers: Tier::ALL.map(tier).into(),
        input,
    })
}

/// Begins the draft, or opens the application that is there.
pub async fn start(
    _: paths::NewApplication,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let (factory, tier) = match input.parse() {
        Ok(parsed) => parsed,
        Err(errors) => {
            let errors = Errors::of(&errors, fields::START);
            let page = page(&app, &mut tx, &me, &furniture, input, now).await?;
            let page = View(Page { errors, ..page });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let factory = enterprise::own_factory(&mut tx, &me, factory).await?;
    let season = furniture.season()?;
    let started = start_application(&mut tx, &me, &factory, season, tier, now).await?;
    tx.commit().await?;
    let notice = match started {
        Started::New(_) => Notice::ApplicationStarted,
        Started::Existing(_) => Notice::ApplicationExists,
    };
    let application = started.id();
    Ok(see_other(paths::Application { application }, notice))
}
