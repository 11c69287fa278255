//! All applications of a season, for the administrator: filtered, searched, page by page.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, ApplicationRef},
    domain::{
        application::{Outcome, Status},
        ids::{ApplicationId, BureauId, SeasonId},
        tier::Tier,
    },
};

/// One application in the list.
#[derive(Clone, Debug)]
pub struct AllRow {
    /// The application.
    pub id: ApplicationId,
    /// 受理编号
    pub number: Option<String>,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The region of its bureau.
    pub league: String,
    /// The tier.
    pub tier: Tier,
    /// Where it stands.
    pub status: Status,
    /// What it ended as, if it did.
    pub outcome: Option<Outcome>,
    /// When it was last submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Since when it stands there.
    pub since: DateTime<Utc>,
}

/// Which applications to list.
#[derive(Clone, Debug, Default)]
pub struct AllFilter {
    /// Of this tier.
    pub tier: Option<Tier>,
    /// In one of these states; empty means all.
    pub statuses: Vec<Status>,
    /// Of this bureau.
    pub bureau: Option<BureauId>,
    /// Part of a name, the credit code or the number; may be empty.
    pub search: String,
}

/// A page of the list, newest application first, from before `before`.
///
/// # Errors
/// The database's.
pub async fn page(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
    filter: &AllFilter,
    before: Option<ApplicationId>,
    limit: i64,
) -> sqlx::Result<Vec<AllRow>> {
    let term = filter.search.trim();
    sqlx::query_as!(
        AllRow,
        r#"SELECT a.id AS "id: ApplicationId", a.number, a.enterprise_name AS enterprise,
                  a.factory_name AS factory, b.region AS league, a.tier AS "tier: Tier",
                  a.status AS "status: Status", a.outcome AS "outcome: Outcome", a.submitted_at,
                  a.status_since AS since
           FROM applications a JOIN bureaus b ON b.id = a.bureau_id
           WHERE a.season_id = $1
             AND ($2::text IS NULL OR a.tier = $2)
             AND (cardinality($3::text[]) = 0 OR a.status = ANY($3))
             AND ($4::uuid IS NULL OR a.bureau_id = $4)
             AND ($5::text IS NULL OR (bigrams(a.searchable) @> bigrams(left(folded($5), 60))
                                       AND strpos(a.searchable, left(folded($5), 60)) > 0))
             AND ($6::uuid IS NULL OR a.id < $6)
           ORDER BY a.id DESC
           LIMIT $7"#,
        season as SeasonId,
        filter.tier as Option<Tier>,
        &filter.statuses as &[Status],
        filter.bureau as Option<BureauId>,
        Some(term).filter(|term| !term.is_empty()),
        before as Option<ApplicationId>,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// What the head of an application's page says beside its names.
#[derive(Clone, Debug)]
pub struct CaseFacts {
    /// 统一社会信用代码
    pub credit_code: String,
    /// The recommending unit.
    pub bureau: String,
    /// The region of the recommending unit.
    pub league: String,
    /// What it ended as, if it did.
    pub outcome: Option<Outcome>,
    /// When it was last submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// The bureau's rank.
    pub rank: Option<i32>,
    /// Why it does not count against the quota; absent when it counts.
    pub exempt_reason: Option<String>,
    /// Scenarios counted as claimed.
    pub claimed: Option<i32>,
    /// Scenarios counted as confirmed.
    pub confirmed: Option<i32>,
    /// Scenarios counted as accepted.
    pub accepted: Option<i32>,
}

/// The facts of an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn facts(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<CaseFacts> {
    sqlx::query_as!(
        CaseFacts,
        r#"SELECT a.credit_code, b.name AS bureau, b.region AS league,
                  a.outcome AS "outcome: Outcome", a.submitted_at, k.rank AS "rank?",
                  CASE WHEN k.exempt THEN k.exempt_reason END AS "exempt_reason?",
                  s.claimed_count AS "claimed?", g.confirmed_count AS "confirmed?",
                  r.accepted_count AS "accepted?"
           FROM applications a
           JOIN bureaus b ON b.id = a.bureau_id
           LEFT JOIN recommendations k ON k.application_id = a.id
           LEFT JOIN submissions s ON s.application_id = a.id AND s.number = a.submission
           LEFT JOIN screenings g ON g.application_id = a.id AND g.submission = a.submission
           LEFT JOIN review_results r ON r.application_id = a.id
           WHERE a.id = $1"#,
        application.id() as ApplicationId,
    )
    .fetch_one(conn)
    .await
}
