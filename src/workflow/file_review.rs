//! An expert files a review: complete, with the computed total, and never changed again.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{ApplicationRef, ExpertMember, expert::AssignedReview},
    db::{
        applications::names,
        audit::{self, Entry},
        messages::{self, Recipient},
        reviews,
    },
    domain::{
        audit::AuditAct,
        review::draft::{Missing, ReviewCase},
        role::Role,
    },
    text::expert_letters,
};

/// Why a review was not filed.
#[derive(Debug, thiserror::Error)]
pub enum FilingError {
    /// Something is not filled in.
    #[error("missing: {0:?}")]
    Incomplete(Vec<Missing>),
    /// The database failed, or the draft was saved meanwhile.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Files the stored draft.
///
/// # Errors
/// [`FilingError`]
pub async fn file_review(
    conn: &mut PgConnection,
    me: &ExpertMember,
    right: AssignedReview,
    case: &ReviewCase<'_>,
    now: DateTime<Utc>,
) -> Result<(), FilingError> {
    let stored = reviews::own(conn, right.dossier()).await?;
    let scores = stored
        .draft
        .complete(case)
        .map_err(FilingError::Incomplete)?;
    // Once more as a whole, so that the points by maturity level stand beside the others.
    reviews::save(conn, &right, case, &stored.draft, now).await?;
    reviews::file(conn, &right, &scores, now).await?;
    let application = right.dossier().application();
    tell_when_complete(conn, application, now).await?;
    let entry = Entry {
        act: AuditAct::FileReview,
        application: Some(application.id()),
        detail: serde_json::json!({
            "assignment": right.dossier().assignment(),
            "submission": right.dossier().submission(),
            "total": scores.total().tenths(),
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}

/// Tells the office when nobody is left to file a review.
pub(super) async fn tell_when_complete(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if !reviews::all_filed(conn, application).await? {
        return Ok(());
    }
    let names = names::of(conn, application).await?;
    let letter = expert_letters::reviews_complete(&names, application.id());
    let recipient = Recipient::Everybody(Role::Administrator);
    messages::send(conn, recipient, Some(application.id()), &letter, now).await
}
