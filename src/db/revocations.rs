//! Results taken back after they were concluded (撤销), each with its reason and the ban that follows.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, EnterpriseMember, MayChange, admin::RevocableCase},
    domain::ids::{AccountId, ApplicationId, EnterpriseId, ListId},
};

/// A result to take back.
#[derive(Clone, Debug)]
pub struct NewRevocation {
    /// Why, as it is told.
    pub reason: String,
    /// The document by which it is done (文号).
    pub document: String,
    /// The last day on which the enterprise may not apply again; none bans nothing.
    pub banned_until: Option<NaiveDate>,
}

/// Keeps a revocation.
///
/// # Errors
/// The database's.
pub async fn keep(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &RevocableCase,
    new: &NewRevocation,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO revocations (application_id, reason, document, banned_until, revoked_by, revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        case.application().id() as ApplicationId,
        new.reason,
        new.document,
        new.banned_until,
        me.account_id() as AccountId,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Until when an enterprise may not apply, when that is today or later.
///
/// # Errors
/// The database's.
pub async fn banned_until(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    today: NaiveDate,
) -> sqlx::Result<Option<NaiveDate>> {
    sqlx::query_scalar!(
        r#"SELECT max(r.banned_until) AS until
           FROM revocations r JOIN applications a ON a.id = r.application_id
           WHERE a.enterprise_id = $1 AND r.banned_until >= $2"#,
        me.enterprise() as EnterpriseId,
        today,
    )
    .fetch_one(conn)
    .await
}

/// The lines of a published list that were taken back since, with when.
///
/// # Errors
/// The database's.
pub async fn of_list(
    conn: &mut PgConnection,
    list: ListId,
) -> sqlx::Result<Vec<(i32, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "SELECT e.position, r.revoked_at
         FROM list_entries e JOIN revocations r ON r.application_id = e.application_id
         WHERE e.list_id = $1
         ORDER BY e.position",
        list as ListId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.position, row.revoked_at))
        .collect())
}
