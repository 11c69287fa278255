//! What an enterprise may touch: its own factories, applications and drafts.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    AccessError, ApplicationRef, Checked, EnterpriseMember, MayChange, Refusal, application_refs,
    found, within,
};
use crate::domain::{
    application::Status,
    ids::{ApplicationId, BureauId, EnterpriseId, FactoryId, SeasonId},
    returns::{ReturnItem, ReturnPoint},
    tier::Tier,
};

/// The caller's own application, to read.
#[derive(Clone, Debug)]
pub struct OwnApplication(ApplicationRef);

impl OwnApplication {
    /// The application it is over.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        &self.0
    }
}

/// The caller's own application, open for editing, row-locked until commit.
#[derive(Debug)]
pub struct OwnDraft {
    application: ApplicationRef,
    scope: DraftScope,
    deadline: DateTime<Utc>,
}

/// What of a draft may be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftScope {
    /// Everything: never submitted yet.
    All,
    /// Only what the bureau named when it returned the application.
    Only(Vec<ReturnItem>),
}

impl DraftScope {
    /// Whether this section or scenario may be edited.
    #[must_use]
    pub fn allows(&self, item: &ReturnItem) -> bool {
        match self {
            Self::All => true,
            Self::Only(items) => items.iter().any(|open| open.covers(item)),
        }
    }
}

/// Whether and what of an own application may be edited now.
#[derive(Clone, Debug)]
pub enum Editing {
    /// Until this moment, exclusive.
    Open {
        /// What of it.
        scope: DraftScope,
        /// Until when, exclusive.
        deadline: DateTime<Utc>,
    },
    /// Nothing, for this reason.
    Shut(Refusal),
}

impl OwnDraft {
    /// What of it may be edited.
    #[must_use]
    pub fn scope(&self) -> &DraftScope {
        &self.scope
    }

    /// Until when, exclusive.
    #[must_use]
    pub fn deadline(&self) -> DateTime<Utc> {
        self.deadline
    }

    /// Narrows the right to one section or scenario.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] when the return did not open it.
    pub fn section(&self, item: &ReturnItem) -> Checked<OwnSection<'_>> {
        if self.scope.allows(item) {
            Ok(OwnSection { draft: self })
        } else {
            Err(Refusal::WrongState(self.application.status).into())
        }
    }
}

impl MayChange for OwnDraft {
    fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// One section or scenario of an own draft that may be edited now.
#[derive(Clone, Copy, Debug)]
pub struct OwnSection<'a> {
    draft: &'a OwnDraft,
}

impl OwnSection<'_> {
    /// The application it is a part of.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        &self.draft.application
    }
}

/// The caller's own application while it may still be withdrawn, row-locked until commit.
#[derive(Debug)]
pub struct OwnWithdrawable(ApplicationRef);

impl MayChange for OwnWithdrawable {
    fn application(&self) -> &ApplicationRef {
        &self.0
    }
}

/// One of the caller's own factories.
#[derive(Clone, Copy, Debug)]
pub struct OwnFactory {
    id: FactoryId,
    enterprise: EnterpriseId,
    bureau: BureauId,
}

impl OwnFactory {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> FactoryId {
        self.id
    }

    /// The enterprise that owns it.
    #[must_use]
    pub fn enterprise(&self) -> EnterpriseId {
        self.enterprise
    }

    /// The bureau of the place where it stands.
    #[must_use]
    pub fn bureau(&self) -> BureauId {
        self.bureau
    }
}

struct DraftRow {
    season: SeasonId,
    bureau: BureauId,
    tier: Tier,
    status: Status,
    submission: i32,
    version: i32,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    return_due_at: Option<DateTime<Utc>>,
    return_points: Option<sqlx::types::Json<Vec<ReturnPoint>>>,
}

impl DraftRow {
    fn application(&self, id: ApplicationId, enterprise: EnterpriseId) -> ApplicationRef {
        ApplicationRef {
            id,
            season: self.season,
            enterprise,
            bureau: self.bureau,
            tier: self.tier,
            status: self.status,
            submission: self.submission,
            version: self.version,
        }
    }
}

/// The caller's own application, in any state.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn own_application(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: ApplicationId,
) -> Checked<OwnApplication> {
    let row = application_refs!(
        "FROM applications a
         WHERE a.id = $1 AND a.enterprise_id = $2",
        id as ApplicationId,
        me.enterprise() as EnterpriseId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(OwnApplication(found(row)?))
}

/// The caller's own application while it may be edited: a draft inside the enterprise window, or a
/// returned application until the day its return names.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn own_draft(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<OwnDraft> {
    let locked = sqlx::query_scalar!(
        r#"SELECT id AS "id: ApplicationId" FROM applications
           WHERE id = $1 AND enterprise_id = $2 FOR UPDATE"#,
        id as ApplicationId,
        me.enterprise() as EnterpriseId,
    )
    .fetch_optional(&mut *conn)
    .await?;
    found(locked)?;
    draft_of(id, me.enterprise(), draft_row(conn, me, id).await?, now)
}

/// The caller's own application and what may be edited of it now, to show its pages.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn own_standing(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<(OwnApplication, Editing)> {
    let row = draft_row(conn, me, id).await?;
    let application = row.application(id, me.enterprise());
    let editing = match draft_of(id, me.enterprise(), row, now) {
        Ok(draft) => Editing::Open {
            scope: draft.scope,
            deadline: draft.deadline,
        },
        Err(AccessError::Refused(refusal)) => Editing::Shut(refusal),
        Err(error) => return Err(error),
    };
    Ok((OwnApplication(application), editing))
}

async fn draft_row(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: ApplicationId,
) -> Checked<DraftRow> {
    let row = sqlx::query_as!(
        DraftRow,
        r#"SELECT a.season_id AS "season: SeasonId", a.bureau_id AS "bureau: BureauId",
                  a.tier AS "tier: Tier", a.status AS "status: Status", a.submission, a.version,
                  w.enterprise_opens_at AS opens_at, w.enterprise_closes_at AS closes_at,
                  r.due_at AS "return_due_at?",
                  r.items AS "return_points?: sqlx::types::Json<Vec<ReturnPoint>>"
           FROM applications a
           JOIN season_tiers w ON w.season_id = a.season_id AND w.tier = a.tier
           LEFT JOIN returns r ON r.application_id = a.id AND r.answered_at IS NULL
           WHERE a.id = $1 AND a.enterprise_id = $2"#,
        id as ApplicationId,
        me.enterprise() as EnterpriseId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

fn draft_of(
    id: ApplicationId,
    enterprise: EnterpriseId,
    row: DraftRow,
    now: DateTime<Utc>,
) -> Checked<OwnDraft> {
    let application = row.application(id, enterprise);
    let (deadline, scope) = match (row.status, row.return_due_at, row.return_points) {
        (Status::Draft, ..) => (row.closes_at, DraftScope::All),
        (Status::Returned | Status::Supplement, Some(due), Some(points)) => {
            let items = points.0.into_iter().map(|point| point.item);
            (due, DraftScope::Only(items.collect()))
        }
        (status, ..) => return Err(Refusal::WrongState(status).into()),
    };
    within(row.opens_at, deadline, now)?;
    Ok(OwnDraft {
        application,
        scope,
        deadline,
    })
}

/// The caller's own application while it may be withdrawn (until it is recommended).
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn own_withdrawable(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: ApplicationId,
) -> Checked<OwnWithdrawable> {
    let row = application_refs!(
        "FROM applications a
         WHERE a.id = $1 AND a.enterprise_id = $2
         FOR UPDATE",
        id as ApplicationId,
        me.enterprise() as EnterpriseId,
    )
    .fetch_optional(conn)
    .await?;
    let application = found(row)?;
    match application.status {
        Status::Draft | Status::Submitted | Status::Returned => Ok(OwnWithdrawable(application)),
        status => Err(Refusal::WrongState(status).into()),
    }
}

/// One of the caller's own factories.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn own_factory(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: FactoryId,
) -> Checked<OwnFactory> {
    let row = sqlx::query_as!(
        OwnFactory,
        r#"SELECT f.id AS "id: FactoryId", f.enterprise_id AS "enterprise: EnterpriseId",
                  d.bureau_id AS "bureau: BureauId"
           FROM factories f JOIN divisions d ON d.code = f.division_code
           WHERE f.id = $1 AND f.enterprise_id = $2"#,
        id as FactoryId,
        me.enterprise() as EnterpriseId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}
