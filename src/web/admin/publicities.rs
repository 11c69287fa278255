//! Publicities and lists of a season: what waits, what runs, what is published.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::{parts::optional, paths};
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        decision_lists::{self, AwaitingList},
        lists::{self, PublishedList},
        publicities::{self, Publicity},
    },
    domain::{ids::SeasonId, tier::Tier},
    text::{admin as words, format, labels::tier_label, publicity, status::outcome_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        parts::Tab,
        season_choice::Working,
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
#[template(path = "admin/publicities.html")]
struct Page {
    layout: Layout,
    seasons: Vec<Tab>,
    season: String,
    waiting: Vec<WaitingTier>,
    publicities: Vec<PublicityRow>,
    lists: Vec<ListRow>,
}

/// What a released list proposes, or filed applications that no list names yet.
struct WaitingTier {
    label: String,
    count: i64,
    href: String,
    action: &'static str,
}

struct PublicityRow {
    href: String,
    title: String,
    tier: &'static str,
    span: String,
    count: i64,
    state: Tag,
    status: &'static str,
}

struct ListRow {
    href: String,
    title: String,
    tier: &'static str,
    outcome: &'static str,
    count: i64,
    published: String,
}

/// The page.
pub(super) async fn show(
    _: paths::Publicities,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let asked: Option<SeasonId> = optional(&query.season)?;
    let working = Working::of_id(&mut conn, None, asked).await?;
    let seasons = working.tabs(|other| format!("{}?season={}", paths::Publicities, other.id));
    let season = working.season;
    let awaiting = decision_lists::awaiting_publicity(&mut conn, &me, season.id).await?;
    let mut waiting: Vec<WaitingTier> = awaiting.into_iter().map(proposed).collect();
    let filed = lists::filed_unlisted(&mut conn, &me, season.id).await?;
    waiting.push(WaitingTier {
        label: words::filed_waiting(tier_label(Tier::Basic)),
        count: filed,
        href: format!("{}?season={}", paths::NewFiledList, season.id),
        action: words::PUBLISH_FILED,
    });
    let publicities = publicities::of_season(&mut conn, season.id, None, 100).await?;
    let lists = lists::published(&mut conn, None, 100).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        seasons,
        waiting: waiting.into_iter().filter(|it| it.count > 0).collect(),
        publicities: publicities.into_iter().map(|it| row(it, now)).collect(),
        lists: lists
            .into_iter()
            .filter(|list| list.season == season.title)
            .map(list_row)
            .collect(),
        season: season.title,
    }))
}

fn proposed(list: AwaitingList) -> WaitingTier {
    WaitingTier {
        label: publicity::waiting(tier_label(list.tier), &list.meeting, &list.minutes_number),
        count: list.count,
        href: format!("{}?list={}", paths::NewPublicity, list.id),
        action: words::OPEN_PUBLICITY,
    }
}

fn row(it: Publicity, now: chrono::DateTime<chrono::Utc>) -> PublicityRow {
    let (state, status) = stand(&it, now);
    PublicityRow {
        href: paths::Publicity { publicity: it.id }.to_string(),
        span: publicity::term(it.opens_at, it.closes_at, it.working_days),
        title: it.title,
        tier: tier_label(it.tier),
        count: it.count,
        state,
        status,
    }
}

/// Where a publicity stands, as a tag.
pub(super) fn stand(
    publicity: &Publicity,
    now: chrono::DateTime<chrono::Utc>,
) -> (Tag, &'static str) {
    if publicity.concluded_at.is_some() {
        (Tag::Met, words::PUBLICITY_CONCLUDED)
    } else if now >= publicity.closes_at {
        (Tag::Judge, words::PUBLICITY_OVER)
    } else if now >= publicity.opens_at {
        (Tag::Todo, words::IN_PUBLICITY)
    } else {
        (Tag::Neutral, words::PUBLICITY_AHEAD)
    }
}

fn list_row(list: PublishedList) -> ListRow {
    ListRow {
        href: format!("/lists/{}", list.id),
        title: list.title,
        tier: tier_label(list.tier),
        outcome: outcome_label(list.outcome),
        count: list.count,
        published: format::short_moment(list.published_at),
    }
}
