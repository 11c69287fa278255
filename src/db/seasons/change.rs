//! Sets up, changes, opens, throws away and closes seasons.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use super::Season;
use crate::{
    access::{Administrator, admin::SeasonDesk},
    db::one_row,
    domain::{
        ids::SeasonId,
        review::points::Points,
        season::{AccountApproval, OwnRegion, SeasonSettings, TierWindows, Windows},
        tier::Tier,
    },
};

/// Title, tiers and settings of a season.
#[derive(Clone, Debug, serde::Serialize)]
pub struct SeasonPlan {
    /// Its title.
    pub title: String,
    /// The tiers it offers, and when each stage may work.
    pub tiers: TierWindows,
    /// The rest.
    pub settings: SeasonSettings,
}

impl From<&Season> for SeasonPlan {
    fn from(season: &Season) -> Self {
        Self {
            title: season.title.clone(),
            tiers: season.tiers.clone(),
            settings: season.settings.clone(),
        }
    }
}

/// A season to set up: what can be changed until it is opened.
#[derive(Clone, Debug, serde::Serialize)]
pub struct NewSeason {
    /// Its short code, part of application numbers.
    pub code: String,
    /// Edition of the rule set.
    pub rules_edition: String,
    /// Edition of the catalogue.
    pub catalogue_edition: String,
    /// Edition of the score sheet.
    pub score_sheet_edition: String,
    /// The rest.
    pub plan: SeasonPlan,
}

/// Sets up a season as a draft.
///
/// # Errors
/// The database's; violates `seasons_code_key` when the code is taken.
pub async fn create(
    conn: &mut PgConnection,
    _me: &Administrator,
    new: &NewSeason,
    now: DateTime<Utc>,
) -> sqlx::Result<SeasonId> {
    let id = SeasonId::new();
    sqlx::query!(
        "INSERT INTO seasons
             (id, code, title, rules_edition, catalogue_edition, score_sheet_edition,
              created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id as SeasonId,
        new.code,
        new.plan.title,
        new.rules_edition,
        new.catalogue_edition,
        new.score_sheet_edition,
        now,
    )
    .execute(&mut *conn)
    .await?;
    set_plan(conn, id, &new.plan, 1).await?;
    Ok(id)
}

/// Changes a draft.
///
/// # Errors
/// The database's; `RowNotFound` when somebody else changed or opened it meanwhile; violates
/// `seasons_code_key` when the code is taken.
pub async fn change_draft(
    conn: &mut PgConnection,
    desk: &SeasonDesk,
    new: &NewSeason,
    version: i32,
) -> sqlx::Result<()> {
    let changed = sqlx::query!(
        "UPDATE seasons
         SET code = $3, rules_edition = $4, catalogue_edition = $5, score_sheet_edition = $6
         WHERE id = $1 AND version = $2 AND state = 'draft'",
        desk.season() as SeasonId,
        version,
        new.code,
        new.rules_edition,
        new.catalogue_edition,
        new.score_sheet_edition,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&changed)?;
    set_plan(conn, desk.season(), &new.plan, version).await
}

/// Changes title, tiers and settings of a season.
///
/// # Errors
/// The database's; `RowNotFound` when somebody else changed it meanwhile.
pub async fn change(
    conn: &mut PgConnection,
    desk: &SeasonDesk,
    plan: &SeasonPlan,
    version: i32,
) -> sqlx::Result<()> {
    set_plan(conn, desk.season(), plan, version).await
}

async fn set_plan(
    conn: &mut PgConnection,
    season: SeasonId,
    plan: &SeasonPlan,
    version: i32,
) -> sqlx::Result<()> {
    let settings = &plan.settings;
    let changed = sqlx::query!(
        "UPDATE seasons
         SET title = $3, account_approval = $4, experts_min = $5, experts_max = $6,
             divergence_range = $7, divergence_deviation = $8, score_line = $9, own_region = $10,
             publicity_days = $11, first_day_counted = $12, one_tier_per_factory = $13,
             return_days_min = $14, publicity_texts = $15, version = version + 1
         WHERE id = $1 AND version = $2",
        season as SeasonId,
        version,
        plan.title,
        settings.account_approval as AccountApproval,
        settings.experts_min,
        settings.experts_max,
        settings.divergence_range.tenths(),
        settings.divergence_deviation.tenths(),
        settings.score_line.map(Points::tenths),
        settings.own_region as OwnRegion,
        settings.publicity_days,
        settings.first_day_counted,
        settings.one_tier_per_factory,
        settings.return_days_min,
        Json(&settings.publicity) as _,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&changed)?;
    set_tiers(conn, season, &plan.tiers).await
}

async fn set_tiers(
    conn: &mut PgConnection,
    season: SeasonId,
    tiers: &TierWindows,
) -> sqlx::Result<()> {
    let offered: Vec<Tier> = tiers.iter().map(|(tier, _)| tier).collect();
    sqlx::query!(
        "DELETE FROM season_tiers WHERE season_id = $1 AND tier <> ALL($2)",
        season as SeasonId,
        &offered as &[Tier],
    )
    .execute(&mut *conn)
    .await?;
    let instants = |of: fn(&Windows) -> DateTime<Utc>| -> Vec<DateTime<Utc>> {
        tiers.iter().map(|(_, windows)| of(windows)).collect()
    };
    sqlx::query!(
        "INSERT INTO season_tiers
             (season_id, tier, enterprise_opens_at, enterprise_closes_at, bureau_opens_at,
              bureau_closes_at, review_opens_at, review_closes_at)
         SELECT $1, t.* FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[],
              $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[]) t
         ON CONFLICT (season_id, tier) DO UPDATE SET
             enterprise_opens_at = excluded.enterprise_opens_at,
             enterprise_closes_at = excluded.enterprise_closes_at,
             bureau_opens_at = excluded.bureau_opens_at,
             bureau_closes_at = excluded.bureau_closes_at,
             review_opens_at = excluded.review_opens_at,
             review_closes_at = excluded.review_closes_at",
        season as SeasonId,
        &offered as &[Tier],
        &instants(|it| it.enterprise.opens_at()),
        &instants(|it| it.enterprise.closes_at()),
        &instants(|it| it.bureau.opens_at()),
        &instants(|it| it.bureau.closes_at()),
        &instants(|it| it.review.opens_at()),
        &instants(|it| it.review.closes_at()),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Opens a draft: from now on its editions stay, and its windows say who may work.
///
/// # Errors
/// The database's; `RowNotFound` when it is no draft any more or was changed meanwhile.
pub async fn open(
    conn: &mut PgConnection,
    desk: &SeasonDesk,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let opened = sqlx::query!(
        "UPDATE seasons SET state = 'open', opened_at = $3, version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'draft'",
        desk.season() as SeasonId,
        version,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&opened)
}

/// Throws a draft away; nothing but its own settings and quotas hangs on it.
///
/// # Errors
/// The database's; `RowNotFound` when it is no draft any more.
pub async fn discard(conn: &mut PgConnection, desk: &SeasonDesk) -> sqlx::Result<()> {
    let season = desk.season();
    sqlx::query!(
        "DELETE FROM quotas WHERE season_id = $1",
        season as SeasonId
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "DELETE FROM season_tiers WHERE season_id = $1",
        season as SeasonId
    )
    .execute(&mut *conn)
    .await?;
    let gone = sqlx::query!(
        "DELETE FROM seasons WHERE id = $1 AND state = 'draft'",
        season as SeasonId
    )
    .execute(conn)
    .await?;
    one_row(&gone)
}

/// Closes a season: no new applications.
///
/// # Errors
/// The database's; `RowNotFound` when it is not open.
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
