//! The stored files that rows name, whatever they are for (view `stored_files`).

use sqlx::PgConnection;

use super::codec::undecodable;
use crate::domain::digest::Digest;

/// A stored file as rows name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// The digest of its bytes, by which it is found.
    pub digest: Digest,
    /// Its size in bytes.
    pub bytes: u64,
}

/// The next files behind a digest, each once, in the order of their digests.
///
/// # Errors
/// The database's.
pub async fn after(
    conn: &mut PgConnection,
    digest: Option<Digest>,
    limit: i64,
) -> sqlx::Result<Vec<StoredFile>> {
    let after = digest.map(|digest| digest.as_bytes().to_vec());
    let rows = sqlx::query!(
        r#"SELECT DISTINCT digest AS "digest!", bytes AS "bytes!" FROM stored_files
           WHERE $1::bytea IS NULL OR digest > $1
           ORDER BY 1, 2
           LIMIT $2"#,
        after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredFile {
                digest: Digest::try_from(row.digest.as_slice()).map_err(undecodable)?,
                bytes: u64::try_from(row.bytes).map_err(undecodable)?,
            })
        })
        .collect()
}
