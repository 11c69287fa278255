//! Somebody sets their own password with a one-time link.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{account::UsableLink, session},
    db::{
        accounts,
        audit::{self, Entry},
        one_time_links, sign_in as failures,
    },
    domain::audit::AuditAct,
};

/// Uses the link up: sets the password, ends every session, lifts a lock.
///
/// # Errors
/// The database's.
pub async fn use_link(
    conn: &mut PgConnection,
    link: UsableLink,
    hash: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    one_time_links::consume(conn, &link, now).await?;
    accounts::set_password_by_link(conn, &link, hash, now).await?;
    session::close_all(conn, link.account()).await?;
    failures::clear_login(conn, link.login().as_str()).await?;
    let entry = Entry {
        act: AuditAct::UseLink,
        application: None,
        detail: serde_json::json!({}),
    };
    audit::record(conn, &link, &entry, now).await
}
