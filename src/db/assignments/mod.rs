//! Assignments of experts to applications, from the administrator's side; scores stay with `reviews`.

mod filed;
mod plan;
mod progress;
mod reminders;

pub use filed::{FiledReview, filed_reviews, reopen, supersede_result};
pub use plan::{ReviewerRow, ShortRow, reviewers, short_cases, short_counts};
pub use progress::{CaseProgress, ExpertProgress, progress_by_case, progress_by_expert};
pub use reminders::remind;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Acting, ApplicationRef, MayChange,
        admin::{AssignmentDesk, CancellableAssignment},
    },
    db::one_row,
    domain::{
        ids::{
            AccountId, ApplicationId, AssignmentId, BureauId, EnterpriseId, ExpertId, InstanceId,
        },
        link::Group,
        review::{
            accepted::ExpertJudgements,
            conflict::{CaseTies, ExpertTies, Relation},
            points::Points,
        },
        rules::Judgement,
        season::OwnRegion,
        tier::Tier,
        values::credit_code::CreditCode,
    },
};

/// The most experts a page offers.
const CANDIDATES: i64 = 200;

pub use crate::domain::review::task::TaskState;

/// One expert's task.
#[derive(Clone, Debug)]
pub struct AssignmentRow {
    /// Its identifier.
    pub id: AssignmentId,
    /// The expert.
    pub expert: ExpertId,
    /// The expert's name.
    pub name: String,
    /// Where the expert works.
    pub employer: String,
    /// How far it is.
    pub state: TaskState,
    /// When it was given.
    pub assigned_at: DateTime<Utc>,
    /// When the expert declared.
    pub declared_at: Option<DateTime<Utc>>,
    /// When a draft was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// When it was filed.
    pub filed_at: Option<DateTime<Utc>>,
    /// The total, once filed.
    pub total: Option<Points>,
    /// The expert's reason for not reviewing; may be empty.
    pub conflict_reason: String,
    /// How many criteria have points so far.
    pub scored: i64,
}

/// The tasks of an application the caller may read, in the order they were given.
///
/// # Errors
/// The database's.
pub async fn of(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Vec<AssignmentRow>> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id: AssignmentId", t.expert_id AS "expert: ExpertId", x.name, x.employer,
                  t.state AS "state: TaskState", t.assigned_at, t.declared_at, t.saved_at, t.filed_at, t.total,
                  t.conflict_reason,
                  (SELECT count(*) FROM scores s WHERE s.assignment_id = t.id) AS "scored!"
           FROM assignments t JOIN experts x ON x.id = t.expert_id
           WHERE t.application_id = $1
           ORDER BY t.id"#,
        application.id() as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AssignmentRow {
            id: row.id,
            expert: row.expert,
            name: row.name,
            employer: row.employer,
            state: row.state,
            assigned_at: row.assigned_at,
            declared_at: row.declared_at,
            saved_at: row.saved_at,
            filed_at: row.filed_at,
            total: row.total.map(Points::from_tenths),
            conflict_reason: row.conflict_reason,
            scored: row.scored,
        })
        .collect())
}

/// An expert who may or may not be assigned.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The expert.
    pub id: ExpertId,
    /// The expert's name.
    pub name: String,
    /// Where the expert works.
    pub employer: String,
    /// What the expert knows about.
    pub speciality: String,
    /// The region, if known.
    pub region: Option<String>,
    /// Tasks not filed yet, over all applications.
    pub open_tasks: i64,
    /// What could stand against the assignment.
    pub ties: ExpertTies,
}

/// Experts with an active account who have no task in this application yet, least burdened first;
/// only the one named, if one is.
///
/// # Errors
/// The database's.
pub async fn candidates(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    only: Option<ExpertId>,
    search: Option<&str>,
) -> sqlx::Result<Vec<Candidate>> {
    let rows = sqlx::query!(
        r#"SELECT x.id AS "id: ExpertId", x.name, x.employer, x.employer_credit_code, x.speciality,
                  x.bureau_id AS "bureau: BureauId", b.region AS "region?",
                  (SELECT count(*) FROM assignments t
                   WHERE t.expert_id = x.id AND t.state IN ('assigned', 'accepted')) AS "open_tasks!",
                  ARRAY(SELECT t.conflict_reason FROM assignments t
                        JOIN applications a ON a.id = t.application_id
                        WHERE t.expert_id = x.id AND t.state = 'conflicted'
                          AND a.enterprise_id = $2) AS "declared!"
           FROM experts x
           LEFT JOIN bureaus b ON b.id = x.bureau_id
           WHERE EXISTS (SELECT FROM accounts c WHERE c.expert_id = x.id AND c.state = 'active')
             AND NOT EXISTS (SELECT FROM assignments t
                             WHERE t.expert_id = x.id AND t.application_id = $1
                               AND t.state <> 'cancelled')
             AND ($3::uuid IS NULL OR x.id = $3)
             AND ($4::text IS NULL OR x.name || ' ' || x.employer || ' ' || x.speciality LIKE $4)
           ORDER BY "open_tasks!", x.name, x.id
           LIMIT $5"#,
        application.id() as ApplicationId,
        application.enterprise() as EnterpriseId,
        only as Option<ExpertId>,
        search,
        CANDIDATES,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Candidate {
            id: row.id,
            name: row.name,
            employer: row.employer,
            speciality: row.speciality,
            region: row.region,
            open_tasks: row.open_tasks,
            ties: ExpertTies {
                region: row.bureau,
                employer: CreditCode::parse(&row.employer_credit_code).ok(),
                declared: row
                    .declared
                    .iter()
                    .map(|reason| (application.enterprise(), relation(reason)))
                    .collect(),
            },
        })
        .collect())
}

/// The relation a declaration begins with; something else when it names none.
fn relation(reason: &str) -> Relation {
    let code = reason.split(':').next().unwrap_or_default().trim();
    Relation::of_str(code).unwrap_or(Relation::Other)
}

/// How many experts can be assigned at all.
///
/// # Errors
/// The database's.
pub async fn available(conn: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM experts x
           WHERE EXISTS (SELECT FROM accounts c WHERE c.expert_id = x.id AND c.state = 'active')"#,
    )
    .fetch_one(conn)
    .await
}

/// What the application's side of a conflict is.
///
/// # Errors
/// The database's; a credit code that is none cannot have been stored.
pub async fn case_ties(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<CaseTies> {
    let row = sqlx::query!(
        r#"SELECT s.snapshot::json -> 'enterprise' ->> 'credit_code' AS "credit_code!",
                  s.snapshot::json -> 'enterprise' ->> 'parent_credit_code' AS "parent_credit_code!",
                  n.own_region AS "own_region: OwnRegion"
           FROM submissions s
           JOIN applications a ON a.id = s.application_id
           JOIN seasons n ON n.id = a.season_id
           WHERE s.application_id = $1 AND s.number = $2"#,
        application.id() as ApplicationId,
        application.submission(),
    )
    .fetch_one(conn)
    .await?;
    Ok(CaseTies {
        bureau: application.bureau(),
        enterprise: application.enterprise(),
        credit_code: CreditCode::parse(&row.credit_code)
            .map_err(|error| sqlx::Error::Decode(error.to_string().into()))?,
        parent: CreditCode::parse(&row.parent_credit_code).ok(),
        own_region: row.own_region,
    })
}

/// Gives an expert the newest submission to review; a task taken back before begins anew.
///
/// # Errors
/// The database's; `RowNotFound` when the expert has a task in this application already.
pub async fn assign(
    conn: &mut PgConnection,
    actor: &impl Acting,
    desk: &AssignmentDesk,
    expert: ExpertId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let assigned = sqlx::query!(
        "INSERT INTO assignments
             (id, application_id, submission, expert_id, state, assigned_by, assigned_at)
         VALUES ($1, $2, $3, $4, 'assigned', $5, $6)
         ON CONFLICT ON CONSTRAINT assignments_expert_key DO UPDATE
         SET state = 'assigned', submission = excluded.submission, declared_at = NULL,
             assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at,
             version = assignments.version + 1
         WHERE assignments.state = 'cancelled'",
        AssignmentId::new() as AssignmentId,
        desk.application().id() as ApplicationId,
        desk.application().submission(),
        expert as ExpertId,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&assigned)
}

/// Takes a task back.
///
/// # Errors
/// The database's.
pub async fn cancel(
    conn: &mut PgConnection,
    assignment: &CancellableAssignment,
) -> sqlx::Result<()> {
    let cancelled = sqlx::query!(
        "UPDATE assignments SET state = 'cancelled', version = version + 1 WHERE id = $1",
        assignment.id() as AssignmentId,
    )
    .execute(conn)
    .await?;
    one_row(&cancelled)
}

/// What the experts who filed judged.
///
/// # Errors
/// The database's.
pub async fn judgements(
    conn: &mut PgConnection,
    desk: &AssignmentDesk,
    experts: usize,
) -> sqlx::Result<ExpertJudgements> {
    let id = desk.application().id();
    let instances = sqlx::query!(
        r#"SELECT j.instance_id AS "instance: InstanceId", j.accepted_tier AS "tier!: Tier"
           FROM instance_judgements j JOIN assignments t ON t.id = j.assignment_id
           WHERE t.application_id = $1 AND t.state = 'filed' AND j.accepted_tier IS NOT NULL
           ORDER BY j.instance_id, t.id"#,
        id as ApplicationId,
    )
    .fetch_all(&mut *conn)
    .await?;
    let quality = sqlx::query!(
        r#"SELECT j.group_id AS "group: Group", j.judgement
           FROM quality_judgements j JOIN assignments t ON t.id = j.assignment_id
           WHERE t.application_id = $1 AND t.state = 'filed'
           ORDER BY j.group_id, t.id"#,
        id as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    let mut judged = ExpertJudgements {
        experts,
        instances: BTreeMap::new(),
        quality: BTreeMap::new(),
    };
    for row in instances {
        judged
            .instances
            .entry(row.instance)
            .or_default()
            .push(row.tier);
    }
    for row in quality {
        let found = if row.judgement == "met" {
            Judgement::Met
        } else {
            Judgement::Unmet
        };
        judged.quality.entry(row.group).or_default().push(found);
    }
    Ok(judged)
}
