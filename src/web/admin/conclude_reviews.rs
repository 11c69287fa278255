//! The complete reviews of a season taken together in one act, looked at before.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    parts::{optional, working_season},
    paths,
    reviewing::sentence,
};
use crate::{
    access::{Administrator, admin::assignment_desk},
    app::AppState,
    db::{
        assignments::{self, CaseProgress},
        seasons::Season,
    },
    domain::{
        ids::{ApplicationId, SeasonId},
        review::{aggregate::Divergence, points::Points},
    },
    text::{admin, filed_reviews as words, format, labels::tier_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::conclude_review::conclude_review,
};

#[derive(Template)]
#[template(path = "admin/conclude_reviews.html")]
struct Page {
    layout: Layout,
    season: SeasonId,
    title: String,
    back: String,
    errors: Errors,
    rows: Vec<Row>,
}

struct Row {
    id: ApplicationId,
    href: String,
    enterprise: String,
    factory: String,
    tier: &'static str,
    totals: String,
    mean: String,
    divergent: bool,
    chosen: bool,
}

impl Row {
    /// A divergent one is not chosen beforehand: somebody has to look at it.
    fn new(case: CaseProgress, divergence: Divergence) -> Option<Self> {
        let taken = case.aggregate(divergence)?;
        let totals = case.totals.iter().copied().map(Points::from_tenths);
        let totals = totals.map(format::points);
        Some(Self {
            id: case.id,
            href: paths::FiledReviews {
                application: case.id,
            }
            .to_string(),
            enterprise: case.enterprise,
            factory: case.factory,
            tier: tier_label(case.tier),
            totals: admin::listed(totals),
            mean: format::hundredths(taken.trimmed_mean.unwrap_or(taken.mean)),
            divergent: taken.divergent,
            chosen: !taken.divergent,
        })
    }
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    season: String,
}

/// What was posted.
#[derive(Debug, Deserialize)]
pub(super) struct Input {
    season: SeasonId,
    #[serde(default)]
    application: Vec<ApplicationId>,
}

/// What would be taken together.
pub(super) async fn show(
    _: paths::ConcludeReviews,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let season = working_season(&mut conn, optional(&query.season)?).await?;
    let cases = assignments::progress_by_case(&mut conn, &me, season.id).await?;
    Ok(View(page(&furniture, season, cases, Errors::default())))
}

/// Takes each of those chosen together, every one an act of its own.
pub(super) async fn post(
    _: paths::ConcludeReviews,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let season = working_season(&mut conn, Some(input.season)).await?;
    let editions = app.editions.of(&mut conn, &season).await?;
    drop(conn);
    let mut refused = None;
    for application in &input.application {
        let mut tx = app.db.begin().await?;
        let desk = match assignment_desk(&mut tx, &me, *application).await {
            Ok(desk) => desk,
            // Somebody else took it together in between.
            Err(error) => match PageError::from(error) {
                PageError::WrongState(_) => continue,
                other => return Err(other),
            },
        };
        match conclude_review(&mut tx, &me, desk, editions.terms(), now).await {
            Ok(_) => tx.commit().await?,
            Err(error) => refused = Some(sentence(error)?),
        }
    }
    let refused = refused.or_else(|| {
        let none = input.application.is_empty();
        none.then(|| words::CHOOSE_TO_CONCLUDE.to_owned())
    });
    let Some(refused) = refused else {
        let back = format!("{}?season={}", paths::Reviews, season.id);
        return Ok(notice::see_other(back, Notice::ReviewsConcluded));
    };
    let mut conn = app.db.acquire().await?;
    let cases = assignments::progress_by_case(&mut conn, &me, season.id).await?;
    let errors = Errors::one("application", refused);
    let page = View(page(&furniture, season, cases, errors));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn page(furniture: &Furniture, season: Season, cases: Vec<CaseProgress>, errors: Errors) -> Page {
    let wanted = i64::from(season.settings.experts_min);
    let divergence = season.settings.divergence();
    let ready = cases.into_iter().filter(|case| case.is_ready(wanted));
    Page {
        layout: furniture.layout(),
        season: season.id,
        title: season.title,
        back: format!("{}?season={}", paths::Reviews, season.id),
        errors,
        rows: ready
            .filter_map(|case| Row::new(case, divergence))
            .collect(),
    }
}
