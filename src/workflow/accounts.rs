//! What the security administrator does with accounts: make, hand out a link, switch off and on,
//! unlock. The first security administrator is made by the command line, with the same act.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Acting, SecurityAdministrator,
        account::{ManagedAccount, MayMakeAccounts},
        session,
    },
    crypto::Token,
    db::{
        accounts::{self, NewAccount},
        audit::{self, Entry},
        one_time_links, sign_in as failures, violates,
    },
    domain::{account::AccountState, audit::AuditAct},
};

/// Why an act on an account was refused.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Another account has this name.
    #[error("the login is taken")]
    LoginTaken,
    /// One's own account.
    #[error("one's own account")]
    Own,
    /// The account is in a state that does not allow it.
    #[error("the account is {0:?}")]
    State(AccountState),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Makes an account and the link with which its holder sets a password within `valid`.
///
/// # Errors
/// [`AccountError::LoginTaken`], or the database's.
pub async fn create(
    conn: &mut PgConnection,
    by: &impl MayMakeAccounts,
    new: &NewAccount,
    valid: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Token, AccountError> {
    let account = accounts::create(conn, by, new, now)
        .await
        .map_err(|error| {
            if violates(&error, "accounts_login_key") {
                AccountError::LoginTaken
            } else {
                error.into()
            }
        })?;
    let token = Token::random();
    one_time_links::issue(conn, by, &account, &token.digest(), now + valid, now).await?;
    record(conn, by, AuditAct::CreateAccount, &account, "", now).await?;
    Ok(token)
}

/// Issues a new link; earlier ones end. The present password stays good until the link is used.
///
/// # Errors
/// [`AccountError::State`] when the account is not in use, or the database's.
pub async fn issue_link(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    account: &ManagedAccount,
    valid: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Token, AccountError> {
    only_from(account, AccountState::Active)?;
    let token = Token::random();
    one_time_links::issue(conn, me, account, &token.digest(), now + valid, now).await?;
    record(conn, me, AuditAct::IssueLink, account, "", now).await?;
    Ok(token)
}

/// Switches an account off and ends its sessions.
///
/// # Errors
/// [`AccountError::Own`], [`AccountError::State`], or the database's.
pub async fn disable(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    account: &ManagedAccount,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), AccountError> {
    if account.id() == me.account_id() {
        return Err(AccountError::Own);
    }
    only_from(account, AccountState::Active)?;
    accounts::set_state(conn, account, AccountState::Disabled, reason).await?;
    session::close_all(conn, account.id()).await?;
    record(conn, me, AuditAct::DisableAccount, account, reason, now).await?;
    Ok(())
}

/// Switches an account on again.
///
/// # Errors
/// [`AccountError::State`], or the database's.
pub async fn enable(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    account: &ManagedAccount,
    now: DateTime<Utc>,
) -> Result<(), AccountError> {
    only_from(account, AccountState::Disabled)?;
    accounts::set_state(conn, account, AccountState::Active, "").await?;
    record(conn, me, AuditAct::EnableAccount, account, "", now).await?;
    Ok(())
}

/// Lifts the lock that failed sign-ins put on an account.
///
/// # Errors
/// The database's.
pub async fn unlock(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    account: &ManagedAccount,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    failures::clear_login(conn, account.login()).await?;
    record(conn, me, AuditAct::Unlock, account, "", now).await
}

fn only_from(account: &ManagedAccount, state: AccountState) -> Result<(), AccountError> {
    if account.state() == state {
        Ok(())
    } else {
        Err(AccountError::State(account.state()))
    }
}

async fn record(
    conn: &mut PgConnection,
    by: &impl Acting,
    act: AuditAct,
    account: &ManagedAccount,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut detail = serde_json::json!({
        "account": account.id(), "login": account.login(), "role": account.role().as_str(),
    });
    if !reason.is_empty() {
        detail["reason"] = reason.into();
    }
    let entry = Entry {
        act,
        application: None,
        detail,
    };
    audit::record(conn, by, &entry, now).await
}
