//! How an application is called in messages.

use sqlx::PgConnection;

use crate::{
    access::ApplicationRef,
    domain::{ids::ApplicationId, letter::ApplicationNames, tier::Tier},
};

/// The names of an application the caller has a right over.
///
/// # Errors
/// The database's.
pub async fn of(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<ApplicationNames> {
    sqlx::query_as!(
        ApplicationNames,
        r#"SELECT a.number, a.enterprise_name AS enterprise, a.factory_name AS factory,
                  a.tier AS "tier: Tier", s.title AS season
           FROM applications a JOIN seasons s ON s.id = a.season_id
           WHERE a.id = $1"#,
        application.id() as ApplicationId,
    )
    .fetch_one(conn)
    .await
}
