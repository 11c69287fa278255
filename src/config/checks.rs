//! What the types of the settings cannot say.

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;

use super::{Config, ConfigError, Database, Files, Problems, RateLimit, Security, Server};

impl Config {
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
        require(
            self.applications.max_scenarios > 0,
            "applications.max_scenarios must not be 0",
        );
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

impl Files {
    fn check(&self, require: &mut impl FnMut(bool, &str)) {
        require(self.max_bytes > 0, "files.max_bytes must not be 0");
        require(
            self.max_files_per_request > 0,
            "files.max_files_per_request must not be 0",
        );
        require(
            self.max_files_per_item > 0,
            "files.max_files_per_item must not be 0",
        );
        require(
            self.max_files_per_application >= self.max_files_per_item,
            "files.max_files_per_application must not be below files.max_files_per_item",
        );
    }
}

impl Server {
    fn check(&self, require: &mut impl FnMut(bool, &str)) {
        require(
            self.rate_limit == RateLimit::On || !self.is_public(),
            "TIDU_RATE_LIMIT=off (server.rate_limit) is allowed on a loopback address only, \
             without server.behind_proxy and server.https",
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
            self.owner_url.as_ref().is_none_or(parses),
            "TIDU_DATABASE_OWNER_URL (database.owner_url) is not of the form \
             postgres://user:password@host/name",
        );
        require(
            self.owner_url.is_none() || self.url.is_some(),
            "TIDU_DATABASE_OWNER_URL (database.owner_url) needs TIDU_DATABASE_URL as well",
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
    }
}
