//! All applications of a season: filters in the address, page by page.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::{
    parts::{optional, tag, tiers},
    paths, stages,
};
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        applications::all::{self, AllFilter, AllRow},
        regions,
    },
    domain::ids::{ApplicationId, SeasonId},
    text::{admin as words, format, labels::tier_label, status::state_label},
    web::{
        error::PageResult,
        extract::{Furniture, Queried},
        form::Choice,
        headers::percent_encoded,
        parts::{Pager, Tab},
        season_choice::Working,
        view::{self, Layout, View},
    },
};

/// Applications on one page.
const PAGE: usize = 50;

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    tier: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    bureau: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    season: String,
    #[serde(default)]
    before: String,
}

#[derive(Template)]
#[template(path = "admin/applications.html")]
struct Page {
    layout: Layout,
    seasons: Vec<Tab>,
    season: String,
    query: Query,
    tiers: Vec<Choice>,
    stages: Vec<Choice>,
    bureaus: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    table: String,
}

struct Row {
    href: String,
    enterprise: String,
    factory: String,
    number: String,
    league: String,
    tier: &'static str,
    state: view::State,
    status: &'static str,
    submitted: String,
    since: String,
}

impl From<AllRow> for Row {
    fn from(row: AllRow) -> Self {
        Self {
            href: paths::Application {
                application: row.id,
            }
            .to_string(),
            enterprise: row.enterprise,
            factory: row.factory,
            number: row.number.unwrap_or_default(),
            league: row.league,
            tier: tier_label(row.tier),
            state: tag(row.status),
            status: state_label(row.status, row.outcome),
            submitted: row
                .submitted_at
                .map_or_else(String::new, format::short_moment),
            since: format::short_moment(row.since),
        }
    }
}

impl Query {
    fn filter(&self) -> PageResult<AllFilter> {
        Ok(AllFilter {
            tier: optional(&self.tier)?,
            statuses: stages::statuses_of(&self.stage).to_vec(),
            bureau: optional(&self.bureau)?,
            search: self.q.clone(),
        })
    }

    fn href(&self, before: Option<ApplicationId>) -> String {
        let mut href = format!(
            "{}?tier={}&stage={}&bureau={}&q={}&season={}",
            paths::Applications,
            percent_encoded(&self.tier),
            percent_encoded(&self.stage),
            percent_encoded(&self.bureau),
            percent_encoded(&self.q),
            percent_encoded(&self.season),
        );
        if let Some(id) = before {
            href.push_str("&before=");
            href.push_str(&id.to_string());
        }
        href
    }
}

/// The list.
pub(super) async fn show(
    _: paths::Applications,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let asked: Option<SeasonId> = optional(&query.season)?;
    let working = Working::of_id(&mut conn, None, asked).await?;
    let seasons = working.tabs(|other| format!("{}?season={}", paths::Applications, other.id));
    let season = working.season;
    let before = optional(&query.before)?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let filter = query.filter()?;
    let mut rows = all::page(&mut conn, &me, season.id, &filter, before, limit).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let pager = Pager {
        summary: words::shown(rows.len(), more),
        previous: before.map(|_| query.href(None)),
        next: rows
            .last()
            .filter(|_| more)
            .map(|row| query.href(Some(row.id))),
    };
    let bureaus = regions::bureaus(&mut conn).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        seasons,
        season: season.title.clone(),
        tiers: tiers(),
        stages: stages::choices(),
        bureaus: bureaus
            .into_iter()
            .map(|bureau| Choice::new(bureau.id.to_string(), bureau.region))
            .collect(),
        rows: rows.into_iter().map(Row::from).collect(),
        pager,
        table: format!(
            "{}?season={}&tier={}",
            paths::ScreeningTable,
            season.id,
            percent_encoded(&query.tier)
        ),
        query,
    }))
}
