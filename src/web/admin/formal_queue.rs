//! The applications that wait for the formal check, of every season, the longest first.

use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{parts::optional, paths};
use crate::{
    access::Administrator,
    app::AppState,
    db::formal_checks::{self, SupplementRow, WaitingRow},
    domain::tier::Tier,
    text::{formal_check as words, labels::tier_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        parts::Tab,
        view::{self, Layout, View},
    },
};

/// The most that are listed: work begins with those that waited longest.
const LISTED: i64 = 50;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    tier: String,
}

#[derive(Template)]
#[template(path = "admin/formal_queue.html")]
struct Page {
    layout: Layout,
    tabs: Vec<Tab>,
    waiting: String,
    summary: String,
    rows: Vec<Row>,
    supplements: Vec<SupplementLine>,
}

/// A supplement that is asked for.
struct SupplementLine {
    href: paths::Application,
    row: SupplementRow,
    tier: &'static str,
    state: view::State,
    standing: String,
}

struct Row {
    href: paths::FormalCheck,
    waiting: WaitingRow,
    tier: &'static str,
    since: String,
}

impl Row {
    fn begun(&self) -> String {
        self.waiting
            .noted_by
            .as_deref()
            .map_or_else(String::new, words::begun)
    }
}

fn supplement(row: SupplementRow, now: DateTime<Utc>) -> SupplementLine {
    SupplementLine {
        href: paths::Application {
            application: row.id,
        },
        tier: tier_label(row.tier),
        state: if row.due_at <= now {
            view::State::Unmet
        } else {
            view::State::Todo
        },
        standing: words::supplement_until(row.due_at, now),
        row,
    }
}

/// The list.
pub(super) async fn show(
    _: paths::FormalChecks,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let tier: Option<Tier> = optional(&query.tier)?;
    let counts = formal_checks::counts(&mut conn, &me).await?;
    let rows = formal_checks::waiting(&mut conn, &me, tier, LISTED).await?;
    let supplements = formal_checks::supplements(&mut conn, &me, LISTED).await?;
    let count = |wanted: Option<Tier>| -> i64 {
        let counted = counts
            .iter()
            .filter(|(it, _)| wanted.is_none_or(|wanted| wanted == *it));
        counted.map(|(_, count)| count).sum()
    };
    let tab = |wanted: Option<Tier>| Tab {
        label: words::tab(wanted, count(wanted)),
        href: format!(
            "{}?tier={}",
            paths::FormalChecks,
            wanted.map_or("", Tier::as_str)
        ),
        current: wanted == tier,
    };
    let tiers = [Tier::Advanced, Tier::Excellent, Tier::Leading].map(Some);
    Ok(View(Page {
        layout: furniture.layout(),
        tabs: std::iter::once(None).chain(tiers).map(tab).collect(),
        waiting: words::waiting(count(None)),
        summary: words::listed(rows.len(), count(tier)),
        supplements: supplements
            .into_iter()
            .map(|row| supplement(row, now))
            .collect(),
        rows: rows
            .into_iter()
            .map(|waiting| Row {
                href: paths::FormalCheck {
                    application: waiting.id,
                },
                tier: tier_label(waiting.tier),
                since: words::since(now, waiting.since),
                waiting,
            })
            .collect(),
    }))
}
