//! An enterprise adds or saves a factory.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, enterprise::OwnFactory},
    db::{
        audit::{self, Entry},
        factories::{self, FactoryContent},
        violates,
    },
    domain::{audit::AuditAct, ids::FactoryId},
};

/// Why a factory was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveFactoryError {
    /// The enterprise has another factory of this name.
    #[error("the name is taken")]
    NameTaken,
    /// The database failed; `RowNotFound` when it was saved elsewhere meanwhile.
    #[error(transparent)]
    Database(sqlx::Error),
}

impl From<sqlx::Error> for SaveFactoryError {
    fn from(error: sqlx::Error) -> Self {
        if violates(&error, factories::NAME_KEY) {
            Self::NameTaken
        } else {
            Self::Database(error)
        }
    }
}

/// Adds a factory.
///
/// # Errors
/// [`SaveFactoryError`]
pub async fn add_factory(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    content: &FactoryContent,
    now: DateTime<Utc>,
) -> Result<FactoryId, SaveFactoryError> {
    let id = factories::add(conn, me, content, now).await?;
    note(conn, me, id, now).await?;
    Ok(id)
}

/// Saves a factory.
///
/// # Errors
/// [`SaveFactoryError`]
pub async fn save_factory(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    factory: &OwnFactory,
    content: &FactoryContent,
    version: i32,
    now: DateTime<Utc>,
) -> Result<(), SaveFactoryError> {
    factories::save(conn, factory, content, version, now).await?;
    note(conn, me, factory.id(), now).await?;
    Ok(())
}

async fn note(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: FactoryId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let entry = Entry {
        act: AuditAct::SaveFactory,
        application: None,
        detail: serde_json::json!({ "factory": id }),
    };
    audit::record(conn, me, &entry, now).await
}
