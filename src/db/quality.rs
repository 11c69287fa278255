//! The answers to the five qualitative clauses (建设要求) of a draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{ApplicationRef, enterprise::OwnSection},
    domain::{dossier::QualityAnswer, ids::ApplicationId, link::Group},
};

/// How often the answers were saved, all together: 0 before the first time.
///
/// # Errors
/// The database's.
pub async fn version(conn: &mut PgConnection, application: &ApplicationRef) -> sqlx::Result<i32> {
    let version = sqlx::query_scalar!(
        "SELECT max(version) FROM quality_answers WHERE application_id = $1",
        application.id() as ApplicationId,
    )
    .fetch_one(conn)
    .await?;
    Ok(version.unwrap_or_default())
}

/// Saves all five answers. The right holds the application's row, so nobody saves in between.
///
/// # Errors
/// The database's; `RowNotFound` when they were saved elsewhere since `version`.
pub async fn save(
    conn: &mut PgConnection,
    right: OwnSection<'_>,
    answers: &[QualityAnswer],
    expected: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if version(conn, right.application()).await? != expected {
        return Err(sqlx::Error::RowNotFound);
    }
    let (groups, texts): (Vec<Group>, Vec<String>) = answers
        .iter()
        .map(|answer| (answer.group, answer.answer.clone()))
        .unzip();
    sqlx::query!(
        "INSERT INTO quality_answers (application_id, group_id, answer, version, updated_at)
         SELECT $1, entry.group_id, entry.answer, $4, $5
         FROM unnest($2::text[], $3::text[]) AS entry (group_id, answer)
         ON CONFLICT (application_id, group_id) DO UPDATE
         SET answer = excluded.answer, version = excluded.version, updated_at = excluded.updated_at",
        right.application().id() as ApplicationId,
        &groups as &[Group],
        &texts,
        expected + 1,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
