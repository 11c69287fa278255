//! The office takes a task back from an expert who has not filed.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Administrator, MayChange,
        admin::{AssignmentDesk, CancellableAssignment},
    },
    db::{
        applications::names,
        assignments,
        audit::{self, Entry},
        messages::{self, Recipient},
    },
    domain::audit::AuditAct,
    text::office_letters,
};

/// Takes the task back and tells the expert.
///
/// # Errors
/// The database's.
pub async fn cancel_assignment(
    conn: &mut PgConnection,
    me: &Administrator,
    (desk, assignment): (&AssignmentDesk, CancellableAssignment),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let application = desk.application();
    assignments::cancel(conn, &assignment).await?;
    let names = names::of(conn, application).await?;
    let letter = office_letters::assignment_cancelled(&names, reason);
    let recipient = Recipient::Expert(assignment.expert());
    messages::send(conn, recipient, Some(application.id()), &letter, now).await?;
    let entry = Entry {
        act: AuditAct::CancelAssignment,
        application: Some(application.id()),
        detail: serde_json::json!({ "expert": assignment.expert(), "reason": reason }),
    };
    audit::record(conn, me, &entry, now).await
}
