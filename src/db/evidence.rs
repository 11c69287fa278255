//! Evidence rows. The bytes are in the store; a row is written once they are safe there.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{dossiers::EvidenceRow, one_row};
use crate::{
    access::{
        Acting, Actor, ApplicationRef,
        evidence::{ChangeableEvidence, OwnSlot, ReadableEvidence},
    },
    domain::{
        dossier::EvidenceFile,
        evidence::FileName,
        ids::{AccountId, ApplicationId, EvidenceId, InstanceId},
        link::Group,
        upload::FileType,
    },
};

/// A file whose bytes are kept, to be attached.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    /// Its name.
    pub file_name: FileName,
    /// Its type, found from its content.
    pub file_type: FileType,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub digest: [u8; 32],
}

/// Attaches a file.
///
/// # Errors
/// The database's.
pub async fn insert(
    conn: &mut PgConnection,
    actor: &impl Acting,
    slot: &OwnSlot<'_>,
    new: &NewEvidence,
    now: DateTime<Utc>,
) -> sqlx::Result<EvidenceId> {
    let id = EvidenceId::new();
    let target = slot.target();
    sqlx::query!(
        "INSERT INTO evidence
             (id, application_id, target, instance_id, group_id, file_name, media_type, bytes,
              digest, uploaded_by, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id as EvidenceId,
        slot.application().id() as ApplicationId,
        target.as_str(),
        target.instance() as Option<InstanceId>,
        target.group() as Option<Group>,
        new.file_name.as_str(),
        new.file_type.media_type(),
        i64::try_from(new.bytes).unwrap_or(i64::MAX),
        &new.digest[..],
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// The name of a file with the same content that is already attached there.
///
/// # Errors
/// The database's.
pub async fn same_content(
    conn: &mut PgConnection,
    slot: &OwnSlot<'_>,
    digest: &[u8; 32],
) -> sqlx::Result<Option<String>> {
    let target = slot.target();
    sqlx::query_scalar!(
        "SELECT file_name FROM evidence
         WHERE application_id = $1 AND target = $2 AND instance_id IS NOT DISTINCT FROM $3
           AND group_id IS NOT DISTINCT FROM $4 AND digest = $5 AND removed_at IS NULL
         LIMIT 1",
        slot.application().id() as ApplicationId,
        target.as_str(),
        target.instance() as Option<InstanceId>,
        target.group() as Option<Group>,
        &digest[..],
    )
    .fetch_optional(conn)
    .await
}

/// Marks a file as removed; its row and bytes stay, a submission may name it.
///
/// # Errors
/// The database's; `RowNotFound` when it was removed already.
pub async fn remove(
    conn: &mut PgConnection,
    right: &ChangeableEvidence<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let removed = sqlx::query!(
        "UPDATE evidence SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL",
        right.id() as EvidenceId,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&removed)
}

/// Brings a removed file back.
///
/// # Errors
/// The database's; `RowNotFound` when it is not removed.
pub async fn restore(conn: &mut PgConnection, right: &ChangeableEvidence<'_>) -> sqlx::Result<()> {
    let restored = sqlx::query!(
        "UPDATE evidence SET removed_at = NULL WHERE id = $1 AND removed_at IS NOT NULL",
        right.id() as EvidenceId,
    )
    .execute(conn)
    .await?;
    one_row(&restored)
}

/// The removed files of an application, newest removal first, for bringing them back.
///
/// # Errors
/// The database's.
pub async fn removed(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Vec<EvidenceFile>> {
    let rows = sqlx::query_as!(
        EvidenceRow,
        r#"SELECT id AS "id: EvidenceId", target, instance_id AS "instance_id: InstanceId",
                  group_id AS "group_id: Group", file_name, media_type, bytes,
                  encode(digest, 'hex') AS "digest!", uploaded_at
           FROM evidence
           WHERE application_id = $1 AND removed_at IS NOT NULL
           ORDER BY removed_at DESC, id
           LIMIT 200"#,
        application.id() as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(EvidenceFile::from).collect())
}

/// Whether an entry says already that this account reads the file: a viewer asks for many parts of
/// one reading, in whatever order. One entry stands for an hour.
///
/// # Errors
/// The database's.
pub async fn read_lately(
    conn: &mut PgConnection,
    reader: &Actor,
    file: &ReadableEvidence,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM audit_entries
                          WHERE account_id = $1 AND act = 'read_evidence' AND application_id = $2
                            AND at > $4 AND detail->>'evidence' = $3) AS "read!""#,
        reader.account_id() as AccountId,
        file.application() as ApplicationId,
        file.id().to_string(),
        now - TimeDelta::hours(1),
    )
    .fetch_one(conn)
    .await
}
