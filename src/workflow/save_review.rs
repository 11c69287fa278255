//! An expert saves the draft of a review.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{ExpertMember, expert::AssignedReview},
    db::{
        audit::{self, Entry},
        reviews,
    },
    domain::{
        audit::AuditAct,
        review::draft::{ReviewCase, ReviewDraft},
    },
};

/// Saves the draft in place of the one before.
///
/// # Errors
/// The database's.
pub async fn save_review(
    conn: &mut PgConnection,
    me: &ExpertMember,
    right: &AssignedReview,
    (case, draft): (&ReviewCase<'_>, &ReviewDraft),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    reviews::save(conn, right, case, draft, now).await?;
    let entry = Entry {
        act: AuditAct::SaveReview,
        application: Some(right.dossier().application().id()),
        detail: serde_json::json!({ "assignment": right.dossier().assignment() }),
    };
    audit::record(conn, me, &entry, now).await
}
