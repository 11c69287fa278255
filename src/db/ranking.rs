//! The ranking of the reviewed applications of one season and tier, by the stored order key.

use sqlx::PgConnection;

use crate::{
    access::Administrator,
    domain::{
        application::{Outcome, Status},
        ids::{ApplicationId, SeasonId},
        standing::{Contender, Standing},
        tier::Tier,
    },
};

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
    /// The filed totals in the order of the tasks, tenths of a point.
    pub totals: Vec<i32>,
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

/// One line as the query gives it.
struct Line {
    order_key: i64,
    application: ApplicationId,
    number: Option<String>,
    enterprise: String,
    factory: String,
    credit_code: String,
    league: String,
    status: Status,
    outcome: Option<Outcome>,
    mean: i32,
    totals: Vec<i32>,
    spread: i32,
    reviews: i32,
    divergent: bool,
    maturity_level: Option<i16>,
    maturity_score: Option<i16>,
    claimed: i32,
    confirmed: Option<i32>,
    accepted: i32,
    bureau_rank: Option<i32>,
}

impl Line {
    /// Its place behind the line before it: equals share one.
    fn behind(self, last: After) -> RankedResult {
        let position = last.position + 1;
        let equal = last.application.is_some() && last.key == self.order_key;
        let after = After {
            position,
            rank: if equal { last.rank } else { position },
            key: self.order_key,
            application: Some(self.application),
        };
        RankedResult {
            rank: after.rank,
            after,
            application: self.application,
            number: self.number,
            enterprise: self.enterprise,
            factory: self.factory,
            credit_code: self.credit_code,
            league: self.league,
            status: self.status,
            outcome: self.outcome,
            mean: self.mean,
            totals: self.totals,
            spread: self.spread,
            reviews: self.reviews,
            divergent: self.divergent,
            maturity_level: self.maturity_level,
            maturity_score: self.maturity_score,
            claimed: self.claimed,
            confirmed: self.confirmed,
            accepted: self.accepted,
            bureau_rank: self.bureau_rank,
        }
    }
}

async fn lines(
    conn: &mut PgConnection,
    (season, tier): (SeasonId, Tier),
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as!(
        Line,
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
                  r.mean, t.totals AS "totals!: Vec<i32>", r.spread, r.reviews, r.divergent,
                  r.maturity_level, r.maturity_score, s.claimed_count AS claimed,
                  g.confirmed_count AS "confirmed?", r.accepted_count AS accepted,
                  k.rank AS "bureau_rank?"
           FROM part r
           JOIN applications a ON a.id = r.application_id
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN submissions s ON s.application_id = a.id AND s.number = r.submission
           LEFT JOIN screenings g ON g.application_id = a.id AND g.submission = r.submission
           LEFT JOIN recommendations k ON k.application_id = a.id
           CROSS JOIN LATERAL (SELECT array_agg(total ORDER BY id) AS totals
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
    .await
}

/// The ranking of one tier from behind a line, the best first.
///
/// # Errors
/// The database's.
pub async fn ranking(
    conn: &mut PgConnection,
    _me: &Administrator,
    key: (SeasonId, Tier),
    after: After,
    limit: i64,
) -> sqlx::Result<Vec<RankedResult>> {
    let lines = lines(conn, key, after, limit).await?;
    let mut last = after;
    let ranked = lines.into_iter().map(|line| {
        let row = line.behind(last);
        last = row.after;
        row
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
