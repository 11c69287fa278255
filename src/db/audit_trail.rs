//! The audit trail as the audit administrator reads it. Writing it is `db::audit`.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{access::AuditAdministrator, domain::audit::AuditAct};

/// One entry of the trail.
#[derive(Clone, Debug)]
pub struct TrailRow {
    /// Its number; entries are numbered as they are written.
    pub id: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Code of the role that acted.
    pub actor_role: String,
    /// The name the account signs in with; empty without an account.
    pub login: String,
    /// The organisation or person; empty without an account.
    pub who: String,
    /// Code of the act.
    pub act: String,
    /// Number of the application, if it was about one that has a number.
    pub number: Option<String>,
    /// Facts of the act.
    pub detail: Value,
}

/// Which entries to read. `None` and empty mean all.
#[derive(Clone, Debug, Default)]
pub struct TrailFilter {
    /// From this instant on.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
    /// Part of the login or the name of who acted, or the number of an application.
    pub words: String,
    /// Only this act.
    pub act: Option<AuditAct>,
    /// Only this role, by its stored code; empty for all.
    pub role: String,
    /// Before the entry of this number.
    pub before: Option<i64>,
}

/// Entries, newest first.
///
/// # Errors
/// The database's.
pub async fn page(
    conn: &mut PgConnection,
    _me: &AuditAdministrator,
    filter: &TrailFilter,
    limit: i64,
) -> sqlx::Result<Vec<TrailRow>> {
    sqlx::query_as!(
        TrailRow,
        r#"SELECT n.id, n.at, n.actor_role, COALESCE(a.login, '') AS "login!",
                  COALESCE(e.name, b.name, a.name, '') AS "who!", n.act, p.number AS "number?",
                  n.detail
           FROM audit_entries n
           LEFT JOIN accounts a ON a.id = n.account_id
           LEFT JOIN enterprises e ON e.id = a.enterprise_id
           LEFT JOIN bureaus b ON b.id = a.bureau_id
           LEFT JOIN applications p ON p.id = n.application_id
           WHERE ($1::timestamptz IS NULL OR n.at >= $1)
             AND ($2::timestamptz IS NULL OR n.at < $2)
             AND ($3::text IS NULL OR n.act = $3)
             AND ($4 = '' OR n.actor_role = $4)
             AND ($5::bigint IS NULL OR n.id < $5)
             AND ($6 = '' OR strpos(lower(concat_ws(' ', a.login, a.name, e.name, b.name, p.number)),
                                    lower($6)) > 0)
           ORDER BY n.id DESC
           LIMIT $7"#,
        filter.from,
        filter.until,
        filter.act.map(AuditAct::as_str),
        filter.role,
        filter.before,
        filter.words,
        limit,
    )
    .fetch_all(conn)
    .await
}
