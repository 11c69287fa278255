//! Links with which a person sets their own password, once. Only digests of tokens are stored.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{
        SecurityAdministrator,
        account::{ManagedAccount, MayMakeAccounts, UsableLink},
    },
    domain::ids::AccountId,
};

/// Issues a link for the account; every earlier one that was not used ends now.
///
/// # Errors
/// The database's.
pub async fn issue(
    conn: &mut PgConnection,
    by: &impl MayMakeAccounts,
    account: &ManagedAccount,
    token_digest: &[u8],
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE one_time_links SET expires_at = $2
         WHERE account_id = $1 AND used_at IS NULL AND expires_at > $2",
        account.id() as AccountId,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO one_time_links (token_digest, account_id, created_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
        token_digest,
        account.id() as AccountId,
        by.account() as Option<AccountId>,
        now,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// When the newest link of an account was issued.
///
/// # Errors
/// The database's.
pub async fn newest(
    conn: &mut PgConnection,
    _me: &SecurityAdministrator,
    account: AccountId,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "SELECT max(created_at) FROM one_time_links WHERE account_id = $1",
        account as AccountId,
    )
    .fetch_one(conn)
    .await
}

/// Marks the link as used.
///
/// # Errors
/// The database's; `RowNotFound` when it was used meanwhile.
pub async fn consume(
    conn: &mut PgConnection,
    link: &UsableLink,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let result = sqlx::query!(
        "UPDATE one_time_links SET used_at = $2 WHERE token_digest = $1 AND used_at IS NULL",
        link.token_digest(),
        now,
    )
    .execute(conn)
    .await?;
    one_row(&result)
}
