//! The first page: what this is for, the four tiers, the season, what was published, how to apply.

use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};

use super::{
    news::{self, News},
    paths::{SelfCheck, Start},
};
use crate::{
    app::AppState,
    db::{
        lists,
        seasons::Season,
        settings::{self, DemoAccount},
    },
    domain::{
        rules::RuleSet,
        season::{Stage, WindowState, Windows},
        tier::Tier,
    },
    text::{
        format,
        labels::tier_label,
        public as words,
        season_labels::{stage_label, tier_labels},
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now},
        view::{Layout, State as Mark, View},
    },
};

/// Published lists shown on the first page.
const NEWEST: i64 = 6;

#[derive(Template)]
#[template(path = "public/start.html")]
pub(super) struct StartPage {
    layout: Layout,
    tiers: Vec<TierCard>,
    seasons: Vec<SeasonBox>,
    news: Vec<News>,
    accounts: Vec<DemoAccount>,
}

struct TierCard {
    name: &'static str,
    purpose: &'static str,
    scenarios: u32,
    groups: String,
    maturity: String,
    href: String,
}

/// Tiers of a season with the same windows.
struct SeasonBox {
    title: String,
    tiers: String,
    windows: Vec<WindowRow>,
}

struct WindowRow {
    stage: &'static str,
    opens: String,
    closes: String,
    mark: Mark,
    badge: &'static str,
    remaining: String,
}

/// The first page.
pub(super) async fn show(
    _: Start,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<View<StartPage>> {
    let mut conn = app.db.acquire().await?;
    let season = furniture.season().ok();
    let edition = app.editions.in_force(&mut conn, season).await?;
    let accounts = if app.demonstration {
        settings::demo_accounts(&mut conn).await?
    } else {
        Vec::new()
    };
    let mut news = news::running(&mut conn, now).await?;
    let published = lists::published(&mut conn, None, NEWEST).await?;
    news.extend(published.into_iter().map(News::from));
    Ok(View(StartPage {
        layout: furniture.layout(),
        tiers: Tier::ALL.map(|tier| tier_card(&edition.rules, tier)).into(),
        seasons: season_boxes(furniture.seasons(), now),
        news,
        accounts,
    }))
}

fn tier_card(rules: &RuleSet, tier: Tier) -> TierCard {
    let conditions = rules.tiers.get(tier);
    TierCard {
        name: tier_label(tier),
        purpose: words::tier_purpose(tier),
        scenarios: conditions.scenarios,
        groups: words::groups_required(&conditions.groups),
        maturity: words::maturity_required(conditions),
        href: format!("{SelfCheck}?tier={tier}"),
    }
}

fn season_boxes(seasons: &[Season], now: DateTime<Utc>) -> Vec<SeasonBox> {
    let of = |season: &Season| {
        let title = season.title.clone();
        let groups = season.tiers.groups().into_iter();
        groups.map(move |(tiers, windows)| SeasonBox {
            title: title.clone(),
            tiers: tier_labels(&tiers),
            windows: window_rows(&windows, now),
        })
    };
    seasons.iter().flat_map(of).collect()
}

fn window_rows(windows: &Windows, now: DateTime<Utc>) -> Vec<WindowRow> {
    let row = |stage: Stage| {
        let window = windows.of(stage);
        let state = window.state(now);
        WindowRow {
            stage: stage_label(stage),
            opens: words::opens(window),
            closes: words::closes(window),
            mark: match state {
                WindowState::Open(_) => Mark::Met,
                _ => Mark::Neutral,
            },
            badge: words::window_badge(state),
            remaining: match state {
                WindowState::Closed => String::new(),
                state => format::window_state(state),
            },
        }
    };
    Stage::ALL.map(row).into()
}
