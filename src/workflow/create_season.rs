//! The office opens a season (批次).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::Administrator,
    db::{
        audit::{self, Entry},
        messages::{self, Recipient},
        seasons::{self, NewSeason},
        violates,
    },
    domain::{audit::AuditAct, ids::SeasonId, role::Role},
    text::office_letters,
};

/// Why a season was not opened.
#[derive(Debug, thiserror::Error)]
pub enum CreateSeasonError {
    /// Another season is open.
    #[error("another season is open")]
    AnotherOpen,
    /// The code is taken.
    #[error("the code is taken")]
    CodeTaken,
    /// The database failed.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for CreateSeasonError {
    fn from(error: sqlx::Error) -> Self {
        if violates(&error, "seasons_one_open_idx") {
            Self::AnotherOpen
        } else if violates(&error, "seasons_code_key") {
            Self::CodeTaken
        } else {
            Self::Database(error)
        }
    }
}

/// Opens the season and tells bureaus and enterprises.
///
/// # Errors
/// [`CreateSeasonError`]
pub async fn create_season(
    conn: &mut PgConnection,
    me: &Administrator,
    new: &NewSeason,
    now: DateTime<Utc>,
) -> Result<SeasonId, CreateSeasonError> {
    let id = seasons::create(conn, me, new, now).await?;
    let window = &new.settings.windows.enterprise;
    let title = &new.settings.title;
    let letter = office_letters::season_opened(title, window.opens_at(), window.closes_at());
    for role in [Role::Bureau, Role::Enterprise] {
        messages::send(conn, Recipient::Everybody(role), None, &letter, now).await?;
    }
    let entry = Entry {
        act: AuditAct::CreateSeason,
        application: None,
        detail: serde_json::json!({
            "season": id,
            "code": new.code,
            "windows": new.settings.windows,
            "rules": new.rules_edition,
            "catalogue": new.catalogue_edition,
            "score_sheet": new.score_sheet_edition,
            "calendar": new.calendar_edition,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(id)
}
