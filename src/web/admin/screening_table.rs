//! How the applications of a season were screened (审核情况表), as a workbook to be sealed.

use axum::{extract::State, response::Response};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    parts::{optional, working_season},
    paths,
};
use crate::{
    access::Administrator,
    app::AppState,
    db::{
        applications::screened::{self, Screened},
        audit::{self, Entry},
        seasons::Season,
    },
    domain::{audit::AuditAct, tier::Tier, time},
    export::{
        screening_table::{self, ScreeningRow},
        table_head::TableHead,
    },
    text::{
        exports::{self, kind},
        format,
        labels::tier_label,
        status::state_label,
    },
    web::{
        error::PageResult,
        extract::{Now, Queried},
        tables,
    },
};

/// What the address says; all tiers without one.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    tier: String,
    #[serde(default)]
    season: String,
}

/// The table; that it was taken is recorded.
pub(super) async fn download(
    _: paths::ScreeningTable,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let tier: Option<Tier> = optional(&query.tier)?;
    let season = working_season(&mut tx, optional(&query.season)?).await?;
    let rows = screened::of_season(&mut tx, &me, season.id, tier).await?;
    record(&mut tx, &me, (&season, tier, rows.len()), now).await?;
    tx.commit().await?;
    let label = tier.map_or("", tier_label);
    let head = TableHead {
        unit: app.config.office.name.clone(),
        number: exports::table_number(
            kind::SCREENING,
            &season.code,
            label,
            time::beijing_date(now),
        ),
        season: season.title,
        tier: label.to_owned(),
        date: format::date_of(now),
        code: None,
        made_at: now,
    };
    let name = exports::file_name(&[&head.season, label], exports::SCREENING_SHEET);
    tables::workbook(&name, move |writer| {
        screening_table::xlsx(&head, rows.into_iter().map(worded), writer)
    })
    .await
}

async fn record(
    conn: &mut PgConnection,
    me: &Administrator,
    (season, tier, rows): (&Season, Option<Tier>, usize),
    now: chrono::DateTime<chrono::Utc>,
) -> sqlx::Result<()> {
    let entry = Entry {
        act: AuditAct::Export,
        application: None,
        detail: serde_json::json!({ "table": "screening", "season": season.id, "tier": tier,
                                    "rows": rows }),
    };
    audit::record(conn, me, &entry, now).await
}

fn worded(row: Screened) -> ScreeningRow {
    ScreeningRow {
        number: row.number,
        enterprise: row.enterprise,
        credit_code: row.credit_code,
        factory: row.factory,
        tier: tier_label(row.tier).to_owned(),
        league: row.league,
        claimed: u32::try_from(row.claimed).unwrap_or_default(),
        confirmed: row.confirmed.and_then(|count| u32::try_from(count).ok()),
        conclusion: exports::conclusion(row.concluded, row.bureau_rank),
        opinion: row.opinion.unwrap_or_default(),
        formal_check: exports::formal_check(row.checked, row.check_reason.as_deref()),
        standing: state_label(row.status, row.outcome).to_owned(),
    }
}
