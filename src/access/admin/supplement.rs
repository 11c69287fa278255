//! What the office may do with an application whose supplement (补正) is asked for.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{FormalCheckCase, locked};
use crate::{
    access::{Administrator, ApplicationRef, Checked, MayChange, Refusal, found},
    domain::{application::Status, ids::ApplicationId},
};

/// An application whose supplement is asked for, row-locked.
#[derive(Debug)]
pub struct SupplementCase {
    application: ApplicationRef,
    due_at: DateTime<Utc>,
}

impl SupplementCase {
    /// Until when the enterprise has it, exclusive.
    #[must_use]
    pub fn due_at(&self) -> DateTime<Utc> {
        self.due_at
    }
}

impl MayChange for SupplementCase {
    fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// A supplement that was not answered in time.
#[derive(Debug)]
pub struct OverdueSupplement(SupplementCase);

impl OverdueSupplement {
    /// Until when the enterprise had it, exclusive.
    #[must_use]
    pub fn due_at(&self) -> DateTime<Utc> {
        self.0.due_at
    }
}

impl MayChange for OverdueSupplement {
    fn application(&self) -> &ApplicationRef {
        &self.0.application
    }
}

/// An application whose supplement is asked for, answered in time or not.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn supplement_case(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ApplicationId,
) -> Checked<SupplementCase> {
    let application = locked(conn, id, &[Status::Supplement]).await?;
    let due_at = sqlx::query_scalar!(
        "SELECT due_at FROM returns WHERE application_id = $1 AND answered_at IS NULL",
        id as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(SupplementCase {
        application,
        due_at: found(due_at)?,
    })
}

/// The same once its date has passed. While the enterprise may still answer, the state stands
/// against it.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn overdue_supplement(
    conn: &mut PgConnection,
    me: &Administrator,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<OverdueSupplement> {
    let case = supplement_case(conn, me, id).await?;
    if case.due_at > now {
        return Err(Refusal::WrongState(Status::Supplement).into());
    }
    Ok(OverdueSupplement(case))
}

/// An application that the formal check may end: it waits for the check, or its supplement was not
/// answered in time.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn rejectable_case(
    conn: &mut PgConnection,
    me: &Administrator,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<FormalCheckCase> {
    let wanted = [Status::Recommended, Status::Supplement];
    let application = locked(conn, id, &wanted).await?;
    if application.status == Status::Supplement {
        overdue_supplement(conn, me, id, now).await?;
    }
    Ok(FormalCheckCase(application))
}
