//! Consolidated results of the reviews, and the ranking they make.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, ApplicationRef, MayChange, admin::AssignmentDesk},
    domain::{
        application::{Outcome, Status, overrides::Obstacle},
        decision::Reviewed,
        ids::{ApplicationId, SeasonId},
        review::aggregate::{Aggregate, Hundredths, Method},
        review::points::Points,
        rules::TierReports,
        standing::{Contender, Standing},
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
    /// How many reviews were filed.
    pub reviews: i32,
    /// How many reviews the season asks for.
    pub wanted: i32,
    /// Different scenarios that count, as accepted.
    pub accepted: i32,
    /// The reports on accepted facts.
    pub reports: TierReports,
}

impl Basis {
    /// What stands against proposing it.
    #[must_use]
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let reviewed = Reviewed {
            report: self.reports.get(self.tier),
            divergent: self.divergent,
            reviews: self.reviews,
            wanted: self.wanted,
        };
        reviewed.obstacles()
    }
}

/// What decisions on these applications rest on, in the order of their ids.
///
/// # Errors
/// The database's; a report that this version cannot read is one of them.
pub async fn bases<C: MayChange>(conn: &mut PgConnection, cases: &[C]) -> sqlx::Result<Vec<Basis>> {
    let ids: Vec<ApplicationId> = cases.iter().map(|it| it.application().id()).collect();
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id: ApplicationId", a.enterprise_name, a.factory_name,
                  a.tier AS "tier: Tier", r.mean, r.divergent, r.reviews,
                  n.experts_per_case AS wanted, r.accepted_count, r.report
           FROM applications a
           JOIN seasons n ON n.id = a.season_id
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
                reviews: row.reviews,
                wanted: row.wanted.into(),
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
    /// Its place in the tier, from 1; equals have the same.
    pub rank: i64,
    /// Behind it the next page begins.
    pub after: After,
    /// The application.
    pub application: ApplicationId,
    /// 申报编号
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
    /// Maturity level of the submission.
    pub maturity_level: Option<i16>,
    /// Maturity score of the submission, hundredths.
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

/// Where in the ranking a page begins: behind this line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// How many lines there are up to it.
    pub position: i64,
    /// Its place.
    pub rank: i64,
    /// Its stored order key.
    pub key: i64,
    /// The application.
    pub application: Option<ApplicationId>,
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.position, self.rank, self.key)?;
        self.application.map_or(Ok(()), |id| write!(f, ".{id}"))
    }
}

/// The text names no line of a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a line of a ranking")]
pub struct NoLine;

impl std::str::FromStr for After {
    type Err = NoLine;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(4, '.');
        let mut number = || parts.next()?.parse::<i64>().ok().filter(|it| *it >= 0);
        let (position, rank, key) = number()
            .zip(number())
            .zip(number())
            .map(|((position, rank), key)| (position, rank, key))
            .ok_or(NoLine)?;
        let application = parts.next().ok_or(NoLine)?.parse().map_err(|_| NoLine)?;
        Ok(Self {
            position,
            rank,
            key,
            application: Some(application),
        })
    }
}

/// How many applications of a season and tier have a result.
///
/// # Errors
/// The database's.
pub async fn total(
    conn: &mut PgConnection,
    _me: &Administrator,
    (season, tier): (SeasonId, Tier),
) -> sqlx::Result<i64> {
    let total = sqlx::query_scalar!(
        "SELECT results FROM result_totals WHERE season_id = $1 AND tier = $2",
        season as SeasonId,
        tier as Tier,
    )
    .fetch_optional(conn)
    .await?;
    Ok(total.unwrap_or(0))
}

/// The ranking of one tier from behind a line, the best first.
///
/// # Errors
/// The database's.
pub async fn ranking(
    conn: &mut PgConnection,
    _me: &Administrator,
    (season, tier): (SeasonId, Tier),
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<RankedResult>> {
    let rows = sqlx::query!(
        r#"WITH part AS (
               SELECT * FROM review_results
               WHERE season_id = $1 AND tier = $2
                 AND ($4::uuid IS NULL
                      OR (order_key <= $3 AND (order_key < $3 OR application_id > $4)))
               ORDER BY order_key DESC, application_id
               LIMIT $5)
           SELECT r.order_key AS "order_key!", a.id AS "application: ApplicationId", a.number,
                  a.enterprise_name AS enterprise, a.factory_name AS factory, a.credit_code,
                  b.region AS league, a.status AS "status: Status", a.outcome AS "outcome: Outcome",
                  r.mean, t.highest, t.lowest, r.spread, r.reviews, r.divergent,
                  r.maturity_level, r.maturity_score, s.claimed_count AS claimed,
                  g.confirmed_count AS "confirmed?", r.accepted_count AS accepted,
                  k.rank AS "bureau_rank?"
           FROM part r
           JOIN applications a ON a.id = r.application_id
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN submissions s ON s.application_id = a.id AND s.number = r.submission
           LEFT JOIN screenings g ON g.application_id = a.id AND g.submission = r.submission
           LEFT JOIN recommendations k ON k.application_id = a.id
           CROSS JOIN LATERAL (SELECT max(total) AS highest, min(total) AS lowest
                               FROM assignments
                               WHERE application_id = a.id AND state = 'filed') t
           ORDER BY r.order_key DESC, a.id"#,
        season as SeasonId,
        tier as Tier,
        after.key,
        after.application as Option<ApplicationId>,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let mut last = after;
    let ranked = rows.into_iter().map(|row| {
        let position = last.position + 1;
        let equal = last.application.is_some() && last.key == row.order_key;
        last = After {
            position,
            rank: if equal { last.rank } else { position },
            key: row.order_key,
            application: Some(row.application),
        };
        RankedResult {
            rank: last.rank,
            after: last,
            application: row.application,
            number: row.number,
            enterprise: row.enterprise,
            factory: row.factory,
            credit_code: row.credit_code,
            league: row.league,
            status: row.status,
            outcome: row.outcome,
            mean: row.mean,
            highest: row.highest,
            lowest: row.lowest,
            spread: row.spread,
            reviews: row.reviews,
            divergent: row.divergent,
            maturity_level: row.maturity_level,
            maturity_score: row.maturity_score,
            claimed: row.claimed,
            confirmed: row.confirmed,
            accepted: row.accepted,
            bureau_rank: row.bureau_rank,
        }
    });
    Ok(ranked.collect())
}

/// All reviewed applications of a season and tier, for the ranking that is stored.
///
/// # Errors
/// The database's.
pub async fn contenders(
    conn: &mut PgConnection,
    _me: &Administrator,
    (season, tier): (SeasonId, Tier),
) -> sqlx::Result<Vec<Contender>> {
    let rows = sqlx::query!(
        r#"SELECT a.id AS "application: ApplicationId", a.number, r.submission, r.mean,
                  r.maturity_score, r.accepted_count, b.position, k.rank AS "rank?"
           FROM review_results r
           JOIN applications a ON a.id = r.application_id
           JOIN bureaus b ON b.id = a.bureau_id
           LEFT JOIN recommendations k ON k.application_id = a.id
           WHERE r.season_id = $1 AND r.tier = $2"#,
        season as SeasonId,
        tier as Tier,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Contender {
            application: row.application,
            number: row.number,
            submission: row.submission,
            standing: Standing {
                mean: row.mean,
                maturity_score: row.maturity_score,
                accepted: row.accepted_count,
            },
            bureau: row.position,
            bureau_rank: row.rank,
        })
        .collect())
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
