//! Somebody signs in. Verifying happens between [`begin`] and the rest, without a connection; who
//! calls lets attempts of one place for one account go one after the other, so that many at once
//! cannot pass the limit. Only failures count. Somebody on a device where they signed in before is
//! kept out by nobody's failures but those on that device.

use std::net::IpAddr;

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
        account::{AccountState, pause_after, slow_down},
        audit::AuditAct,
        values::login_name::LoginName,
    },
};

/// How many failed sign-ins are too many.
#[derive(Clone, Copy, Debug)]
pub struct AttemptLimits {
    /// For one account name from one place.
    pub per_account: u32,
    /// From one network address, whatever the account.
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

/// Where an attempt comes from.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The network address.
    pub address: &'a str,
    /// Digest of the token of the device, if it brings one.
    pub device: Option<&'a [u8]>,
}

/// The network a single person can choose their address in: an IPv6 /64, an IPv4 /24.
#[must_use]
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V4(ip)) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Ok(IpAddr::V6(_)) => source(address),
        Err(_) => address.to_owned(),
    }
}

/// Whom an address stands for: an IPv4 address for itself, an IPv6 address for its /64.
#[must_use]
pub fn source(address: &str) -> String {
    match address.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V6(ip)) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(ip) => ip.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// What an attempt's failures are counted under, always locked in this order.
#[derive(Debug, Default)]
struct Subjects {
    /// The account name at this place or on this known device: locked after a few.
    here: Option<String>,
    /// The account name wherever: slowed down, never locked. None for a known device.
    login: Option<String>,
    /// Whoever is at this address: locked after many. None for a known device.
    address: Option<String>,
}

impl Subjects {
    fn of(login: Option<&LoginName>, place: Place<'_>, known: bool) -> Self {
        let by_login = login.map(|login| format!("login:{login}"));
        match (by_login, place.device) {
            (Some(login), Some(device)) if known => Self {
                here: Some(format!("{login}@{}", hex(device))),
                ..Self::default()
            },
            (login, _) => Self {
                here: login
                    .as_ref()
                    .map(|login| format!("{login}@{}", network(place.address))),
                login,
                address: Some(format!("address:{}", source(place.address))),
            },
        }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        [&self.here, &self.login, &self.address]
            .into_iter()
            .flatten()
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One attempt, waiting for its password to be verified.
#[derive(Debug)]
pub struct Attempt {
    login: Option<LoginName>,
    credentials: Option<Credentials>,
    address: String,
    subjects: Subjects,
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

/// Looks up what an attempt is for, unless it has to wait.
///
/// # Errors
/// The database's.
pub async fn begin(
    conn: &mut PgConnection,
    login: &str,
    place: Place<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Result<Attempt, Refused>> {
    let login = LoginName::parse(login).ok();
    let known = match (&login, place.device) {
        (Some(login), Some(device)) => failures::is_known(conn, device, login).await?,
        _ => false,
    };
    let subjects = Subjects::of(login.as_ref(), place, known);
    for subject in subjects.all() {
        if let Some(until) = failures::locked_until(conn, subject, now).await? {
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
        address: place.address.to_owned(),
        subjects,
    }))
}

/// The password was wrong: it is counted, and whoever tries again waits, longer each time.
///
/// # Errors
/// The database's.
pub async fn refuse(
    conn: &mut PgConnection,
    attempt: Attempt,
    limits: AttemptLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Refused> {
    let Subjects {
        here,
        login,
        address,
    } = &attempt.subjects;
    let mut until = None;
    if let Some(here) = here {
        let failed = failures::count(conn, here, limits.window, now).await?;
        let pause = pause_after(failed, limits.per_account, limits.lock);
        until = pause.map(|pause| now + pause);
        if let Some(until) = until {
            failures::lock(conn, here, until).await?;
        }
    }
    if let Some(login) = login {
        let failed = failures::count(conn, login, limits.window, now).await?;
        if let Some(pause) = slow_down(failed) {
            failures::lock(conn, login, now + pause).await?;
        }
    }
    if let Some(address) = address {
        let failed = failures::count(conn, address, limits.window, now).await?;
        if failed >= limits.per_address {
            failures::lock(conn, address, now + limits.lock).await?;
        }
    }
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
    /// The token of the device, remembered from now on.
    pub device: &'a Token,
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
    let (Some(_), Some(credentials)) = (&attempt.login, attempt.credentials) else {
        return Ok(Err(Refused::Wrong { until: None }));
    };
    if !failures::still(conn, &credentials).await? {
        return Ok(Err(Refused::Wrong { until: None }));
    }
    let Subjects { here, login, .. } = &attempt.subjects;
    for subject in [here, login].into_iter().flatten() {
        failures::clear(conn, subject).await?;
    }
    if credentials.state != AccountState::Active {
        return Ok(Err(Refused::NotActive {
            state: credentials.state,
            reason: credentials.state_reason,
            bureau: credentials.bureau,
        }));
    }
    failures::remember(conn, &session.device.digest(), credentials.account, now).await?;
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
