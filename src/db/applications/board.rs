//! The season board: how many applications stand where, and which have stood there longest.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::Administrator,
    domain::{
        application::Status,
        ids::{ApplicationId, BureauId, SeasonId},
        tier::Tier,
    },
};

/// How many applications of a bureau are in a state.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// The bureau.
    pub bureau: BureauId,
    /// The state.
    pub status: Status,
    /// How many.
    pub count: i64,
}

/// All counts of a season.
///
/// # Errors
/// The database's.
pub async fn counts(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
    tier: Option<Tier>,
) -> sqlx::Result<Vec<Count>> {
    sqlx::query_as!(
        Count,
        r#"SELECT bureau_id AS "bureau: BureauId", status AS "status: Status", count(*) AS "count!"
           FROM applications
           WHERE season_id = $1 AND ($2::text IS NULL OR tier = $2)
           GROUP BY bureau_id, status"#,
        season as SeasonId,
        tier as Option<Tier>,
    )
    .fetch_all(conn)
    .await
}

/// An application that has waited long.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The application.
    pub id: ApplicationId,
    /// 受理编号
    pub number: Option<String>,
    /// The enterprise.
    pub enterprise: String,
    /// The tier.
    pub tier: Tier,
    /// The region of its bureau.
    pub league: String,
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Applications that somebody has to act on, the longest waiting first.
///
/// # Errors
/// The database's.
pub async fn waiting(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
    tier: Option<Tier>,
    limit: i64,
) -> sqlx::Result<Vec<Waiting>> {
    sqlx::query_as!(
        Waiting,
        r#"SELECT a.id AS "id: ApplicationId", a.number, a.enterprise_name AS enterprise,
                  a.tier AS "tier: Tier", b.region AS league, a.status AS "status: Status",
                  a.status_since AS since
           FROM applications a JOIN bureaus b ON b.id = a.bureau_id
           WHERE a.season_id = $1 AND ($2::text IS NULL OR a.tier = $2)
             AND a.status IN ('submitted', 'returned', 'recommended', 'supplement', 'in_review', 'reviewed',
                              'proposed')
           ORDER BY a.status_since, a.id
           LIMIT $3"#,
        season as SeasonId,
        tier as Option<Tier>,
        limit,
    )
    .fetch_all(conn)
    .await
}
