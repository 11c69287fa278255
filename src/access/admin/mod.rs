//! What the administrator of the business may touch, stage by stage: never another stage's cases.

mod decisions;
mod left_over;
mod objections;
mod publication;
mod supplement;

pub use decisions::{
    DraftCase, DraftList, ReleasedCase, ReleasedList, draft_cases, draft_list, draft_of,
    released_list,
};
pub use left_over::{LeftOverCase, left_over_case};
pub use objections::{
    ContestableLine, OpenObjection, contestable_line, open_objection, publicly_contestable_line,
};
pub use publication::{
    ListDesk, ProposedCases, PublicityDesk, filed_list_desk, proposed_cases, publicity_desk,
    publicity_list_desk,
};

pub use supplement::{
    OverdueSupplement, SupplementCase, overdue_supplement, rejectable_case, supplement_case,
};

use sqlx::PgConnection;

use super::{Administrator, ApplicationRef, Checked, MayChange, Refusal, application_refs, found};
use crate::domain::{
    application::Status,
    ids::{ApplicationId, AssignmentId, BureauId, EnterpriseId, ExpertId, SeasonId},
    tier::Tier,
};

/// Any application, to read.
#[derive(Clone, Debug)]
pub struct AnyApplication(ApplicationRef);

impl AnyApplication {
    /// The application it is over.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        &self.0
    }
}

macro_rules! cases {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(ApplicationRef);

        impl MayChange for $name {
            fn application(&self) -> &ApplicationRef {
                &self.0
            }
        }
    )+};
}

cases! {
    /// A recommended application that waits for the formal check (形式审查), row-locked.
    FormalCheckCase,
    /// An application under review: experts are assigned and the review is concluded; row-locked.
    AssignmentDesk,
    /// An application under review or reviewed, whose reviews may be opened again; row-locked.
    ReopenDesk,
    /// A reviewed application that waits for a decision, row-locked.
    DecisionCase,
    /// An application proposed for the list, row-locked.
    ProposedCase,
    /// An application in publicity, row-locked.
    PublicCase,
    /// An application that ended with success, whose result may be taken back; row-locked.
    RevocableCase,
}

/// An assignment that can still be taken back, row-locked.
#[derive(Debug)]
pub struct CancellableAssignment {
    id: AssignmentId,
    expert: ExpertId,
}

impl CancellableAssignment {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> AssignmentId {
        self.id
    }

    /// The expert it was given to.
    #[must_use]
    pub fn expert(&self) -> ExpertId {
        self.expert
    }
}

/// A season, row-locked, to change or close.
#[derive(Debug)]
pub struct SeasonDesk {
    id: SeasonId,
    version: i32,
}

impl SeasonDesk {
    /// The season.
    #[must_use]
    pub fn season(&self) -> SeasonId {
        self.id
    }

    /// Counts its changes.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.version
    }
}

/// Any application, to read.
///
/// # Errors
/// [`Refusal::NotYours`] when there is none, or the database.
pub async fn any_application(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ApplicationId,
) -> Checked<AnyApplication> {
    let row = application_refs!("FROM applications a WHERE a.id = $1", id as ApplicationId,)
        .fetch_optional(conn)
        .await?;
    Ok(AnyApplication(found(row)?))
}

async fn locked(
    conn: &mut PgConnection,
    id: ApplicationId,
    wanted: &[Status],
) -> Checked<ApplicationRef> {
    let row = application_refs!(
        "FROM applications a WHERE a.id = $1
         FOR UPDATE",
        id as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    let application = found(row)?;
    if wanted.contains(&application.status) {
        Ok(application)
    } else {
        Err(Refusal::WrongState(application.status).into())
    }
}

/// A recommended application, for the formal check.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn formal_check_case(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ApplicationId,
) -> Checked<FormalCheckCase> {
    Ok(FormalCheckCase(
        locked(conn, id, &[Status::Recommended]).await?,
    ))
}

/// An application under review, to assign experts and to conclude the review.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn assignment_desk(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ApplicationId,
) -> Checked<AssignmentDesk> {
    Ok(AssignmentDesk(locked(conn, id, &[Status::InReview]).await?))
}

/// An application under review or reviewed and not decided on, to open reviews again.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn reopen_desk(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ApplicationId,
) -> Checked<ReopenDesk> {
    let wanted = [Status::InReview, Status::Reviewed];
    Ok(ReopenDesk(locked(conn, id, &wanted).await?))
}

/// An application that ended with success, to take its result back.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn revocable_case(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ApplicationId,
) -> Checked<RevocableCase> {
    Ok(RevocableCase(locked(conn, id, &[Status::Concluded]).await?))
}

/// Reviewed applications, each named once, for one decision on all of them. They are locked in the order of their
/// ids, so that decisions on overlapping choices follow one after the other.
///
/// # Errors
/// [`Refusal`] when one of them does not exist or is not reviewed, or the database.
pub async fn decision_cases(
    conn: &mut PgConnection,
    _me: &Administrator,
    ids: &[ApplicationId],
) -> Checked<Vec<DecisionCase>> {
    let rows = application_refs!(
        "FROM applications a WHERE a.id = ANY($1)
         ORDER BY a.id
         FOR UPDATE",
        ids as &[ApplicationId],
    )
    .fetch_all(conn)
    .await?;
    if rows.len() != ids.len() {
        return Err(Refusal::NotYours.into());
    }
    let decision_case = |application: ApplicationRef| match application.status {
        Status::Reviewed => Ok(DecisionCase(application)),
        other => Err(Refusal::WrongState(other).into()),
    };
    rows.into_iter().map(decision_case).collect()
}

/// An assignment of this application that is not filed, conflicted or taken back yet.
///
/// # Errors
/// [`Refusal::NotYours`] when there is no such assignment, or the database.
pub async fn cancellable_assignment(
    conn: &mut PgConnection,
    desk: &AssignmentDesk,
    id: AssignmentId,
) -> Checked<CancellableAssignment> {
    let row = sqlx::query_as!(
        CancellableAssignment,
        r#"SELECT id AS "id: AssignmentId", expert_id AS "expert: ExpertId"
           FROM assignments
           WHERE id = $1 AND application_id = $2 AND state IN ('assigned', 'accepted')
           FOR UPDATE"#,
        id as AssignmentId,
        desk.0.id as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// A season, to change or close.
///
/// # Errors
/// [`Refusal::NotYours`] when there is none, or the database.
pub async fn season_desk(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: SeasonId,
) -> Checked<SeasonDesk> {
    let row = sqlx::query_as!(
        SeasonDesk,
        r#"SELECT id AS "id: SeasonId", version FROM seasons WHERE id = $1 FOR UPDATE"#,
        id as SeasonId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}
