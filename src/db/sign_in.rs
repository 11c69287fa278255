//! Failed sign-ins, counted per account name, place and device; and the devices that are known.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::accounts::Credentials;
use crate::domain::{account::AccountState, ids::AccountId, values::login_name::LoginName};

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

/// Counts one more failure; those further apart than `window` do not add up.
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

/// Forgets all failures for an account name, wherever they came from.
///
/// # Errors
/// The database's.
pub async fn clear_login(conn: &mut PgConnection, login: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM sign_in_failures
         WHERE subject = 'login:' || $1 OR starts_with(subject, 'login:' || $1 || '@')",
        login
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether somebody has signed in to this account on this device.
///
/// # Errors
/// The database's.
pub async fn is_known(
    conn: &mut PgConnection,
    device: &[u8],
    login: &LoginName,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM known_devices d JOIN accounts a ON a.id = d.account_id
                          WHERE d.token_digest = $1 AND a.login = $2) AS "known!""#,
        device,
        login.as_str(),
    )
    .fetch_one(conn)
    .await
}

/// Whether the account still stands as it was read, its password above all; held until commit.
///
/// # Errors
/// The database's.
pub async fn still(conn: &mut PgConnection, seen: &Credentials) -> sqlx::Result<bool> {
    let same = sqlx::query_scalar!(
        r#"SELECT 1 AS "same!" FROM accounts
           WHERE id = $1 AND password_hash IS NOT DISTINCT FROM $2 AND state = $3
           FOR UPDATE"#,
        seen.account as AccountId,
        seen.password_hash,
        seen.state as AccountState,
    )
    .fetch_optional(conn)
    .await?;
    Ok(same.is_some())
}

/// Remembers the device of an account that has just been signed in to.
///
/// # Errors
/// The database's.
pub async fn remember(
    conn: &mut PgConnection,
    device: &[u8],
    account: AccountId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO known_devices (token_digest, account_id, seen_at) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT known_devices_pkey DO UPDATE SET seen_at = excluded.seen_at",
        device,
        account as AccountId,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets devices not seen since `before`.
///
/// # Errors
/// The database's.
pub async fn forget_devices(conn: &mut PgConnection, before: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM known_devices WHERE seen_at < $1", before)
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
