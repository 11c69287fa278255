//! A bureau's queue: the submitted applications of its own region.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::BureauOfficer,
    domain::{
        application::{Outcome, Status},
        ids::{ApplicationId, BureauId, SeasonId},
        tier::Tier,
    },
};

/// One application in the queue.
#[derive(Clone, Debug)]
pub struct QueueRow {
    /// The application.
    pub id: ApplicationId,
    /// 受理编号
    pub number: String,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// 统一社会信用代码
    pub credit_code: String,
    /// The tier applied for.
    pub tier: Tier,
    /// The state.
    pub status: Status,
    /// What it ended as, if it did.
    pub outcome: Option<Outcome>,
    /// The number of the newest submission.
    pub submission: i32,
    /// When that was sent.
    pub submitted_at: DateTime<Utc>,
    /// Until when an open return is to be answered.
    pub return_due_at: Option<DateTime<Utc>>,
    /// Until when the office has extended the bureau's time for it.
    pub bureau_until: Option<DateTime<Utc>>,
    /// Different scenarios that count, as claimed.
    pub claimed: i32,
    /// How many clauses and scenarios of the newest submission are judged.
    pub judged: i64,
    /// Who judged last.
    pub last_by: Option<String>,
    /// When.
    pub last_at: Option<DateTime<Utc>>,
}

/// Which applications to list.
#[derive(Clone, Debug)]
pub struct QueueFilter {
    /// In one of these states.
    pub statuses: Vec<Status>,
    /// Of this tier.
    pub tier: Option<Tier>,
    /// Part of a name, the code or the number.
    pub search: Option<String>,
}

/// Where a part of the list begins: behind this row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// When its submission was sent.
    pub submitted_at: DateTime<Utc>,
    /// The application.
    pub id: ApplicationId,
}

/// Which way the list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Oldest submission first.
    Ascending,
    /// Newest submission first.
    Descending,
}

/// How many of the caller's applications are in each state.
///
/// # Errors
/// The database's.
pub async fn counts(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
) -> sqlx::Result<Vec<(Status, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT status AS "status: Status", count(*) AS "count!" FROM applications
           WHERE season_id = $1 AND bureau_id = $2 AND submission > 0
           GROUP BY status"#,
        season as SeasonId,
        me.bureau() as BureauId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.status, row.count))
        .collect())
}

/// A part of the caller's queue, running in this direction from behind `after`.
///
/// # Errors
/// The database's.
pub async fn page(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
    filter: &QueueFilter,
    (direction, after): (Direction, Option<Position>),
    limit: i64,
) -> sqlx::Result<Vec<QueueRow>> {
    let statuses: Vec<&str> = filter.statuses.iter().map(|s| s.as_str()).collect();
    macro_rules! rows {
        ($behind:literal, $order:literal) => {
            sqlx::query_as!(
                QueueRow,
                r#"SELECT a.id AS "id: ApplicationId", a.number AS "number!",
                      a.enterprise_name AS enterprise, a.factory_name AS factory,
                      a.credit_code, a.tier AS "tier: Tier", a.status AS "status: Status",
                      a.outcome AS "outcome: Outcome", a.submission,
                      a.submitted_at AS "submitted_at!", r.due_at AS "return_due_at?", a.bureau_until,
                      s.claimed_count AS claimed,
                      (SELECT count(*) FROM clause_findings f
                       WHERE f.application_id = a.id AND f.submission = a.submission)
                      + (SELECT count(*) FROM instance_findings f
                         WHERE f.application_id = a.id AND f.submission = a.submission)
                          AS "judged!",
                      l.name AS "last_by?", l.found_at AS "last_at?"
               FROM applications a
               JOIN submissions s ON s.application_id = a.id AND s.number = a.submission
               LEFT JOIN returns r ON r.application_id = a.id AND r.answered_at IS NULL
               LEFT JOIN LATERAL (
                   SELECT p.name, f.found_at
                   FROM (SELECT found_by, found_at FROM clause_findings
                         WHERE application_id = a.id AND submission = a.submission
                         UNION ALL
                         SELECT found_by, found_at FROM instance_findings
                         WHERE application_id = a.id AND submission = a.submission) f
                   JOIN accounts p ON p.id = f.found_by
                   ORDER BY f.found_at DESC LIMIT 1) l ON true
               WHERE a.season_id = $1 AND a.bureau_id = $2 AND a.submission > 0
                 AND a.status = ANY($3)
                 AND ($4::text IS NULL OR a.tier = $4)
                 AND ($5::text IS NULL OR (bigrams(a.searchable) @> bigrams(left(folded($5), 60))
                                           AND strpos(a.searchable, left(folded($5), 60)) > 0))
                 AND ($6::timestamptz IS NULL OR (a.submitted_at, a.id) "#
                    + $behind
                    + " ($6, $7::uuid)) ORDER BY "
                    + $order
                    + " LIMIT $8",
                season as SeasonId,
                me.bureau() as BureauId,
                &statuses as &[&str],
                filter.tier as Option<Tier>,
                filter.search.as_deref(),
                after.map(|after| after.submitted_at),
                after.map(|after| after.id) as Option<ApplicationId>,
                limit,
            )
            .fetch_all(conn)
            .await
        };
    }
    match direction {
        Direction::Ascending => rows!(">", "a.submitted_at, a.id"),
        Direction::Descending => rows!("<", "a.submitted_at DESC, a.id DESC"),
    }
}

/// The case that waits longest on the caller's desk.
#[derive(Clone, Debug)]
pub struct NextCase {
    /// The application.
    pub id: ApplicationId,
    /// The enterprise.
    pub enterprise: String,
    /// How many wait, this one included.
    pub waiting: i64,
}

/// The case to go on with, if one waits.
///
/// # Errors
/// The database's.
pub async fn next(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
) -> sqlx::Result<Option<NextCase>> {
    sqlx::query_as!(
        NextCase,
        r#"SELECT id AS "id: ApplicationId", enterprise_name AS enterprise,
                  count(*) OVER () AS "waiting!"
           FROM applications
           WHERE season_id = $1 AND bureau_id = $2 AND submission > 0 AND status = 'submitted'
           ORDER BY submitted_at, id LIMIT 1"#,
        season as SeasonId,
        me.bureau() as BureauId,
    )
    .fetch_optional(conn)
    .await
}
