//! Somebody signs in. Attempts are counted before the password is verified, so that many at once
//! cannot pass the limit; verifying happens between [`begin`] and the rest, without a connection.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Actor, Visitor,
        session::{self, Origin, SessionLimits},
    },
    config::Security,
    crypto::Token,
    db::{
        accounts::{self, Credentials},
        audit::{self, Entry},
        sign_in as failures,
    },
    domain::{
        account::{AccountState, pause_after},
        audit::AuditAct,
        values::login_name::LoginName,
    },
};

/// How many failed sign-ins are too many.
#[derive(Clone, Copy, Debug)]
pub struct AttemptLimits {
    /// For one account name.
    pub per_account: u32,
    /// From one network address.
    pub per_address: u32,
    /// Failures further apart do not add up.
    pub window: TimeDelta,
    /// How long a lock lasts.
    pub lock: TimeDelta,
}

impl From<&Security> for AttemptLimits {
    fn from(security: &Security) -> Self {
        Self {
            per_account: security.sign_in_failures_per_account,
            per_address: security.sign_in_failures_per_address,
            window: TimeDelta::minutes(security.sign_in_window_minutes.into()),
            lock: TimeDelta::minutes(security.sign_in_lock_minutes.into()),
        }
    }
}

/// The subject under which failures of an account name are counted.
#[must_use]
pub fn login_subject(login: &str) -> String {
    format!("login:{login}")
}

/// The subject under which failures from a network address are counted.
#[must_use]
pub fn address_subject(address: &str) -> String {
    format!("address:{address}")
}

/// One attempt, counted and waiting for its password to be verified.
#[derive(Debug)]
pub struct Attempt {
    login: Option<LoginName>,
    credentials: Option<Credentials>,
    address: String,
    failures: u32,
}

impl Attempt {
    /// The hash to verify the password against; none for an unknown account.
    #[must_use]
    pub fn stored_hash(&self) -> Option<&str> {
        self.credentials.as_ref()?.password_hash.as_deref()
    }
}

/// Why an attempt was not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Too many failures: wait until then.
    Locked {
        /// When the next attempt is allowed.
        until: DateTime<Utc>,
    },
    /// Unknown account or wrong password; if several in a row, wait until then.
    Wrong {
        /// When the next attempt is allowed.
        until: Option<DateTime<Utc>>,
    },
    /// The password is right, but the account is not in use.
    NotActive {
        /// How it stands.
        state: AccountState,
        /// Why, if somebody gave a reason.
        reason: String,
        /// For enterprises: name and telephone of the bureau.
        bureau: Option<(String, String)>,
    },
}

/// Counts an attempt and looks up what it is for.
///
/// # Errors
/// The database's.
pub async fn begin(
    conn: &mut PgConnection,
    login: &str,
    address: &str,
    limits: AttemptLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Result<Attempt, Refused>> {
    let login = LoginName::parse(login).ok();
    let by_address = address_subject(address);
    let mut subjects = vec![(by_address, limits.per_address)];
    if let Some(login) = &login {
        subjects.push((login_subject(login.as_str()), limits.per_account));
    }
    for (subject, _) in &subjects {
        if let Some(until) = failures::locked_until(conn, subject, now).await? {
            return Ok(Err(Refused::Locked { until }));
        }
    }
    let mut attempts = 0;
    for (subject, limit) in &subjects {
        attempts = failures::count(conn, subject, limits.window, now).await?;
        if attempts > *limit {
            let until = now + limits.lock;
            failures::lock(conn, subject, until).await?;
            return Ok(Err(Refused::Locked { until }));
        }
    }
    let credentials = match &login {
        Some(login) => accounts::credentials(conn, login).await?,
        None => None,
    };
    Ok(Ok(Attempt {
        login,
        credentials,
        address: address.to_owned(),
        failures: attempts,
    }))
}

/// The password was wrong: the account waits, longer each time.
///
/// # Errors
/// The database's.
pub async fn refuse(
    conn: &mut PgConnection,
    attempt: Attempt,
    limits: AttemptLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Refused> {
    let until = match &attempt.login {
        Some(login) => {
            let pause = pause_after(attempt.failures, limits.per_account, limits.lock);
            let until = pause.map(|pause| now + pause);
            if let Some(until) = until {
                failures::lock(conn, &login_subject(login.as_str()), until).await?;
            }
            until
        }
        None => None,
    };
    let account = attempt.credentials.map(|credentials| credentials.account);
    let entry = Entry {
        act: AuditAct::SignInFailed,
        application: None,
        detail: serde_json::json!({ "account": account, "address": attempt.address }),
    };
    audit::record(conn, &Visitor, &entry, now).await?;
    Ok(Refused::Wrong { until })
}

/// Where a new session is opened, and how long it lives.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// Its token.
    pub token: &'a Token,
    /// Where it comes from.
    pub origin: Origin<'a>,
    /// How long it lives.
    pub limits: SessionLimits,
}

/// The password was right: opens a session, unless the account is not in use. `renewed` is the
/// same password hashed with the parameters now configured.
///
/// # Errors
/// The database's.
pub async fn admit(
    conn: &mut PgConnection,
    attempt: Attempt,
    renewed: Option<String>,
    session: NewSession<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Result<Actor, Refused>> {
    let (Some(login), Some(credentials)) = (attempt.login, attempt.credentials) else {
        return Ok(Err(Refused::Wrong { until: None }));
    };
    failures::clear(conn, &login_subject(login.as_str())).await?;
    failures::uncount(conn, &address_subject(&attempt.address)).await?;
    if credentials.state != AccountState::Active {
        return Ok(Err(Refused::NotActive {
            state: credentials.state,
            reason: credentials.state_reason,
            bureau: credentials.bureau,
        }));
    }
    if let Some(hash) = renewed {
        accounts::renew_hash(conn, &credentials, &hash).await?;
    }
    let digest = session.token.digest();
    session::open(
        conn,
        credentials.account,
        &digest,
        session.origin,
        session.limits,
        now,
    )
    .await?;
    let signed_in = session::authenticate(conn, &digest, session.limits, now)
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    let entry = Entry {
        act: AuditAct::SignIn,
        application: None,
        detail: serde_json::json!({ "address": attempt.address }),
    };
    audit::record(conn, &signed_in.actor, &entry, now).await?;
    Ok(Ok(signed_in.actor))
}
