//! How many applications of a tier each bureau may recommend in a season.

use sqlx::PgConnection;

use crate::{
    access::{Administrator, admin::SeasonDesk},
    domain::{
        ids::{BureauId, SeasonId},
        tier::Tier,
    },
};

/// One quota and how much of it is used.
#[derive(Clone, Copy, Debug)]
pub struct QuotaRow {
    /// The bureau.
    pub bureau: BureauId,
    /// The tier.
    pub tier: Tier,
    /// The most; without one there is no limit.
    pub quota: Option<i32>,
    /// Recommended so far, exempt ones not counted.
    pub used: i64,
}

/// The quotas of a season, and what was recommended, for every bureau and tier that has either.
///
/// # Errors
/// The database's.
pub async fn of(conn: &mut PgConnection, season: SeasonId) -> sqlx::Result<Vec<QuotaRow>> {
    sqlx::query_as!(
        QuotaRow,
        r#"SELECT COALESCE(q.bureau_id, r.bureau_id) AS "bureau!: BureauId",
                  COALESCE(q.tier, r.tier) AS "tier!: Tier", q.quota AS "quota?",
                  COALESCE(r.used, 0) AS "used!"
           FROM (SELECT bureau_id, tier, quota FROM quotas WHERE season_id = $1) q
           FULL JOIN (SELECT bureau_id, tier, count(*) AS used FROM recommendations
                      WHERE season_id = $1 AND NOT exempt GROUP BY bureau_id, tier) r
               ON r.bureau_id = q.bureau_id AND r.tier = q.tier"#,
        season as SeasonId,
    )
    .fetch_all(conn)
    .await
}

/// Replaces the quotas of a season.
///
/// # Errors
/// The database's.
pub async fn set(
    conn: &mut PgConnection,
    desk: &SeasonDesk,
    quotas: &[(BureauId, Tier, i32)],
) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM quotas WHERE season_id = $1",
        desk.season() as SeasonId
    )
    .execute(&mut *conn)
    .await?;
    let bureaus: Vec<BureauId> = quotas.iter().map(|(bureau, ..)| *bureau).collect();
    let tiers: Vec<Tier> = quotas.iter().map(|(_, tier, _)| *tier).collect();
    let numbers: Vec<i32> = quotas.iter().map(|(.., quota)| *quota).collect();
    sqlx::query!(
        "INSERT INTO quotas (season_id, tier, bureau_id, quota)
         SELECT $1, q.tier, q.bureau_id, q.quota
         FROM unnest($2::text[], $3::uuid[], $4::int[]) AS q (tier, bureau_id, quota)",
        desk.season() as SeasonId,
        &tiers as &[Tier],
        &bureaus as &[BureauId],
        &numbers,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the quotas of another season over, where this one has none yet.
///
/// # Errors
/// The database's.
pub async fn copy(
    conn: &mut PgConnection,
    _me: &Administrator,
    from: SeasonId,
    to: SeasonId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO quotas (season_id, tier, bureau_id, quota)
         SELECT $2, tier, bureau_id, quota FROM quotas WHERE season_id = $1
         ON CONFLICT DO NOTHING",
        from as SeasonId,
        to as SeasonId,
    )
    .execute(conn)
    .await?;
    Ok(())
}
