//! An expert declares to have no conflict and promises confidentiality: the content opens.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{ExpertMember, expert::Assignment},
    db::{
        audit::{self, Entry},
        reviews,
    },
    domain::audit::AuditAct,
};

/// Accepts the task.
///
/// # Errors
/// The database's.
pub async fn accept_review(
    conn: &mut PgConnection,
    me: &ExpertMember,
    assignment: Assignment,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    reviews::accept(conn, &assignment, now).await?;
    let entry = Entry {
        act: AuditAct::AcceptReview,
        application: Some(assignment.application().id()),
        detail: serde_json::json!({
            "assignment": assignment.id(),
            "submission": assignment.submission(),
        }),
    };
    audit::record(conn, me, &entry, now).await
}
