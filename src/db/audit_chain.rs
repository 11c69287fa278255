//! The chain over the audit trail. The database itself writes it when an act commits (migration
//! `audit_chain`); here it is read, and its end is published.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::codec::undecodable;
use crate::domain::{
    audit::AuditAct,
    audit_chain::{Head, Link},
    digest::Digest,
    ids::ApplicationId,
};

/// The end of the chain on a day, as it was published.
#[derive(Clone, Copy, Debug)]
pub struct PublishedHead {
    /// The day, in Beijing.
    pub day: NaiveDate,
    /// The end of the chain then.
    pub head: Head,
    /// When it was published.
    pub published_at: DateTime<Utc>,
}

fn digest(bytes: &[u8]) -> sqlx::Result<Digest> {
    Digest::try_from(bytes).map_err(undecodable)
}

/// The next links behind a place, in their order.
///
/// # Errors
/// The database's.
pub async fn links_after(conn: &mut PgConnection, seq: i64, limit: i64) -> sqlx::Result<Vec<Link>> {
    let rows = sqlx::query!(
        r#"SELECT c.seq, c.entry_id, c.digest, audit_entry_text(e) AS "text?"
           FROM audit_chain c LEFT JOIN audit_entries e ON e.id = c.entry_id
           WHERE c.seq > $1
           ORDER BY c.seq
           LIMIT $2"#,
        seq,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let link = |row: sqlx::Result<(i64, i64, Option<String>, Digest)>| {
        row.map(|(seq, entry, text, digest)| Link {
            seq,
            entry,
            text,
            digest,
        })
    };
    rows.into_iter()
        .map(|row| {
            link(digest(&row.digest).map(|digest| (row.seq, row.entry_id, row.text, digest)))
        })
        .collect()
}

/// Entries up to the given number that stand in no place of the chain, a hundred at most.
///
/// # Errors
/// The database's.
pub async fn unchained(conn: &mut PgConnection) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "SELECT e.id FROM audit_entries e
         WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)
         ORDER BY e.id
         LIMIT 100"
    )
    .fetch_all(conn)
    .await
}

/// Publishes the end of the chain for a day, once; nothing is published while the chain is empty.
///
/// # Errors
/// The database's.
pub async fn publish_head(
    conn: &mut PgConnection,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO audit_heads (day, seq, digest, published_at)
         SELECT $1, seq, digest, $2 FROM audit_chain ORDER BY seq DESC LIMIT 1
         ON CONFLICT (day) DO NOTHING",
        day,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What was published, newest first.
///
/// # Errors
/// The database's.
pub async fn published(conn: &mut PgConnection, limit: i64) -> sqlx::Result<Vec<PublishedHead>> {
    let rows = sqlx::query!(
        "SELECT day, seq, digest, published_at FROM audit_heads ORDER BY day DESC LIMIT $1",
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PublishedHead {
                day: row.day,
                head: Head {
                    seq: row.seq,
                    digest: digest(&row.digest)?,
                },
                published_at: row.published_at,
            })
        })
        .collect()
}

/// The place of a submission's entry, for its receipt.
///
/// # Errors
/// The database's.
pub async fn of_submission(
    conn: &mut PgConnection,
    application: ApplicationId,
    submission: i32,
) -> sqlx::Result<Option<Head>> {
    let row = sqlx::query!(
        "SELECT c.seq, c.digest
         FROM audit_entries e JOIN audit_chain c ON c.entry_id = e.id
         WHERE e.application_id = $1 AND e.act = $2 AND e.detail ->> 'submission' = $3
         ORDER BY e.id
         LIMIT 1",
        application as ApplicationId,
        AuditAct::Submit.as_str(),
        submission.to_string(),
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Head {
            seq: row.seq,
            digest: digest(&row.digest)?,
        })
    })
    .transpose()
}
