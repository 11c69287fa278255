//! What waits for the office, counted over all seasons.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::Administrator,
    domain::{application::Duty, ids::SeasonId},
};

/// Work of one kind in one season.
#[derive(Clone, Debug)]
pub struct DutyRow {
    /// The season.
    pub season: SeasonId,
    /// Its title.
    pub title: String,
    /// The kind.
    pub duty: Duty,
    /// How many applications.
    pub count: i64,
    /// Since when the oldest waits.
    pub since: DateTime<Utc>,
    /// The enterprise of the oldest.
    pub oldest: String,
}

/// Everything that waits for the office, late things first, then the oldest season.
///
/// # Errors
/// The database's.
#[expect(clippy::too_many_lines, reason = "one query, most of it SQL")]
pub async fn waiting(
    conn: &mut PgConnection,
    _me: &Administrator,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<DutyRow>> {
    let rows = sqlx::query!(
        r#"WITH reviews AS (
               SELECT a.id, count(*) FILTER (WHERE t.state IN ('assigned', 'accepted', 'filed')) AS given,
                      count(*) FILTER (WHERE t.state = 'filed') AS filed
               FROM applications a LEFT JOIN assignments t ON t.application_id = a.id
               WHERE a.status = 'in_review' GROUP BY a.id),
           open AS (
               SELECT a.season_id, s.title, a.enterprise_name, a.status_since, a.id,
                      CASE a.status
                      WHEN 'submitted' THEN
                          CASE WHEN GREATEST(w.bureau_closes_at, a.bureau_until) <= $1 THEN 'screening_left' END
                      WHEN 'returned' THEN
                          CASE WHEN GREATEST(w.bureau_closes_at, a.bureau_until) <= $1 THEN 'screening_left' END
                      WHEN 'supplement' THEN
                          CASE WHEN EXISTS (SELECT FROM returns x
                                            WHERE x.application_id = a.id AND x.answered_at IS NULL
                                              AND x.due_at <= $1) THEN 'supplement_late' END
                      WHEN 'recommended' THEN 'check_formally'
                      WHEN 'in_review' THEN
                          CASE WHEN r.given < s.experts_min THEN 'assign_experts'
                               WHEN r.filed = r.given THEN 'conclude_reviews'
                               WHEN w.review_closes_at <= $1 THEN 'reviews_late' END
                      WHEN 'reviewed' THEN 'decide'
                      WHEN 'proposed' THEN 'publicise'
                      WHEN 'in_publicity' THEN
                          CASE WHEN EXISTS (SELECT FROM publicity_entries e
                                            JOIN publicities p ON p.id = e.publicity_id
                                            WHERE e.application_id = a.id AND p.closes_at <= $1)
                               THEN 'publicity_over' END
                      END AS duty
               FROM applications a
               JOIN seasons s ON s.id = a.season_id
               JOIN season_tiers w ON w.season_id = a.season_id AND w.tier = a.tier
               LEFT JOIN reviews r ON r.id = a.id
               WHERE a.status IN ('submitted', 'returned', 'recommended', 'supplement', 'in_review', 'reviewed',
                                  'proposed', 'in_publicity'))
           SELECT season_id AS "season: SeasonId", title, duty AS "duty!", count(*) AS "count!",
                  min(status_since) AS "since!",
                  (array_agg(enterprise_name ORDER BY status_since, id))[1] AS "oldest!"
           FROM open WHERE duty IS NOT NULL
           GROUP BY season_id, title, duty
           ORDER BY season_id"#,
        now,
    )
    .fetch_all(conn)
    .await?;
    let mut duties: Vec<DutyRow> = rows
        .into_iter()
        .filter_map(|row| {
            Some(DutyRow {
                season: row.season,
                title: row.title,
                duty: Duty::from_code(&row.duty)?,
                count: row.count,
                since: row.since,
                oldest: row.oldest,
            })
        })
        .collect();
    duties.sort_by_key(|row| row.duty);
    Ok(duties)
}
