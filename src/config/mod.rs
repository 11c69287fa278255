//! Settings: `config/default.toml`, then `config/local.toml`, then the environment.
//!
//! The only module that reads the environment. Problems are reported all at once, before a port
//! is opened.

mod checks;
mod sections;

use std::fmt;
use std::path::{Path, PathBuf};

use config::{File, FileFormat};
use serde::Deserialize;

pub use self::sections::{
    Applications, Data, Database, Files, Log, LogFormat, Office, Postgres, RateLimit, Season,
    Security, Server,
};

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
    /// The settings of this place are there and cannot be read, or are not UTF-8.
    #[error("{}: {source}", path.display())]
    Local {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
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
const ENVIRONMENT: [(&str, &str); 5] = [
    ("TIDU_LISTEN", "server.listen"),
    ("TIDU_RATE_LIMIT", "server.rate_limit"),
    ("TIDU_DATA_DIR", "data.dir"),
    ("TIDU_DATABASE_URL", "database.url"),
    ("TIDU_DATABASE_OWNER_URL", "database.owner_url"),
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
        let local = has_local(folder)?;
        let read = || {
            let file = |name: &str| File::from(folder.join(name)).format(FileFormat::Toml);
            let mut builder = config::Config::builder()
                .add_source(file("default.toml"))
                .add_source(file("local.toml").required(local));
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
}

/// Whether there are settings of this place. Those that are there must be readable: to go on
/// without them would be to run another installation.
fn has_local(folder: &Path) -> Result<bool, ConfigError> {
    let path = folder.join("local.toml");
    match std::fs::read_to_string(&path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(ConfigError::Local { path, source }),
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

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    const DEFAULT: &str = include_str!("../../config/default.toml");

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
    fn local_settings_that_cannot_be_read_stop_the_program() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("default.toml"), DEFAULT).unwrap();
        let read = || Config::read(folder.path(), |_| None);
        assert!(read().is_ok());
        let local = folder.path().join("local.toml");
        std::fs::write(&local, [b'#', 0xb9, 0xa4]).unwrap();
        assert!(
            matches!(read(), Err(ConfigError::Local { .. })),
            "not UTF-8"
        );
        std::fs::remove_file(&local).unwrap();
        std::fs::create_dir(&local).unwrap();
        assert!(matches!(read(), Err(ConfigError::Local { .. })), "a folder");
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
                "TIDU_DATABASE_OWNER_URL" => "postgres://owner@db/tidu".to_owned(),
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
