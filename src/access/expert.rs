//! What an expert may touch: the own tasks only, and of the content nothing before the declaration.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{AccessError, ApplicationRef, Checked, ExpertMember, Refusal, found, within};
use crate::domain::{
    application::Status,
    ids::{ApplicationId, AssignmentId, BureauId, EnterpriseId, ExpertId, SeasonId},
    review::task::TaskState,
    tier::Tier,
};

/// An own task on which nothing is declared yet: names to judge a conflict by, no content.
#[derive(Clone, Debug)]
pub struct Assignment {
    id: AssignmentId,
    application: ApplicationRef,
    submission: i32,
}

impl Assignment {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> AssignmentId {
        self.id
    }

    /// The submission to be reviewed.
    #[must_use]
    pub fn submission(&self) -> i32 {
        self.submission
    }

    /// The application to be reviewed.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// The content of an own task that was accepted, without contact data, to read.
#[derive(Clone, Debug)]
pub struct BlindDossier {
    id: AssignmentId,
    application: ApplicationRef,
    submission: i32,
}

impl BlindDossier {
    /// The task it is read for.
    #[must_use]
    pub fn assignment(&self) -> AssignmentId {
        self.id
    }

    /// The submission that is reviewed.
    #[must_use]
    pub fn submission(&self) -> i32 {
        self.submission
    }

    /// The application that is reviewed.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// An own review that is accepted, inside the review window and not filed; task and application
/// are row-locked until commit, so that of two last reviews one sees the other.
#[derive(Debug)]
pub struct AssignedReview {
    dossier: BlindDossier,
    version: i32,
}

impl AssignedReview {
    /// What is reviewed.
    #[must_use]
    pub fn dossier(&self) -> &BlindDossier {
        &self.dossier
    }

    /// Counts the saves; a save of a page shown before another save is noticed by it.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.version
    }
}

/// An own review that is filed: to read, nothing can change it.
#[derive(Clone, Debug)]
pub struct FiledReview {
    dossier: BlindDossier,
}

impl FiledReview {
    /// What was reviewed.
    #[must_use]
    pub fn dossier(&self) -> &BlindDossier {
        &self.dossier
    }
}

/// How an own task stands, to show its page.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Nothing declared yet.
    Undeclared(Assignment),
    /// Being reviewed; writing may be shut for a reason.
    Reviewing(BlindDossier, Option<Refusal>),
    /// Filed.
    Filed(FiledReview),
}

struct Row {
    state: TaskState,
    task_version: i32,
    task_submission: i32,
    application: ApplicationId,
    season: SeasonId,
    enterprise: EnterpriseId,
    bureau: BureauId,
    tier: Tier,
    status: Status,
    submission: i32,
    version: i32,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
}

impl Row {
    fn application(&self) -> ApplicationRef {
        ApplicationRef {
            id: self.application,
            season: self.season,
            enterprise: self.enterprise,
            bureau: self.bureau,
            tier: self.tier,
            status: self.status,
            submission: self.submission,
            version: self.version,
        }
    }

    fn assignment(&self, id: AssignmentId) -> Assignment {
        Assignment {
            id,
            application: self.application(),
            submission: self.task_submission,
        }
    }

    fn dossier(&self, id: AssignmentId) -> BlindDossier {
        BlindDossier {
            id,
            application: self.application(),
            submission: self.task_submission,
        }
    }

    /// Whether a review may be written now.
    fn writable(&self, now: DateTime<Utc>) -> Checked<()> {
        if self.status != Status::InReview {
            return Err(Refusal::WrongState(self.status).into());
        }
        within(self.opens_at, self.closes_at, now)
    }
}

async fn row(conn: &mut PgConnection, me: &ExpertMember, id: AssignmentId) -> Checked<Row> {
    let row = sqlx::query_as!(
        Row,
        r#"SELECT t.state AS "state: TaskState", t.version AS task_version,
                  t.submission AS task_submission, a.id AS "application: ApplicationId",
                  a.season_id AS "season: SeasonId", a.enterprise_id AS "enterprise: EnterpriseId",
                  a.bureau_id AS "bureau: BureauId", a.tier AS "tier: Tier",
                  a.status AS "status: Status", a.submission, a.version,
                  w.review_opens_at AS opens_at, w.review_closes_at AS closes_at
           FROM assignments t
           JOIN applications a ON a.id = t.application_id
           JOIN season_tiers w ON w.season_id = a.season_id AND w.tier = a.tier
           WHERE t.id = $1 AND t.expert_id = $2"#,
        id as AssignmentId,
        me.expert() as ExpertId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// Locks the application before its task, as the office does.
async fn lock(conn: &mut PgConnection, me: &ExpertMember, id: AssignmentId) -> Checked<()> {
    let application = sqlx::query_scalar!(
        r#"SELECT a.id AS "id: ApplicationId" FROM applications a
           WHERE a.id = (SELECT application_id FROM assignments WHERE id = $1 AND expert_id = $2)
           FOR UPDATE"#,
        id as AssignmentId,
        me.expert() as ExpertId,
    )
    .fetch_optional(&mut *conn)
    .await?;
    found(application)?;
    let task = sqlx::query_scalar!(
        r#"SELECT id AS "id: AssignmentId" FROM assignments WHERE id = $1 FOR UPDATE"#,
        id as AssignmentId,
    )
    .fetch_optional(conn)
    .await?;
    found(task)?;
    Ok(())
}

/// How an own task stands. One that was given up for a conflict or taken back is not the expert's
/// any more.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn standing(
    conn: &mut PgConnection,
    me: &ExpertMember,
    id: AssignmentId,
    now: DateTime<Utc>,
) -> Checked<Standing> {
    let row = row(conn, me, id).await?;
    match row.state {
        TaskState::Assigned => Ok(Standing::Undeclared(row.assignment(id))),
        TaskState::Accepted => {
            let shut = match row.writable(now) {
                Ok(()) => None,
                Err(AccessError::Refused(refusal)) => Some(refusal),
                Err(error) => return Err(error),
            };
            Ok(Standing::Reviewing(row.dossier(id), shut))
        }
        TaskState::Filed => Ok(Standing::Filed(FiledReview {
            dossier: row.dossier(id),
        })),
        TaskState::Conflicted | TaskState::Cancelled => Err(Refusal::NotYours.into()),
    }
}

/// An own task on which nothing is declared yet, to declare; row-locked. It may be declared before
/// the review window opens, so that another expert can be found in time, but not after it.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn assignment(
    conn: &mut PgConnection,
    me: &ExpertMember,
    id: AssignmentId,
    now: DateTime<Utc>,
) -> Checked<Assignment> {
    lock(conn, me, id).await?;
    let row = row(conn, me, id).await?;
    if row.state != TaskState::Assigned {
        return Err(Refusal::NotYours.into());
    }
    if row.status != Status::InReview {
        return Err(Refusal::WrongState(row.status).into());
    }
    if now >= row.closes_at {
        within(row.opens_at, row.closes_at, now)?;
    }
    Ok(row.assignment(id))
}

/// An own review that may be written now; row-locked.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn assigned_review(
    conn: &mut PgConnection,
    me: &ExpertMember,
    id: AssignmentId,
    now: DateTime<Utc>,
) -> Checked<AssignedReview> {
    lock(conn, me, id).await?;
    let row = row(conn, me, id).await?;
    if row.state != TaskState::Accepted {
        return Err(Refusal::NotYours.into());
    }
    row.writable(now)?;
    Ok(AssignedReview {
        dossier: row.dossier(id),
        version: row.task_version,
    })
}
