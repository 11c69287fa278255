//! An enterprise withdraws its application, until it is recommended.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, MayChange, enterprise::OwnWithdrawable},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        messages::{self, Recipient},
    },
    domain::{
        application::{Act, Status},
        audit::AuditAct,
    },
    text::letters,
};

/// Withdraws the application. The bureau is told if it had it on its desk.
///
/// # Errors
/// [`TransitionError`]
pub async fn withdraw(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    right: OwnWithdrawable,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let application = right.application().clone();
    status::change(conn, me, &right, Act::Withdraw, reason, now).await?;
    if application.status() != Status::Draft {
        let name = crate::db::applications::names::of(conn, &application).await?;
        messages::send(
            conn,
            Recipient::Bureau(application.bureau()),
            Some(application.id()),
            &letters::withdrawn(&name, reason),
            now,
        )
        .await?;
    }
    let entry = Entry {
        act: AuditAct::Withdraw,
        application: Some(application.id()),
        detail: serde_json::json!({ "reason": reason }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
