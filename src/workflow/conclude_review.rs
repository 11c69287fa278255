//! The office takes the filed reviews of an application together.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::AssignmentDesk},
    db::{
        applications::status::{self, TransitionError},
        assignments::{self, TaskState},
        audit::{self, Entry},
        results::{self, NewResult},
        screening, seasons,
        submissions::{self, SubmissionError},
    },
    domain::{
        application::Act,
        audit::AuditAct,
        review::{
            aggregate::{Aggregate, Method},
            points::Points,
        },
        rules::Terms,
        screening::Screened,
    },
    text::office_letters,
};

/// Why the review was not concluded.
#[derive(Debug, thiserror::Error)]
pub enum ConcludeError {
    /// Experts still have to file.
    #[error("{open} reviews are not filed yet")]
    Open {
        /// How many.
        open: usize,
    },
    /// Fewer reviews than the season asks for.
    #[error("{filed} of {wanted} reviews")]
    TooFew {
        /// Filed so far.
        filed: usize,
        /// How many there have to be.
        wanted: i16,
    },
    /// The submission cannot be read.
    #[error(transparent)]
    Submission(#[from] SubmissionError),
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<sqlx::Error> for ConcludeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// Consolidates totals and judgements; the application then waits for a decision.
///
/// # Errors
/// [`ConcludeError`]
pub async fn conclude_review(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: AssignmentDesk,
    terms: Terms<'_>,
    now: DateTime<Utc>,
) -> Result<Aggregate, ConcludeError> {
    let application = desk.application();
    let season = seasons::find(conn, application.season())
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let settings = &season.settings;
    let totals = filed_totals(conn, &desk, settings.experts_min).await?;
    let aggregate = Aggregate::of(&totals, settings.divergence()).ok_or(ConcludeError::TooFew {
        filed: 0,
        wanted: 1,
    })?;
    let screened = accepted(conn, &desk, totals.len(), terms).await?;
    let report =
        serde_json::to_string(&screened.reports).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let accepted_count = screened.confirmed_count(application.tier());
    let new = NewResult {
        aggregate: &aggregate,
        method: Method::TrimmedMean,
        accepted_count: i32::try_from(accepted_count).unwrap_or(i32::MAX),
        report: &report,
    };
    results::conclude(conn, &desk, new, now).await?;
    status::change(conn, me, &desk, Act::ConcludeReview, "", now).await?;
    tell_both(conn, application, office_letters::review_concluded, now).await?;
    let entry = Entry {
        act: AuditAct::ConcludeReview,
        application: Some(application.id()),
        detail: serde_json::json!({
            "submission": application.submission(),
            "totals": totals,
            "result": aggregate,
            "accepted": accepted_count,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(aggregate)
}

async fn filed_totals(
    conn: &mut PgConnection,
    desk: &AssignmentDesk,
    wanted: i16,
) -> Result<Vec<Points>, ConcludeError> {
    let tasks = assignments::of(conn, desk.application()).await?;
    let open = tasks
        .iter()
        .filter(|task| matches!(task.state, TaskState::Assigned | TaskState::Accepted))
        .count();
    if open > 0 {
        return Err(ConcludeError::Open { open });
    }
    let totals: Vec<Points> = tasks.iter().filter_map(|task| task.total).collect();
    if totals.len() < usize::try_from(wanted).unwrap_or_default() {
        return Err(ConcludeError::TooFew {
            filed: totals.len(),
            wanted,
        });
    }
    Ok(totals)
}

/// The submission judged by what the experts accepted, and by the bureau where they do not judge.
async fn accepted(
    conn: &mut PgConnection,
    desk: &AssignmentDesk,
    experts: usize,
    terms: Terms<'_>,
) -> Result<Screened, ConcludeError> {
    let application = desk.application();
    let submission = submissions::newest(conn, application).await?;
    let bureau = screening::findings(conn, application, submission.number).await?;
    let judged = assignments::judgements(conn, desk, experts).await?;
    Ok(Screened::of(
        &submission.dossier,
        &judged.over(&bureau),
        terms,
    ))
}
