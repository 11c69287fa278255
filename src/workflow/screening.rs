//! What the acts of screening share: the submission as judged so far, and why an act is refused.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{ApplicationRef, BureauOfficer, MayChange, bureau::ScreeningCase},
    db::{
        applications::{names, status::TransitionError},
        messages::{self, Recipient},
        screening::{self, NewScreening},
        submissions::{self, Submission, SubmissionError},
    },
    domain::{
        application::{Act, overrides::Override},
        authors::Authors,
        letter::{ApplicationNames, Letter},
        quota::Quota,
        rules::Terms,
        screening::{Findings, Obstacles, Screened},
    },
};

/// Why an act of screening was refused.
#[derive(Debug, thiserror::Error)]
pub enum ScreeningError {
    /// There is no such clause or scenario in the submission.
    #[error("nothing of this name is to be judged")]
    NoSuchItem,
    /// Something stands against a recommendation.
    #[error("not ready: {0:?}")]
    Obstacles(Box<Obstacles>),
    /// No more may be recommended.
    #[error("the quota is used up: {0:?}")]
    QuotaUsed(Quota),
    /// The right to the ranked list was refused.
    #[error(transparent)]
    Access(#[from] crate::access::AccessError),
    /// The submission cannot be read.
    #[error(transparent)]
    Submission(#[from] SubmissionError),
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<sqlx::Error> for ScreeningError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// The newest submission of an application and what the bureau found on it.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The submission.
    pub submission: Submission,
    /// What was found.
    pub findings: Findings,
    /// Who found it.
    pub authors: Authors,
    /// What follows.
    pub screened: Screened,
}

/// Reads the newest submission with everything found on it.
///
/// # Errors
/// [`ScreeningError::Submission`], or the database's.
pub async fn desk(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    terms: Terms<'_>,
) -> Result<Desk, ScreeningError> {
    let submission = submissions::newest(conn, application).await?;
    let findings = screening::findings(conn, application, submission.number).await?;
    let authors = screening::authors(conn, application, submission.number).await?;
    let screened = Screened::of(&submission.dossier, &findings, terms);
    Ok(Desk {
        submission,
        findings,
        authors,
        screened,
    })
}

/// Refuses a recommendation against which something stands that was not passed over.
pub(super) fn passed(obstacles: &Obstacles, over: Option<&Override>) -> Result<(), ScreeningError> {
    let present = obstacles.passable();
    let is_covered = match over {
        Some(made) => made.covers(&present),
        None => present.is_empty(),
    };
    if obstacles.is_unfinished() || !is_covered {
        return Err(ScreeningError::Obstacles(Box::new(obstacles.clone())));
    }
    Ok(())
}

/// Keeps the bureau's decision with the report it rests on.
pub(super) async fn keep(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: &ScreeningCase,
    screened: &Screened,
    (act, opinion): (Act, &str),
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let report =
        serde_json::to_string(&screened.reports).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let count = screened.confirmed_count(case.application().tier());
    let new = NewScreening {
        act,
        opinion,
        report: &report,
        confirmed_count: i32::try_from(count).unwrap_or(i32::MAX),
    };
    screening::conclude(conn, me, case, new, now).await?;
    Ok(())
}

/// Sends the enterprise the letter worded from the application's names.
pub(super) async fn tell_enterprise(
    conn: &mut PgConnection,
    case: &impl MayChange,
    letter: impl FnOnce(&ApplicationNames) -> Letter,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let application = case.application();
    let names = names::of(conn, application).await?;
    let recipient = Recipient::Enterprise(application.enterprise());
    messages::send(
        conn,
        recipient,
        Some(application.id()),
        &letter(&names),
        now,
    )
    .await
}
