//! Consolidated results of the reviews, and the ranking they make.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Administrator, ApplicationRef, MayChange,
        admin::{AssignmentDesk, DecisionCase},
    },
    domain::{
        application::{Outcome, Status},
        ids::{ApplicationId, SeasonId},
        review::aggregate::{Aggregate, Hundredths, Method},
        review::points::Points,
        rules::TierReports,
        tier::Tier,
    },
};

/// A result to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewResult<'a> {
    /// The totals taken together.
    pub aggregate: &'a Aggregate,
    /// Which mean ranks.
    pub method: Method,
    /// How many different scenarios count for the tier, as accepted.
    pub accepted_count: i32,
    /// The reports on accepted facts, as JSON.
    pub report: &'a str,
}

/// Keeps the result of the newest review; an earlier one of the same application is superseded.
///
/// # Errors
/// The database's.
pub async fn conclude(
    conn: &mut PgConnection,
    desk: &AssignmentDesk,
    new: NewResult<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let trimmed = new.method == Method::TrimmedMean && new.aggregate.trimmed_mean.is_some();
    sqlx::query!(
        "INSERT INTO review_results
             (application_id, submission, reviews, mean, median, spread, trimmed, divergent,
              accepted_count, report, concluded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (application_id) DO UPDATE
         SET submission = excluded.submission, reviews = excluded.reviews, mean = excluded.mean,
             median = excluded.median, spread = excluded.spread, trimmed = excluded.trimmed,
             divergent = excluded.divergent, accepted_count = excluded.accepted_count,
             report = excluded.report, concluded_at = excluded.concluded_at",
        desk.application().id() as ApplicationId,
        desk.application().submission(),
        i32::try_from(new.aggregate.count).unwrap_or(i32::MAX),
        new.aggregate.score(new.method).get(),
        new.aggregate.median.get(),
        new.aggregate.spread.tenths(),
        trimmed,
        new.aggregate.divergent,
        new.accepted_count,
        new.report,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The result of one application.
#[derive(Clone, Debug)]
pub struct ReviewResult {
    /// How many reviews were filed.
    pub reviews: i32,
    /// The mean that ranks.
    pub mean: Hundredths,
    /// The middle total.
    pub median: Hundredths,
    /// Highest less lowest.
    pub spread: Points,
    /// Whether the highest and the lowest were left out of the mean.
    pub trimmed: bool,
    /// Whether the experts differ so much that they have to talk.
    pub divergent: bool,
    /// Different scenarios that count, as accepted.
    pub accepted: i32,
    /// When it was made.
    pub concluded_at: DateTime<Utc>,
}

/// The result of an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn find(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Option<ReviewResult>> {
    let row = sqlx::query!(
        "SELECT reviews, mean, median, spread, trimmed, divergent, accepted_count, concluded_at
         FROM review_results WHERE application_id = $1",
        application.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| ReviewResult {
        reviews: row.reviews,
        mean: Hundredths::new(row.mean),
        median: Hundredths::new(row.median),
        spread: Points::from_tenths(row.spread),
        trimmed: row.trimmed,
        divergent: row.divergent,
        accepted: row.accepted_count,
        concluded_at: row.concluded_at,
    }))
}

/// What a decision on an application rests on.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The application.
    pub application: ApplicationId,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The tier.
    pub tier: Tier,
    /// The mean that ranks.
    pub mean: Hundredths,
    /// Whether the experts have to talk.
    pub divergent: bool,
    /// Different scenarios that count, as accepted.
    pub accepted: i32,
    /// The reports on accepted facts.
    pub reports: TierReports,
}

/// What decisions on these applications rest on, in the order of their ids.
///
/// # Errors
/// The database's; a report that this version cannot read is one of them.
pub async fn bases(conn: &mut PgConnection, cases: &[DecisionCase]) -> sqlx::Result<Vec<Basis>> {
    let ids: Vec<ApplicationId> = cases.iter().map(|it| it.application().id()).collect();
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id: ApplicationId", a.enterprise_name, a.factory_name,
                  a.tier AS "tier: Tier", r.mean, r.divergent, r.accepted_count, r.report
           FROM applications a
           JOIN review_results r ON r.application_id = a.id AND r.submission = a.submission
           WHERE a.id = ANY($1)
           ORDER BY a.id"#,
        ids as Vec<ApplicationId>,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Basis {
                application: row.id,
                enterprise: row.enterprise_name,
                factory: row.factory_name,
                tier: row.tier,
                mean: Hundredths::new(row.mean),
                divergent: row.divergent,
                accepted: row.accepted_count,
                reports: read(&row.report)?,
            })
        })
        .collect()
}

/// Reads stored reports.
fn read(report: &str) -> sqlx::Result<TierReports> {
    serde_json::from_str(report).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// One line of the ranking.
#[derive(Clone, Debug)]
pub struct RankedResult {
    /// Its place in the tier, from 1.
    pub rank: i64,
    /// The application.
    pub application: ApplicationId,
    /// 受理编号
    pub number: Option<String>,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// 统一社会信用代码
    pub credit_code: String,
    /// The region of the recommending unit.
    pub league: String,
    /// The state now.
    pub status: Status,
    /// What it ended as, if it did.
    pub outcome: Option<Outcome>,
    /// The mean that ranks, hundredths of a point.
    pub mean: i32,
    /// The highest total, tenths of a point.
    pub highest: Option<i32>,
    /// The lowest total, tenths of a point.
    pub lowest: Option<i32>,
    /// Highest less lowest, tenths of a point.
    pub spread: i32,
    /// How many reviews.
    pub reviews: i32,
    /// Whether the experts have to talk.
    pub divergent: bool,
    /// Maturity level.
    pub maturity_level: Option<i16>,
    /// Maturity score, hundredths.
    pub maturity_score: Option<i16>,
    /// Scenarios counted as claimed.
    pub claimed: i32,
    /// Scenarios counted as confirmed.
    pub confirmed: Option<i32>,
    /// Scenarios counted as accepted.
    pub accepted: i32,
    /// The bureau's own rank.
    pub bureau_rank: Option<i32>,
}

/// The ranking of one tier behind the place `after`: by mean, then maturity score, accepted
/// scenarios and the bureau's rank.
///
/// # Errors
/// The database's.
pub async fn ranking(
    conn: &mut PgConnection,
    _me: &Administrator,
    (season, tier): (SeasonId, Tier),
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<RankedResult>> {
    sqlx::query_as!(
        RankedResult,
        r#"WITH ranked AS (
               SELECT a.id, row_number() OVER (
                          ORDER BY r.mean DESC, m.score DESC NULLS LAST, r.accepted_count DESC,
                                   k.rank NULLS LAST, a.id) AS rank
               FROM review_results r
               JOIN applications a ON a.id = r.application_id
               LEFT JOIN maturity_assessments m ON m.application_id = a.id
               LEFT JOIN recommendations k ON k.application_id = a.id
               WHERE a.season_id = $1 AND a.tier = $2),
           part AS (SELECT id, rank FROM ranked WHERE rank > $3 ORDER BY rank LIMIT $4)
           SELECT p.rank AS "rank!", a.id AS "application: ApplicationId", a.number,
                  a.enterprise_name AS enterprise, a.factory_name AS factory, a.credit_code,
                  b.region AS league, a.status AS "status: Status", a.outcome AS "outcome: Outcome",
                  r.mean, t.highest, t.lowest, r.spread, r.reviews, r.divergent,
                  m.level AS "maturity_level?", m.score AS "maturity_score?",
                  s.claimed_count AS claimed, g.confirmed_count AS "confirmed?",
                  r.accepted_count AS accepted, k.rank AS "bureau_rank?"
           FROM part p
           JOIN applications a ON a.id = p.id
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN review_results r ON r.application_id = a.id
           JOIN submissions s ON s.application_id = a.id AND s.number = r.submission
           LEFT JOIN screenings g ON g.application_id = a.id AND g.submission = r.submission
           LEFT JOIN maturity_assessments m ON m.application_id = a.id
           LEFT JOIN recommendations k ON k.application_id = a.id
           CROSS JOIN LATERAL (SELECT max(total) AS highest, min(total) AS lowest
                               FROM assignments
                               WHERE application_id = a.id AND state = 'filed') t
           ORDER BY p.rank"#,
        season as SeasonId,
        tier as Tier,
        after,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// The reports on accepted facts of an application the caller may read.
///
/// # Errors
/// The database's; a report that this version cannot read is one of them.
pub async fn reports(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Option<TierReports>> {
    let report = sqlx::query_scalar!(
        "SELECT report FROM review_results WHERE application_id = $1 AND submission = $2",
        application.id() as ApplicationId,
        application.submission(),
    )
    .fetch_optional(conn)
    .await?;
    report.as_deref().map(read).transpose()
}
