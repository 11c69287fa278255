//! The audit trail as the audit administrator reads it. Writing it is `db::audit`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

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
    /// Without the acts of [`AuditAct::FOLDED`].
    pub is_folded: bool,
}

impl TrailFilter {
    fn left_out(&self) -> Vec<&'static str> {
        let acts = AuditAct::FOLDED.map(AuditAct::as_str);
        acts.into_iter().filter(|_| self.is_folded).collect()
    }
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
             AND n.act <> ALL($8)
           ORDER BY n.id DESC
           LIMIT $7"#,
        filter.from,
        filter.until,
        filter.act.map(AuditAct::as_str),
        filter.role,
        filter.before,
        filter.words,
        limit,
        &filter.left_out() as &[&str],
    )
    .fetch_all(conn)
    .await
}

/// How many entries are left out as folded between the page's first place and the entry `last`.
///
/// # Errors
/// The database's.
pub async fn folded(
    conn: &mut PgConnection,
    _me: &AuditAdministrator,
    filter: &TrailFilter,
    last: Option<i64>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!"
           FROM audit_entries n
           LEFT JOIN accounts a ON a.id = n.account_id
           LEFT JOIN enterprises e ON e.id = a.enterprise_id
           LEFT JOIN bureaus b ON b.id = a.bureau_id
           LEFT JOIN applications p ON p.id = n.application_id
           WHERE n.act = ANY($1)
             AND ($2::timestamptz IS NULL OR n.at >= $2)
             AND ($3::timestamptz IS NULL OR n.at < $3)
             AND ($4 = '' OR n.actor_role = $4)
             AND ($5::bigint IS NULL OR n.id < $5)
             AND ($6::bigint IS NULL OR n.id > $6)
             AND ($7 = '' OR strpos(lower(concat_ws(' ', a.login, a.name, e.name, b.name, p.number)),
                                    lower($7)) > 0)"#,
        &filter.left_out() as &[&str],
        filter.from,
        filter.until,
        filter.role,
        filter.before,
        last,
        filter.words,
    )
    .fetch_one(conn)
    .await
}

/// What the ids in the facts of entries name.
///
/// # Errors
/// The database's.
pub async fn names(
    conn: &mut PgConnection,
    _me: &AuditAdministrator,
    rows: &[TrailRow],
) -> sqlx::Result<HashMap<String, String>> {
    let mut ids = Vec::new();
    for row in rows {
        collect(&row.detail, &mut ids);
    }
    ids.sort_unstable();
    ids.dedup();
    let named = sqlx::query!(
        r#"SELECT id AS "id!", name AS "name!"
           FROM (SELECT id, name FROM experts
                 UNION ALL SELECT id, name FROM bureaus
                 UNION ALL SELECT a.id, COALESCE(e.name, b.name, a.name)
                           FROM accounts a
                           LEFT JOIN enterprises e ON e.id = a.enterprise_id
                           LEFT JOIN bureaus b ON b.id = a.bureau_id
                 UNION ALL SELECT id, name FROM factories
                 UNION ALL SELECT id, COALESCE(NULLIF(name, ''), scenario) FROM instances
                 UNION ALL SELECT id, file_name FROM evidence
                 UNION ALL SELECT id, enterprise_name FROM applications
                 UNION ALL SELECT t.id, x.name FROM assignments t JOIN experts x ON x.id = t.expert_id
                 UNION ALL SELECT id, title FROM seasons
                 UNION ALL SELECT id, title FROM publicities
                 UNION ALL SELECT id, title FROM lists) known
           WHERE id = ANY($1)"#,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(named
        .into_iter()
        .map(|row| (row.id.to_string(), row.name))
        .collect())
}

/// The ids that stand anywhere in a value.
fn collect(value: &Value, ids: &mut Vec<Uuid>) {
    match value {
        Value::String(text) => ids.extend(text.parse::<Uuid>()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
