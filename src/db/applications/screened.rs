//! What bureaus and office found before the experts were asked, for the table that is sealed.

use sqlx::PgConnection;

use crate::{
    access::Administrator,
    domain::{
        application::{Act, Outcome, Status},
        ids::SeasonId,
        tier::Tier,
    },
};

/// The most applications a table shows.
const LIMIT: i64 = 20_000;

/// One submitted application.
#[derive(Clone, Debug)]
pub struct Screened {
    /// 申报编号
    pub number: String,
    /// The enterprise.
    pub enterprise: String,
    /// 统一社会信用代码
    pub credit_code: String,
    /// The factory.
    pub factory: String,
    /// The region of the recommending unit.
    pub league: String,
    /// The tier.
    pub tier: Tier,
    /// The state now.
    pub status: Status,
    /// What it ended as, if it did.
    pub outcome: Option<Outcome>,
    /// Scenarios counted as claimed.
    pub claimed: i32,
    /// Scenarios counted as confirmed.
    pub confirmed: Option<i32>,
    /// How the bureau concluded on this submission.
    pub concluded: Option<Act>,
    /// 初审意见
    pub opinion: Option<String>,
    /// The bureau's own rank.
    pub bureau_rank: Option<i32>,
    /// How the formal check of this submission ended.
    pub checked: Option<Act>,
    /// Why.
    pub check_reason: Option<String>,
}

/// The submitted applications of a season by tier, bureau and rank.
///
/// # Errors
/// The database's.
pub async fn of_season(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
    tier: Option<Tier>,
) -> sqlx::Result<Vec<Screened>> {
    sqlx::query_as!(
        Screened,
        r#"SELECT a.number AS "number!", a.enterprise_name AS enterprise, a.credit_code,
                  a.factory_name AS factory, b.region AS league, a.tier AS "tier: Tier",
                  a.status AS "status: Status", a.outcome AS "outcome: Outcome",
                  s.claimed_count AS claimed, g.confirmed_count AS "confirmed?",
                  g.act AS "concluded?: Act", g.opinion AS "opinion?", r.rank AS "bureau_rank?",
                  f.act AS "checked?: Act", f.reason AS "check_reason?"
           FROM applications a
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN submissions s ON s.application_id = a.id AND s.number = a.submission
           LEFT JOIN screenings g ON g.application_id = a.id AND g.submission = a.submission
           LEFT JOIN recommendations r ON r.application_id = a.id
           LEFT JOIN LATERAL (
               SELECT t.act, t.reason FROM transitions t
               WHERE t.application_id = a.id AND t.submission = a.submission
                 AND t.act IN ('formally_accept', 'formally_reject')
               ORDER BY t.id DESC LIMIT 1) f ON true
           WHERE a.season_id = $1 AND a.submission > 0 AND ($2::text IS NULL OR a.tier = $2)
           ORDER BY array_position(ARRAY['leading', 'excellent', 'advanced', 'basic'], a.tier),
                    b.position, r.rank NULLS LAST, a.number
           LIMIT $3"#,
        season as SeasonId,
        tier as Option<Tier>,
        LIMIT,
    )
    .fetch_all(conn)
    .await
}
