//! Rights over changes of the administrators' accounts: one of them asks, another one answers.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Acting, Actor, Checked, SecurityAdministrator, found};
use crate::domain::{
    account_request::{AccountChange, RequestState},
    ids::{AccountId, AccountRequestId},
    role::Role,
};

/// One of the three kinds of administrators, who watch over each other's accounts.
#[derive(Clone, Debug)]
pub struct Guardian {
    account: AccountId,
    role: Role,
}

impl Guardian {
    /// The guardian that somebody is; none for everybody else.
    #[must_use]
    pub fn of(actor: &Actor) -> Option<Self> {
        let role = actor.role();
        let account = actor.account_id();
        role.is_guarded().then_some(Self { account, role })
    }

    /// The account.
    #[must_use]
    pub fn account_id(&self) -> AccountId {
        self.account
    }
}

impl Acting for Guardian {
    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }

    fn role_code(&self) -> &'static str {
        self.role.as_str()
    }
}

/// A request in the state that its right is for, row-locked until commit.
#[derive(Clone, Debug)]
pub struct AskedFor {
    id: AccountRequestId,
    change: AccountChange,
    account: Option<AccountId>,
    login: String,
    name: String,
    role: Role,
    reason: String,
    requested_by: AccountId,
}

impl AskedFor {
    /// The request.
    #[must_use]
    pub fn id(&self) -> AccountRequestId {
        self.id
    }

    /// What is to be done.
    #[must_use]
    pub fn change(&self) -> AccountChange {
        self.change
    }

    /// The account it is about; none for one to be made.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// The name the account signs in with.
    #[must_use]
    pub fn login(&self) -> &str {
        &self.login
    }

    /// The person's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the account acts as.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Why it was asked for.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Who asked.
    #[must_use]
    pub fn requested_by(&self) -> AccountId {
        self.requested_by
    }
}

/// An open request that somebody else made about somebody else.
#[derive(Debug)]
pub struct Answerable(AskedFor);

/// One's own request that nobody has carried out.
#[derive(Debug)]
pub struct Pending(AskedFor);

/// One's own request to which a second person agreed.
#[derive(Debug)]
pub struct Consented(AskedFor);

impl Answerable {
    /// What was asked for.
    #[must_use]
    pub fn asked(&self) -> &AskedFor {
        &self.0
    }
}

impl Pending {
    /// What was asked for.
    #[must_use]
    pub fn asked(&self) -> &AskedFor {
        &self.0
    }
}

impl Consented {
    /// What was asked for.
    #[must_use]
    pub fn asked(&self) -> &AskedFor {
        &self.0
    }
}

/// The request, to be answered by the second person; none when it no longer waits for an answer.
///
/// # Errors
/// [`super::Refusal::NotYours`] for one's own request, and for one about one's own account.
pub async fn answerable(
    conn: &mut PgConnection,
    me: &Guardian,
    id: AccountRequestId,
    now: DateTime<Utc>,
) -> Checked<Option<Answerable>> {
    let (asked, state) = locked(conn, id, now).await?;
    let mine = asked.requested_by == me.account || asked.account == Some(me.account);
    let asked = found((!mine).then_some(asked))?;
    Ok((state == RequestState::Open).then_some(Answerable(asked)))
}

/// One's own request, to be taken back; none when it was refused, carried out or is over.
///
/// # Errors
/// [`super::Refusal::NotYours`] for somebody else's.
pub async fn pending(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    id: AccountRequestId,
    now: DateTime<Utc>,
) -> Checked<Option<Pending>> {
    let (asked, state) = own(conn, me, id, now).await?;
    let waits = matches!(state, RequestState::Open | RequestState::Consented);
    Ok(waits.then_some(Pending(asked)))
}

/// One's own request, to be carried out; none when nobody has agreed, or no longer.
///
/// # Errors
/// [`super::Refusal::NotYours`] for somebody else's.
pub async fn consented(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    id: AccountRequestId,
    now: DateTime<Utc>,
) -> Checked<Option<Consented>> {
    let (asked, state) = own(conn, me, id, now).await?;
    Ok((state == RequestState::Consented).then_some(Consented(asked)))
}

async fn own(
    conn: &mut PgConnection,
    me: &SecurityAdministrator,
    id: AccountRequestId,
    now: DateTime<Utc>,
) -> Checked<(AskedFor, RequestState)> {
    let (asked, state) = locked(conn, id, now).await?;
    let mine = asked.requested_by == me.account_id();
    Ok((found(mine.then_some(asked))?, state))
}

async fn locked(
    conn: &mut PgConnection,
    id: AccountRequestId,
    now: DateTime<Utc>,
) -> Checked<(AskedFor, RequestState)> {
    let row = sqlx::query!(
        r#"SELECT change AS "change: AccountChange", account_id AS "account: AccountId", login, name,
                  role AS "role: Role", reason, requested_by AS "requested_by: AccountId",
                  CASE WHEN expires_at <= $2 AND state IN ('open', 'consented') THEN 'expired'
                       ELSE state END AS "state!: RequestState"
           FROM account_requests WHERE id = $1 FOR UPDATE"#,
        id as AccountRequestId,
        now,
    )
    .fetch_optional(conn)
    .await?;
    let row = found(row)?;
    let asked = AskedFor {
        id,
        change: row.change,
        account: row.account,
        login: row.login,
        name: row.name,
        role: row.role,
        reason: row.reason,
        requested_by: row.requested_by,
    };
    Ok((asked, row.state))
}
