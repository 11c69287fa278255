//! The papers of recommendation tables: the sealed scan and the letter.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Acting, tables::TableInForce},
    domain::{
        digest::Digest,
        evidence::FileName,
        handed_in::PaperKind,
        ids::{AccountId, HandedInTableId, TablePaperId},
        upload::FileType,
    },
};

/// A paper to keep; its bytes are safe in the store.
#[derive(Clone, Debug)]
pub struct NewPaper {
    /// What it is.
    pub kind: PaperKind,
    /// Its name, made safe.
    pub file_name: FileName,
    /// Its type, found from its content.
    pub file_type: FileType,
    /// Its size.
    pub bytes: u64,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// Adds a paper to a table; an earlier one of the kind is kept and no longer shown.
///
/// # Errors
/// The database's.
pub async fn add_paper(
    conn: &mut PgConnection,
    me: &impl Acting,
    table: &TableInForce,
    new: &NewPaper,
    now: DateTime<Utc>,
) -> sqlx::Result<TablePaperId> {
    let id = TablePaperId::new();
    sqlx::query!(
        "INSERT INTO table_papers
             (id, table_id, kind, file_name, media_type, bytes, digest, uploaded_by, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id as TablePaperId,
        table.id() as HandedInTableId,
        new.kind.as_str(),
        new.file_name.as_str(),
        new.file_type.media_type(),
        i64::try_from(new.bytes).unwrap_or(i64::MAX),
        new.digest.as_bytes(),
        me.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// A paper as pages show it.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The table it belongs to.
    pub table: HandedInTableId,
    /// Its identifier.
    pub id: TablePaperId,
    /// What it is.
    pub kind: PaperKind,
    /// Its name.
    pub file_name: String,
    /// Who uploaded it.
    pub name: String,
    /// When.
    pub uploaded_at: DateTime<Utc>,
}

/// The newest paper of each kind of these tables.
///
/// # Errors
/// The database's.
pub async fn papers(
    conn: &mut PgConnection,
    tables: &[HandedInTableId],
) -> sqlx::Result<Vec<Paper>> {
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (p.table_id, p.kind) p.table_id AS "table: HandedInTableId",
                  p.id AS "id: TablePaperId", p.kind, p.file_name, a.name, p.uploaded_at
           FROM table_papers p JOIN accounts a ON a.id = p.uploaded_by
           WHERE p.table_id = ANY($1)
           ORDER BY p.table_id, p.kind, p.id DESC"#,
        tables as &[HandedInTableId],
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Paper {
                table: row.table,
                id: row.id,
                kind: PaperKind::of_str(&row.kind)
                    .ok_or_else(|| sqlx::Error::Decode(row.kind.into()))?,
                file_name: row.file_name,
                name: row.name,
                uploaded_at: row.uploaded_at,
            })
        })
        .collect()
}
