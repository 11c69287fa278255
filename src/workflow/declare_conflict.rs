//! An expert declares a conflict (回避): the task ends, the content never opens.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::file_review::tell_when_complete;
use crate::{
    access::{ExpertMember, expert::Assignment},
    db::{
        applications::names,
        audit::{self, Entry},
        messages::{self, Recipient},
        reviews,
    },
    domain::{audit::AuditAct, review::conflict::Relation, role::Role},
    text::expert_letters,
};

/// Ends the task and asks the office for another expert.
///
/// # Errors
/// The database's.
pub async fn declare_conflict(
    conn: &mut PgConnection,
    me: &ExpertMember,
    assignment: Assignment,
    (relation, reason): (Relation, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let application = assignment.application();
    reviews::refuse(conn, &assignment, (relation, reason), now).await?;
    let names = names::of(conn, application).await?;
    messages::send(
        conn,
        Recipient::Everybody(Role::Administrator),
        Some(application.id()),
        &expert_letters::conflict_declared(&names, application.id()),
        now,
    )
    .await?;
    tell_when_complete(conn, application, now).await?;
    let entry = Entry {
        act: AuditAct::DeclareConflict,
        application: Some(application.id()),
        detail: serde_json::json!({ "assignment": assignment.id(), "relation": relation.as_str() }),
    };
    audit::record(conn, me, &entry, now).await
}
