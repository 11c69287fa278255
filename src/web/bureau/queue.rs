//! The queue: what has been submitted in the own region, by state.

use std::fmt::Write as _;

use askama::Template;
use axum::{extract::State, response::IntoResponse};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::paths::{Case, Queue};
use crate::{
    access::BureauOfficer,
    app::AppState,
    db::{
        applications::queue::{self, Direction, Position, QueueFilter, QueueRow},
        seasons::Season,
    },
    domain::{application::Status, season::Stage, tier::Tier},
    text::{
        format,
        labels::tier_label,
        queue::{self as words, QueueTab},
        status::state_label,
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        form::Choice,
        headers::percent_encoded,
        parts::{Pager, SortDirection, SortHead, Tab},
        season_choice::Working,
        view::{Layout, State as Look, View},
    },
};

const PAGE: usize = 50;

/// The filters, as in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    tab: String,
    season: String,
    tier: String,
    q: String,
    order: String,
    after: String,
    before: String,
}

#[derive(Template)]
#[template(path = "bureau/queue.html")]
struct QueuePage {
    layout: Layout,
    season: String,
    seasons: Vec<Tab>,
    deadline: String,
    remaining: String,
    tabs: Vec<Tab>,
    asked: Asked,
    tiers: Vec<Choice>,
    sort: SortHead,
    rows: Vec<Row>,
    pager: Pager,
    is_filtered: bool,
    empty_title: &'static str,
    empty_advice: &'static str,
}

struct Row {
    href: String,
    number: String,
    enterprise: String,
    factory: String,
    credit_code: String,
    tier: &'static str,
    look: Look,
    state: String,
    version: String,
    submitted: String,
    claimed: i32,
    judged: i64,
    last: String,
    due: String,
    remaining: String,
}

impl QueuePage {
    /// Where all conditions are lifted; empty when there are none.
    fn clear(&self) -> String {
        if self.is_filtered {
            let Asked { season, .. } = &self.asked;
            let season = percent_encoded(season);
            format!("{Queue}?tab={}&season={season}", self.asked.tab().code())
        } else {
            String::new()
        }
    }
}

/// The queue.
pub(super) async fn show(
    _: Queue,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(asked): Queried<Asked>,
) -> PageResult<impl IntoResponse> {
    let mut conn = app.db.acquire().await?;
    let working = Working::of_code(&mut conn, Some(me.bureau()), &asked.season).await?;
    let season = &working.season;
    let counts = queue::counts(&mut conn, &me, season.id).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let filter = asked.filter();
    let rows = queue::page(&mut conn, &me, season.id, &filter, asked.walk(), limit).await?;
    let layout = furniture.layout();
    Ok(View(page(layout, &working, asked, &counts, rows, now)))
}

impl Asked {
    fn tab(&self) -> QueueTab {
        QueueTab::from_code(&self.tab).unwrap_or(QueueTab::Waiting)
    }

    fn is_newest_first(&self) -> bool {
        self.order == "newest"
    }

    fn filter(&self) -> QueueFilter {
        QueueFilter {
            statuses: self.tab().statuses().to_vec(),
            tier: self.tier.parse::<Tier>().ok(),
            search: Some(self.q.trim().to_owned()).filter(|term| !term.is_empty()),
        }
    }

    fn is_filtered(&self) -> bool {
        !self.q.trim().is_empty() || !self.tier.is_empty()
    }

    /// Which way to read, and from where. Going back reads the other way.
    fn walk(&self) -> (Direction, Option<Position>) {
        match (position(&self.before), self.is_newest_first()) {
            (Some(before), false) => (Direction::Descending, Some(before)),
            (Some(before), true) => (Direction::Ascending, Some(before)),
            (None, false) => (Direction::Ascending, position(&self.after)),
            (None, true) => (Direction::Descending, position(&self.after)),
        }
    }

    /// The same list, another tab, order or part.
    fn href(&self, tab: QueueTab, order: &str, part: &str) -> String {
        let mut href = format!("{Queue}?tab={}", tab.code());
        for (name, value) in [
            ("season", &self.season),
            ("tier", &self.tier),
            ("q", &self.q),
        ] {
            if !value.is_empty() {
                // Writing to a string cannot fail.
                let _ = write!(href, "&{name}={}", percent_encoded(value));
            }
        }
        if order == "newest" {
            href.push_str("&order=newest");
        }
        href + part
    }
}

fn position(text: &str) -> Option<Position> {
    let (micros, id) = text.split_once('.')?;
    Some(Position {
        submitted_at: DateTime::from_timestamp_micros(micros.parse().ok()?)?,
        id: id.parse().ok()?,
    })
}

fn mark(row: &QueueRow) -> String {
    format!("{}.{}", row.submitted_at.timestamp_micros(), row.id)
}

fn page(
    layout: Layout,
    working: &Working,
    asked: Asked,
    counts: &[(Status, i64)],
    rows: Vec<QueueRow>,
    now: DateTime<Utc>,
) -> QueuePage {
    let tab = asked.tab();
    let (rows, pager) = part(&asked, tab, counts, rows);
    let season = &working.season;
    let window = season.tiers.next_closing(Stage::Bureau, now).copied();
    let window = window.or_else(|| season.tiers.span(Stage::Bureau));
    QueuePage {
        layout,
        season: season.title.clone(),
        seasons: working.tabs(|other| format!("{Queue}?season={}", other.code)),
        deadline: window.map_or_else(String::new, |it| format::deadline(it.closes_at())),
        remaining: window.map_or_else(String::new, |it| format::window_state(it.state(now))),
        tabs: QueueTab::ALL
            .into_iter()
            .map(|other| Tab {
                label: format!("{} {}", other.label(), sum(counts, other)),
                href: asked.href(other, &asked.order, ""),
                current: other == tab,
            })
            .collect(),
        tiers: Tier::ALL
            .map(|tier| Choice::new(tier.as_str(), tier_label(tier)))
            .to_vec(),
        sort: sort_head(&asked, tab),
        rows: rows.iter().map(|row| shown(row, season, now)).collect(),
        pager,
        is_filtered: asked.is_filtered(),
        empty_title: words::empty_title(tab),
        empty_advice: words::empty_advice(tab),
        asked,
    }
}

fn sum(counts: &[(Status, i64)], tab: QueueTab) -> i64 {
    counts
        .iter()
        .filter(|(status, _)| tab.statuses().contains(status))
        .map(|(_, count)| count)
        .sum()
}

fn sort_head(asked: &Asked, tab: QueueTab) -> SortHead {
    let (direction, other) = if asked.is_newest_first() {
        (SortDirection::Descending, "")
    } else {
        (SortDirection::Ascending, "newest")
    };
    SortHead {
        label: words::SUBMITTED_AT.to_owned(),
        href: asked.href(tab, other, ""),
        direction,
        is_figure: false,
    }
}

/// Cuts the row too many off and says where the parts before and after begin.
fn part(
    asked: &Asked,
    tab: QueueTab,
    counts: &[(Status, i64)],
    mut rows: Vec<QueueRow>,
) -> (Vec<QueueRow>, Pager) {
    let is_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let is_backward = position(&asked.before).is_some();
    if is_backward {
        rows.reverse();
    }
    let (has_previous, has_next) = if is_backward {
        (is_more, true)
    } else {
        (position(&asked.after).is_some(), is_more)
    };
    let at = |name: &str, row: Option<&QueueRow>| {
        row.map(|row| asked.href(tab, &asked.order, &format!("&{name}={}", mark(row))))
    };
    let total = (!asked.is_filtered()).then(|| sum(counts, tab));
    let pager = Pager {
        summary: words::summary(rows.len(), total),
        previous: at("before", rows.first()).filter(|_| has_previous),
        next: at("after", rows.last()).filter(|_| has_next),
    };
    (rows, pager)
}

fn shown(row: &QueueRow, season: &Season, now: DateTime<Utc>) -> Row {
    let due = match row.status {
        Status::Submitted => season
            .tiers
            .of(row.tier)
            .map(|it| it.bureau.given_until(row.bureau_until).closes_at()),
        Status::Returned => row.return_due_at,
        _ => None,
    };
    let case = Case {
        application: row.id,
    };
    Row {
        href: case.to_string(),
        number: row.number.clone(),
        enterprise: row.enterprise.clone(),
        factory: row.factory.clone(),
        credit_code: row.credit_code.clone(),
        tier: tier_label(row.tier),
        look: look(row.status),
        state: state_label(row.status, row.outcome).to_owned(),
        version: words::version(row.submission),
        submitted: format::short_moment(row.submitted_at),
        claimed: row.claimed,
        judged: row.judged,
        last: match (&row.last_by, row.last_at) {
            (Some(name), Some(at)) => words::last_judged(name, at),
            _ => String::new(),
        },
        due: due.map_or_else(String::new, format::short_deadline),
        remaining: due.map_or_else(String::new, |due| format::countdown(now, due)),
    }
}

/// How a state looks on the bureau's pages.
pub(super) fn look(status: Status) -> Look {
    match status {
        Status::Submitted | Status::Supplement => Look::Todo,
        Status::NotRecommended | Status::FormallyRejected | Status::NotApproved => Look::Unmet,
        Status::Recommended | Status::Concluded | Status::Proposed | Status::InPublicity => {
            Look::Met
        }
        _ => Look::Neutral,
    }
}
