//! Settings: `config/default.toml`, then `config/local.toml`, then the environment.
//!
//! The only module that reads the environment. Problems are reported all at once, before a port
//! is opened.

mod limits;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use config::{File, FileFormat};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use sqlx::postgres::PgConnectOptions;

pub use self::limits::{Applications, Files};

/// All settings of one running program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The web server.
    pub server: Server,
    /// Where files are kept.
    pub data: Data,
    /// The database connection.
    pub database: Database,
    /// The private PostgreSQL, used when no database URL is set.
    pub postgres: Postgres,
    /// Passwords, sessions, sign-in locks.
    pub security: Security,
    /// Limits on uploads.
    pub files: Files,
    /// Limits on applications.
    pub applications: Applications,
    /// What the pages say about the office that runs the service.
    pub office: Office,
    /// What a new season starts from.
    pub season: Season,
    /// Logging.
    pub log: Log,
}

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
    /// Shortest password accepted, in characters.
    pub password_min_length: u32,
    /// Hours a one-time link for setting a password is good.
    pub invitation_hours: u32,
}

/// What the pages say about the office that runs the service. An empty text is not shown.
#[derive(Clone, Debug, Deserialize)]
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

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file is missing, is not TOML, or has a missing, unknown or ill-typed key.
    #[error("configuration in {folder}: {source}")]
    Unreadable {
        /// The configuration folder.
        folder: PathBuf,
        /// What the reader said, with file and key where known.
        source: config::ConfigError,
    },
    /// Readable, but some values cannot be.
    #[error("configuration: {0}")]
    Invalid(Problems),
}

/// Every problem found in the settings.
#[derive(Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

/// Environment variables that win over the files, with the setting each one sets.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("TIDU_LISTEN", "server.listen"),
    ("TIDU_RATE_LIMIT", "server.rate_limit"),
    ("TIDU_DATA_DIR", "data.dir"),
    ("TIDU_DATABASE_URL", "database.url"),
];

impl Config {
    /// Reads and validates the settings of this process.
    ///
    /// # Errors
    /// When a file cannot be read, or with all invalid values at once.
    pub fn load() -> Result<Self, ConfigError> {
        let folder = environment("TIDU_CONFIG_DIR").unwrap_or_else(|| "config".to_owned());
        let config = Self::read(Path::new(&folder), environment)?;
        config.validate()?;
        Ok(config)
    }

    /// Reads the settings from a folder and a lookup of environment variables, unvalidated.
    ///
    /// # Errors
    /// When a file is missing or has a missing, unknown or ill-typed key.
    pub fn read(
        folder: &Path,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let read = || {
            let file = |name: &str| File::from(folder.join(name)).format(FileFormat::Toml);
            let mut builder = config::Config::builder()
                .add_source(file("default.toml"))
                .add_source(file("local.toml").required(false));
            for (name, key) in ENVIRONMENT {
                builder = builder.set_override_option(key, variable(name))?;
            }
            builder.build()?.try_deserialize::<Self>()
        };
        let mut config = read().map_err(|source| ConfigError::Unreadable {
            folder: folder.to_owned(),
            source,
        })?;
        config.season.directory = folder.join(&config.season.directory);
        Ok(config)
    }

    /// Checks what types cannot say.
    ///
    /// # Errors
    /// With every problem found.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let mut problems = Vec::new();
        let mut require = |holds: bool, problem: &str| {
            if !holds {
                problems.push(problem.to_owned());
            }
        };
        self.server.check(&mut require);
        self.database.check(&mut require);
        self.security.check(&mut require);
        require(
            (16..=65_536).contains(&self.postgres.shared_buffers_mib),
            "postgres.shared_buffers_mib must be between 16 and 65536",
        );
        self.files.check(&mut require);
        self.applications.check(&mut require);
        require(
            !self.office.service.is_empty(),
            "office.service must not be empty",
        );
        require(
            !self.office.name.is_empty(),
            "office.name must not be empty",
        );
        if problems.is_empty() {
            Ok(())
        } else {
            Err(ConfigError::Invalid(Problems(problems)))
        }
    }
}

impl Server {
    fn check(&self, require: &mut impl FnMut(bool, &str)) {
        require(
            self.rate_limit == RateLimit::On || self.listen.ip().is_loopback(),
            "TIDU_RATE_LIMIT=off (server.rate_limit) is allowed on a loopback address only",
        );
        require(
            self.check_requests_per_minute > 0,
            "server.check_requests_per_minute must not be 0",
        );
        require(
            (1..=600).contains(&self.shutdown_seconds),
            "server.shutdown_seconds must be between 1 and 600",
        );
    }
}

impl Database {
    fn check(&self, require: &mut impl FnMut(bool, &str)) {
        let parses = |url: &SecretString| {
            let url = url.expose_secret();
            (url.starts_with("postgres://") || url.starts_with("postgresql://"))
                && url.parse::<PgConnectOptions>().is_ok()
        };
        require(
            self.url.as_ref().is_none_or(parses),
            "TIDU_DATABASE_URL (database.url) is not of the form postgres://user:password@host/name",
        );
        require(
            self.max_connections >= 4,
            "database.max_connections must be at least 4",
        );
    }
}

impl Security {
    fn check(&self, require: &mut impl FnMut(bool, &str)) {
        // The weakest memory cost in the OWASP password storage cheat sheet is 7 MiB.
        require(
            (7_168..=1_048_576).contains(&self.argon2_memory_kib),
            "security.argon2_memory_kib must be between 7168 and 1048576",
        );
        require(
            (1..=20).contains(&self.argon2_iterations),
            "security.argon2_iterations must be between 1 and 20",
        );
        require(
            (1..=16).contains(&self.argon2_parallelism),
            "security.argon2_parallelism must be between 1 and 16",
        );
        require(
            self.session_idle_minutes > 0,
            "security.session_idle_minutes must not be 0",
        );
        require(
            self.session_idle_minutes <= self.session_absolute_hours.saturating_mul(60),
            "security.session_idle_minutes must not exceed security.session_absolute_hours",
        );
        for (name, value) in [
            (
                "sign_in_failures_per_account",
                self.sign_in_failures_per_account,
            ),
            (
                "sign_in_failures_per_address",
                self.sign_in_failures_per_address,
            ),
            ("sign_in_window_minutes", self.sign_in_window_minutes),
            ("sign_in_lock_minutes", self.sign_in_lock_minutes),
            ("invitation_hours", self.invitation_hours),
        ] {
            require(value > 0, &format!("security.{name} must not be 0"));
        }
        require(
            (8..=128).contains(&self.password_min_length),
            "security.password_min_length must be between 8 and 128",
        );
    }
}

/// A set, non-empty environment variable.
fn environment(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    let value = std::env::var(name).ok();
    value.filter(|value| !value.is_empty())
}

fn secret_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SecretString>, D::Error> {
    let text = String::deserialize(from)?;
    Ok((!text.is_empty()).then(|| text.into()))
}

fn path_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
    let text = String::deserialize(from)?;
    Ok((!text.is_empty()).then(|| text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULT: &str = include_str!("../config/default.toml");

    fn shipped(variable: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        Config::read(Path::new("config"), variable)
    }

    fn parsed(text: &str) -> Result<Config, config::ConfigError> {
        config::Config::builder()
            .add_source(File::from_str(text, FileFormat::Toml))
            .build()?
            .try_deserialize()
    }

    fn keys() -> Vec<&'static str> {
        DEFAULT
            .lines()
            .filter(|line| !line.starts_with('#') && line.contains(" = "))
            .collect()
    }

    #[test]
    fn the_shipped_settings_are_valid() {
        shipped(|_| None).unwrap().validate().unwrap();
    }

    #[test]
    fn default_toml_names_every_field() {
        // No field has a default in code: each line is needed, and no other is accepted.
        assert!(keys().len() > 30);
        for line in keys() {
            assert!(
                parsed(&DEFAULT.replacen(line, "", 1)).is_err(),
                "{line} is not needed"
            );
        }
        let unknown = DEFAULT.replacen("[data]", "[data]\nunknown = 1", 1);
        assert!(parsed(&unknown).is_err());
    }

    #[test]
    fn every_key_has_a_comment_above_it_or_above_its_siblings() {
        let mut previous = "";
        for line in DEFAULT.lines() {
            if line.contains(" = ") && !line.starts_with('#') {
                assert!(!previous.is_empty() && !previous.starts_with('['), "{line}");
            }
            previous = line;
        }
    }

    #[test]
    fn the_environment_wins() {
        let config = shipped(|name| {
            Some(match name {
                "TIDU_LISTEN" => "127.0.0.1:9".to_owned(),
                "TIDU_RATE_LIMIT" => "off".to_owned(),
                "TIDU_DATA_DIR" => "/srv/tidu".to_owned(),
                "TIDU_DATABASE_URL" => "postgres://tidu@db/tidu".to_owned(),
                other => panic!("asked for {other}"),
            })
        })
        .unwrap();
        config.validate().unwrap();
        assert_eq!(config.server.listen, "127.0.0.1:9".parse().unwrap());
        assert_eq!(config.server.rate_limit, RateLimit::Off);
        assert_eq!(config.data.dir, Path::new("/srv/tidu"));
        assert_eq!(
            config.database.url.unwrap().expose_secret(),
            "postgres://tidu@db/tidu"
        );
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let mut config = shipped(|_| None).unwrap();
        config.server.listen = "0.0.0.0:80".parse().unwrap();
        config.server.rate_limit = RateLimit::Off;
        config.database.url = Some("mysql://nowhere".into());
        config.security.session_idle_minutes = 721;
        let Err(ConfigError::Invalid(Problems(problems))) = config.validate() else {
            panic!("accepted")
        };
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].contains("TIDU_RATE_LIMIT"));
        assert!(problems[1].contains("TIDU_DATABASE_URL"));
        assert!(problems[2].contains("session_idle_minutes"));
    }

    #[test]
    fn the_database_password_is_not_printed() {
        let config = shipped(|name| {
            (name == "TIDU_DATABASE_URL").then(|| "postgres://tidu:geheim@db/tidu".to_owned())
        });
        assert!(!format!("{config:?}").contains("geheim"));
    }
}
