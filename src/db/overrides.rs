//! Acts done although something stood against them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::{Acting, ApplicationRef, MayChange},
    domain::{
        application::{
            Act,
            overrides::{KeptOverride, Obstacle, Override},
        },
        ids::{AccountId, ApplicationId},
    },
};

/// Keeps an override with the act it belongs to.
///
/// # Errors
/// The database's.
pub async fn keep(
    conn: &mut PgConnection,
    actor: &impl Acting,
    right: &impl MayChange,
    act: Act,
    made: &Override,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO overrides
             (application_id, submission, act, obstacles, reason, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        right.application().id() as ApplicationId,
        right.application().submission(),
        act as Act,
        Json(made.obstacles()) as _,
        made.reason(),
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// All overrides of an application the caller may read, oldest first.
///
/// # Errors
/// The database's.
pub async fn of(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Vec<KeptOverride>> {
    let rows = sqlx::query!(
        r#"SELECT o.submission, o.act AS "act: Act",
                  o.obstacles AS "obstacles: Json<Vec<Obstacle>>", o.reason, a.name, o.made_at
           FROM overrides o JOIN accounts a ON a.id = o.made_by
           WHERE o.application_id = $1 ORDER BY o.id"#,
        application.id() as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| KeptOverride {
            submission: row.submission,
            act: row.act,
            obstacles: row.obstacles.0,
            reason: row.reason,
            name: row.name,
            made_at: row.made_at,
        })
        .collect())
}
