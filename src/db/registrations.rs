//! Enterprises that register themselves, and the bureau's list of them.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{one_row, regions::Division};
use crate::{
    access::{
        BureauOfficer, Visitor,
        account::{RefusedRegistration, RegionalRegistration},
    },
    domain::{
        account::AccountState,
        ids::{AccountId, BureauId, EnterpriseId},
        role::Role,
        rules::Entity,
        values::{credit_code::CreditCode, line::Line, login_name::LoginName, phone::Phone},
    },
};

/// What an enterprise says of itself when it registers.
#[derive(Clone, Debug)]
pub struct NewRegistration {
    /// Its credit code, with which it also signs in.
    pub credit_code: CreditCode,
    /// The name it signs in with: the credit code in lower case.
    pub login: LoginName,
    /// Its name.
    pub name: Line,
    /// Where it is registered, which decides the bureau.
    pub division: Division,
    /// Whether it is a legal person or a branch.
    pub entity: Entity,
    /// Who answers for it.
    pub contact_name: Line,
    /// Their telephone.
    pub contact_phone: Phone,
}

/// Registers an enterprise and the account it signs in with.
///
/// # Errors
/// The database's; a violation of `enterprises_credit_code_key` or `accounts_login_key` when
/// somebody else was first.
pub async fn register(
    conn: &mut PgConnection,
    _by: Visitor,
    new: &NewRegistration,
    password_hash: &str,
    state: AccountState,
    now: DateTime<Utc>,
) -> sqlx::Result<AccountId> {
    let (enterprise, account) = (EnterpriseId::new(), AccountId::new());
    sqlx::query!(
        "INSERT INTO enterprises (id, credit_code, name, bureau_id, division_code, entity,
                                  contact_name, contact_phone, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        enterprise as EnterpriseId,
        new.credit_code.as_str(),
        new.name.as_str(),
        new.division.bureau as BureauId,
        new.division.code,
        new.entity as Entity,
        new.contact_name.as_str(),
        new.contact_phone.as_str(),
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO accounts (id, login, role, name, password_hash, state, enterprise_id, created_at,
                               password_changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        account as AccountId,
        new.login.as_str(),
        Role::Enterprise as Role,
        new.contact_name.as_str(),
        password_hash,
        state as AccountState,
        enterprise as EnterpriseId,
        now,
    )
    .execute(conn)
    .await?;
    Ok(account)
}

/// Registers again after a refusal, with everything as it is now.
///
/// # Errors
/// The database's.
pub async fn register_again(
    conn: &mut PgConnection,
    refused: &RefusedRegistration,
    new: &NewRegistration,
    password_hash: &str,
    state: AccountState,
    now: DateTime<Utc>,
) -> sqlx::Result<AccountId> {
    let result = sqlx::query!(
        "UPDATE enterprises
         SET name = $2, bureau_id = $3, division_code = $4, entity = $5, contact_name = $6,
             contact_phone = $7, updated_at = $8, version = version + 1
         WHERE id = $1",
        refused.enterprise() as EnterpriseId,
        new.name.as_str(),
        new.division.bureau as BureauId,
        new.division.code,
        new.entity as Entity,
        new.contact_name.as_str(),
        new.contact_phone.as_str(),
        now,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&result)?;
    let result = sqlx::query!(
        "UPDATE accounts
         SET name = $2, password_hash = $3, state = $4, state_reason = '', password_changed_at = $5
         WHERE id = $1 AND state = 'refused'",
        refused.account() as AccountId,
        new.contact_name.as_str(),
        password_hash,
        state as AccountState,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&result)?;
    Ok(refused.account())
}

/// Approves or refuses a registration that is still waiting.
///
/// # Errors
/// The database's; `RowNotFound` when somebody decided meanwhile.
pub async fn decide(
    conn: &mut PgConnection,
    registration: &RegionalRegistration,
    state: AccountState,
    reason: &str,
) -> sqlx::Result<()> {
    let result = sqlx::query!(
        "UPDATE accounts SET state = $2, state_reason = $3 WHERE id = $1 AND state = 'pending'",
        registration.account() as AccountId,
        state as AccountState,
        reason,
    )
    .execute(conn)
    .await?;
    one_row(&result)
}

/// One registration in the bureau's list.
#[derive(Clone, Debug)]
pub struct RegistrationRow {
    /// The account.
    pub account: AccountId,
    /// How it stands.
    pub state: AccountState,
    /// Why it was refused or disabled.
    pub state_reason: String,
    /// The enterprise's name.
    pub name: String,
    /// Its credit code.
    pub credit_code: String,
    /// The division it registered in.
    pub division: String,
    /// Whether it is a legal person or a branch.
    pub entity: Entity,
    /// Who answers for it.
    pub contact_name: String,
    /// Their telephone.
    pub contact_phone: String,
    /// When it registered.
    pub created_at: DateTime<Utc>,
}

/// The registrations of the officer's region in one state, newest first, or one of them.
///
/// # Errors
/// The database's.
pub async fn page(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    state: Option<AccountState>,
    id: Option<AccountId>,
    before: Option<AccountId>,
    limit: i64,
) -> sqlx::Result<Vec<RegistrationRow>> {
    sqlx::query_as!(
        RegistrationRow,
        r#"SELECT a.id AS "account: AccountId", a.state AS "state: AccountState", a.state_reason,
                  e.name, e.credit_code, d.name AS division, e.entity AS "entity: Entity",
                  e.contact_name, e.contact_phone, a.created_at
           FROM accounts a
           JOIN enterprises e ON e.id = a.enterprise_id
           JOIN divisions d ON d.code = e.division_code
           WHERE e.bureau_id = $1
             AND ($2::text IS NULL OR a.state = $2)
             AND ($3::uuid IS NULL OR a.id = $3)
             AND ($4::uuid IS NULL OR a.id < $4)
           ORDER BY a.id DESC
           LIMIT $5"#,
        me.bureau() as BureauId,
        state as Option<AccountState>,
        id as Option<AccountId>,
        before as Option<AccountId>,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// How many registrations of the officer's region are in each state.
///
/// # Errors
/// The database's.
pub async fn counts(
    conn: &mut PgConnection,
    me: &BureauOfficer,
) -> sqlx::Result<Vec<(AccountState, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT a.state AS "state: AccountState", count(*) AS "count!"
           FROM accounts a
           JOIN enterprises e ON e.id = a.enterprise_id
           WHERE e.bureau_id = $1
           GROUP BY a.state"#,
        me.bureau() as BureauId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.state, row.count)).collect())
}
