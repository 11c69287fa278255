//! The recommendations as a spreadsheet (推荐汇总表), in priority order, ready to be sealed.

use anyhow::Context as _;
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
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
    domain::{audit::AuditAct, dossier::Dossier, rules::TierReports, tier::Tier, upload::FileType},
    export::{
        recommendation_table::{self, RecommendationRow, TableHead},
        stream,
    },
    files::download::{Disposition, content_disposition},
    text::{answers, format, industries, labels::tier_label, screening as words},
    web::{
        error::PageResult,
        extract::{Now, Queried},
        season_choice::Working,
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
    let head = TableHead {
        season: season.title.clone(),
        tier: tier.map_or("", tier_label).to_owned(),
        date: format::date_of(now),
        unit,
    };
    let name = words::table_file_name(&head.unit, tier);
    send(head, rows, &name).await
}

async fn unit(conn: &mut PgConnection, me: &BureauOfficer) -> PageResult<String> {
    Ok(regions::bureau(conn, me.bureau()).await?.name)
}

async fn send(head: TableHead, rows: Vec<TableRow>, name: &str) -> PageResult<Response> {
    let rows = rows
        .iter()
        .map(worded)
        .collect::<Result<Vec<_>, _>>()
        .context("reading a recommended submission")?;
    let table = stream::spooled(move |writer| recommendation_table::xlsx(&head, rows, writer))
        .await
        .context("writing the recommendation table")?;
    let disposition = content_disposition(Disposition::Attachment, name);
    let disposition = HeaderValue::from_str(&disposition).context("naming the table")?;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(FileType::Xlsx.media_type()),
        ),
        (header::CONTENT_LENGTH, HeaderValue::from(table.length)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(table.stream)).into_response())
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
        rank: u32::try_from(row.rank).ok(),
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
        opinion: row.opinion.clone(),
        contact: contact.name,
        telephone: contact.phone,
    })
}
