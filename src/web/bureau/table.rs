//! The recommendations as a spreadsheet (推荐汇总表), in priority order, ready to be sealed.

use anyhow::Context as _;
use axum::{extract::State, response::Response};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths::RankingTable;
use crate::{
    access::BureauOfficer,
    app::AppState,
    db::{
        audit::{self, Entry},
        recommendations::{self, TableRow},
        regions,
    },
    domain::{audit::AuditAct, dossier::Dossier, rules::TierReports, tier::Tier},
    export::{
        recommendation_table::{self, RecommendationRow},
        table_head::TableHead,
    },
    text::{answers, format, industries, labels::tier_label, screening as words},
    web::{
        error::PageResult,
        extract::{Now, Queried},
        season_choice::Working,
        tables,
    },
};

/// Which season and tier, as in the address; all tiers without one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    season: String,
    tier: String,
}

/// The table of one tier or of all.
pub(super) async fn download(
    _: RankingTable,
    me: BureauOfficer,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(asked): Queried<Asked>,
) -> PageResult<Response> {
    let tier = asked.tier.parse::<Tier>().ok();
    let mut tx = app.db.begin().await?;
    let working = Working::of_code(&mut tx, Some(me.bureau()), &asked.season).await?;
    let season = working.season;
    let rows = recommendations::table(&mut tx, &me, season.id, tier).await?;
    let unit = unit(&mut tx, &me).await?;
    let entry = Entry {
        act: AuditAct::Export,
        application: None,
        detail: serde_json::json!({ "table": "recommendations", "tier": tier, "rows": rows.len() }),
    };
    audit::record(&mut tx, &me, &entry, now).await?;
    tx.commit().await?;
    let rows = rows
        .iter()
        .map(worded)
        .collect::<Result<Vec<_>, _>>()
        .context("reading a recommended submission")?;
    let name = words::table_file_name(&unit, tier);
    let head = TableHead {
        unit,
        season: season.title.clone(),
        tier: tier.map_or("", tier_label).to_owned(),
        date: format::date_of(now),
        number: String::new(),
        code: None,
        made_at: now,
    };
    tables::workbook(&name, move |writer| {
        recommendation_table::xlsx(&head, rows, writer)
    })
    .await
}

async fn unit(conn: &mut PgConnection, me: &BureauOfficer) -> PageResult<String> {
    Ok(regions::bureau(conn, me.bureau()).await?.name)
}

fn worded(row: &TableRow) -> serde_json::Result<RecommendationRow> {
    let dossier: Dossier = serde_json::from_str(&row.snapshot)?;
    let reports: TierReports = serde_json::from_str(&row.report)?;
    let contact = dossier.enterprise.contact.unwrap_or_default();
    let industry = if dossier.factory.industry.is_empty() {
        dossier
            .enterprise
            .industry
            .map_or_else(String::new, |code| code.to_string())
    } else {
        dossier.factory.industry
    };
    Ok(RecommendationRow {
        rank: u32::try_from(row.rank).unwrap_or_default(),
        enterprise: dossier.enterprise.name,
        credit_code: dossier.enterprise.credit_code,
        factory: dossier.factory.name,
        tier: tier_label(row.tier).to_owned(),
        league: dossier.factory.league,
        county: dossier.factory.division,
        industry: industries::label(&industry),
        confirmed: u32::try_from(row.confirmed).unwrap_or(0),
        claimed: u32::try_from(row.claimed).unwrap_or(0),
        coverage: words::coverage(reports.get(row.tier)),
        maturity: words::maturity(
            answers::level(&dossier.maturity),
            &answers::score(&dossier.maturity),
        ),
        investment_cents: dossier.factory.investment,
        exempt_reason: row.exempt_reason.clone(),
        opinion: row.opinion.clone(),
        contact: contact.name,
        telephone: contact.phone,
    })
}
