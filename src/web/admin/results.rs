//! The ranking of one tier, as a page to decide from and as a workbook.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{
    parts::{optional, season_query, tag, tier_tabs, working_season},
    paths,
};
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        audit::{self, Entry},
        ranking::{self, After, RankedResult},
    },
    domain::{
        application::Status,
        audit::AuditAct,
        ids::SeasonId,
        review::{aggregate::Hundredths, points::Points},
        tier::Tier,
        time,
    },
    export::{
        results_table::{self, ResultRow},
        table_head::TableHead,
    },
    text::{
        admin as words, decisions,
        exports::{self, kind},
        format, labels,
        status::{act_label, state_label},
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        form::Choice,
        parts::{Pager, Tab},
        season_choice::Working,
        tables,
        view::{self, Layout, View},
    },
    workflow::decide::Ruling,
};

/// Results on one page.
const PAGE: i64 = 100;
/// Most results in a workbook.
const MOST: i64 = 20_000;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    tier: String,
    #[serde(default)]
    season: String,
    #[serde(default)]
    after: String,
}

impl Query {
    fn tier(&self) -> PageResult<Tier> {
        Ok(optional(&self.tier)?.unwrap_or(Tier::Advanced))
    }
}

#[derive(Template)]
#[template(path = "admin/results.html")]
struct Page {
    layout: Layout,
    seasons: Vec<Tab>,
    season: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    any_open: bool,
    workbook: String,
    lists: String,
    pager: Pager,
}

struct Row {
    id: String,
    href: String,
    rank: i64,
    enterprise: String,
    factory: String,
    league: String,
    mean: String,
    spread: String,
    reviews: i32,
    divergent: bool,
    maturity: String,
    counts: String,
    bureau_rank: String,
    state: view::State,
    status: &'static str,
    is_open: bool,
}

impl From<RankedResult> for Row {
    fn from(row: RankedResult) -> Self {
        let application = row.application;
        Self {
            id: application.to_string(),
            href: paths::Application { application }.to_string(),
            rank: row.rank,
            mean: format::hundredths(Hundredths::new(row.mean)),
            spread: format::points(Points::from_tenths(row.spread)),
            reviews: row.reviews,
            divergent: row.divergent,
            maturity: maturity(row.maturity_level, row.maturity_score),
            counts: words::three_counts(row.claimed, row.confirmed, row.accepted),
            bureau_rank: row
                .bureau_rank
                .map_or_else(String::new, |rank| rank.to_string()),
            state: tag(row.status),
            status: state_label(row.status, row.outcome),
            is_open: row.status == Status::Reviewed,
            enterprise: row.enterprise,
            factory: row.factory,
            league: row.league,
        }
    }
}

fn maturity(level: Option<i16>, score: Option<i16>) -> String {
    let level = level
        .and_then(|level| u8::try_from(level).ok()?.try_into().ok())
        .map_or("", labels::maturity_label);
    let score = score
        .and_then(|score| u16::try_from(score).ok()?.try_into().ok())
        .map_or_else(String::new, format::maturity_score);
    words::maturity(level, &score)
}

/// The ranking.
pub(super) async fn show(
    _: paths::Results,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let asked: Option<SeasonId> = optional(&query.season)?;
    let tier = query.tier()?;
    let working = Working::of_id(&mut conn, None, asked).await?;
    let seasons = working.tabs(|other| format!("{}?season={}", paths::Results, other.id));
    let season = working.season;
    let key = (season.id, tier);
    let after: Option<After> = optional(&query.after)?;
    let begin = after.unwrap_or_default();
    let mut rows = ranking::ranking(&mut conn, &me, key, begin, PAGE + 1).await?;
    let total = ranking::total(&mut conn, &me, key).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or_default();
    rows.truncate(usize::try_from(PAGE).unwrap_or_default());
    let address = format!("{}?tier={tier}{}", paths::Results, season_query(asked));
    let position = |row: Option<&RankedResult>| row.map(|row| row.after.position);
    let pager = Pager {
        summary: decisions::of_total(position(rows.first()), position(rows.last()), total),
        previous: after.map(|_| address.clone()),
        next: rows
            .last()
            .filter(|_| more)
            .map(|row| format!("{address}&after={}", row.after)),
    };
    let rows: Vec<Row> = rows.into_iter().map(Row::from).collect();
    Ok(View(Page {
        layout: furniture.layout(),
        seasons,
        season: season.title,
        tabs: tier_tabs(&paths::Results.to_string(), tier, asked),
        any_open: rows.iter().any(|row| row.is_open),
        lists: format!("{}?season={}", paths::DecisionLists, season.id),
        workbook: format!("{}?tier={tier}{}", paths::ResultsTable, season_query(asked)),
        pager,
        rows,
    }))
}

/// What can be decided, as answers.
pub(super) fn rulings() -> Vec<Choice> {
    Ruling::ALL
        .map(|ruling| Choice::new(ruling.act().as_str(), act_label(ruling.act())))
        .to_vec()
}

/// The ranking as a workbook; that it was taken is recorded.
pub(super) async fn workbook(
    _: paths::ResultsTable,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let tier = query.tier()?;
    let season = working_season(&mut tx, optional(&query.season)?).await?;
    let rows = ranking::ranking(&mut tx, &me, (season.id, tier), After::default(), MOST).await?;
    let entry = Entry {
        act: AuditAct::Export,
        application: None,
        detail: serde_json::json!({ "table": "results", "season": season.id, "tier": tier,
                                    "rows": rows.len() }),
    };
    audit::record(&mut tx, &me, &entry, now).await?;
    tx.commit().await?;
    let label = labels::tier_label(tier);
    let head = TableHead {
        unit: app.config.office.name.clone(),
        number: exports::table_number(kind::RESULTS, &season.code, label, time::beijing_date(now)),
        season: season.title.clone(),
        tier: label.to_owned(),
        date: format::date_of(now),
        code: None,
        made_at: now,
    };
    let rows: Vec<ResultRow> = rows.into_iter().map(ResultRow::from).collect();
    let name = words::results_file(&season.title, label);
    tables::workbook(&name, move |writer| {
        results_table::xlsx(&head, &rows, writer)
    })
    .await
}

impl From<RankedResult> for ResultRow {
    fn from(row: RankedResult) -> Self {
        Self {
            rank: u32::try_from(row.rank).unwrap_or_default(),
            enterprise: row.enterprise,
            factory: row.factory,
            credit_code: row.credit_code,
            league: row.league,
            bureau_rank: row.bureau_rank.and_then(|rank| u32::try_from(rank).ok()),
            scenarios: words::three_counts(row.claimed, row.confirmed, row.accepted),
            mean_hundredths: row.mean.into(),
            spread_tenths: row.spread.into(),
            scores_tenths: row.totals.into_iter().map(i64::from).collect(),
            decision: state_label(row.status, row.outcome).to_owned(),
        }
    }
}
