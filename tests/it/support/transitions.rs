//! One act of the transition table, written as rows.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use tidu::domain::{
    application::{Act, Outcome, Status, transition},
    ids::ApplicationId,
    role::Role,
    tier::Tier,
};

use super::Account;

/// The outcome of an application that is concluded.
pub async fn set_outcome(conn: &mut PgConnection, id: ApplicationId, outcome: Outcome) {
    sqlx::query("UPDATE applications SET outcome = $2 WHERE id = $1")
        .bind(id)
        .bind(outcome)
        .execute(conn)
        .await
        .unwrap();
}

/// One act of the transition table, with its line in the timeline.
pub async fn change(
    conn: &mut PgConnection,
    id: ApplicationId,
    act: Act,
    by: (Role, &Account),
    now: DateTime<Utc>,
) {
    let (from, tier): (Status, Tier) =
        sqlx::query_as("SELECT status, tier FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *conn)
            .await
            .unwrap();
    let to = transition(from, act, tier)
        .unwrap_or_else(|| panic!("{act:?} is not possible from {from:?}"));
    sqlx::query(
        "UPDATE applications
         SET status = $2, version = version + 1, updated_at = $3, status_since = $3 WHERE id = $1",
    )
    .bind(id)
    .bind(to)
    .bind(now)
    .execute(&mut *conn)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO transitions
             (application_id, act, from_status, to_status, submission, reason, actor_role,
              account_id, at)
         SELECT id, $2, $3, $4, submission, '', $5, $6, $7 FROM applications WHERE id = $1",
    )
    .bind(id)
    .bind(act)
    .bind(from)
    .bind(to)
    .bind(by.0)
    .bind(by.1.id)
    .bind(now)
    .execute(conn)
    .await
    .unwrap();
}

/// A number as the database counts.
pub fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap()
}
