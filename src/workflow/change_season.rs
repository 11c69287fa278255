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
        seasons::{self, Season, SeasonSettings},
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
    #[error("{0:?}: {1:?}")]
    Window(Stage, WindowFault),
    /// A window changes, but nothing says why.
    #[error("no reason for the change of a window")]
    NoReason,
    /// The database failed; `RowNotFound` when somebody else changed it meanwhile.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What is to be changed.
#[derive(Clone, Copy, Debug)]
pub struct SeasonChange<'a> {
    /// The settings as they shall be.
    pub settings: &'a SeasonSettings,
    /// The version they were read at.
    pub version: i32,
    /// Why a window changes; may be empty when none does.
    pub reason: &'a str,
}

/// Changes the settings; those whose window changes are told.
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
    let moved = moved_windows(before, change.settings, now)?;
    if !moved.is_empty() && change.reason.trim().is_empty() {
        return Err(ChangeSeasonError::NoReason);
    }
    seasons::change(conn, desk, change.settings, change.version).await?;
    for stage in moved {
        let closes_at = change.settings.windows.of(stage).closes_at();
        let title = &change.settings.title;
        let letter = office_letters::window_changed(title, stage, closes_at, change.reason);
        let recipient = Recipient::Everybody(whose(stage));
        messages::send(conn, recipient, None, &letter, now).await?;
    }
    let entry = Entry {
        act: AuditAct::ChangeSeason,
        application: None,
        detail: serde_json::json!({
            "season": desk.season(),
            "before": before.windows,
            "after": change.settings.windows,
            "experts_per_case": change.settings.experts_per_case,
            "publicity_days": change.settings.publicity_days,
            "reason": change.reason,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}

fn moved_windows(
    before: &Season,
    after: &SeasonSettings,
    now: DateTime<Utc>,
) -> Result<Vec<Stage>, ChangeSeasonError> {
    let mut moved = Vec::new();
    for stage in Stage::ALL {
        let (old, new) = (before.windows.of(stage), after.windows.of(stage));
        if old != new {
            old.may_become(new, now)
                .map_err(|fault| ChangeSeasonError::Window(stage, fault))?;
            moved.push(stage);
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
