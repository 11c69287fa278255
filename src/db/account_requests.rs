//! Changes of the administrators' accounts that wait for a second person, or waited.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{
        SecurityAdministrator,
        account_requests::{Answerable, Consented, Guardian, Pending},
    },
    domain::{
        account_request::{AccountChange, RequestState, VALID},
        ids::{AccountId, AccountRequestId},
        role::Role,
    },
};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What is to be done.
    pub change: AccountChange,
    /// The account it is about; none for one to be made.
    pub account: Option<AccountId>,
    /// The name the account signs in with.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// What the account acts as.
    pub role: Role,
    /// Why.
    pub reason: String,
}

/// Whether there is somebody who could agree: another administrator in use, of any kind, whose
/// account it is not about.
///
/// # Errors
/// The database's.
pub async fn somebody_else(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    about: Option<AccountId>,
) -> sqlx::Result<bool> {
    let guarded: Vec<Role> = Role::ALL.into_iter().filter(|it| it.is_guarded()).collect();
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts
                          WHERE role = ANY($1) AND state = 'active' AND password_hash IS NOT NULL
                            AND id <> $2 AND id IS DISTINCT FROM $3) AS "any!""#,
        &guarded as &[Role],
        me.account_id() as AccountId,
        about as Option<AccountId>,
    )
    .fetch_one(conn)
    .await
}

/// Keeps a request. Those of the same kind that are over are marked so first.
///
/// # Errors
/// The database's; a violation of `account_requests_pending_key` when one like it waits already.
pub async fn insert(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    new: &NewRequest,
    now: DateTime<Utc>,
) -> sqlx::Result<AccountRequestId> {
    sqlx::query!(
        "UPDATE account_requests SET state = 'expired'
         WHERE login = $1 AND change = $2 AND state IN ('open', 'consented') AND expires_at <= $3",
        new.login,
        new.change as AccountChange,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let id = AccountRequestId::new();
    sqlx::query!(
        "INSERT INTO account_requests
             (id, change, account_id, login, name, role, reason, requested_by, requested_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id as AccountRequestId,
        new.change as AccountChange,
        new.account as Option<AccountId>,
        new.login,
        new.name,
        new.role as Role,
        new.reason,
        me.account_id() as AccountId,
        now,
        now + VALID,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Keeps the second person's answer.
///
/// # Errors
/// The database's.
pub async fn answer(
    conn: &mut PgConnection,
    me: &Guardian,
    request: &Answerable,
    (agrees, words): (bool, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let state = if agrees {
        RequestState::Consented
    } else {
        RequestState::Refused
    };
    let answered = sqlx::query!(
        "UPDATE account_requests SET state = $2, answered_by = $3, answered_at = $4, answer = $5
         WHERE id = $1",
        request.asked().id() as AccountRequestId,
        state as RequestState,
        me.account_id() as AccountId,
        now,
        words,
    )
    .execute(conn)
    .await?;
    one_row(&answered)
}

/// Marks a request as taken back.
///
/// # Errors
/// The database's.
pub async fn withdraw(conn: &mut PgConnection, request: &Pending) -> sqlx::Result<()> {
    close(conn, request.asked().id(), RequestState::Withdrawn).await
}

/// Marks a request as carried out.
///
/// # Errors
/// The database's.
pub async fn finish(conn: &mut PgConnection, request: &Consented) -> sqlx::Result<()> {
    close(conn, request.asked().id(), RequestState::Done).await
}

async fn close(
    conn: &mut PgConnection,
    id: AccountRequestId,
    state: RequestState,
) -> sqlx::Result<()> {
    let closed = sqlx::query!(
        "UPDATE account_requests SET state = $2 WHERE id = $1",
        id as AccountRequestId,
        state as RequestState,
    )
    .execute(conn)
    .await?;
    one_row(&closed)
}

/// One request in the list.
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// The request.
    pub id: AccountRequestId,
    /// What is to be done.
    pub change: AccountChange,
    /// The account it is about.
    pub account: Option<AccountId>,
    /// The name the account signs in with.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// What the account acts as.
    pub role: Role,
    /// Why.
    pub reason: String,
    /// How it stands now.
    pub state: RequestState,
    /// Who asked.
    pub requested_by: AccountId,
    /// That person's name.
    pub requested_by_name: String,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// Until when it may be answered and carried out.
    pub expires_at: DateTime<Utc>,
    /// The second person's name; empty while nobody has answered.
    pub answered_by_name: String,
    /// When the second person answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// What the second person wrote.
    pub answer: String,
}

/// The newest requests, those that wait first.
///
/// # Errors
/// The database's.
pub async fn list(
    conn: &mut PgConnection,
    _me: &Guardian,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<RequestRow>> {
    sqlx::query_as!(
        RequestRow,
        r#"SELECT r.id AS "id: AccountRequestId", r.change AS "change: AccountChange",
                  r.account_id AS "account: AccountId", r.login, r.name, r.role AS "role: Role",
                  r.reason, s.state AS "state!: RequestState",
                  r.requested_by AS "requested_by: AccountId", a.name AS requested_by_name,
                  r.requested_at, r.expires_at, coalesce(b.name, '') AS "answered_by_name!",
                  r.answered_at, r.answer
           FROM account_requests r
           JOIN accounts a ON a.id = r.requested_by
           LEFT JOIN accounts b ON b.id = r.answered_by
           CROSS JOIN LATERAL (SELECT CASE
               WHEN r.expires_at <= $1 AND r.state IN ('open', 'consented') THEN 'expired'
               ELSE r.state END AS state) s
           ORDER BY s.state IN ('open', 'consented') DESC, r.requested_at DESC, r.id
           LIMIT $2"#,
        now,
        limit,
    )
    .fetch_all(conn)
    .await
}
