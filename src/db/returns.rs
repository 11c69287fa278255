//! Returns for correction: what was named, until when, and whether it was answered.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::{Acting, ApplicationRef, MayChange},
    db::one_row,
    domain::{
        ids::{AccountId, ApplicationId},
        returns::ReturnPoint,
    },
};

/// A return that is not answered yet.
#[derive(Clone, Debug)]
pub struct OpenReturn {
    /// What concerns the whole application; may be empty.
    pub reason: String,
    /// What is open for editing, and why.
    pub points: Vec<ReturnPoint>,
    /// Until when, exclusive.
    pub due_at: DateTime<Utc>,
    /// When it was returned.
    pub returned_at: DateTime<Utc>,
}

/// Notes a return. The transition is made by the caller in the same transaction.
///
/// # Errors
/// The database's.
pub async fn open(
    conn: &mut PgConnection,
    actor: &impl Acting,
    right: &impl MayChange,
    new: &OpenReturn,
) -> sqlx::Result<()> {
    let application = right.application();
    sqlx::query!(
        "INSERT INTO returns
             (application_id, submission, reason, items, due_at, returned_by, returned_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        application.id() as ApplicationId,
        application.submission(),
        new.reason,
        Json(&new.points) as _,
        new.due_at,
        actor.account() as Option<AccountId>,
        new.returned_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The open return of an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn find_open(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Option<OpenReturn>> {
    let row = sqlx::query!(
        r#"SELECT reason, items AS "points: Json<Vec<ReturnPoint>>", due_at, returned_at
           FROM returns WHERE application_id = $1 AND answered_at IS NULL"#,
        application.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| OpenReturn {
        reason: row.reason,
        points: row.points.0,
        due_at: row.due_at,
        returned_at: row.returned_at,
    }))
}

/// Gives the open return another date.
///
/// # Errors
/// The database's; `RowNotFound` when none is open.
pub async fn extend(
    conn: &mut PgConnection,
    right: &impl MayChange,
    due_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    let extended = sqlx::query!(
        "UPDATE returns SET due_at = $2 WHERE application_id = $1 AND answered_at IS NULL",
        right.application().id() as ApplicationId,
        due_at,
    )
    .execute(conn)
    .await?;
    one_row(&extended)
}

/// Closes the open return: its application was submitted again, or the bureau took it up without.
///
/// # Errors
/// The database's.
pub async fn answer(
    conn: &mut PgConnection,
    right: &impl MayChange,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE returns SET answered_at = $2 WHERE application_id = $1 AND answered_at IS NULL",
        right.application().id() as ApplicationId,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
