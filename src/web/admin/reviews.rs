//! Progress of the reviews: per application and per expert.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::{parts::optional, paths};
use crate::{
    access::Administrator,
    app::AppState,
    db::assignments::{self, CaseProgress, ExpertProgress},
    domain::season::Stage,
    text::{admin as words, format, labels::tier_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        parts::Tab,
        season_choice::Working,
        view::{Layout, View},
    },
};

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    season: String,
}

#[derive(Template)]
#[template(path = "admin/reviews.html")]
struct Page {
    layout: Layout,
    seasons: Vec<Tab>,
    season: String,
    deadline: String,
    cases: Vec<CaseRow>,
    experts: Vec<ExpertProgress>,
}

struct CaseRow {
    href: String,
    assign: String,
    enterprise: String,
    factory: String,
    number: String,
    tier: &'static str,
    filed: i64,
    wanted: i64,
    conflicts: i64,
    /// Whether fewer experts than the season asks for have a task.
    is_short: bool,
}

/// The page.
pub(super) async fn show(
    _: paths::Reviews,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let working = Working::of_id(&mut conn, None, optional(&query.season)?).await?;
    let seasons = working.tabs(|other| format!("{}?season={}", paths::Reviews, other.id));
    let season = working.season;
    let cases = assignments::progress_by_case(&mut conn, &me, season.id).await?;
    let experts = assignments::progress_by_expert(&mut conn, &me, season.id).await?;
    let closes_at = season
        .tiers
        .span(Stage::Review)
        .map_or(now, |window| window.closes_at());
    let wanted = i64::from(season.settings.experts_min);
    Ok(View(Page {
        layout: furniture.layout(),
        seasons,
        deadline: words::review_deadline(closes_at, &format::countdown(now, closes_at)),
        season: season.title,
        cases: cases.into_iter().map(|case| row(case, wanted)).collect(),
        experts,
    }))
}

fn row(case: CaseProgress, wanted: i64) -> CaseRow {
    let application = case.id;
    CaseRow {
        href: paths::Application { application }.to_string(),
        assign: paths::Assignments { application }.to_string(),
        enterprise: case.enterprise,
        factory: case.factory,
        number: case.number.unwrap_or_default(),
        tier: tier_label(case.tier),
        filed: case.filed,
        wanted: wanted.max(case.tasks),
        conflicts: case.conflicts,
        is_short: case.tasks < wanted,
    }
}
