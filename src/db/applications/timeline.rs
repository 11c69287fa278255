//! The course of an application: every transition with its reason.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::ApplicationRef,
    domain::{
        application::{Act, Status},
        ids::ApplicationId,
    },
};

/// One transition.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done.
    pub act: Act,
    /// Where it led.
    pub to: Status,
    /// The submission it was about.
    pub submission: i32,
    /// Why; may be empty.
    pub reason: String,
    /// The role that did it, as stored.
    pub actor_role: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The course of an application the caller may read, oldest first; the newest two hundred steps.
///
/// # Errors
/// The database's.
pub async fn of(conn: &mut PgConnection, application: &ApplicationRef) -> sqlx::Result<Vec<Step>> {
    let mut steps = sqlx::query_as!(
        Step,
        r#"SELECT act AS "act: Act", to_status AS "to: Status", submission, reason, actor_role, at
           FROM transitions WHERE application_id = $1
           ORDER BY id DESC LIMIT 200"#,
        application.id() as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    steps.reverse();
    Ok(steps)
}
