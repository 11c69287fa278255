//! The database a command works on: a configured server, or the private one.

use std::future::pending;
use std::time::Duration;

use anyhow::Context;
use secrecy::ExposeSecret;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};

use crate::config::Config;
use crate::postgres::{PrivatePostgres, Settings};

/// Connections the private server accepts besides those of the pool, for an operator's `psql`.
const SPARE_CONNECTIONS: u32 = 10;
/// How long a request waits for a free connection before it fails.
const ACQUIRE_LIMIT: Duration = Duration::from_secs(10);
/// How long connections in use get to come back at the end.
const CLOSE_LIMIT: Duration = Duration::from_secs(5);

/// An open database. Call [`Database::close`] at the end.
#[derive(Debug)]
pub struct Database {
    /// Connections to it.
    pub pool: PgPool,
    private: Option<PrivatePostgres>,
}

impl Database {
    /// Connects to the configured server, or starts the private one and connects to it.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        let private = match config.database.url {
            Some(_) => None,
            None => Some(start_private(config).await?),
        };
        let options = match (&config.database.url, &private) {
            (Some(url), _) => url.expose_secret().parse::<PgConnectOptions>()?,
            (None, Some(private)) => private.connect_options(),
            (None, None) => PgConnectOptions::new(),
        };
        let pool = connect(options, config.database.max_connections).await;
        match (pool, private) {
            (Ok(pool), private) => Ok(Self { pool, private }),
            (Err(error), None) => Err(error),
            (Err(error), Some(private)) => {
                private.stop().await?;
                Err(error)
            }
        }
    }

    /// Whether it is the private one.
    pub fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// Waits until the private server has ended by itself; for ever with a configured one, whose
    /// restarts the pool survives.
    pub async fn ended(&self) -> String {
        match &self.private {
            Some(private) => private.ended().await,
            None => pending().await,
        }
    }

    /// Closes the connections and stops the private server.
    pub async fn close(self) -> anyhow::Result<()> {
        if tokio::time::timeout(CLOSE_LIMIT, self.pool.close())
            .await
            .is_err()
        {
            tracing::warn!("some database connections were still in use");
        }
        match self.private {
            Some(private) => private
                .stop()
                .await
                .context("stopping the private PostgreSQL"),
            None => Ok(()),
        }
    }
}

async fn connect(options: PgConnectOptions, max_connections: u32) -> anyhow::Result<PgPool> {
    let options = options.application_name("tidu");
    // A pool tries again and again, and then only tells that time ran out.
    let first = PgConnection::connect_with(&options)
        .await
        .context("connecting to the database")?;
    first.close().await?;
    Ok(PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE_LIMIT)
        .connect_lazy_with(options))
}

async fn start_private(config: &Config) -> anyhow::Result<PrivatePostgres> {
    let settings = Settings {
        binaries: config.postgres.binaries.clone(),
        shared_buffers_mib: config.postgres.shared_buffers_mib,
        max_connections: config.database.max_connections + SPARE_CONNECTIONS,
    };
    Ok(PrivatePostgres::start(&config.data.dir, &settings).await?)
}
