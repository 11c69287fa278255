//! Somebody changes their own password; every session of theirs ends, the present one included,
//! and the present browser gets a new one.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::sign_in::NewSession;
use crate::{
    access::{Actor, session},
    db::{
        accounts,
        audit::{self, Entry},
    },
    domain::audit::AuditAct,
};

/// Sets the new password, whose hash this is.
///
/// # Errors
/// The database's.
pub async fn change_password(
    conn: &mut PgConnection,
    me: &Actor,
    hash: &str,
    next: NewSession<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
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
