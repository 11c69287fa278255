//! A bureau changes the order of its recommendations of one tier.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{BureauOfficer, bureau::RankingDesk},
    db::{
        audit::{self, Entry},
        recommendations,
    },
    domain::{audit::AuditAct, ids::ApplicationId, tier::Tier},
};

/// Ranks the recommendations in the new order, if the order the officer `saw` is still the one
/// that stands.
///
/// # Errors
/// The database's; `RowNotFound` when the order was changed meanwhile.
pub async fn reorder(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    desk: RankingDesk,
    tier: Tier,
    (saw, new): (&[ApplicationId], &[ApplicationId]),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if recommendations::order(conn, &desk, tier).await? != saw {
        return Err(sqlx::Error::RowNotFound);
    }
    recommendations::set_order(conn, &desk, tier, new).await?;
    let entry = Entry {
        act: AuditAct::Rank,
        application: None,
        detail: serde_json::json!({ "tier": tier, "before": saw, "after": new }),
    };
    audit::record(conn, me, &entry, now).await
}
