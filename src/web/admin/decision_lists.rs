//! The lists of decisions of a season: drafts, released ones, and those that were taken back.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::{
    parts::{optional, working_season},
    paths,
};
use crate::{
    access::Administrator,
    app::AppState,
    db::decision_lists::{self, DecisionList},
    domain::ids::SeasonId,
    text::{decisions as words, format, labels::tier_label},
    web::{
        error::PageResult,
        extract::{Furniture, Queried},
        view::{Layout, State as Tag, View},
    },
};

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    season: String,
}

#[derive(Template)]
#[template(path = "admin/decision_lists.html")]
struct Page {
    layout: Layout,
    season: String,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    tier: &'static str,
    meeting: String,
    minutes_number: String,
    lines: i64,
    state: Tag,
    status: &'static str,
    released: String,
}

/// The page.
pub(super) async fn show(
    _: paths::DecisionLists,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let asked: Option<SeasonId> = optional(&query.season)?;
    let season = working_season(&mut conn, asked).await?;
    let lists = decision_lists::of_season(&mut conn, &me, season.id).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        season: season.title,
        rows: lists.into_iter().map(row).collect(),
    }))
}

fn row(list: DecisionList) -> Row {
    let (state, status) = stand(&list);
    Row {
        href: paths::DecisionList {
            decision_list: list.id,
        }
        .to_string(),
        tier: tier_label(list.tier),
        lines: list.lines,
        state,
        status,
        released: list
            .released_at
            .map_or_else(String::new, format::short_moment),
        meeting: list.meeting,
        minutes_number: list.minutes_number,
    }
}

/// How a list stands, as a tag.
pub(super) fn stand(list: &DecisionList) -> (Tag, &'static str) {
    let tag = match list.state.as_str() {
        "draft" => Tag::Todo,
        "released" => Tag::Met,
        _ => Tag::Neutral,
    };
    (tag, words::list_state(&list.state))
}
