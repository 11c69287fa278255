//! Accounts: the secrets they sign in with, how they are made and what becomes of them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{
        Actor,
        account::{ManagedAccount, MayMakeAccounts, UsableLink},
    },
    domain::{
        account::AccountState,
        ids::{AccountId, BureauId, ExpertId},
        role::Role,
        values::{credit_code::CreditCode, line::Line, login_name::LoginName},
    },
};

/// What is needed to let somebody in.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The account.
    pub account: AccountId,
    /// The name it signs in with.
    pub login: String,
    /// Hash of the password; absent until one was set.
    pub password_hash: Option<String>,
    /// Whether the account may be used.
    pub state: AccountState,
    /// Why not, if somebody gave a reason.
    pub state_reason: String,
    /// For enterprises, the bureau that looks after them, by name and telephone.
    pub bureau: Option<(String, String)>,
}

struct CredentialsRow {
    account: AccountId,
    login: String,
    password_hash: Option<String>,
    state: AccountState,
    state_reason: String,
    bureau: Option<String>,
    telephone: Option<String>,
}

impl From<CredentialsRow> for Credentials {
    fn from(row: CredentialsRow) -> Self {
        Self {
            account: row.account,
            login: row.login,
            password_hash: row.password_hash,
            state: row.state,
            state_reason: row.state_reason,
            bureau: row.bureau.zip(row.telephone),
        }
    }
}

async fn select_credentials(
    conn: &mut PgConnection,
    login: Option<&LoginName>,
    account: Option<AccountId>,
) -> sqlx::Result<Option<Credentials>> {
    let row = sqlx::query_as!(
        CredentialsRow,
        r#"SELECT a.id AS "account!: AccountId", a.login AS "login!", a.password_hash,
                  a.state AS "state!: AccountState", a.state_reason AS "state_reason!",
                  b.name AS "bureau?", b.telephone AS "telephone?"
           FROM accounts a
           LEFT JOIN enterprises e ON e.id = a.enterprise_id
           LEFT JOIN bureaus b ON b.id = e.bureau_id
           WHERE a.login = $1 OR a.id = $2"#,
        login.map(LoginName::as_str),
        account as Option<AccountId>,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Credentials::from))
}

/// The credentials of the account with this name.
///
/// # Errors
/// The database's.
pub async fn credentials(
    conn: &mut PgConnection,
    login: &LoginName,
) -> sqlx::Result<Option<Credentials>> {
    select_credentials(conn, Some(login), None).await
}

/// The credentials of somebody signed in.
///
/// # Errors
/// The database's.
pub async fn own_credentials(conn: &mut PgConnection, me: &Actor) -> sqlx::Result<Credentials> {
    select_credentials(conn, None, Some(me.account_id()))
        .await?
        .ok_or(sqlx::Error::RowNotFound)
}

async fn write_hash(
    conn: &mut PgConnection,
    account: AccountId,
    hash: &str,
    now: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    let result = sqlx::query!(
        "UPDATE accounts SET password_hash = $2, password_changed_at = COALESCE($3, password_changed_at)
         WHERE id = $1",
        account as AccountId,
        hash,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&result)
}

/// Stores the same password hashed anew, with the parameters now configured.
///
/// # Errors
/// The database's.
pub async fn renew_hash(
    conn: &mut PgConnection,
    credentials: &Credentials,
    hash: &str,
) -> sqlx::Result<()> {
    write_hash(conn, credentials.account, hash, None).await
}

/// Sets one's own new password.
///
/// # Errors
/// The database's.
pub async fn set_own_password(
    conn: &mut PgConnection,
    me: &Actor,
    hash: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    write_hash(conn, me.account_id(), hash, Some(now)).await
}

/// Sets the password of the account that a one-time link belongs to.
///
/// # Errors
/// The database's.
pub async fn set_password_by_link(
    conn: &mut PgConnection,
    link: &UsableLink,
    hash: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    write_hash(conn, link.account(), hash, Some(now)).await
}

/// An expert as the security administrator enters them.
#[derive(Clone, Debug)]
pub struct NewExpert {
    /// Where they work.
    pub employer: Line,
    /// Its credit code, for the rules on conflicts; experts of abroad or retired ones have none.
    pub employer_credit_code: Option<CreditCode>,
    /// The region they belong to, for the rules on conflicts.
    pub bureau: Option<BureauId>,
    /// What they know about.
    pub speciality: Option<Line>,
}

/// What a new account acts as. No account is an administrator and something else.
#[derive(Clone, Debug)]
pub enum Holder {
    /// For a bureau.
    Bureau(BureauId),
    /// An expert.
    Expert(NewExpert),
    /// The administrator of the business.
    Administrator,
    /// Accounts and roles.
    SecurityAdministrator,
    /// The audit trail.
    AuditAdministrator,
}

impl Holder {
    /// The role of the account.
    #[must_use]
    pub fn role(&self) -> Role {
        match self {
            Self::Bureau(_) => Role::Bureau,
            Self::Expert(_) => Role::Expert,
            Self::Administrator => Role::Administrator,
            Self::SecurityAdministrator => Role::SecurityAdministrator,
            Self::AuditAdministrator => Role::AuditAdministrator,
        }
    }
}

/// An account to make; enterprises register themselves.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name it signs in with.
    pub login: LoginName,
    /// The person's or desk's name.
    pub name: Line,
    /// What it acts as.
    pub holder: Holder,
}

/// Makes an account without a password.
///
/// # Errors
/// The database's; a violation of `accounts_login_key` when the name is taken.
pub async fn create(
    conn: &mut PgConnection,
    by: &impl MayMakeAccounts,
    new: &NewAccount,
    now: DateTime<Utc>,
) -> sqlx::Result<ManagedAccount> {
    let id = AccountId::new();
    let (bureau, expert) = match &new.holder {
        Holder::Bureau(bureau) => (Some(*bureau), None),
        Holder::Expert(expert) => (None, Some(create_expert(conn, new, expert, now).await?)),
        _ => (None, None),
    };
    let role = new.holder.role();
    sqlx::query!(
        "INSERT INTO accounts (id, login, role, name, state, bureau_id, expert_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id as AccountId,
        new.login.as_str(),
        role as Role,
        new.name.as_str(),
        AccountState::Active as AccountState,
        bureau as Option<BureauId>,
        expert as Option<ExpertId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(crate::access::account::just_made(
        by,
        id,
        &new.login,
        role,
        new.name.as_str(),
    ))
}

/// Whether an account of this name exists.
///
/// # Errors
/// The database's.
pub async fn exists(conn: &mut PgConnection, login: &LoginName) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts WHERE login = $1) AS "taken!""#,
        login.as_str(),
    )
    .fetch_one(conn)
    .await
}

async fn create_expert(
    conn: &mut PgConnection,
    new: &NewAccount,
    expert: &NewExpert,
    now: DateTime<Utc>,
) -> sqlx::Result<ExpertId> {
    let id = ExpertId::new();
    let code = expert.employer_credit_code.as_ref();
    sqlx::query!(
        "INSERT INTO experts (id, name, employer, employer_credit_code, bureau_id, speciality, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id as ExpertId,
        new.name.as_str(),
        expert.employer.as_str(),
        code.map_or("", |code| code.as_str()),
        expert.bureau as Option<BureauId>,
        expert.speciality.as_ref().map_or("", |line| line.as_str()),
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Switches an account on or off.
///
/// # Errors
/// The database's; `RowNotFound` when its state changed meanwhile.
pub async fn set_state(
    conn: &mut PgConnection,
    account: &ManagedAccount,
    state: AccountState,
    reason: &str,
) -> sqlx::Result<()> {
    let result = sqlx::query!(
        "UPDATE accounts SET state = $2, state_reason = $4 WHERE id = $1 AND state = $3",
        account.id() as AccountId,
        state as AccountState,
        account.state() as AccountState,
        reason,
    )
    .execute(conn)
    .await?;
    one_row(&result)
}

/// Whether any security administrator's account is in use.
///
/// # Errors
/// The database's.
pub async fn has_security_administrator(conn: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM accounts WHERE role = $1 AND state = 'active') AS "any!""#,
        Role::SecurityAdministrator as Role,
    )
    .fetch_one(conn)
    .await
}
