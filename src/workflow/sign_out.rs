//! Somebody signs out: their session ends here, not only in the browser.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Actor, session},
    crypto::Token,
    db::audit::{self, Entry},
    domain::audit::AuditAct,
};

/// Ends the session of this token.
///
/// # Errors
/// The database's.
pub async fn sign_out(
    conn: &mut PgConnection,
    me: &Actor,
    token: &Token,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    session::close(conn, &token.digest()).await?;
    let entry = Entry {
        act: AuditAct::SignOut,
        application: None,
        detail: serde_json::json!({}),
    };
    audit::record(conn, me, &entry, now).await
}
