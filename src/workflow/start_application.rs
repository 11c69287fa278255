//! An enterprise begins the application of a factory for a tier.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::{
    access::{AccessError, EnterpriseMember, Refusal, enterprise::OwnFactory},
    db::{
        applications::start::{self, Started},
        audit::{self, Entry},
        revocations,
        seasons::Season,
    },
    domain::{audit::AuditAct, tier::Tier, time::beijing_date},
};

/// Why no application was begun or found.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A result of the enterprise was taken back: it may not apply up to this day.
    #[error("banned until {0}")]
    Banned(NaiveDate),
    /// The right was refused, or the database failed.
    #[error(transparent)]
    Access(#[from] AccessError),
}

impl From<sqlx::Error> for StartError {
    fn from(error: sqlx::Error) -> Self {
        Self::Access(error.into())
    }
}

/// Begins a draft inside the enterprise's window, or finds the application that is there: the same
/// one, or one for another tier where the season allows a factory one tier only.
///
/// # Errors
/// [`StartError::Banned`], [`Refusal::Closed`] outside of the window, or the database.
pub async fn start_application(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    factory: &OwnFactory,
    season: &Season,
    tier: Tier,
    now: DateTime<Utc>,
) -> Result<Started, StartError> {
    if let Some(until) = revocations::banned_until(conn, me, beijing_date(now)).await? {
        return Err(StartError::Banned(until));
    }
    let window = season.windows(tier)?.enterprise;
    if !window.is_open(now) {
        let closed = Refusal::Closed {
            opens_at: window.opens_at(),
            closes_at: window.closes_at(),
        };
        return Err(AccessError::from(closed).into());
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
