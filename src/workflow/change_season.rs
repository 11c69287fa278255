//! The office changes a running season: settings, windows (with a reason on record), quotas; or
//! closes it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, admin::SeasonDesk},
    db::{
        audit::{self, Entry},
        messages::{self, Recipient},
        quotas,
        seasons::{self, Season, SeasonPlan},
    },
    domain::{
        audit::AuditAct,
        ids::BureauId,
        role::Role,
        season::{Stage, WindowFault},
        tier::Tier,
    },
    text::office_letters,
};

/// Why a season was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeSeasonError {
    /// A window may not become this.
    #[error("{0} {1:?}: {2:?}")]
    Window(Tier, Stage, WindowFault),
    /// A tier that was offered is left out.
    #[error("{0} is offered already")]
    TierGone(Tier),
    /// A running season changes, but nothing says why.
    #[error("no reason")]
    NoReason,
    /// The database failed; `RowNotFound` when somebody else changed it meanwhile.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What is to be changed.
#[derive(Clone, Copy, Debug)]
pub struct SeasonChange<'a> {
    /// The season as it shall be.
    pub plan: &'a SeasonPlan,
    /// The version it was read at.
    pub version: i32,
    /// Why.
    pub reason: &'a str,
}

/// Changes an opened season; those whose window changes are told.
///
/// # Errors
/// [`ChangeSeasonError`]
pub async fn change_season(
    conn: &mut PgConnection,
    me: &Administrator,
    (desk, before): (&SeasonDesk, &Season),
    change: SeasonChange<'_>,
    now: DateTime<Utc>,
) -> Result<(), ChangeSeasonError> {
    let plan = change.plan;
    let moved = moved_windows(before, plan, now)?;
    if change.reason.trim().is_empty() {
        return Err(ChangeSeasonError::NoReason);
    }
    seasons::change(conn, desk, plan, change.version).await?;
    for (tier, stage, closes_at) in moved {
        let letter =
            office_letters::window_changed(&plan.title, (tier, stage), closes_at, change.reason);
        let recipient = Recipient::Everybody(whose(stage));
        messages::send(conn, recipient, None, &letter, now).await?;
    }
    let entry = Entry {
        act: AuditAct::ChangeSeason,
        application: None,
        detail: serde_json::json!({
            "season": desk.season(),
            "before": SeasonPlan::from(before),
            "after": plan,
            "reason": change.reason,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}

/// The windows that change, with their new end.
fn moved_windows(
    before: &Season,
    after: &SeasonPlan,
    now: DateTime<Utc>,
) -> Result<Vec<(Tier, Stage, DateTime<Utc>)>, ChangeSeasonError> {
    let mut moved = Vec::new();
    for (tier, old) in before.tiers.iter() {
        let new = after.tiers.of(tier);
        let new = new.ok_or(ChangeSeasonError::TierGone(tier))?;
        for stage in Stage::ALL {
            let (old, new) = (old.of(stage), new.of(stage));
            if old != new {
                old.may_become(new, now)
                    .map_err(|fault| ChangeSeasonError::Window(tier, stage, fault))?;
                moved.push((tier, stage, new.closes_at()));
            }
        }
    }
    Ok(moved)
}

const fn whose(stage: Stage) -> Role {
    match stage {
        Stage::Enterprise => Role::Enterprise,
        Stage::Bureau => Role::Bureau,
        Stage::Review => Role::Expert,
    }
}

/// Closes the season: nothing new begins, what is under way goes on.
///
/// # Errors
/// The database's.
pub async fn close_season(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: &SeasonDesk,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    seasons::close(conn, desk).await?;
    let entry = Entry {
        act: AuditAct::ChangeSeason,
        application: None,
        detail: serde_json::json!({ "season": desk.season(), "closed": true }),
    };
    audit::record(conn, me, &entry, now).await
}

/// Replaces the quotas of the season.
///
/// # Errors
/// The database's.
pub async fn set_quotas(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: &SeasonDesk,
    new: &[(BureauId, Tier, i32)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    quotas::set(conn, desk, new).await?;
    let entry = Entry {
        act: AuditAct::ChangeSeason,
        application: None,
        detail: serde_json::json!({ "season": desk.season(), "quotas": new }),
    };
    audit::record(conn, me, &entry, now).await
}
