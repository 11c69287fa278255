//! An enterprise submits its application, or submits it again after a return.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, MayChange, enterprise::OwnDraft},
    db::{
        applications::{
            names,
            status::{self, TransitionError},
        },
        audit::{self, Entry},
        dossiers,
        messages::{self, Recipient},
        returns, screening,
        submissions::{self, NewSubmission, SubmissionError},
    },
    domain::{
        application::{Act, Status, snapshot::Snapshot},
        audit::AuditAct,
        completeness,
        dossier::Dossier,
        role::Role,
        rules::{Terms, TierReports, assess_all},
        screening::{Screened, items, unchanged},
    },
    text::{letters, office_letters},
};

/// What the enterprise keeps: printed on the receipt.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The submission's number, from 1.
    pub submission: i32,
    /// SHA-256 of the frozen content, hexadecimal.
    pub digest: String,
}

/// Why an application was not submitted.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// Something is not filled in yet.
    #[error("incomplete: {0:?}")]
    Incomplete(Vec<completeness::Missing>),
    /// The promise of truthfulness was not given.
    #[error("the promise was not given")]
    NotPromised,
    /// The submission before cannot be read.
    #[error(transparent)]
    Submission(#[from] SubmissionError),
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<sqlx::Error> for SubmitError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// Whether the applicant promised that everything is true and free of secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// Given.
    Given,
    /// Not given.
    Missing,
}

/// Freezes the draft as the next submission and hands it to the bureau. A clause that is unmet
/// does not hinder a submission, an empty field does.
///
/// # Errors
/// [`SubmitError`]
pub async fn submit(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    draft: OwnDraft,
    terms: Terms<'_>,
    promise: Promise,
    now: DateTime<Utc>,
) -> Result<Receipt, SubmitError> {
    if promise == Promise::Missing {
        return Err(SubmitError::NotPromised);
    }
    let application = draft.application();
    let dossier = dossiers::current(conn, application).await?;
    let missing = completeness::missing(&dossier, terms.rules);
    if !missing.is_empty() {
        return Err(SubmitError::Incomplete(missing));
    }
    let reports = assess_all(&dossier.claimed_facts(terms.catalogue), terms.rules);
    let counted = reports.get(application.tier()).counted().count();
    let snapshot = Snapshot::of(&dossier).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let report = serde_json::to_string(&reports).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let new = NewSubmission {
        dossier: &dossier,
        snapshot: &snapshot,
        report: &report,
        claimed_count: i32::try_from(counted).unwrap_or(i32::MAX),
    };
    let number = submissions::freeze(conn, me, &draft, new, now).await?;
    if application.status() == Status::Supplement {
        carry_recommendation_over(conn, &draft, (&dossier, terms), number).await?;
    } else {
        carry_findings_over(conn, &draft, &dossier, &reports, number).await?;
    }
    let act = if application.status().is_returned() {
        Act::Resubmit
    } else {
        Act::Submit
    };
    status::change(conn, me, &draft, act, "", now).await?;
    returns::answer(conn, &draft, now).await?;
    tell(conn, &draft, act, now).await?;
    let digest = snapshot.digest.to_string();
    let entry = Entry {
        act: AuditAct::Submit,
        application: Some(draft.application().id()),
        detail: serde_json::json!({ "submission": number, "digest": digest }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(Receipt {
        submission: number,
        digest,
    })
}

/// What the bureau found on the submission before stays good where nothing changed.
async fn carry_findings_over(
    conn: &mut PgConnection,
    draft: &OwnDraft,
    dossier: &Dossier,
    reports: &TierReports,
    number: i32,
) -> Result<(), SubmitError> {
    let Some(previous) = submissions::find(conn, draft.application(), number - 1).await? else {
        return Ok(());
    };
    let items = items(reports.get(dossier.tier), dossier);
    let unchanged = unchanged(&previous.dossier, dossier, &items);
    screening::carry_over(conn, draft, number, &unchanged).await?;
    Ok(())
}

/// After a supplement the bureau's recommendation stands: what it found stays with what is still
/// there, and its report is computed again on the submission as it is now.
async fn carry_recommendation_over(
    conn: &mut PgConnection,
    draft: &OwnDraft,
    (dossier, terms): (&Dossier, Terms<'_>),
    number: i32,
) -> Result<(), SubmitError> {
    let reports = assess_all(&dossier.claimed_facts(terms.catalogue), terms.rules);
    let items = items(reports.get(dossier.tier), dossier);
    screening::carry_over(conn, draft, number, &items).await?;
    let findings = screening::findings(conn, draft.application(), number).await?;
    let screened = Screened::of(dossier, &findings, terms);
    let report =
        serde_json::to_string(&screened.reports).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let confirmed = i32::try_from(screened.confirmed_count(dossier.tier)).unwrap_or(i32::MAX);
    screening::carry_conclusion(conn, draft, (number, &report, confirmed)).await?;
    Ok(())
}

async fn tell(
    conn: &mut PgConnection,
    draft: &OwnDraft,
    act: Act,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let application = draft.application();
    let names = names::of(conn, application).await?;
    let id = Some(application.id());
    let supplemented = application.status() == Status::Supplement;
    let to_bureau = if supplemented {
        office_letters::supplemented_to_bureau(&names)
    } else {
        letters::submitted_to_bureau(&names, act)
    };
    if supplemented {
        let office = Recipient::Everybody(Role::Administrator);
        let letter = office_letters::supplemented(&names);
        messages::send(conn, office, id, &letter, now).await?;
    }
    messages::send(
        conn,
        Recipient::Bureau(application.bureau()),
        id,
        &to_bureau,
        now,
    )
    .await?;
    let to_enterprise = letters::submitted_to_enterprise(&names);
    messages::send(
        conn,
        Recipient::Enterprise(application.enterprise()),
        id,
        &to_enterprise,
        now,
    )
    .await
}
