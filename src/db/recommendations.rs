//! A bureau's recommendations: ranks, quota, and the rows of its table (推荐汇总表).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        BureauOfficer, MayChange,
        bureau::{RankingDesk, ScreeningCase},
    },
    domain::{
        application::Status,
        ids::{ApplicationId, BureauId, SeasonId},
        quota::Quota,
        tier::Tier,
    },
};

/// The most recommendations of one tier that a page or table shows.
const LIMIT: i64 = 5000;

/// One recommendation in its list.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The application.
    pub application: ApplicationId,
    /// Rank from 1.
    pub rank: i32,
    /// 受理编号
    pub number: String,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The state now.
    pub status: Status,
    /// Different scenarios that count, as confirmed.
    pub confirmed: i32,
    /// The same as claimed.
    pub claimed: i32,
    /// Whether it does not count against the quota.
    pub exempt: bool,
    /// Why it does not.
    pub exempt_reason: String,
    /// When it was recommended.
    pub recommended_at: DateTime<Utc>,
}

/// One row of the table, with the frozen content it comes from.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// Rank from 1.
    pub rank: i32,
    /// The tier.
    pub tier: Tier,
    /// The submission that was recommended, as canonical JSON.
    pub snapshot: String,
    /// The reports on confirmed facts, as JSON.
    pub report: String,
    /// Different scenarios that count, as confirmed.
    pub confirmed: i32,
    /// The same as claimed.
    pub claimed: i32,
    /// 初审意见
    pub opinion: String,
    /// Why it does not count against the quota; absent when it counts.
    pub exempt_reason: Option<String>,
}

/// The caller's own recommendations of one tier in their order.
///
/// # Errors
/// The database's.
pub async fn list(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
    tier: Tier,
) -> sqlx::Result<Vec<Ranked>> {
    sqlx::query_as!(
        Ranked,
        r#"SELECT r.application_id AS "application: ApplicationId", r.rank,
                  COALESCE(a.number, '') AS "number!", a.enterprise_name AS enterprise,
                  a.factory_name AS factory, a.status AS "status: Status",
                  g.confirmed_count AS confirmed, s.claimed_count AS claimed,
                  r.exempt, r.exempt_reason, r.recommended_at
           FROM recommendations r
           JOIN applications a ON a.id = r.application_id
           JOIN submissions s ON s.application_id = a.id AND s.number = a.submission
           JOIN screenings g ON g.application_id = a.id AND g.submission = a.submission
           WHERE r.season_id = $1 AND r.tier = $2 AND r.bureau_id = $3
           ORDER BY r.rank
           LIMIT $4"#,
        season as SeasonId,
        tier as Tier,
        me.bureau() as BureauId,
        LIMIT,
    )
    .fetch_all(conn)
    .await
}

/// How many the caller has recommended, by tier.
///
/// # Errors
/// The database's.
pub async fn counts(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
) -> sqlx::Result<Vec<(Tier, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT tier AS "tier: Tier", count(*) AS "count!"
           FROM recommendations WHERE season_id = $1 AND bureau_id = $2
           GROUP BY tier"#,
        season as SeasonId,
        me.bureau() as BureauId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.tier, row.count)).collect())
}

/// The caller's own quota of one tier and how much of it is used.
///
/// # Errors
/// The database's.
pub async fn quota(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
    tier: Tier,
) -> sqlx::Result<Quota> {
    sqlx::query_as!(
        Quota,
        r#"SELECT (SELECT quota FROM quotas
                   WHERE season_id = $1 AND tier = $2 AND bureau_id = $3) AS quota,
                  (SELECT count(*) FROM recommendations
                   WHERE season_id = $1 AND tier = $2 AND bureau_id = $3 AND NOT exempt)
                      AS "used!""#,
        season as SeasonId,
        tier as Tier,
        me.bureau() as BureauId,
    )
    .fetch_one(conn)
    .await
}

/// Puts an application at the end of the list. Returns its rank.
///
/// # Errors
/// The database's.
pub async fn append(
    conn: &mut PgConnection,
    desk: &RankingDesk,
    case: &ScreeningCase,
    exempt_reason: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"INSERT INTO recommendations
               (application_id, season_id, tier, bureau_id, rank, exempt, exempt_reason,
                recommended_at)
           SELECT $1, $2, $3, $4, COALESCE(max(rank), 0) + 1, $5, $6, $7
           FROM recommendations WHERE season_id = $2 AND tier = $3 AND bureau_id = $4
           RETURNING rank"#,
        case.application().id() as ApplicationId,
        desk.season() as SeasonId,
        case.application().tier() as Tier,
        desk.bureau() as BureauId,
        exempt_reason.is_some(),
        exempt_reason.unwrap_or_default(),
        now,
    )
    .fetch_one(conn)
    .await
}

/// The order of one tier as it stands now.
///
/// # Errors
/// The database's.
pub async fn order(
    conn: &mut PgConnection,
    desk: &RankingDesk,
    tier: Tier,
) -> sqlx::Result<Vec<ApplicationId>> {
    sqlx::query_scalar!(
        r#"SELECT application_id AS "application: ApplicationId" FROM recommendations
           WHERE season_id = $1 AND tier = $2 AND bureau_id = $3
           ORDER BY rank"#,
        desk.season() as SeasonId,
        tier as Tier,
        desk.bureau() as BureauId,
    )
    .fetch_all(conn)
    .await
}

/// Gives the recommendations of one tier the ranks 1, 2, 3 … in this order.
///
/// # Errors
/// The database's; `RowNotFound` when the order does not name each of them once.
pub async fn set_order(
    conn: &mut PgConnection,
    desk: &RankingDesk,
    tier: Tier,
    order: &[ApplicationId],
) -> sqlx::Result<()> {
    let ranked = sqlx::query!(
        "UPDATE recommendations r SET rank = o.rank
         FROM unnest($4::uuid[]) WITH ORDINALITY AS o (application_id, rank)
         WHERE r.application_id = o.application_id
           AND r.season_id = $1 AND r.tier = $2 AND r.bureau_id = $3",
        desk.season() as SeasonId,
        tier as Tier,
        desk.bureau() as BureauId,
        order as &[ApplicationId],
    )
    .execute(conn)
    .await?;
    if usize::try_from(ranked.rows_affected()) == Ok(order.len()) {
        Ok(())
    } else {
        Err(sqlx::Error::RowNotFound)
    }
}

/// The rows of the caller's own table, in the order of tiers (highest first) and ranks.
///
/// # Errors
/// The database's.
pub async fn table(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
    tier: Option<Tier>,
) -> sqlx::Result<Vec<TableRow>> {
    sqlx::query_as!(
        TableRow,
        r#"SELECT r.rank, r.tier AS "tier: Tier", s.snapshot, g.report,
                  g.confirmed_count AS confirmed, s.claimed_count AS claimed, g.opinion,
                  CASE WHEN r.exempt THEN r.exempt_reason END AS exempt_reason
           FROM recommendations r
           JOIN applications a ON a.id = r.application_id
           JOIN submissions s ON s.application_id = a.id AND s.number = a.submission
           JOIN screenings g ON g.application_id = a.id AND g.submission = a.submission
           WHERE r.season_id = $1 AND r.bureau_id = $2 AND ($3::text IS NULL OR r.tier = $3)
           ORDER BY array_position(ARRAY['leading', 'excellent', 'advanced', 'basic'], r.tier),
                    r.rank
           LIMIT $4"#,
        season as SeasonId,
        me.bureau() as BureauId,
        tier as Option<Tier>,
        LIMIT,
    )
    .fetch_all(conn)
    .await
}
