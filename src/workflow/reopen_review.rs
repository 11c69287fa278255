//! The office opens the review of an application again: filed reviews go back to their experts,
//! the result is set aside. Everything that was filed and taken together is kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, MayChange, admin::ReopenDesk},
    db::{
        applications::{
            names,
            status::{self, TransitionError},
        },
        assignments,
        audit::{self, Entry},
        messages::{self, Recipient},
        seasons,
    },
    domain::{
        application::{Act, Status},
        audit::AuditAct,
        ids::AssignmentId,
    },
    text::office_letters,
};

/// Why nothing was opened again.
#[derive(Debug, thiserror::Error)]
pub enum ReopenError {
    /// The review is still running and no filed review was chosen.
    #[error("no review was chosen")]
    Nothing,
    /// A review that was chosen is not filed any more.
    #[error("a chosen review is not filed")]
    NotFiled,
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<sqlx::Error> for ReopenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// Gives the chosen reviews back to their experts and tells them. When the reviews had been taken
/// together the application is under review again, also with no review chosen, so that a further
/// expert can be asked.
///
/// # Errors
/// [`ReopenError`]
pub async fn reopen_review(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: ReopenDesk,
    (chosen, reason): (&[AssignmentId], &str),
    now: DateTime<Utc>,
) -> Result<(), ReopenError> {
    let application = desk.application();
    let concluded = application.status() == Status::Reviewed;
    if chosen.is_empty() && !concluded {
        return Err(ReopenError::Nothing);
    }
    let season = seasons::find(conn, application.season())
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let experts = assignments::reopen(conn, me, &desk, (chosen, reason), now).await?;
    if experts.len() != chosen.len() {
        return Err(ReopenError::NotFiled);
    }
    let names = names::of(conn, application).await?;
    let until = season.windows(application.tier())?.review.closes_at();
    let letter = office_letters::review_reopened(&names, reason, until);
    for expert in experts {
        let recipient = Recipient::Expert(expert);
        messages::send(conn, recipient, Some(application.id()), &letter, now).await?;
    }
    if concluded {
        assignments::supersede_result(conn, me, &desk, reason, now).await?;
        status::change(conn, me, &desk, Act::ReopenReview, reason, now).await?;
    }
    let entry = Entry {
        act: AuditAct::ReopenReview,
        application: Some(application.id()),
        detail: serde_json::json!({
            "assignments": chosen, "reviews": chosen.len(), "result": concluded, "reason": reason,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
