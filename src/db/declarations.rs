//! The answers to the base requirements (基础要求) of a draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{ApplicationRef, enterprise::OwnSection},
    domain::{
        dossier::{Declarations, HeldTier},
        ids::ApplicationId,
        rules::Incident,
    },
};

/// How often the answers were saved: 0 before the first time.
///
/// # Errors
/// The database's.
pub async fn version(conn: &mut PgConnection, application: &ApplicationRef) -> sqlx::Result<i32> {
    let version = sqlx::query_scalar!(
        "SELECT version FROM declarations WHERE application_id = $1",
        application.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(version.unwrap_or_default())
}

/// Saves the answers.
///
/// # Errors
/// The database's; `RowNotFound` when they were saved elsewhere since `version`.
pub async fn save(
    conn: &mut PgConnection,
    right: OwnSection<'_>,
    declared: &Declarations,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let held = declared.held_tier.map(|held| match held {
        HeldTier::None => "none",
        HeldTier::Held(tier) => tier.as_str(),
    });
    let saved = sqlx::query!(
        "INSERT INTO declarations AS d
             (application_id, registered_in_region, above_scale, parent_above_scale,
              operating_normally, worst_incident, seriously_dishonest, secure_and_controllable,
              security_risk_controlled, organisation_in_place, held_tier, organisation, updated_at,
              market_competitive, market_position, digital_capability, main_systems)
         VALUES ($1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (application_id) DO UPDATE
         SET registered_in_region = $3, above_scale = $4, parent_above_scale = $5,
             operating_normally = $6, worst_incident = $7, seriously_dishonest = $8,
             secure_and_controllable = $9, security_risk_controlled = $10,
             organisation_in_place = $11, held_tier = $12, organisation = $13,
             market_competitive = $15, market_position = $16, digital_capability = $17,
             main_systems = $18, version = d.version + 1, updated_at = $14
         WHERE d.version = $2",
        right.application().id() as ApplicationId,
        version,
        declared.registered_in_region,
        declared.above_scale,
        declared.parent_above_scale,
        declared.operating_normally,
        declared.worst_incident as Option<Incident>,
        declared.seriously_dishonest,
        declared.secure_and_controllable,
        declared.security_risk_controlled,
        declared.organisation_in_place,
        held,
        declared.organisation,
        now,
        declared.market_competitive,
        declared.market_position,
        declared.digital_capability,
        declared.main_systems,
    )
    .execute(conn)
    .await?;
    one_row(&saved)
}
