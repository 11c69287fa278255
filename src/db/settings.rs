//! Facts about this installation.

use sqlx::PgConnection;

/// Set when this installation is a demonstration.
pub const DEMONSTRATION: &str = "demonstration";
/// Set at the first start, so that a later one never takes the database for a new one.
pub const STARTED: &str = "started";

/// Accounts that a demonstration offers on its sign-in page, as JSON of [`DemoAccount`]s.
pub const DEMO_ACCOUNTS: &str = "demo_accounts";

/// An account of the demonstration; its password is public.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
pub struct DemoAccount {
    /// The name it signs in with.
    pub login: String,
    /// Its password.
    pub password: String,
    /// What it acts as, in words.
    pub role: String,
    /// Whom it acts for, in words.
    pub name: String,
}

/// The accounts that a demonstration offers; none elsewhere.
///
/// # Errors
/// The database's.
pub async fn demo_accounts(conn: &mut PgConnection) -> sqlx::Result<Vec<DemoAccount>> {
    let Some(json) = get(conn, DEMO_ACCOUNTS).await? else {
        return Ok(Vec::new());
    };
    serde_json::from_str(&json).map_err(|error| sqlx::Error::Decode(error.into()))
}

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
