//! The schema: brought up to date by its owner, used by the program with fewer rights.

use sqlx::{Connection, PgConnection, migrate::MigrateError};

use super::MIGRATOR;

/// Why the schema could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// A migration failed, or the database is of a newer program.
    #[error(transparent)]
    Migration(#[from] MigrateError),
    /// The rights could not be given.
    #[error(transparent)]
    Rights(#[from] sqlx::Error),
}

/// Applies what is missing, and gives the role of the program its rights. Who owns the tables and
/// is the program too (a server with one role) has all rights; nothing is given or taken then.
///
/// # Errors
/// [`SchemaError`]
pub async fn prepare(owner: &mut PgConnection, program: &str) -> Result<(), SchemaError> {
    MIGRATOR.run_direct(None, owner, false).await?;
    sqlx::query!("SELECT grant_to_program($1::text::name)", program)
        .execute(owner)
        .await?;
    Ok(())
}

/// Removes everything, to begin anew.
///
/// # Errors
/// The database's.
pub async fn clear(owner: &mut PgConnection) -> sqlx::Result<()> {
    let mut tx = owner.begin().await?;
    sqlx::query!("DROP SCHEMA public CASCADE")
        .execute(&mut *tx)
        .await?;
    sqlx::query!("CREATE SCHEMA public")
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// The role of a connection.
///
/// # Errors
/// The database's.
pub async fn role(conn: &mut PgConnection) -> sqlx::Result<String> {
    sqlx::query_scalar!(r#"SELECT current_user::text AS "role!""#)
        .fetch_one(conn)
        .await
}

/// Whether the schema holds no table at all.
///
/// # Errors
/// The database's.
pub async fn is_empty(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT NOT EXISTS (SELECT FROM pg_class
                              WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS "empty!""#
    )
    .fetch_one(conn)
    .await
}
