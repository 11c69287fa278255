//! Consolidated results of the reviews.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{ApplicationRef, MayChange, admin::AssignmentDesk},
    domain::{
        application::overrides::Obstacle,
        decision::Reviewed,
        ids::ApplicationId,
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
    /// The least mean that needs no reason; none sets no line.
    pub line: Option<Points>,
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
            mean: self.mean,
            line: self.line,
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
                  n.experts_min AS wanted, n.score_line AS line, r.accepted_count, r.report
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
                line: row.line.map(Points::from_tenths),
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
