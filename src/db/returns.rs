//! Returns for correction: what the bureau named, until when, and whether it was answered.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::{Acting, ApplicationRef, MayChange},
    domain::{
        ids::{AccountId, ApplicationId},
        returns::ReturnItem,
    },
};

/// A return that is not answered yet.
#[derive(Clone, Debug)]
pub struct OpenReturn {
    /// Why.
    pub reason: String,
    /// What is open for editing.
    pub items: Vec<ReturnItem>,
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
        Json(&new.items) as _,
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
        r#"SELECT reason, items AS "items: Json<Vec<ReturnItem>>", due_at, returned_at
           FROM returns WHERE application_id = $1 AND answered_at IS NULL"#,
        application.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| OpenReturn {
        reason: row.reason,
        items: row.items.0,
        due_at: row.due_at,
        returned_at: row.returned_at,
    }))
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
