//! Progress of the reviews: per application and per expert.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{
    parts::{optional, working_season},
    paths,
};
use crate::{
    access::Administrator,
    app::AppState,
    db::assignments::{self, CaseProgress, ExpertProgress},
    domain::{ids::SeasonId, review::aggregate::Divergence, season::Stage, tier::Tier},
    text::{admin as words, assignment_plan as plan_words, format, labels::tier_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted, Queried},
        notice::{self, Notice},
        parts::Tab,
        season_choice::Working,
        view::{Layout, View},
    },
    workflow::remind_experts::remind_experts,
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
    /// How many applications can be taken together now.
    ready: usize,
    conclude: String,
    /// Where the experts of a tier are assigned at once, for those short of experts.
    plans: Vec<(String, String)>,
    remind: paths::RemindExperts,
    season_id: SeasonId,
    /// Whether an expert is still to file.
    any_open: bool,
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
    /// Whether the filed scores differ so much that the experts have to talk.
    divergent: bool,
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
    let short = assignments::short_counts(&mut conn, &me, season.id, season.settings.experts_min);
    let short = short.await?;
    let ready = cases.iter().filter(|case| case.is_ready(wanted)).count();
    let divergence = season.settings.divergence();
    Ok(View(Page {
        layout: furniture.layout(),
        seasons,
        deadline: words::review_deadline(closes_at, &format::countdown(now, closes_at)),
        conclude: format!("{}?season={}", paths::ConcludeReviews, season.id),
        plans: short
            .into_iter()
            .map(|(tier, count)| plan(season.id, tier, count))
            .collect(),
        remind: paths::RemindExperts,
        season_id: season.id,
        any_open: cases.iter().any(|case| case.open > 0),
        ready,
        season: season.title,
        cases: cases
            .into_iter()
            .map(|case| row(case, wanted, divergence))
            .collect(),
        experts,
    }))
}

/// What was posted.
#[derive(Debug, Deserialize)]
pub(super) struct Input {
    season: SeasonId,
}

/// Reminds the experts who have not filed, once a day at most.
pub(super) async fn remind(
    _: paths::RemindExperts,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let season = working_season(&mut tx, Some(input.season)).await?;
    let reminded = remind_experts(&mut tx, &me, &season, now).await?;
    tx.commit().await?;
    let notice = if reminded == 0 {
        Notice::NobodyToRemind
    } else {
        Notice::ExpertsReminded
    };
    let back = format!("{}?season={}", paths::Reviews, season.id);
    Ok(notice::see_other(back, notice))
}

/// The way to the plan of a tier, and what it is called.
fn plan(season: SeasonId, tier: Tier, count: i64) -> (String, String) {
    let way = format!("{}?tier={tier}&season={season}", paths::AssignmentPlan);
    (way, plan_words::way(tier_label(tier), count))
}

fn row(case: CaseProgress, wanted: i64, divergence: Divergence) -> CaseRow {
    let application = case.id;
    CaseRow {
        divergent: case.aggregate(divergence).is_some_and(|it| it.divergent),
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
