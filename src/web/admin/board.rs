//! The season board: deadlines, what has waited longest, and how many applications stand where.

use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    parts::{optional, season_query, tag},
    paths,
    stages::{COLUMNS, Column},
};
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        applications::{
            board::{self, Count, Waiting},
            duties::{self, DutyRow},
        },
        regions::{self, Bureau},
        seasons::Season,
    },
    domain::{
        application::Duty,
        ids::{BureauId, SeasonId},
        season::{Stage, WindowState, Windows},
        tier::Tier,
    },
    text::{
        admin as words, duties as duty_words, format, labels::tier_label,
        season_labels::stage_label, status::status_label,
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        parts::{Tab, Task},
        season_choice::Working,
        view::{self, Layout, View},
    },
};

/// How many waiting applications are shown.
const WAITING: i64 = 8;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    tier: String,
    #[serde(default)]
    season: String,
}

#[derive(Template)]
#[template(path = "admin/board.html")]
struct Page {
    layout: Layout,
    seasons: Vec<Tab>,
    title: String,
    open: bool,
    tabs: Vec<Tab>,
    /// What waits for the office although its term has passed.
    overdue: Vec<Task>,
    /// What else waits for the office.
    tasks: Vec<Task>,
    today: String,
    deadlines: Vec<Deadline>,
    waiting: Vec<WaitingRow>,
    columns: &'static [Column],
    rows: Vec<Row>,
    total: Row,
}

struct Deadline {
    label: String,
    /// Where on the line of the season it begins and ends, and where today is, in thousandths.
    opens: i64,
    lasts: i64,
    today: i64,
    span: String,
    state: view::State,
    words: String,
}

struct WaitingRow {
    href: String,
    name: String,
    number: String,
    tier: &'static str,
    league: String,
    state: view::State,
    status: &'static str,
    since: String,
}

/// One line of the funnel.
struct Row {
    label: String,
    cells: Vec<Cell>,
    total: Cell,
    /// The most that any line has, for the bar.
    most: i64,
}

struct Cell {
    label: &'static str,
    count: i64,
    href: String,
}

/// The board.
pub(super) async fn show(
    _: paths::Board,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let asked: Option<SeasonId> = optional(&query.season)?;
    let tier: Option<Tier> = optional(&query.tier)?;
    let working = Working::of_id(&mut conn, None, asked).await?;
    let seasons = working.tabs(|other| format!("{}?season={}", paths::Board, other.id));
    let season = working.season;
    let counts = board::counts(&mut conn, &me, season.id, tier).await?;
    let waiting = board::waiting(&mut conn, &me, season.id, tier, WAITING).await?;
    let duties = duties::waiting(&mut conn, &me, now).await?;
    let bureaus = regions::bureaus(&mut conn).await?;
    let funnel = Funnel {
        counts: &counts,
        tier,
        season: asked,
    };
    let most = bureaus.iter().map(|bureau| funnel.all_of(bureau.id));
    let most = most.max().unwrap_or(0).max(1);
    Ok(View(Page {
        layout: furniture.layout(),
        seasons,
        title: season.title.clone(),
        open: season.is_open(),
        tabs: tabs(tier, asked),
        overdue: tasks(&duties, true, now),
        tasks: tasks(&duties, false, now),
        today: format::date_of(now),
        deadlines: deadlines(&season, tier, now),
        waiting: waiting
            .into_iter()
            .map(|row| waiting_row(row, now))
            .collect(),
        columns: &COLUMNS,
        rows: bureaus
            .iter()
            .map(|bureau| funnel.row(bureau, most))
            .collect(),
        total: funnel.total(),
    }))
}

fn tabs(current: Option<Tier>, season: Option<SeasonId>) -> Vec<Tab> {
    let tab = |tier: Option<Tier>| Tab {
        label: tier.map_or(words::ALL_TIERS, tier_label).to_owned(),
        href: format!(
            "{}?tier={}{}",
            paths::Board,
            tier.map_or("", Tier::as_str),
            season_query(season)
        ),
        current: tier == current,
    };
    std::iter::once(None)
        .chain(Tier::ALL.map(Some))
        .map(tab)
        .collect()
}

/// What waits for the office, late or not: what, how many, the oldest of them.
fn tasks(duties: &[DutyRow], overdue: bool, now: DateTime<Utc>) -> Vec<Task> {
    let several = duties.iter().any(|row| row.season != duties[0].season);
    let of_kind = duties.iter().filter(|row| row.duty.is_overdue() == overdue);
    of_kind
        .map(|row| {
            let season = if several { row.title.as_str() } else { "" };
            Task {
                label: duty_words::label(row.duty).to_owned(),
                note: duty_words::oldest(&row.oldest, row.since, now, season),
                href: Some(way(row.duty, row.season)),
                state: if overdue {
                    view::State::Unmet
                } else {
                    view::State::Todo
                },
                state_label: duty_words::count(row.count),
            }
        })
        .collect()
}

/// Where such work is done.
fn way(duty: Duty, season: SeasonId) -> String {
    let list = |stage: &str| format!("{}?stage={stage}&season={season}", paths::Applications);
    match duty {
        Duty::FormalCheck | Duty::SupplementLate => paths::FormalChecks.to_string(),
        Duty::ScreeningLeft => list("submitted"),
        Duty::Decide => list("reviewed"),
        Duty::ConcludeReviews => format!("{}?season={season}", paths::ConcludeReviews),
        Duty::AssignExperts | Duty::ReviewsLate => format!("{}?season={season}", paths::Reviews),
        Duty::Publicise | Duty::PublicityOver => {
            format!("{}?season={season}", paths::Publicities)
        }
    }
}

/// The windows of the tier looked at, or of all.
fn deadlines(season: &Season, tier: Option<Tier>, now: DateTime<Utc>) -> Vec<Deadline> {
    let spans = Stage::ALL.map(|stage| season.tiers.span(stage));
    let spans = spans.iter().flatten();
    let instants = spans.flat_map(|window| [window.opens_at(), window.closes_at()]);
    let first = instants.clone().min().unwrap_or(now);
    let whole = (instants.max().unwrap_or(now) - first).num_minutes().max(1);
    let place = |at: DateTime<Utc>| ((at - first).num_minutes() * 1000 / whole).clamp(0, 1000);
    let groups = season.tiers.groups();
    let several = groups.len() > 1;
    let deadline = |tiers: &[Tier], windows: &Windows, stage: Stage| {
        let window = windows.of(stage);
        let state = window.state(now);
        Deadline {
            label: if several {
                words::stage_of(tiers, stage)
            } else {
                stage_label(stage).to_owned()
            },
            opens: place(window.opens_at()),
            lasts: place(window.closes_at()) - place(window.opens_at()),
            today: place(now).min(996),
            span: words::span(window.opens_at(), window.closes_at()),
            state: match state {
                WindowState::NotYet(_) => view::State::Neutral,
                WindowState::Open(_) => view::State::Todo,
                WindowState::Closed => view::State::Met,
            },
            words: format::window_state(state),
        }
    };
    let wanted = groups
        .iter()
        .filter(|(tiers, _)| tier.is_none_or(|tier| tiers.contains(&tier)));
    wanted
        .flat_map(|(tiers, windows)| Stage::ALL.map(|stage| deadline(tiers, windows, stage)))
        .collect()
}

fn waiting_row(row: Waiting, now: DateTime<Utc>) -> WaitingRow {
    WaitingRow {
        href: paths::Application {
            application: row.id,
        }
        .to_string(),
        name: row.enterprise,
        number: row.number.unwrap_or_default(),
        tier: tier_label(row.tier),
        league: row.league,
        state: tag(row.status),
        status: status_label(row.status),
        since: format::duration(now - row.since),
    }
}

struct Funnel<'a> {
    counts: &'a [Count],
    tier: Option<Tier>,
    season: Option<SeasonId>,
}

impl Funnel<'_> {
    fn sum(&self, bureau: Option<BureauId>, column: Option<&Column>) -> i64 {
        self.counts
            .iter()
            .filter(|count| bureau.is_none_or(|wanted| count.bureau == wanted))
            .filter(|count| column.is_none_or(|wanted| wanted.statuses.contains(&count.status)))
            .map(|count| count.count)
            .sum()
    }

    fn all_of(&self, bureau: BureauId) -> i64 {
        self.sum(Some(bureau), None)
    }

    fn cell(&self, bureau: Option<BureauId>, column: Option<&Column>) -> Cell {
        let bureau_query = bureau.map_or_else(String::new, |id| format!("&bureau={id}"));
        Cell {
            label: column.map_or(words::TOTAL, |column| column.label),
            count: self.sum(bureau, column),
            href: format!(
                "{}?tier={}&stage={}{bureau_query}{}",
                paths::Applications,
                self.tier.map_or("", Tier::as_str),
                column.map_or("", |column| column.code),
                season_query(self.season)
            ),
        }
    }

    fn line(&self, label: String, bureau: Option<BureauId>, most: i64) -> Row {
        Row {
            label,
            cells: COLUMNS
                .iter()
                .map(|column| self.cell(bureau, Some(column)))
                .collect(),
            total: self.cell(bureau, None),
            most,
        }
    }

    fn row(&self, bureau: &Bureau, most: i64) -> Row {
        self.line(bureau.region.clone(), Some(bureau.id), most)
    }

    fn total(&self) -> Row {
        let most = self.sum(None, None).max(1);
        self.line(words::TOTAL.to_owned(), None, most)
    }
}
