//! Rights over accounts: the security administrator's, the bureau's over registrations of its own
//! region, and those that a one-time link or a refused registration gives.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Acting, BureauOfficer, Checked, SecurityAdministrator, System, Visitor, found};
use crate::domain::{
    account::AccountState,
    ids::{AccountId, BureauId, EnterpriseId},
    role::Role,
    values::{credit_code::CreditCode, login_name::LoginName},
};

/// Who may make accounts: the security administrator, and the command line for the first of them.
pub trait MayMakeAccounts: Acting {}

impl MayMakeAccounts for SecurityAdministrator {}
impl MayMakeAccounts for System {}

/// An account under the security administrator's hand, row-locked until commit.
#[derive(Clone, Debug)]
pub struct ManagedAccount {
    id: AccountId,
    login: String,
    role: Role,
    name: String,
    state: AccountState,
}

impl ManagedAccount {
    /// The account.
    #[must_use]
    pub fn id(&self) -> AccountId {
        self.id
    }

    /// The name it signs in with.
    #[must_use]
    pub fn login(&self) -> &str {
        &self.login
    }

    /// What it acts as.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it may be used.
    #[must_use]
    pub fn state(&self) -> AccountState {
        self.state
    }
}

/// Any account, for the security administrator.
///
/// # Errors
/// [`super::Refusal::NotYours`] when there is none.
pub async fn managed(
    conn: &mut PgConnection,
    _me: &SecurityAdministrator,
    id: AccountId,
) -> Checked<ManagedAccount> {
    let row = sqlx::query_as!(
        ManagedAccount,
        r#"SELECT id AS "id: AccountId", login, role AS "role: Role", name,
                  state AS "state: AccountState"
           FROM accounts WHERE id = $1 FOR UPDATE"#,
        id as AccountId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// The account just made, so that its first link can be issued.
pub(crate) fn just_made(
    _by: &impl MayMakeAccounts,
    id: AccountId,
    login: &LoginName,
    role: Role,
    name: &str,
) -> ManagedAccount {
    ManagedAccount {
        id,
        login: login.to_string(),
        role,
        name: name.to_owned(),
        state: AccountState::Active,
    }
}

/// A registration in the officer's own region, row-locked until commit.
#[derive(Clone, Debug)]
pub struct RegionalRegistration {
    account: AccountId,
    enterprise: EnterpriseId,
    name: String,
}

impl RegionalRegistration {
    /// The account that was registered.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The enterprise that was registered.
    #[must_use]
    pub fn enterprise(&self) -> EnterpriseId {
        self.enterprise
    }

    /// The enterprise's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A registration of the officer's own region, in whatever state.
///
/// # Errors
/// [`super::Refusal::NotYours`] for another region's, or for an account that is no enterprise's.
pub async fn regional_registration(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: AccountId,
) -> Checked<RegionalRegistration> {
    let row = sqlx::query_as!(
        RegionalRegistration,
        r#"SELECT a.id AS "account: AccountId", e.id AS "enterprise: EnterpriseId", e.name
           FROM accounts a
           JOIN enterprises e ON e.id = a.enterprise_id
           WHERE a.id = $1 AND e.bureau_id = $2
           FOR UPDATE OF a"#,
        id as AccountId,
        me.bureau() as BureauId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// A registration that was refused and may be made again, row-locked until commit.
#[derive(Debug)]
pub struct RefusedRegistration {
    account: AccountId,
    enterprise: EnterpriseId,
}

impl RefusedRegistration {
    /// The account.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The enterprise.
    #[must_use]
    pub fn enterprise(&self) -> EnterpriseId {
        self.enterprise
    }
}

/// Whether a credit code may still be registered.
#[derive(Debug)]
pub enum RegistrationSlot {
    /// Nobody registered it.
    Free,
    /// It is registered; this bureau looks after it.
    Taken(BureauId),
    /// It was refused and may be registered again.
    Refused(RefusedRegistration),
}

/// What a visitor may do with a credit code.
///
/// # Errors
/// The database's.
pub async fn registration_slot(
    conn: &mut PgConnection,
    _me: Visitor,
    credit_code: &CreditCode,
) -> sqlx::Result<RegistrationSlot> {
    let row = sqlx::query!(
        r#"SELECT e.id AS "enterprise: EnterpriseId", e.bureau_id AS "bureau: BureauId",
                  a.id AS "account?: AccountId", a.state AS "state?: AccountState"
           FROM enterprises e
           LEFT JOIN accounts a ON a.enterprise_id = e.id
           WHERE e.credit_code = $1
           ORDER BY a.id
           LIMIT 1
           FOR UPDATE OF e"#,
        credit_code.as_str(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(match row {
        None => RegistrationSlot::Free,
        Some(row) => match (row.account, row.state) {
            (Some(account), Some(AccountState::Refused)) => {
                RegistrationSlot::Refused(RefusedRegistration {
                    account,
                    enterprise: row.enterprise,
                })
            }
            _ => RegistrationSlot::Taken(row.bureau),
        },
    })
}

/// A one-time link that may still be used, row-locked until commit.
#[derive(Debug)]
pub struct UsableLink {
    token_digest: Vec<u8>,
    account: AccountId,
    login: LoginName,
    name: String,
    role: Role,
}

impl UsableLink {
    /// SHA-256 of the token in the link.
    #[must_use]
    pub fn token_digest(&self) -> &[u8] {
        &self.token_digest
    }

    /// The account whose password it sets.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The name that account signs in with.
    #[must_use]
    pub fn login(&self) -> &LoginName {
        &self.login
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Acting for UsableLink {
    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }

    fn role_code(&self) -> &'static str {
        self.role.as_str()
    }
}

/// What a one-time link is good for.
#[derive(Debug)]
pub enum LinkStanding {
    /// It may be used.
    Usable(UsableLink),
    /// It was used already.
    Used,
    /// Its time is over, or a newer one replaced it.
    Expired,
    /// The account is not in use.
    Disabled,
}

/// What the link with this token is good for.
///
/// # Errors
/// [`super::Refusal::NotYours`] when there is no such link.
pub async fn link(
    conn: &mut PgConnection,
    _me: Visitor,
    token_digest: &[u8],
    now: DateTime<Utc>,
) -> Checked<LinkStanding> {
    let row = sqlx::query!(
        r#"SELECT l.account_id AS "account: AccountId", l.expires_at, l.used_at, a.login, a.name,
                  a.role AS "role: Role", a.state AS "state: AccountState"
           FROM one_time_links l
           JOIN accounts a ON a.id = l.account_id
           WHERE l.token_digest = $1
           FOR UPDATE OF l"#,
        token_digest,
    )
    .fetch_optional(conn)
    .await?;
    let row = found(row)?;
    if row.used_at.is_some() {
        return Ok(LinkStanding::Used);
    }
    if row.expires_at <= now {
        return Ok(LinkStanding::Expired);
    }
    if row.state != AccountState::Active {
        return Ok(LinkStanding::Disabled);
    }
    let login = LoginName::parse(&row.login).map_err(|e| sqlx::Error::Decode(e.into()))?;
    Ok(LinkStanding::Usable(UsableLink {
        token_digest: token_digest.to_vec(),
        account: row.account,
        login,
        name: row.name,
        role: row.role,
    }))
}
