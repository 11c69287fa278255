//! The shared components every request works with.

use std::{ops::Deref, path::Path, sync::Arc};

use anyhow::Context;
use chrono::TimeDelta;
use sqlx::PgPool;

use crate::{
    access::session::SessionLimits, clock::Clock, config::Config, crypto::PasswordHasher, db,
    db::editions::EditionCache, domain::limits::Limits, files::EvidenceStore, reference,
    request_limit::RequestLimit, turns::Turns,
};

/// The shared components. Nothing in it is needed by another instance.
#[derive(Debug)]
pub struct App {
    /// Settings.
    pub config: Config,
    /// Connections to PostgreSQL.
    pub db: PgPool,
    /// Evidence bytes.
    pub files: EvidenceStore,
    /// The only clock.
    pub clock: Clock,
    /// Hashes and verifies passwords.
    pub passwords: PasswordHasher,
    /// Sign-ins in flight.
    pub turns: Turns,
    /// Parsed editions.
    pub editions: EditionCache,
    /// Requests to the public pre-check.
    pub check_limit: RequestLimit,
    /// Whether this installation is a demonstration.
    pub demonstration: bool,
}

impl App {
    /// Loads the reference data into a prepared database and brings the components together.
    ///
    /// # Errors
    /// When the database, the reference files or the evidence folder are not usable.
    pub async fn build(config: Config, db: PgPool, clock: Clock) -> anyhow::Result<AppState> {
        let mut conn = db.acquire().await?;
        reference::load(&mut conn, Path::new(&config.season.directory), clock.now()).await?;
        let demonstration = db::settings::get(&mut conn, db::settings::DEMONSTRATION)
            .await?
            .is_some();
        drop(conn);
        let files = EvidenceStore::open(&config.data.dir.join("files"))
            .context("opening the evidence folder")?;
        let passwords = PasswordHasher::new(&config.security)?;
        Ok(AppState(Arc::new(Self {
            config,
            db,
            files,
            clock,
            passwords,
            turns: Turns::default(),
            editions: EditionCache::default(),
            check_limit: RequestLimit::default(),
            demonstration,
        })))
    }

    /// How long sessions live.
    #[must_use]
    pub fn session_limits(&self) -> SessionLimits {
        SessionLimits {
            idle: TimeDelta::minutes(self.config.security.session_idle_minutes.into()),
            absolute: TimeDelta::hours(self.config.security.session_absolute_hours.into()),
        }
    }

    /// How much one application may hold.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let many = |most: u32| usize::try_from(most).unwrap_or(usize::MAX);
        Limits {
            scenarios: many(self.config.applications.max_scenarios),
            files_per_item: many(self.config.files.max_files_per_item),
            files: many(self.config.files.max_files_per_application),
        }
    }
}

/// The components as handlers get them.
#[derive(Clone, Debug)]
pub struct AppState(Arc<App>);

impl Deref for AppState {
    type Target = App;

    fn deref(&self) -> &App {
        &self.0
    }
}
