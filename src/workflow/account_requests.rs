//! A change of an administrator's account: the security administrator asks, a second person
//! answers, whoever asked carries it out. Holder and audit administrators are told.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::accounts::{self, AccountError};
use crate::{
    access::{
        AccessError, Acting, SecurityAdministrator,
        account::managed,
        account_requests::{Answerable, AskedFor, Consented, Guardian, Pending},
    },
    crypto::Token,
    db::{
        account_requests::{self, NewRequest},
        accounts::{Holder, NewAccount},
        audit::{self, Entry},
        messages::{self, Recipient},
        violates,
    },
    domain::{
        account_request::{AccountChange, VALID},
        audit::AuditAct,
        role::Role,
        values::{line::Line, login_name::LoginName},
    },
    text::account_letters as letters,
};

/// What became of a request to change an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It waits for a second person now.
    Now,
    /// One like it waits already.
    Before,
}

/// Asks a second person to agree to a change.
///
/// # Errors
/// The database's.
pub async fn ask(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    new: &NewRequest,
    now: DateTime<Utc>,
) -> sqlx::Result<Asked> {
    let id = match account_requests::insert(conn, me, new, now).await {
        Ok(id) => id,
        Err(error) if violates(&error, "account_requests_pending_key") => return Ok(Asked::Before),
        Err(error) => return Err(error),
    };
    let entry = Entry {
        act: AuditAct::AskAccountChange,
        application: None,
        detail: serde_json::json!({
            "request": id, "change": new.change.as_str(), "login": new.login,
            "role": new.role.as_str(), "reason": new.reason,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    let what = letters::Change {
        change: new.change,
        role: new.role,
        name: &new.name,
        login: &new.login,
    };
    let letter = letters::asked(&what, &new.reason, now + VALID);
    for role in Role::ALL.into_iter().filter(|role| role.is_guarded()) {
        messages::send(conn, Recipient::Everybody(role), None, &letter, now).await?;
    }
    Ok(Asked::Now)
}

/// The second person agrees, or does not.
///
/// # Errors
/// The database's.
pub async fn answer(
    conn: &mut PgConnection,
    me: &Guardian,
    request: &Answerable,
    (agrees, words): (bool, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    account_requests::answer(conn, me, request, (agrees, words), now).await?;
    let act = if agrees {
        AuditAct::AgreeToAccountChange
    } else {
        AuditAct::RefuseAccountChange
    };
    let asked = request.asked();
    record(conn, me, act, asked, words, now).await?;
    let letter = letters::answered(&what(asked), agrees, words);
    let recipient = Recipient::Account(asked.requested_by());
    messages::send(conn, recipient, None, &letter, now).await
}

/// Whoever asked takes the request back.
///
/// # Errors
/// The database's.
pub async fn withdraw(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    request: &Pending,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    account_requests::withdraw(conn, request).await?;
    let act = AuditAct::WithdrawAccountChange;
    record(conn, me, act, request.asked(), "", now).await
}

/// What carrying out a request gave.
#[derive(Debug)]
pub enum CarriedOut {
    /// A link for the account, to be handed over.
    Link(Token),
    /// The account is switched off or on.
    Switched,
}

/// Does what was asked for and agreed to. A link is good for `valid`.
///
/// # Errors
/// [`AccountError`]: the account may have changed meanwhile.
pub async fn carry_out(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    request: &Consented,
    valid: TimeDelta,
    now: DateTime<Utc>,
) -> Result<CarriedOut, AccountError> {
    let asked = request.asked();
    let consent = Some(request);
    let done = match (asked.change(), asked.account()) {
        (AccountChange::Create, _) | (_, None) => {
            let new = new_account(asked)?;
            CarriedOut::Link(accounts::create(conn, me, &new, consent, valid, now).await?)
        }
        (change, Some(account)) => {
            let account = managed(conn, me, account).await.map_err(gone)?;
            match change {
                AccountChange::Disable => {
                    accounts::disable(conn, me, &account, (asked.reason(), consent), now).await?;
                    CarriedOut::Switched
                }
                AccountChange::Enable => {
                    accounts::enable(conn, me, &account, consent, now).await?;
                    CarriedOut::Switched
                }
                AccountChange::Link | AccountChange::Create => CarriedOut::Link(
                    accounts::issue_link(conn, me, &account, consent, valid, now).await?,
                ),
            }
        }
    };
    account_requests::finish(conn, request).await?;
    Ok(done)
}

/// Accounts are never removed, so one that was asked about is there.
fn gone(error: AccessError) -> sqlx::Error {
    match error {
        AccessError::Refused(_) => sqlx::Error::RowNotFound,
        AccessError::Database(error) => error,
    }
}

fn new_account(asked: &AskedFor) -> sqlx::Result<NewAccount> {
    let stored = |error| sqlx::Error::Decode(Box::new(error));
    Ok(NewAccount {
        login: LoginName::parse(asked.login()).map_err(stored)?,
        name: Line::parse(asked.name(), usize::MAX).map_err(stored)?,
        holder: match asked.role() {
            Role::SecurityAdministrator => Holder::SecurityAdministrator,
            Role::AuditAdministrator => Holder::AuditAdministrator,
            _ => Holder::Administrator,
        },
    })
}

fn what(asked: &AskedFor) -> letters::Change<'_> {
    letters::Change {
        change: asked.change(),
        role: asked.role(),
        name: asked.name(),
        login: asked.login(),
    }
}

async fn record(
    conn: &mut PgConnection,
    by: &impl Acting,
    act: AuditAct,
    asked: &AskedFor,
    words: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let entry = Entry {
        act,
        application: None,
        detail: serde_json::json!({
            "request": asked.id(), "change": asked.change().as_str(), "login": asked.login(),
            "role": asked.role().as_str(), "reason": words,
        }),
    };
    audit::record(conn, by, &entry, now).await
}
