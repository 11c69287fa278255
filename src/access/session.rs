//! From the token in a cookie to the person who acts. Only the digest of a token is stored.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    Actor, Administrator, AuditAdministrator, BureauOfficer, EnterpriseMember, ExpertMember,
    SecurityAdministrator,
};
use crate::domain::{
    ids::{AccountId, BureauId, EnterpriseId, ExpertId},
    role::Role,
};

/// How long a session lives.
#[derive(Clone, Copy, Debug)]
pub struct SessionLimits {
    /// Ends after this long without a request.
    pub idle: TimeDelta,
    /// Ends after this long in any case.
    pub absolute: TimeDelta,
}

/// Where a session comes from, for the person and the audit trail to recognise it.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The network address.
    pub address: &'a str,
    /// The browser's own name of itself.
    pub agent: &'a str,
}

/// A person with a living session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What they may act as.
    pub actor: Actor,
    /// The person's or desk's name.
    pub name: String,
    /// The enterprise, bureau or expert they act for; empty for administrators.
    pub organisation: String,
    /// Messages not yet read.
    pub unread: i64,
}

struct SessionRow {
    account: AccountId,
    role: Role,
    name: String,
    enterprise: Option<EnterpriseId>,
    bureau: Option<BureauId>,
    expert: Option<ExpertId>,
    organisation: String,
    seen_at: DateTime<Utc>,
    unread: i64,
}

/// The person whose session this token digest belongs to, if it still lives and the account is
/// active. Notes at most once a minute that the session is in use.
///
/// # Errors
/// The database's.
pub async fn authenticate(
    conn: &mut PgConnection,
    token_digest: &[u8],
    limits: SessionLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<SignedIn>> {
    let row = sqlx::query_as!(
        SessionRow,
        r#"SELECT a.id AS "account: AccountId", a.role AS "role: Role", a.name,
                  a.enterprise_id AS "enterprise: EnterpriseId", a.bureau_id AS "bureau: BureauId",
                  a.expert_id AS "expert: ExpertId", s.seen_at,
                  COALESCE(e.name, b.name, x.name, '') AS "organisation!",
                  (SELECT count(*) FROM messages m
                   WHERE m.account_id = a.id AND m.read_at IS NULL) AS "unread!"
           FROM sessions s
           JOIN accounts a ON a.id = s.account_id
           LEFT JOIN enterprises e ON e.id = a.enterprise_id
           LEFT JOIN bureaus b ON b.id = a.bureau_id
           LEFT JOIN experts x ON x.id = a.expert_id
           WHERE s.token_digest = $1 AND s.expires_at > $2 AND s.seen_at > $3
             AND a.state = 'active'"#,
        token_digest,
        now,
        now - limits.idle,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if now - row.seen_at > TimeDelta::minutes(1) {
        sqlx::query!(
            "UPDATE sessions SET seen_at = $2 WHERE token_digest = $1",
            token_digest,
            now
        )
        .execute(conn)
        .await?;
    }
    Ok(row.into_signed_in())
}

impl SessionRow {
    fn into_signed_in(self) -> Option<SignedIn> {
        let account = self.account;
        let actor = match self.role {
            Role::Enterprise => {
                Actor::Enterprise(EnterpriseMember::mint(account, self.enterprise?))
            }
            Role::Bureau => Actor::Bureau(BureauOfficer::mint(account, self.bureau?)),
            Role::Expert => Actor::Expert(ExpertMember::mint(account, self.expert?)),
            Role::Administrator => Actor::Administrator(Administrator::mint(account)),
            Role::SecurityAdministrator => {
                Actor::SecurityAdministrator(SecurityAdministrator::mint(account))
            }
            Role::AuditAdministrator => {
                Actor::AuditAdministrator(AuditAdministrator::mint(account))
            }
        };
        Some(SignedIn {
            actor,
            name: self.name,
            organisation: self.organisation,
            unread: self.unread,
        })
    }
}

/// Opens a session for an account whose password or link has just been verified.
///
/// # Errors
/// The database's.
pub async fn open(
    conn: &mut PgConnection,
    account: AccountId,
    token_digest: &[u8],
    origin: Origin<'_>,
    limits: SessionLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO sessions (token_digest, account_id, created_at, seen_at, expires_at, address, agent)
         VALUES ($1, $2, $3, $3, $4, $5, $6)",
        token_digest,
        account as AccountId,
        now,
        now + limits.absolute,
        origin.address,
        origin.agent,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// The database's.
pub async fn close(conn: &mut PgConnection, token_digest: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM sessions WHERE token_digest = $1", token_digest)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends every session of an account: its password changed, or it was disabled.
///
/// # Errors
/// The database's.
pub async fn close_all(conn: &mut PgConnection, account: AccountId) -> sqlx::Result<()> {
    sqlx::query!(
        "DELETE FROM sessions WHERE account_id = $1",
        account as AccountId
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes sessions that have ended.
///
/// # Errors
/// The database's.
pub async fn purge(
    conn: &mut PgConnection,
    limits: SessionLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let purged = sqlx::query!(
        "DELETE FROM sessions WHERE expires_at <= $1 OR seen_at <= $2",
        now,
        now - limits.idle,
    )
    .execute(conn)
    .await?;
    Ok(purged.rows_affected())
}
