//! Seasons (批次): what they freeze, and when their windows open and close.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{Administrator, admin::SeasonDesk},
    domain::{
        ids::SeasonId,
        season::{AccountApproval, Window, Windows},
    },
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

/// What can be changed of a season while it runs.
#[derive(Clone, Debug)]
pub struct SeasonSettings {
    /// Its title.
    pub title: String,
    /// When each stage may work.
    pub windows: Windows,
    /// How many experts each application gets.
    pub experts_per_case: i16,
    /// Working days of publicity.
    pub publicity_days: i16,
    /// Who approves registrations.
    pub account_approval: AccountApproval,
}

/// A season to open.
#[derive(Clone, Debug)]
pub struct NewSeason {
    /// Its short code, part of application numbers.
    pub code: String,
    /// Edition of the rule set.
    pub rules_edition: String,
    /// Edition of the catalogue.
    pub catalogue_edition: String,
    /// Edition of the score sheet.
    pub score_sheet_edition: String,
    /// Edition of the working-day calendar.
    pub calendar_edition: String,
    /// The rest.
    pub settings: SeasonSettings,
}

/// Opens a season.
///
/// # Errors
/// The database's; violates `seasons_code_key` when the code is taken, and `seasons_one_open_idx`
/// while another season is open.
pub async fn create(
    conn: &mut PgConnection,
    _me: &Administrator,
    new: &NewSeason,
    now: DateTime<Utc>,
) -> sqlx::Result<SeasonId> {
    let id = SeasonId::new();
    let (settings, windows) = (&new.settings, &new.settings.windows);
    sqlx::query!(
        "INSERT INTO seasons
             (id, code, title, rules_edition, catalogue_edition, score_sheet_edition,
              calendar_edition, account_approval, enterprise_opens_at, enterprise_closes_at,
              bureau_opens_at, bureau_closes_at, review_opens_at, review_closes_at,
              experts_per_case, publicity_days, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        id as SeasonId,
        new.code,
        settings.title,
        new.rules_edition,
        new.catalogue_edition,
        new.score_sheet_edition,
        new.calendar_edition,
        settings.account_approval as AccountApproval,
        windows.enterprise.opens_at(),
        windows.enterprise.closes_at(),
        windows.bureau.opens_at(),
        windows.bureau.closes_at(),
        windows.review.opens_at(),
        windows.review.closes_at(),
        settings.experts_per_case,
        settings.publicity_days,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Changes a season's settings.
///
/// # Errors
/// The database's; `RowNotFound` when somebody else changed it meanwhile.
pub async fn change(
    conn: &mut PgConnection,
    desk: &SeasonDesk,
    settings: &SeasonSettings,
    version: i32,
) -> sqlx::Result<()> {
    let windows = &settings.windows;
    let changed = sqlx::query!(
        "UPDATE seasons
         SET title = $3, account_approval = $4, enterprise_opens_at = $5, enterprise_closes_at = $6,
             bureau_opens_at = $7, bureau_closes_at = $8, review_opens_at = $9,
             review_closes_at = $10, experts_per_case = $11, publicity_days = $12,
             version = version + 1
         WHERE id = $1 AND version = $2",
        desk.season() as SeasonId,
        version,
        settings.title,
        settings.account_approval as AccountApproval,
        windows.enterprise.opens_at(),
        windows.enterprise.closes_at(),
        windows.bureau.opens_at(),
        windows.bureau.closes_at(),
        windows.review.opens_at(),
        windows.review.closes_at(),
        settings.experts_per_case,
        settings.publicity_days,
    )
    .execute(conn)
    .await?;
    one_row(&changed)
}

/// Closes a season: no new applications, what is under way goes on.
///
/// # Errors
/// The database's; `RowNotFound` when it is closed already.
pub async fn close(conn: &mut PgConnection, desk: &SeasonDesk) -> sqlx::Result<()> {
    let closed = sqlx::query!(
        "UPDATE seasons SET state = 'closed', version = version + 1
         WHERE id = $1 AND state = 'open'",
        desk.season() as SeasonId,
    )
    .execute(conn)
    .await?;
    one_row(&closed)
}
