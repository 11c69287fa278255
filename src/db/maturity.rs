//! The maturity self-assessment (GB/T 39116-2020) of a draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{ApplicationRef, enterprise::OwnSection},
    domain::{dossier::MaturityAnswer, ids::ApplicationId},
};

/// How often the assessment was saved: 0 before the first time.
///
/// # Errors
/// The database's.
pub async fn version(conn: &mut PgConnection, application: &ApplicationRef) -> sqlx::Result<i32> {
    let version = sqlx::query_scalar!(
        "SELECT version FROM maturity_assessments WHERE application_id = $1",
        application.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(version.unwrap_or_default())
}

/// Saves the assessment.
///
/// # Errors
/// The database's; `RowNotFound` when it was saved elsewhere since `version`.
pub async fn save(
    conn: &mut PgConnection,
    right: OwnSection<'_>,
    maturity: &MaturityAnswer,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let saved = sqlx::query!(
        "INSERT INTO maturity_assessments AS m
             (application_id, level, score, report_number, assessed_on, kind, updated_at)
         VALUES ($1, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (application_id) DO UPDATE
         SET level = $3, score = $4, report_number = $5, assessed_on = $6, kind = $7,
             version = m.version + 1, updated_at = $8
         WHERE m.version = $2",
        right.application().id() as ApplicationId,
        version,
        maturity.level,
        maturity.score,
        maturity.report_number,
        maturity.assessed_on,
        maturity.kind,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&saved)
}
