//! An enterprise begins the application of a factory for a tier.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Checked, EnterpriseMember, Refusal, enterprise::OwnFactory},
    db::{
        applications::start::{self, Started},
        audit::{self, Entry},
        seasons::Season,
    },
    domain::{audit::AuditAct, tier::Tier},
};

/// Begins a draft inside the enterprise's window, or finds the application that is there: the same
/// one, or one for another tier where the season allows a factory one tier only.
///
/// # Errors
/// [`Refusal::Closed`] outside of the window, or the database.
pub async fn start_application(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    factory: &OwnFactory,
    season: &Season,
    tier: Tier,
    now: DateTime<Utc>,
) -> Checked<Started> {
    let window = season.windows(tier)?.enterprise;
    if !window.is_open(now) {
        return Err(Refusal::Closed {
            opens_at: window.opens_at(),
            closes_at: window.closes_at(),
        }
        .into());
    }
    let one_tier = season.settings.one_tier_per_factory;
    let started = start::start(conn, factory, (season.id, tier), one_tier, now).await?;
    if let Started::New(id) = started {
        let entry = Entry {
            act: AuditAct::StartApplication,
            application: Some(id),
            detail: serde_json::json!({ "factory": factory.id(), "tier": tier }),
        };
        audit::record(conn, me, &entry, now).await?;
    }
    Ok(started)
}
