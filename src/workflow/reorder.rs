//! A bureau changes the order of its recommendations of one tier.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{BureauOfficer, bureau::RankingDesk},
    db::{
        audit::{self, Entry},
        handed_in, recommendations,
    },
    domain::{audit::AuditAct, handed_in::keeps_what_is_fixed, ids::ApplicationId, tier::Tier},
};

/// Why an order was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ReorderError {
    /// The first places stand: they were handed in, or the office has begun to handle them.
    #[error("the first {0} places stand")]
    Fixed(usize),
    /// The database failed; `RowNotFound` when the order was changed meanwhile.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Ranks the recommendations in the new order, if the order the officer `saw` is still the one
/// that stands.
///
/// # Errors
/// [`ReorderError`]
pub async fn reorder(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    desk: RankingDesk,
    tier: Tier,
    (saw, new): (&[ApplicationId], &[ApplicationId]),
    now: DateTime<Utc>,
) -> Result<(), ReorderError> {
    if recommendations::order(conn, &desk, tier).await? != saw {
        return Err(sqlx::Error::RowNotFound.into());
    }
    let fixed = handed_in::fixed(conn, (desk.season(), tier, desk.bureau())).await?;
    if !keeps_what_is_fixed(saw, new, fixed) {
        return Err(ReorderError::Fixed(fixed));
    }
    recommendations::set_order(conn, &desk, tier, new).await?;
    let entry = Entry {
        act: AuditAct::Rank,
        application: None,
        detail: serde_json::json!({ "tier": tier, "before": saw, "after": new }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
