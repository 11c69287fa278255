//! The office sets up a season (批次) as a draft, changes it, throws it away, or opens it.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, admin::SeasonDesk},
    db::{
        audit::{self, Entry},
        messages::{self, Recipient},
        quotas,
        seasons::{self, NewSeason, Season},
        violates,
    },
    domain::{
        audit::AuditAct,
        ids::SeasonId,
        role::Role,
        season::{Flaw, flaws},
    },
    text::office_letters,
};

/// Why a season was not set up or opened.
#[derive(Debug, thiserror::Error)]
pub enum CreateSeasonError {
    /// The code is taken.
    #[error("the code is taken")]
    CodeTaken,
    /// Its windows cannot be worked in.
    #[error("{} flaws", .0.len())]
    Flawed(Vec<Flaw>),
    /// The database failed; `RowNotFound` when somebody else changed it meanwhile.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for CreateSeasonError {
    fn from(error: sqlx::Error) -> Self {
        if violates(&error, "seasons_code_key") {
            Self::CodeTaken
        } else {
            Self::Database(error)
        }
    }
}

/// Sets up a draft; `model`: the season whose quotas it takes over.
///
/// # Errors
/// [`CreateSeasonError`]
pub async fn create_season(
    conn: &mut PgConnection,
    me: &Administrator,
    new: &NewSeason,
    model: Option<SeasonId>,
    now: DateTime<Utc>,
) -> Result<SeasonId, CreateSeasonError> {
    let id = seasons::create(conn, me, new, now).await?;
    if let Some(model) = model {
        quotas::copy(conn, me, model, id).await?;
    }
    record(
        conn,
        me,
        id,
        serde_json::json!({ "draft": new, "model": model }),
        now,
    )
    .await?;
    Ok(id)
}

/// Changes a draft.
///
/// # Errors
/// [`CreateSeasonError`]
pub async fn change_draft(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: &SeasonDesk,
    (new, version): (&NewSeason, i32),
    now: DateTime<Utc>,
) -> Result<(), CreateSeasonError> {
    seasons::change_draft(conn, desk, new, version).await?;
    record(
        conn,
        me,
        desk.season(),
        serde_json::json!({ "draft": new }),
        now,
    )
    .await?;
    Ok(())
}

/// Opens a draft and tells bureaus and enterprises.
///
/// # Errors
/// [`CreateSeasonError`]
pub async fn open_season(
    conn: &mut PgConnection,
    me: &Administrator,
    (desk, season): (&SeasonDesk, &Season),
    version: i32,
    now: DateTime<Utc>,
) -> Result<(), CreateSeasonError> {
    let found = flaws(&season.tiers, now);
    if found.iter().any(|flaw| flaw.fault.forbids()) {
        return Err(CreateSeasonError::Flawed(found));
    }
    seasons::open(conn, desk, version, now).await?;
    let letter = office_letters::season_opened(&season.title, &season.tiers);
    for role in [Role::Bureau, Role::Enterprise] {
        messages::send(conn, Recipient::Everybody(role), None, &letter, now).await?;
    }
    let detail = serde_json::json!({
        "opened": true,
        "code": season.code,
        "tiers": season.tiers,
        "rules": season.rules_edition,
        "catalogue": season.catalogue_edition,
        "score_sheet": season.score_sheet_edition,
    });
    record(conn, me, season.id, detail, now).await?;
    Ok(())
}

/// Throws a draft away.
///
/// # Errors
/// The database's; `RowNotFound` when it is no draft any more.
pub async fn discard_season(
    conn: &mut PgConnection,
    me: &Administrator,
    (desk, season): (&SeasonDesk, &Season),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    seasons::discard(conn, desk).await?;
    let detail = serde_json::json!({ "discarded": true, "code": season.code });
    record(conn, me, season.id, detail, now).await
}

async fn record(
    conn: &mut PgConnection,
    me: &Administrator,
    season: SeasonId,
    mut detail: serde_json::Value,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    detail["season"] = serde_json::json!(season);
    let entry = Entry {
        act: AuditAct::CreateSeason,
        application: None,
        detail,
    };
    audit::record(conn, me, &entry, now).await
}
