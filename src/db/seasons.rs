//! Seasons (批次): what they freeze, and when their windows open and close.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::domain::{
    ids::SeasonId,
    season::{AccountApproval, Window, Windows},
};

/// A season.
#[derive(Clone, Debug)]
pub struct Season {
    /// Its identifier.
    pub id: SeasonId,
    /// Its short code, part of application numbers.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it takes part in business at all.
    pub open: bool,
    /// Edition of the rule set.
    pub rules_edition: String,
    /// Edition of the catalogue.
    pub catalogue_edition: String,
    /// Edition of the score sheet.
    pub score_sheet_edition: String,
    /// Edition of the working-day calendar.
    pub calendar_edition: String,
    /// Who approves registrations.
    pub account_approval: AccountApproval,
    /// When each stage may work.
    pub windows: Windows,
    /// How many experts each application gets.
    pub experts_per_case: i16,
    /// Working days of publicity.
    pub publicity_days: i16,
    /// Counts the changes.
    pub version: i32,
}

struct SeasonRow {
    id: SeasonId,
    code: String,
    title: String,
    state: String,
    rules_edition: String,
    catalogue_edition: String,
    score_sheet_edition: String,
    calendar_edition: String,
    account_approval: AccountApproval,
    enterprise_opens_at: DateTime<Utc>,
    enterprise_closes_at: DateTime<Utc>,
    bureau_opens_at: DateTime<Utc>,
    bureau_closes_at: DateTime<Utc>,
    review_opens_at: DateTime<Utc>,
    review_closes_at: DateTime<Utc>,
    experts_per_case: i16,
    publicity_days: i16,
    version: i32,
}

impl TryFrom<SeasonRow> for Season {
    type Error = sqlx::Error;

    fn try_from(row: SeasonRow) -> sqlx::Result<Self> {
        let window = |opens_at, closes_at| {
            // The table's own check keeps windows in order.
            Window::new(opens_at, closes_at)
                .map_err(|error| sqlx::Error::Decode(format!("{error:?}").into()))
        };
        Ok(Self {
            id: row.id,
            code: row.code,
            title: row.title,
            open: row.state == "open",
            rules_edition: row.rules_edition,
            catalogue_edition: row.catalogue_edition,
            score_sheet_edition: row.score_sheet_edition,
            calendar_edition: row.calendar_edition,
            account_approval: row.account_approval,
            windows: Windows {
                enterprise: window(row.enterprise_opens_at, row.enterprise_closes_at)?,
                bureau: window(row.bureau_opens_at, row.bureau_closes_at)?,
                review: window(row.review_opens_at, row.review_closes_at)?,
            },
            experts_per_case: row.experts_per_case,
            publicity_days: row.publicity_days,
            version: row.version,
        })
    }
}

/// All seasons, or the one asked for, or the open one; newest first.
async fn select(
    conn: &mut PgConnection,
    id: Option<SeasonId>,
    state: Option<&str>,
) -> sqlx::Result<Vec<Season>> {
    let rows = sqlx::query_as!(
        SeasonRow,
        r#"SELECT id AS "id: SeasonId", code, title, state, rules_edition, catalogue_edition,
                  score_sheet_edition, calendar_edition,
                  account_approval AS "account_approval: AccountApproval",
                  enterprise_opens_at, enterprise_closes_at, bureau_opens_at, bureau_closes_at,
                  review_opens_at, review_closes_at, experts_per_case, publicity_days, version
           FROM seasons
           WHERE ($1::uuid IS NULL OR id = $1) AND ($2::text IS NULL OR state = $2)
           ORDER BY id DESC
           LIMIT 100"#,
        id as Option<SeasonId>,
        state,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Season::try_from).collect()
}

/// The season that is open now, if any: at most one is.
///
/// # Errors
/// The database's.
pub async fn current(conn: &mut PgConnection) -> sqlx::Result<Option<Season>> {
    Ok(select(conn, None, Some("open")).await?.into_iter().next())
}

/// One season.
///
/// # Errors
/// The database's.
pub async fn find(conn: &mut PgConnection, id: SeasonId) -> sqlx::Result<Option<Season>> {
    Ok(select(conn, Some(id), None).await?.into_iter().next())
}

/// The newest hundred seasons, newest first.
///
/// # Errors
/// The database's.
pub async fn all(conn: &mut PgConnection) -> sqlx::Result<Vec<Season>> {
    select(conn, None, None).await
}
