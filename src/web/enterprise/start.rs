//! Begins an application: which factory, for which tier.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::{applications::start::Started, factories, seasons::Season},
    domain::{
        field::{FieldError, FieldErrors},
        ids::FactoryId,
        season::Stage,
        tier::Tier,
    },
    text::{fields, format, labels::tier_label, objections, sections},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::start_application::{StartError, start_application},
};

#[derive(Template)]
#[template(path = "enterprise/start.html")]
struct Page {
    layout: Layout,
    errors: Errors,
    factories: Vec<Choice>,
    offers: Vec<Choice>,
    input: Input,
}

/// The form as posted, or as a link fills it in.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    factory: String,
    /// A tier alone, as other pages link here.
    tier: String,
    /// Season and tier: `2026A.advanced`.
    offer: String,
}

/// A tier of an open season whose enterprise window is open.
struct Offer<'a> {
    season: &'a Season,
    tier: Tier,
    closes_at: DateTime<Utc>,
}

impl Offer<'_> {
    fn value(&self) -> String {
        format!("{}.{}", self.season.code, self.tier)
    }
}

/// What can be applied for now, in all open seasons, lowest tier first.
fn offers(furniture: &Furniture, now: DateTime<Utc>) -> Vec<Offer<'_>> {
    let of = |season| {
        let tiers = Season::tiers_at(season, Stage::Enterprise, now);
        tiers.map(move |(tier, window)| Offer {
            season,
            tier,
            closes_at: window.closes_at(),
        })
    };
    let mut offers: Vec<Offer<'_>> = furniture.seasons().iter().flat_map(of).collect();
    offers.sort_by_key(|offer| (offer.tier, offer.closes_at));
    offers
}

impl Input {
    fn parse<'a>(
        &self,
        offers: &'a [Offer<'a>],
    ) -> Result<(FactoryId, &'a Offer<'a>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let factory = self.factory.parse().map_err(|_| FieldError::NotChosen);
        let factory = errors.check("factory", factory);
        let offer = offers.iter().find(|offer| offer.value() == self.offer);
        let offer = errors.check("offer", offer.ok_or(FieldError::NotChosen));
        errors.into_result(factory.zip(offer))
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
    now: DateTime<Utc>,
) -> PageResult<Page> {
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
    let offers = offers(furniture, now);
    let wanted = offers
        .iter()
        .find(|offer| offer.tier.as_str() == input.tier);
    if let (Some(offer), true) = (wanted, input.offer.is_empty()) {
        input.offer = offer.value();
    }
    let mut choices = Vec::new();
    for offer in &offers {
        let rules = app
            .editions
            .rules(conn, &offer.season.rules_edition)
            .await?;
        let deadline = format::deadline(offer.closes_at);
        let asks = sections::tier_asks(&rules, offer.tier);
        let label = tier_label(offer.tier);
        choices.push(Choice::new(offer.value(), label).hint(sections::offer(
            &offer.season.title,
            &deadline,
            &asks,
        )));
    }
    Ok(Page {
        layout: furniture.layout(),
        errors: Errors::default(),
        factories,
        offers: choices,
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
    let offers = offers(&furniture, now);
    let (factory, offer) = match input.parse(&offers) {
        Ok(parsed) => parsed,
        Err(errors) => {
            let errors = Errors::of(&errors, fields::START);
            let page = page(&app, &mut tx, &me, &furniture, input, now).await?;
            let page = View(Page { errors, ..page });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let factory = enterprise::own_factory(&mut tx, &me, factory).await?;
    let started = start_application(&mut tx, &me, &factory, offer.season, offer.tier, now).await;
    let started = match started {
        Ok(started) => started,
        Err(StartError::Access(error)) => return Err(error.into()),
        Err(StartError::Banned(until)) => {
            let errors = Errors::one("offer", objections::banned(until));
            let page = page(&app, &mut tx, &me, &furniture, input.clone(), now).await?;
            let page = View(Page { errors, ..page });
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    tx.commit().await?;
    let notice = match started {
        Started::New(_) => Notice::ApplicationStarted,
        Started::Existing(_) => Notice::ApplicationExists,
        Started::OtherTier(_) => Notice::OtherTierThere,
    };
    let application = started.id();
    Ok(see_other(paths::Application { application }, notice))
}
