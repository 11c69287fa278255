//! Failed sign-ins, counted per account name and per network address.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

/// Until when this subject must wait, if at all.
///
/// # Errors
/// The database's.
pub async fn locked_until(
    conn: &mut PgConnection,
    subject: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    let until = sqlx::query_scalar!(
        "SELECT locked_until FROM sign_in_failures WHERE subject = $1 AND locked_until > $2",
        subject,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(until.flatten())
}

/// Counts one more attempt; those further apart than `window` do not add up.
///
/// # Errors
/// The database's.
pub async fn count(
    conn: &mut PgConnection,
    subject: &str,
    window: TimeDelta,
    now: DateTime<Utc>,
) -> sqlx::Result<u32> {
    let failures = sqlx::query_scalar!(
        "INSERT INTO sign_in_failures AS f (subject, failures, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (subject) DO UPDATE SET
             failures = CASE WHEN f.last_at < $3 THEN 1 ELSE f.failures + 1 END,
             last_at = excluded.last_at
         RETURNING failures",
        subject,
        now,
        now - window,
    )
    .fetch_one(conn)
    .await?;
    Ok(u32::try_from(failures).unwrap_or(0))
}

/// Takes one attempt back: it succeeded.
///
/// # Errors
/// The database's.
pub async fn uncount(conn: &mut PgConnection, subject: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE sign_in_failures SET failures = greatest(failures - 1, 0) WHERE subject = $1",
        subject
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the subject wait.
///
/// # Errors
/// The database's.
pub async fn lock(
    conn: &mut PgConnection,
    subject: &str,
    until: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE sign_in_failures SET locked_until = $2 WHERE subject = $1",
        subject,
        until
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the subject's failures and lifts its lock.
///
/// # Errors
/// The database's.
pub async fn clear(conn: &mut PgConnection, subject: &str) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM sign_in_failures WHERE subject = $1", subject)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets failures that no longer count.
///
/// # Errors
/// The database's.
pub async fn purge(
    conn: &mut PgConnection,
    window: TimeDelta,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let purged = sqlx::query!(
        "DELETE FROM sign_in_failures
         WHERE last_at < $1 AND (locked_until IS NULL OR locked_until <= $2)",
        now - window,
        now,
    )
    .execute(conn)
    .await?;
    Ok(purged.rows_affected())
}
