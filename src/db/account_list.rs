//! The security administrator's list of accounts.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::SecurityAdministrator,
    domain::{account::AccountState, ids::AccountId, role::Role},
};

/// One account in the security administrator's list.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// The account.
    pub id: AccountId,
    /// The name it signs in with.
    pub login: String,
    /// What it acts as.
    pub role: Role,
    /// The person's or desk's name.
    pub name: String,
    /// The enterprise, bureau or employer; empty for administrators.
    pub organisation: String,
    /// Whether it may be used.
    pub state: AccountState,
    /// Why not, if somebody gave a reason.
    pub state_reason: String,
    /// Whether a password was set.
    pub has_password: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when failed sign-ins lock it.
    pub locked_until: Option<DateTime<Utc>>,
    /// Until when an unused one-time link is good.
    pub link_until: Option<DateTime<Utc>>,
}

/// Which accounts to list. `None` and empty mean all.
#[derive(Clone, Debug, Default)]
pub struct AccountFilter {
    /// Part of the login, the name or the organisation.
    pub words: String,
    /// Of this role.
    pub role: Option<Role>,
    /// In this state.
    pub state: Option<AccountState>,
    /// Only this one.
    pub id: Option<AccountId>,
    /// Older than this one.
    pub before: Option<AccountId>,
}

/// A page of the accounts, newest first.
///
/// # Errors
/// The database's.
pub async fn page(
    conn: &mut PgConnection,
    _me: &SecurityAdministrator,
    filter: &AccountFilter,
    limit: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<AccountRow>> {
    sqlx::query_as!(
        AccountRow,
        r#"SELECT a.id AS "id: AccountId", a.login, a.role AS "role: Role", a.name,
                  COALESCE(e.name, b.name, x.employer, '') AS "organisation!",
                  a.state AS "state: AccountState", a.state_reason,
                  a.password_hash IS NOT NULL AS "has_password!", a.created_at,
                  (SELECT max(f.locked_until) FROM sign_in_failures f
                   WHERE (f.subject = 'login:' || a.login
                          OR starts_with(f.subject, 'login:' || a.login || '@'))
                     AND f.locked_until > $1) AS locked_until,
                  (SELECT max(l.expires_at) FROM one_time_links l
                   WHERE l.account_id = a.id AND l.used_at IS NULL AND l.expires_at > $1) AS link_until
           FROM accounts a
           LEFT JOIN enterprises e ON e.id = a.enterprise_id
           LEFT JOIN bureaus b ON b.id = a.bureau_id
           LEFT JOIN experts x ON x.id = a.expert_id
           WHERE ($2::text IS NULL OR a.role = $2)
             AND ($3::text IS NULL OR a.state = $3)
             AND ($4::uuid IS NULL OR a.id = $4)
             AND ($5::uuid IS NULL OR a.id < $5)
             AND ($6 = '' OR strpos(folded(a.login || ' ' || a.name || ' '
                  || COALESCE(e.name, b.name, x.employer, '')), left(folded($6), 60)) > 0)
           ORDER BY a.id DESC
           LIMIT $7"#,
        now,
        filter.role as Option<Role>,
        filter.state as Option<AccountState>,
        filter.id as Option<AccountId>,
        filter.before as Option<AccountId>,
        filter.words,
        limit,
    )
    .fetch_all(conn)
    .await
}
