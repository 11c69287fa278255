//! `POST /api/v1/check`: the pre-check for anybody, stateless and limited per address.

use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};

use super::problem::Problem;
use crate::{
    app::AppState,
    config::RateLimit,
    db::seasons,
    domain::{
        rules::{
            Applicant, ClaimInput, DeclaredMaturity, FactsInput, Finding, Measure, RuleId,
            TierReports, Verdict, assess_all,
        },
        tier::{Tier, TierTable},
    },
    text::{api, findings},
    web::extract::ClientAddress,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckInput {
    tier: Tier,
    applicant: Applicant,
    maturity: Option<DeclaredMaturity>,
    scenarios: Vec<ClaimInput>,
}

/// What the check answers.
#[derive(Serialize)]
pub struct CheckAnswer {
    edition: String,
    tier: Tier,
    passes: bool,
    findings: Vec<FindingAnswer>,
    tiers: TierTable<bool>,
    highest: Option<Tier>,
}

#[derive(Serialize)]
struct FindingAnswer {
    rule: RuleId,
    clause: String,
    outcome: Verdict,
    required: Measure,
    actual: Measure,
    message: String,
}

/// Checks the facts of the body against one tier, and says of each tier whether it passes.
pub async fn check(
    address: ClientAddress,
    State(app): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<CheckAnswer>, Problem> {
    admit(&app, &address.0)?;
    let body = body.map_err(|rejection| {
        let status = rejection.status();
        let oversized = status == StatusCode::PAYLOAD_TOO_LARGE;
        Problem::whole(
            status,
            if oversized {
                api::TOO_LARGE
            } else {
                api::INTERRUPTED
            },
        )
    })?;
    let input = read(&body)?;
    let mut conn = app.db.acquire().await?;
    let season = seasons::current(&mut conn).await?;
    let edition = app.editions.in_force(&mut conn, season.as_ref()).await?;
    drop(conn);
    let tier = input.tier;
    let facts = FactsInput {
        applicant: input.applicant,
        maturity: input.maturity,
        scenarios: input.scenarios,
    };
    let facts = facts
        .into_facts(&edition.catalogue)
        .map_err(|errors| Problem::facts(&errors))?;
    Ok(Json(answer(tier, assess_all(&facts, &edition.rules))))
}

fn admit(app: &AppState, address: &str) -> Result<(), Problem> {
    let limit = app.config.server.check_requests_per_minute;
    if app.config.server.rate_limit == RateLimit::Off
        || app.check_limit.admit(address, limit, app.clock.now())
    {
        Ok(())
    } else {
        Err(Problem::whole(StatusCode::TOO_MANY_REQUESTS, api::TOO_MANY))
    }
}

fn read(body: &[u8]) -> Result<CheckInput, Problem> {
    // Editors of Windows put a mark in front.
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let mut json = serde_json::Deserializer::from_slice(body);
    let input =
        serde_path_to_error::deserialize(&mut json).map_err(|error| Problem::unreadable(&error))?;
    json.end().map_err(|error| {
        let message = api::not_json(error.line(), error.column());
        Problem::whole(StatusCode::UNPROCESSABLE_ENTITY, &message)
    })?;
    Ok(input)
}

fn answer(tier: Tier, reports: TierReports) -> CheckAnswer {
    let report = reports.get(tier);
    CheckAnswer {
        edition: report.edition.clone(),
        tier,
        passes: report.passes(),
        findings: report.findings.iter().map(finding).collect(),
        tiers: reports.passes(),
        highest: reports.highest(),
    }
}

fn finding(finding: &Finding) -> FindingAnswer {
    FindingAnswer {
        rule: finding.rule,
        clause: finding.clause.clone(),
        outcome: finding.outcome,
        required: finding.required,
        actual: finding.actual,
        message: findings::sentence(finding),
    }
}
