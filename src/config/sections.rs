//! The sections of the settings, as `config/default.toml` names and explains them.

use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

/// The web server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Whether public endpoints are rate-limited.
    pub rate_limit: RateLimit,
    /// Requests per minute and address to the public pre-check.
    pub check_requests_per_minute: u32,
    /// Whether users reach the site by https, so that cookies are marked `Secure`.
    pub https: bool,
    /// Whether the last entry of `X-Forwarded-For` is the client's address.
    pub behind_proxy: bool,
    /// Whether a demonstration may listen on anything but loopback.
    pub allow_public_demonstration: bool,
    /// Seconds that requests in flight get to finish at shutdown.
    pub shutdown_seconds: u32,
}

impl Server {
    /// Whether others than this machine can reach it: directly, or through a proxy.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !self.listen.ip().is_loopback() || self.behind_proxy || self.https
    }
}

/// Whether public endpoints are rate-limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RateLimit {
    /// Limited; the only choice for a server that others can reach.
    On,
    /// Not limited, for load tests on loopback.
    Off,
}

/// Where files are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Root of everything the program writes.
    pub dir: PathBuf,
}

/// The database connection.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Server to use; `None` runs a private PostgreSQL.
    #[serde(deserialize_with = "secret_or_none")]
    pub url: Option<SecretString>,
    /// The same database as the owner of the tables; `None` = the program owns them itself.
    #[serde(deserialize_with = "secret_or_none")]
    pub owner_url: Option<SecretString>,
    /// Connections this instance may hold open.
    pub max_connections: u32,
}

/// The private PostgreSQL.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postgres {
    /// Folder of `initdb` and `postgres`; `None` searches the usual places.
    #[serde(deserialize_with = "path_or_none")]
    pub binaries: Option<PathBuf>,
    /// Page cache in MiB.
    pub shared_buffers_mib: u32,
}

/// Passwords, sessions, sign-in locks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// Argon2id memory per hash in KiB.
    pub argon2_memory_kib: u32,
    /// Argon2id passes.
    pub argon2_iterations: u32,
    /// Argon2id lanes.
    pub argon2_parallelism: u32,
    /// Minutes without a request after which a session ends.
    pub session_idle_minutes: u32,
    /// Hours after which a session ends in any case.
    pub session_absolute_hours: u32,
    /// Failed sign-ins within the window that lock an account.
    pub sign_in_failures_per_account: u32,
    /// Failed sign-ins within the window that lock an address.
    pub sign_in_failures_per_address: u32,
    /// Length of the window in minutes.
    pub sign_in_window_minutes: u32,
    /// Length of a lock in minutes.
    pub sign_in_lock_minutes: u32,
    /// Hours a one-time link for setting a password is good.
    pub invitation_hours: u32,
}

/// Limits on uploads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// Largest single file in bytes.
    pub max_bytes: u64,
    /// Most files in one upload.
    pub max_files_per_request: u32,
    /// Most files in one place of an application.
    pub max_files_per_item: u32,
    /// Most files of one application altogether.
    pub max_files_per_application: u32,
}

/// Limits on applications.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applications {
    /// Most scenario instances of one application.
    pub max_scenarios: u32,
}

/// What the pages say about the office that runs the service. An empty text is not shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Name of the service.
    pub service: String,
    /// Name of the office.
    pub name: String,
    /// Telephone for questions.
    pub telephone: String,
    /// Who gives technical support.
    pub support: String,
    /// Record number of the site (备案号).
    pub record_number: String,
}

/// What a new season starts from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Folder with rule set, catalogue, score sheet and calendar; absolute or below the
    /// configuration folder as written, below the working folder once loaded.
    pub directory: PathBuf,
}

/// Logging to standard error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Levels by module, as in `RUST_LOG`.
    pub filter: String,
    /// Form of a line.
    pub format: LogFormat,
}

/// Form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For log collectors.
    Json,
}

fn secret_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SecretString>, D::Error> {
    let text = String::deserialize(from)?;
    Ok((!text.is_empty()).then(|| text.into()))
}

fn path_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
    let text = String::deserialize(from)?;
    Ok((!text.is_empty()).then(|| text.into()))
}
