//! Facts about this installation.

use sqlx::PgConnection;

/// Set when this installation is a demonstration.
pub const DEMONSTRATION: &str = "demonstration";
/// Set at the first start, so that a later one never takes the database for a new one.
pub const STARTED: &str = "started";

/// One fact.
///
/// # Errors
/// The database's.
pub async fn get(conn: &mut PgConnection, key: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("SELECT value FROM settings WHERE key = $1", key)
        .fetch_optional(conn)
        .await
}

/// Notes a fact.
///
/// # Errors
/// The database's.
pub async fn set(conn: &mut PgConnection, key: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO settings (key, value) VALUES ($1, $2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value,
    )
    .execute(conn)
    .await?;
    Ok(())
}
