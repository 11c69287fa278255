//! Frozen submissions: the snapshot everybody judges, its digest, and the report it was sent with.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{Acting, ApplicationRef, MayChange},
    domain::{
        application::snapshot::Snapshot,
        dossier::Dossier,
        ids::{AccountId, ApplicationId},
        rules::TierReports,
    },
};

/// A submission to freeze.
#[derive(Clone, Copy, Debug)]
pub struct NewSubmission<'a> {
    /// The content.
    pub dossier: &'a Dossier,
    /// Its canonical form and digest.
    pub snapshot: &'a Snapshot,
    /// The reports of all four tiers on it.
    pub report: &'a str,
    /// How many different scenarios count for the tier applied for, as claimed.
    pub claimed_count: i32,
}

/// A frozen submission.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Its number within the application, from 1.
    pub number: i32,
    /// The content.
    pub dossier: Dossier,
    /// SHA-256 of the canonical content, hexadecimal.
    pub digest: String,
    /// The reports it was sent with.
    pub reports: TierReports,
    /// When it was sent.
    pub submitted_at: DateTime<Utc>,
}

/// Why a stored submission cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SubmissionError {
    /// The snapshot is not readable by this version of the program.
    #[error("submission {0} is not readable: {1}")]
    Unreadable(i32, serde_json::Error),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

struct SubmissionRow {
    number: i32,
    snapshot: String,
    digest: String,
    report: String,
    submitted_at: DateTime<Utc>,
}

impl TryFrom<SubmissionRow> for Submission {
    type Error = SubmissionError;

    fn try_from(row: SubmissionRow) -> Result<Self, Self::Error> {
        let unreadable = |error| SubmissionError::Unreadable(row.number, error);
        Ok(Self {
            number: row.number,
            dossier: serde_json::from_str(&row.snapshot).map_err(unreadable)?,
            digest: row.digest,
            reports: serde_json::from_str(&row.report).map_err(unreadable)?,
            submitted_at: row.submitted_at,
        })
    }
}

/// Freezes the next submission of a draft and gives the application the next number
/// of its season the first time.
/// Returns the submission's number.
///
/// # Errors
/// The database's; `RowNotFound` when the application was changed meanwhile.
pub async fn freeze(
    conn: &mut PgConnection,
    actor: &impl Acting,
    right: &impl MayChange,
    new: NewSubmission<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<i32> {
    let application = right.application();
    let number = application.submission() + 1;
    let counted = sqlx::query!(
        "WITH next AS (
             INSERT INTO application_series (season_id, last)
             SELECT season_id, 1 FROM applications WHERE id = $1 AND number IS NULL
             ON CONFLICT (season_id) DO UPDATE SET last = application_series.last + 1
             RETURNING last)
         UPDATE applications a
         SET submission = $3, submitted_at = $4, enterprise_name = $5, factory_name = $6,
             number = COALESCE(a.number, s.code || '-' ||
                               lpad((SELECT last FROM next)::text, 5, '0'))
         FROM seasons s
         WHERE a.id = $1 AND a.version = $2 AND s.id = a.season_id",
        application.id() as ApplicationId,
        application.version(),
        number,
        now,
        new.dossier.enterprise.name,
        new.dossier.factory.name,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&counted)?;
    sqlx::query!(
        "INSERT INTO submissions
             (application_id, number, snapshot, digest, rules_edition, catalogue_edition, report,
              claimed_count, submitted_by, submitted_at)
         VALUES ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, $9, $10)",
        application.id() as ApplicationId,
        number,
        new.snapshot.json,
        new.snapshot.digest.to_string(),
        new.dossier.editions.rules,
        new.dossier.editions.catalogue,
        new.report,
        new.claimed_count,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(number)
}

/// One submission of an application the caller may read.
///
/// # Errors
/// [`SubmissionError`]
pub async fn find(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    number: i32,
) -> Result<Option<Submission>, SubmissionError> {
    sqlx::query_as!(
        SubmissionRow,
        r#"SELECT number, snapshot, encode(digest, 'hex') AS "digest!", report, submitted_at
           FROM submissions WHERE application_id = $1 AND number = $2"#,
        application.id() as ApplicationId,
        number,
    )
    .fetch_optional(conn)
    .await?
    .map(Submission::try_from)
    .transpose()
}

/// The newest submission of an application the caller may read.
///
/// # Errors
/// [`SubmissionError`]; `RowNotFound` when nothing was submitted yet.
pub async fn newest(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> Result<Submission, SubmissionError> {
    find(conn, application, application.submission())
        .await?
        .ok_or(SubmissionError::Database(sqlx::Error::RowNotFound))
}
