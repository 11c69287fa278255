//! A bureau hands in its recommendation table (推荐汇总表), or it is taken back with a reason.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Acting, BureauOfficer,
        tables::{HandInDesk, TableInForce},
    },
    db::{
        audit::{self, Entry},
        handed_in,
        table_papers::{self, NewPaper},
    },
    domain::{
        application::snapshot::Snapshot,
        audit::AuditAct,
        handed_in::{FORMAT, TableContent},
        ids::{HandedInTableId, TablePaperId},
    },
};

/// Why a table was not handed in.
#[derive(Debug, thiserror::Error)]
pub enum HandInError {
    /// Nothing is recommended.
    #[error("nothing to hand in")]
    Empty,
    /// What the page showed is not what stands.
    #[error("the list is another one")]
    Moved,
    /// What stands was handed in already.
    #[error("handed in already")]
    Already,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The table as it would be handed in now.
///
/// # Errors
/// The database's.
pub async fn content(conn: &mut PgConnection, desk: &HandInDesk) -> sqlx::Result<TableContent> {
    Ok(TableContent {
        format: FORMAT,
        season: desk.season(),
        tier: desk.tier(),
        bureau: desk.bureau(),
        number: handed_in::next_number(conn, desk).await?,
        rows: handed_in::lines(conn, desk).await?,
    })
}

/// Its canonical text and check code.
///
/// # Errors
/// It cannot be written, which no content is.
pub fn frozen(content: &TableContent) -> sqlx::Result<Snapshot> {
    Snapshot::of(content).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Hands in what the page showed, known by its check code. Its order stands from then on.
///
/// # Errors
/// [`HandInError`]
pub async fn hand_in(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    desk: &HandInDesk,
    shown: &str,
    now: DateTime<Utc>,
) -> Result<HandedInTableId, HandInError> {
    let content = content(conn, desk).await?;
    if content.rows.is_empty() {
        return Err(HandInError::Empty);
    }
    let place = (desk.season(), desk.tier(), desk.bureau());
    let before = handed_in::in_force(conn, place).await?;
    if before.is_some_and(|it| usize::try_from(it.length) == Ok(content.rows.len())) {
        return Err(HandInError::Already);
    }
    let frozen = frozen(&content)?;
    if frozen.digest.to_string() != shown {
        return Err(HandInError::Moved);
    }
    let id = handed_in::insert(conn, me, &content, &frozen, now).await?;
    let entry = Entry {
        act: AuditAct::HandInTable,
        application: None,
        detail: serde_json::json!({
            "table": id, "tier": content.tier, "number": content.number,
            "rows": content.rows.len(), "digest": frozen.digest.to_string(),
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(id)
}

/// Takes a table back, so that a new one can be handed in; what the office has begun to handle
/// keeps its place.
///
/// # Errors
/// The database's.
pub async fn reopen(
    conn: &mut PgConnection,
    me: &impl Acting,
    table: &TableInForce,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    handed_in::reopen(conn, me, table, reason, now).await?;
    let entry = Entry {
        act: AuditAct::ReopenTable,
        application: None,
        detail: serde_json::json!({
            "table": table.id(), "tier": table.tier(), "number": table.number(), "reason": reason,
        }),
    };
    audit::record(conn, me, &entry, now).await
}

/// Adds a paper whose bytes are safe in the store.
///
/// # Errors
/// The database's.
pub async fn add_paper(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    table: &TableInForce,
    new: &NewPaper,
    now: DateTime<Utc>,
) -> sqlx::Result<TablePaperId> {
    let id = table_papers::add_paper(conn, me, table, new, now).await?;
    let entry = Entry {
        act: AuditAct::AddTablePaper,
        application: None,
        detail: serde_json::json!({
            "table": table.id(), "number": table.number(), "kind": new.kind.as_str(),
            "paper": id, "digest": new.digest.to_string(),
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(id)
}
