//! Somebody changes their own password; every session of theirs ends, the present one included,
//! and the present browser gets a new one.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::sign_in::{AttemptLimits, NewSession};
use crate::{
    access::{Actor, session},
    db::{
        accounts::{self, Credentials},
        audit::{self, Entry},
        sign_in as failures,
    },
    domain::audit::AuditAct,
};

/// The present password, about to be verified.
///
/// # Errors
/// The database's.
pub async fn begin(
    conn: &mut PgConnection,
    me: &Actor,
    now: DateTime<Utc>,
) -> sqlx::Result<Result<Credentials, DateTime<Utc>>> {
    match failures::locked_until(conn, &subject(me), now).await? {
        Some(until) => Ok(Err(until)),
        None => Ok(Ok(accounts::own_credentials(conn, me).await?)),
    }
}

/// The present password was wrong: counted as at signing in, with an entry.
///
/// # Errors
/// The database's.
pub async fn refuse(
    conn: &mut PgConnection,
    me: &Actor,
    limits: AttemptLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let subject = subject(me);
    let failed = failures::count(conn, &subject, limits.window, now).await?;
    if failed >= limits.per_account {
        failures::lock(conn, &subject, now + limits.lock).await?;
    }
    let entry = Entry {
        act: AuditAct::SignInFailed,
        application: None,
        detail: serde_json::json!({ "account": me.account_id(), "page": "password" }),
    };
    audit::record(conn, me, &entry, now).await
}

fn subject(me: &Actor) -> String {
    format!("password:{}", me.account_id())
}

/// Sets the new password, whose hash this is. `seen`: what the present one was verified against.
///
/// # Errors
/// [`sqlx::Error::RowNotFound`] when it was changed meanwhile, or the database's.
pub async fn change_password(
    conn: &mut PgConnection,
    me: &Actor,
    seen: &Credentials,
    hash: &str,
    next: NewSession<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if !failures::still(conn, seen).await? {
        return Err(sqlx::Error::RowNotFound);
    }
    failures::clear(conn, &subject(me)).await?;
    accounts::set_own_password(conn, me, hash, now).await?;
    session::close_all(conn, me.account_id()).await?;
    session::open(
        conn,
        me.account_id(),
        &next.token.digest(),
        next.origin,
        next.limits,
        now,
    )
    .await?;
    let entry = Entry {
        act: AuditAct::ChangePassword,
        application: None,
        detail: serde_json::json!({}),
    };
    audit::record(conn, me, &entry, now).await
}
