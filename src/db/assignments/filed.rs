//! The filed reviews of an application in full, as the office reads them, and what becomes of them
//! when the review is opened again.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{PgConnection, types::Json};

use crate::{
    access::{
        Acting, MayChange,
        admin::{AnyApplication, ReopenDesk},
    },
    domain::{
        ids::{AccountId, ApplicationId, AssignmentId, ExpertId, InstanceId},
        link::Group,
        review::{
            draft::{CriterionScore, QualityJudgement, ReviewDraft, judgement_of},
            points::Points,
            sheet::CriterionId,
        },
        tier::Tier,
    },
};

/// A review that was filed, with everything in it.
#[derive(Clone, Debug)]
pub struct FiledReview {
    /// The task it was filed for.
    pub assignment: AssignmentId,
    /// The expert's name.
    pub name: String,
    /// Where the expert works.
    pub employer: String,
    /// The total.
    pub total: Points,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// What it says.
    pub review: ReviewDraft,
    /// Why it does not count any more; none for one that counts.
    pub superseded: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Content {
    opinion: String,
    scores: BTreeMap<CriterionId, Score>,
    instances: BTreeMap<InstanceId, Option<Tier>>,
    quality: BTreeMap<String, Quality>,
}

#[derive(Debug, Deserialize)]
struct Score {
    points: i32,
    comment: String,
}

#[derive(Debug, Deserialize)]
struct Quality {
    judgement: String,
    comment: String,
}

impl Content {
    fn review(self) -> ReviewDraft {
        let score = |score: Score| CriterionScore {
            points: Points::from_tenths(score.points),
            comment: score.comment,
        };
        let scores = self.scores.into_iter();
        let quality = self.quality.into_iter().filter_map(|(group, found)| {
            let judgement = judgement_of(&found.judgement)?;
            let comment = found.comment;
            Some((
                group.parse::<Group>().ok()?,
                QualityJudgement { judgement, comment },
            ))
        });
        ReviewDraft {
            scores: scores.map(|(id, it)| (id, score(it))).collect(),
            instances: self.instances,
            quality: quality.collect(),
            opinion: self.opinion,
        }
    }
}

/// Every review ever filed of an application: those that count in the order the tasks were given,
/// then those that were given back.
///
/// # Errors
/// The database's.
pub async fn filed_reviews(
    conn: &mut PgConnection,
    right: &AnyApplication,
) -> sqlx::Result<Vec<FiledReview>> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "assignment!: AssignmentId", x.name AS "name!", x.employer AS "employer!",
                  v.total AS "total!", v.filed_at AS "filed_at!",
                  v.content AS "content!: Json<Content>", v.reason
           FROM assignments t
           JOIN experts x ON x.id = t.expert_id
           CROSS JOIN LATERAL (
               SELECT 0 AS past, 0 AS number, t.total, t.filed_at, review_content(t.id) AS content,
                      NULL::text AS reason
               WHERE t.state = 'filed'
               UNION ALL
               SELECT 1, s.number, s.total, s.filed_at, s.content, s.reason
               FROM superseded_reviews s WHERE s.assignment_id = t.id) v
           WHERE t.application_id = $1
           ORDER BY v.past, t.id, v.number"#,
        right.application().id() as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FiledReview {
            assignment: row.assignment,
            name: row.name,
            employer: row.employer,
            total: Points::from_tenths(row.total),
            filed_at: row.filed_at,
            review: row.content.0.review(),
            superseded: row.reason,
        })
        .collect())
}

/// Gives filed reviews back to their experts; what was filed is kept. Answers whom it was given
/// back to.
///
/// # Errors
/// The database's.
pub async fn reopen(
    conn: &mut PgConnection,
    actor: &impl Acting,
    desk: &ReopenDesk,
    (chosen, reason): (&[AssignmentId], &str),
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ExpertId>> {
    sqlx::query!(
        "INSERT INTO superseded_reviews
             (assignment_id, number, total, filed_at, content, reason, reopened_by, reopened_at)
         SELECT t.id, 1 + (SELECT count(*) FROM superseded_reviews s WHERE s.assignment_id = t.id),
                t.total, t.filed_at, review_content(t.id), $3, $4, $5
         FROM assignments t
         WHERE t.application_id = $1 AND t.id = ANY($2) AND t.state = 'filed'",
        desk.application().id() as ApplicationId,
        chosen as &[AssignmentId],
        reason,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_scalar!(
        r#"UPDATE assignments
           SET state = 'accepted', filed_at = NULL, total = NULL, version = version + 1
           WHERE application_id = $1 AND id = ANY($2) AND state = 'filed'
           RETURNING expert_id AS "expert: ExpertId""#,
        desk.application().id() as ApplicationId,
        chosen as &[AssignmentId],
    )
    .fetch_all(conn)
    .await
}

/// Keeps the consolidated result aside, if there is one, so that the next one takes its place.
///
/// # Errors
/// The database's.
pub async fn supersede_result(
    conn: &mut PgConnection,
    actor: &impl Acting,
    desk: &ReopenDesk,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "WITH old AS (DELETE FROM review_results WHERE application_id = $1 RETURNING *)
         INSERT INTO superseded_results
             (application_id, number, result, reason, reopened_by, reopened_at)
         SELECT old.application_id,
                1 + (SELECT count(*) FROM superseded_results s
                     WHERE s.application_id = old.application_id),
                to_jsonb(old), $2, $3, $4
         FROM old",
        desk.application().id() as ApplicationId,
        reason,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
