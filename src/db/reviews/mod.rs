//! An expert's own tasks and reviews. Nothing here reads another expert's.

mod writes;

pub use writes::{accept, file, refuse, save};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::submissions::{self, Submission, SubmissionError};
use crate::{
    access::{
        ApplicationRef, ExpertMember,
        expert::{Assignment, BlindDossier},
    },
    domain::{
        ids::{ApplicationId, AssignmentId, ExpertId, InstanceId},
        link::Group,
        review::{
            draft::{CriterionScore, QualityJudgement, ReviewDraft, judgement_of},
            points::Points,
            sheet::CriterionId,
            task::TaskState,
        },
        tier::Tier,
    },
};

/// The most tasks a page shows.
const TASKS: i64 = 200;

/// One of the expert's tasks.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// Its identifier.
    pub id: AssignmentId,
    /// How far it is.
    pub state: TaskState,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The tier.
    pub tier: Tier,
    /// The region.
    pub region: String,
    /// Title of the season.
    pub season: String,
    /// The sheet it is scored by.
    pub sheet_edition: String,
    /// When the review window opens.
    pub opens_at: DateTime<Utc>,
    /// When it closes, exclusive.
    pub closes_at: DateTime<Utc>,
    /// When a draft was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// When it was filed.
    pub filed_at: Option<DateTime<Utc>>,
    /// The own total, once filed.
    pub total: Option<Points>,
    /// How many criteria have points.
    pub scored: i64,
}

/// The expert's tasks: what is to be done first, then what is done, newest first.
///
/// # Errors
/// The database's.
pub async fn tasks(conn: &mut PgConnection, me: &ExpertMember) -> sqlx::Result<Vec<TaskRow>> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id: AssignmentId", t.state AS "state: TaskState",
                  a.enterprise_name AS enterprise, a.factory_name AS factory,
                  a.tier AS "tier: Tier", b.region, s.title AS season,
                  s.score_sheet_edition AS sheet_edition, w.review_opens_at AS opens_at,
                  w.review_closes_at AS closes_at, t.saved_at, t.filed_at, t.total,
                  (SELECT count(*) FROM scores c WHERE c.assignment_id = t.id) AS "scored!"
           FROM assignments t
           JOIN applications a ON a.id = t.application_id
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN seasons s ON s.id = a.season_id
           JOIN season_tiers w ON w.season_id = a.season_id AND w.tier = a.tier
           WHERE t.expert_id = $1 AND t.state <> 'cancelled'
           ORDER BY array_position(ARRAY['assigned', 'accepted', 'filed', 'conflicted'], t.state),
                    w.review_closes_at DESC, t.id
           LIMIT $2"#,
        me.expert() as ExpertId,
        TASKS,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TaskRow {
            id: row.id,
            state: row.state,
            enterprise: row.enterprise,
            factory: row.factory,
            tier: row.tier,
            region: row.region,
            season: row.season,
            sheet_edition: row.sheet_edition,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            saved_at: row.saved_at,
            filed_at: row.filed_at,
            total: row.total.map(Points::from_tenths),
            scored: row.scored,
        })
        .collect())
}

/// What an expert needs to judge a conflict, and nothing more.
#[derive(Clone, Debug)]
pub struct CaseCard {
    /// The enterprise.
    pub enterprise: String,
    /// Its legal person when it is a branch, else empty.
    pub parent: String,
    /// The factory.
    pub factory: String,
    /// Where it stands.
    pub region: String,
    /// GB/T 4754 division, two digits.
    pub industry: String,
}

/// The names of a case on which nothing is declared yet.
///
/// # Errors
/// [`SubmissionError`]
pub async fn card(
    conn: &mut PgConnection,
    assignment: &Assignment,
) -> Result<CaseCard, SubmissionError> {
    let dossier = submission(conn, assignment.application(), assignment.submission())
        .await?
        .dossier;
    Ok(CaseCard {
        enterprise: dossier.enterprise.name,
        parent: dossier.enterprise.parent_name,
        factory: dossier.factory.name,
        region: format!("{}{}", dossier.factory.league, dossier.factory.division),
        industry: dossier.factory.industry,
    })
}

/// The submission an expert reviews, without contact data.
///
/// # Errors
/// [`SubmissionError`]
pub async fn content(
    conn: &mut PgConnection,
    right: &BlindDossier,
) -> Result<Submission, SubmissionError> {
    let submission = submission(conn, right.application(), right.submission()).await?;
    Ok(Submission {
        dossier: submission.dossier.without_contacts(),
        ..submission
    })
}

async fn submission(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    number: i32,
) -> Result<Submission, SubmissionError> {
    submissions::find(conn, application, number)
        .await?
        .ok_or(SubmissionError::Database(sqlx::Error::RowNotFound))
}

/// An own review as stored.
#[derive(Clone, Debug)]
pub struct StoredReview {
    /// What was entered.
    pub draft: ReviewDraft,
    /// Counts the saves.
    pub version: i32,
    /// When it was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// When it was filed.
    pub filed_at: Option<DateTime<Utc>>,
    /// The total, once filed.
    pub total: Option<Points>,
}

/// The expert's own review of a dossier.
///
/// # Errors
/// The database's.
pub async fn own(conn: &mut PgConnection, right: &BlindDossier) -> sqlx::Result<StoredReview> {
    let id = right.assignment();
    let task = sqlx::query!(
        "SELECT opinion, version, saved_at, filed_at, total FROM assignments WHERE id = $1",
        id as AssignmentId,
    )
    .fetch_one(&mut *conn)
    .await?;
    let draft = ReviewDraft {
        scores: scores(conn, id).await?,
        instances: instances(conn, id).await?,
        quality: quality(conn, id).await?,
        opinion: task.opinion,
    };
    Ok(StoredReview {
        draft,
        version: task.version,
        saved_at: task.saved_at,
        filed_at: task.filed_at,
        total: task.total.map(Points::from_tenths),
    })
}

async fn scores(
    conn: &mut PgConnection,
    id: AssignmentId,
) -> sqlx::Result<BTreeMap<CriterionId, CriterionScore>> {
    let rows = sqlx::query!(
        "SELECT criterion, points, comment FROM scores WHERE assignment_id = $1",
        id as AssignmentId,
    )
    .fetch_all(conn)
    .await?;
    let score = |points, comment| CriterionScore {
        points: Points::from_tenths(points),
        comment,
    };
    Ok(rows
        .into_iter()
        .map(|row| (CriterionId(row.criterion), score(row.points, row.comment)))
        .collect())
}

async fn instances(
    conn: &mut PgConnection,
    id: AssignmentId,
) -> sqlx::Result<BTreeMap<InstanceId, Option<Tier>>> {
    let rows = sqlx::query!(
        r#"SELECT instance_id AS "instance: InstanceId", accepted_tier AS "tier: Tier"
           FROM instance_judgements WHERE assignment_id = $1"#,
        id as AssignmentId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.instance, row.tier))
        .collect())
}

async fn quality(
    conn: &mut PgConnection,
    id: AssignmentId,
) -> sqlx::Result<BTreeMap<Group, QualityJudgement>> {
    let rows = sqlx::query!(
        r#"SELECT group_id AS "group: Group", judgement, comment
           FROM quality_judgements WHERE assignment_id = $1"#,
        id as AssignmentId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let judgement = judgement_of(&row.judgement)?;
            let comment = row.comment;
            Some((row.group, QualityJudgement { judgement, comment }))
        })
        .collect())
}

/// Whether nobody is expected to file a review of this application any more, and somebody did.
///
/// # Errors
/// The database's.
pub async fn all_filed(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT count(*) FILTER (WHERE state = 'filed') > 0
                  AND count(*) FILTER (WHERE state IN ('assigned', 'accepted')) = 0 AS "all!"
           FROM assignments WHERE application_id = $1"#,
        application.id() as ApplicationId,
    )
    .fetch_one(conn)
    .await
}
