//! What the security administrator does with accounts: make, hand out a link, switch off and on,
//! unlock. The first security administrator is made by the command line, with the same act.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Acting, SecurityAdministrator, System,
        account::{ManagedAccount, MayMakeAccounts},
        account_requests::Consented,
        session,
    },
    crypto::Token,
    db::{
        account_requests,
        accounts::{self, NewAccount},
        audit::{self, Entry},
        messages::{self, Recipient},
        one_time_links, sign_in as failures, violates,
    },
    domain::{
        account::AccountState, account_request::AccountChange, audit::AuditAct, ids::AccountId,
        role::Role,
    },
    text::account_letters as letters,
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
    /// It is an administrator's account, and nobody else has agreed.
    #[error("a second person has to agree")]
    NeedsConsent,
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
/// [`AccountError::LoginTaken`], [`AccountError::NeedsConsent`], or the database's.
pub async fn create(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    new: &NewAccount,
    consent: Option<&Consented>,
    valid: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Token, AccountError> {
    let role = new.holder.role();
    permit(conn, me, (role, None), consent).await?;
    let (account, token) = make(conn, me, new, valid, now).await?;
    tell(conn, AccountChange::Create, &account, consent, now).await?;
    Ok(token)
}

/// Makes the first account of its kind, which nobody can agree to.
///
/// # Errors
/// [`AccountError::LoginTaken`], or the database's.
pub async fn create_first(
    conn: &mut PgConnection,
    by: &System,
    new: &NewAccount,
    valid: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Token, AccountError> {
    Ok(make(conn, by, new, valid, now).await?.1)
}

async fn make(
    conn: &mut PgConnection,
    by: &impl MayMakeAccounts,
    new: &NewAccount,
    valid: TimeDelta,
    now: DateTime<Utc>,
) -> Result<(ManagedAccount, Token), AccountError> {
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
    record(conn, by, AuditAct::CreateAccount, (&account, None), "", now).await?;
    Ok((account, token))
}

/// Issues a new link; earlier ones end. The present password stays good until the link is used.
///
/// # Errors
/// [`AccountError::State`] when the account is not in use, [`AccountError::NeedsConsent`], or the
/// database's.
pub async fn issue_link(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    account: &ManagedAccount,
    consent: Option<&Consented>,
    valid: TimeDelta,
    now: DateTime<Utc>,
) -> Result<Token, AccountError> {
    only_from(account, AccountState::Active)?;
    permit(conn, me, (account.role(), Some(account.id())), consent).await?;
    let token = Token::random();
    one_time_links::issue(conn, me, account, &token.digest(), now + valid, now).await?;
    record(conn, me, AuditAct::IssueLink, (account, consent), "", now).await?;
    tell(conn, AccountChange::Link, account, consent, now).await?;
    Ok(token)
}

/// Switches an account off and ends its sessions.
///
/// # Errors
/// [`AccountError::Own`], [`AccountError::State`], [`AccountError::NeedsConsent`], or the database's.
pub async fn disable(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    account: &ManagedAccount,
    (reason, consent): (&str, Option<&Consented>),
    now: DateTime<Utc>,
) -> Result<(), AccountError> {
    if account.id() == me.account_id() {
        return Err(AccountError::Own);
    }
    only_from(account, AccountState::Active)?;
    permit(conn, me, (account.role(), Some(account.id())), consent).await?;
    accounts::set_state(conn, account, AccountState::Disabled, reason).await?;
    session::close_all(conn, account.id()).await?;
    let on = (account, consent);
    record(conn, me, AuditAct::DisableAccount, on, reason, now).await?;
    tell(conn, AccountChange::Disable, account, consent, now).await?;
    Ok(())
}

/// Switches an account on again.
///
/// # Errors
/// [`AccountError::State`], [`AccountError::NeedsConsent`], or the database's.
pub async fn enable(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    account: &ManagedAccount,
    consent: Option<&Consented>,
    now: DateTime<Utc>,
) -> Result<(), AccountError> {
    only_from(account, AccountState::Disabled)?;
    permit(conn, me, (account.role(), Some(account.id())), consent).await?;
    accounts::set_state(conn, account, AccountState::Active, "").await?;
    record(
        conn,
        me,
        AuditAct::EnableAccount,
        (account, consent),
        "",
        now,
    )
    .await?;
    tell(conn, AccountChange::Enable, account, consent, now).await?;
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
    record(conn, me, AuditAct::Unlock, (account, None), "", now).await
}

/// An administrator's account is changed with the consent of a second person, or while there is
/// nobody who could give it, as in a new installation.
async fn permit(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    (role, about): (Role, Option<AccountId>),
    consent: Option<&Consented>,
) -> Result<(), AccountError> {
    let free = consent.is_some() || !role.is_guarded();
    if free || !account_requests::somebody_else(conn, me, about).await? {
        Ok(())
    } else {
        Err(AccountError::NeedsConsent)
    }
}

/// The holder and the audit administrators learn of every change of an administrator's account.
async fn tell(
    conn: &mut PgConnection,
    change: AccountChange,
    account: &ManagedAccount,
    consent: Option<&Consented>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if !account.role().is_guarded() {
        return Ok(());
    }
    let what = letters::Change {
        change,
        role: account.role(),
        name: account.name(),
        login: account.login(),
    };
    let letter = letters::done(&what, consent.is_some());
    let auditors = Recipient::Everybody(Role::AuditAdministrator);
    messages::send(conn, auditors, None, &letter, now).await?;
    if account.role() == Role::AuditAdministrator && account.state() == AccountState::Active {
        return Ok(());
    }
    messages::send(conn, Recipient::Account(account.id()), None, &letter, now).await
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
    (account, consent): (&ManagedAccount, Option<&Consented>),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut detail = serde_json::json!({
        "account": account.id(), "login": account.login(), "role": account.role().as_str(),
    });
    if let Some(consent) = consent {
        detail["request"] = serde_json::json!(consent.asked().id());
    }
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
