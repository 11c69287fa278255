//! The database a command works on: a configured server, or the private one.

use std::future::pending;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use secrecy::ExposeSecret;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgConnection, PgPool};
use tokio::time::{sleep, timeout};

use crate::config::{self, Config};
use crate::db::{self, schema};
use crate::postgres::{self, PrivatePostgres, Settings};

/// Connections the private server accepts besides those of the pool, for an operator's `psql`.
const SPARE_CONNECTIONS: u32 = 10;
/// How long a request waits for a free connection before it fails.
const ACQUIRE_LIMIT: Duration = Duration::from_secs(10);
/// How long one attempt to connect may take at the start.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// How long a start waits for a server that does not answer.
const START_LIMIT: Duration = Duration::from_mins(1);
/// How long it rests between two attempts.
const AGAIN_AFTER: Duration = Duration::from_secs(2);
/// How long connections in use get to come back at the end.
const CLOSE_LIMIT: Duration = Duration::from_secs(5);

/// An open database with the present schema. Call [`Database::close`] at the end.
#[derive(Debug)]
pub struct Database {
    /// Connections to it, in the role of the program.
    pub pool: PgPool,
    owner: PgConnectOptions,
    private: Option<PrivatePostgres>,
}

/// Who connects how.
struct Access {
    program: PgConnectOptions,
    owner: PgConnectOptions,
}

impl Access {
    fn configured(config: &config::Database) -> anyhow::Result<Option<Self>> {
        let Some(url) = &config.url else {
            return Ok(None);
        };
        let program: PgConnectOptions = url.expose_secret().parse()?;
        let owner = match &config.owner_url {
            Some(url) => url.expose_secret().parse()?,
            None => program.clone(),
        };
        Ok(Some(Self { program, owner }))
    }
}

impl Database {
    /// Connects to the configured server, or starts the private one and connects to it.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        if let Some(access) = Access::configured(&config.database)? {
            return Self::connect(access, None, config).await;
        }
        let private = start_private(config).await?;
        let access = Access {
            program: private.program_options(),
            owner: private.owner_options(),
        };
        Self::connect(access, Some(private), config).await
    }

    /// The same for a command that may run beside the service: a private server that is running
    /// is used as it is.
    pub async fn open_beside(config: &Config) -> anyhow::Result<Self> {
        let running = match config.database.url {
            Some(_) => None,
            None => postgres::running_owner(&config.data.dir).await,
        };
        match running {
            Some(owner) => {
                let access = Access {
                    program: owner.clone(),
                    owner,
                };
                Self::connect(access, None, config).await
            }
            None => Self::open(config).await,
        }
    }

    async fn connect(
        access: Access,
        private: Option<PrivatePostgres>,
        config: &Config,
    ) -> anyhow::Result<Self> {
        let pool = connect(access.program, config.database.max_connections).await;
        match (pool, private) {
            (Ok(pool), private) => Ok(Self {
                pool,
                owner: access.owner,
                private,
            }),
            (Err(error), None) => Err(error),
            (Err(error), Some(private)) => {
                private.stop().await?;
                Err(error)
            }
        }
    }

    /// How the owner of the tables connects.
    pub fn owner(&self) -> &PgConnectOptions {
        &self.owner
    }

    /// A connection as the owner of the tables.
    pub async fn connect_owner(&self) -> anyhow::Result<PgConnection> {
        PgConnection::connect_with(&self.owner)
            .await
            .context("connecting to the database as its owner")
    }

    /// Brings the schema up to date as its owner, and gives the program its rights.
    pub async fn prepare(&self) -> anyhow::Result<()> {
        let program = schema::role(&mut *self.pool.acquire().await?).await?;
        let mut owner = self.connect_owner().await?;
        schema::prepare(&mut owner, &program)
            .await
            .context("migrating the database")?;
        Ok(owner.close().await?)
    }

    /// Removes everything and makes the schema anew.
    pub async fn clear(&self) -> anyhow::Result<()> {
        let mut owner = self.connect_owner().await?;
        schema::clear(&mut owner).await?;
        owner.close().await?;
        self.prepare().await
    }

    /// Whether it is the private one.
    pub fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// Waits until the private server has ended by itself; for ever with a configured one, whose
    /// restarts the pool survives. Whoever waits for a connection then waits no longer.
    pub async fn ended(&self) -> String {
        match &self.private {
            Some(private) => {
                let how = private.ended().await;
                let pool = self.pool.clone();
                tokio::spawn(async move { pool.close().await });
                how
            }
            None => pending().await,
        }
    }

    /// Closes the connections and stops the private server.
    pub async fn close(self) -> anyhow::Result<()> {
        if timeout(CLOSE_LIMIT, self.pool.close()).await.is_err() {
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
    let options = db::within_limits(options.application_name("tidu"));
    // A pool tries again and again, and then only tells that time ran out.
    first(&options).await?.close().await?;
    Ok(PgPoolOptions::new()
        .max_connections(max_connections)
        .acquire_timeout(ACQUIRE_LIMIT)
        .connect_lazy_with(options))
}

/// The first connection. A server that is just starting is waited for; one that refuses the
/// password, or does not know the database, is not.
async fn first(options: &PgConnectOptions) -> anyhow::Result<PgConnection> {
    let begun = Instant::now();
    loop {
        let tried = timeout(CONNECT_LIMIT, PgConnection::connect_with(options)).await;
        let error = match tried {
            Ok(Ok(connection)) => return Ok(connection),
            Ok(Err(error @ sqlx::Error::Io(_))) => anyhow::Error::new(error),
            Ok(Err(error)) if is_starting(&error) => error.into(),
            Ok(Err(error)) => return Err(error).context("connecting to the database"),
            Err(_late) => anyhow!("no answer within {} s", CONNECT_LIMIT.as_secs()),
        };
        if begun.elapsed() > START_LIMIT {
            return Err(error).context("connecting to the database");
        }
        tracing::warn!(
            host = options.get_host(),
            port = options.get_port(),
            error = format!("{error:#}"),
            "the database does not answer; trying again"
        );
        sleep(AGAIN_AFTER).await;
    }
}

/// Starting up, shutting down or recovering (57P0x).
fn is_starting(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|code| code.starts_with("57P0"))
}

async fn start_private(config: &Config) -> anyhow::Result<PrivatePostgres> {
    let settings = Settings {
        binaries: config.postgres.binaries.clone(),
        shared_buffers_mib: config.postgres.shared_buffers_mib,
        max_connections: config.database.max_connections + SPARE_CONNECTIONS,
    };
    Ok(PrivatePostgres::start(&config.data.dir, &settings).await?)
}
