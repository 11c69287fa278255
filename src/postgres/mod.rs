//! The private PostgreSQL: a thin supervisor over an installed server, for running without setup.
//!
//! It makes a cluster under the data folder, starts it on a Unix socket only, and stops it with
//! the program. If the program is killed the kernel tells the server, which shuts down cleanly.

pub mod client;
mod folder;
mod identity;
mod process;
mod programs;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, Executor};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep, timeout};

use self::folder::Folder;
use self::identity::Identity;
use self::process::Process;
use self::programs::Programs;

/// Name of the database and of its owner.
const NAME: &str = "tidu";
/// The role the program works as: it owns nothing and cannot step out of the database.
const PROGRAM: &str = "tidu_program";
/// What a new cluster lacks; the errors say that it is there already.
const MISSING: [(&str, &str); 2] = [
    ("CREATE DATABASE tidu", "42P04"),
    ("CREATE ROLE tidu_program LOGIN", "42710"),
];
/// Part of the socket's file name; nothing listens on a network port.
const PORT: u16 = 5432;
/// How long an unclean end may take to recover from.
const START_LIMIT: Duration = Duration::from_mins(5);
/// How long to wait for a server that outlived its program and is shutting down.
const LEFTOVER_LIMIT: Duration = Duration::from_secs(30);
/// How long a clean shutdown may take before it is cut short.
const STOP_LIMIT: Duration = Duration::from_mins(1);

/// Settings of the private server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of `initdb`, `postgres` and `pg_ctl`; `None` searches the usual places.
    pub binaries: Option<PathBuf>,
    /// Page cache in MiB.
    pub shared_buffers_mib: u32,
    /// Connections the server accepts.
    pub max_connections: u32,
}

/// A running private PostgreSQL. Call [`PrivatePostgres::stop`] before the program ends.
#[derive(Debug)]
pub struct PrivatePostgres {
    folder: Folder,
    programs: Programs,
    identity: Identity,
    process: Process,
}

/// Why the private PostgreSQL cannot run, worded for the person who starts the program.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// No server program of a usable version.
    #[error(
        "no PostgreSQL {wanted} found (looked in {looked}); install it (Debian: apt-get install \
         postgresql-15), name its folder in postgres.binaries, or set TIDU_DATABASE_URL"
    )]
    NotInstalled {
        /// The versions that would do.
        wanted: String,
        /// The folders searched.
        looked: String,
    },
    /// Another program instance uses the same data folder.
    #[error("another instance is already running on {0}; stop it, or choose another TIDU_DATA_DIR")]
    AnotherInstance(PathBuf),
    /// Started by root, and the unprivileged user cannot get to the data folder.
    #[error(
        "PostgreSQL does not run as root, and the user {user} may not enter {folder}; start the \
         program as an ordinary user or put TIDU_DATA_DIR where {user} can get, such as /var/lib"
    )]
    NoEntry {
        /// The unprivileged user.
        user: String,
        /// The first folder it may not enter.
        folder: PathBuf,
    },
    /// Started by root, and no unprivileged user exists.
    #[error("PostgreSQL does not run as root; start the program as an ordinary user")]
    OnlyRoot,
    /// The socket folder belongs to somebody else.
    #[error("{0} is not a folder of our own; remove it or choose a shorter TIDU_DATA_DIR")]
    SocketFolder(PathBuf),
    /// A program of PostgreSQL ended with an error.
    #[error("{program} failed: {output}")]
    Failed {
        /// Which program.
        program: &'static str,
        /// The last lines it wrote.
        output: String,
    },
    /// A file operation failed.
    #[error("{what}: {source}")]
    Io {
        /// The operation and the file.
        what: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// The server runs but refuses its first commands.
    #[error("the private PostgreSQL cannot be set up: {0}")]
    Sql(#[from] sqlx::Error),
}

impl PostgresError {
    /// Adds to an I/O error what was tried on which file.
    fn io(what: impl std::fmt::Display, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let what = format!("cannot {what} {}", path.display());
        move |source| Self::Io { what, source }
    }
}

/// How the owner reaches the private server of a data folder that another program runs, if it
/// answers: for commands beside a running service.
pub async fn running_owner(data_dir: &Path) -> Option<PgConnectOptions> {
    let root = std::fs::canonicalize(data_dir).ok()?.join("postgres");
    let options = connect_options(&folder::socket_folder(&root), NAME, NAME);
    let connection = options.clone().disable_statement_logging().connect().await;
    connection.ok()?.close().await.ok()?;
    Some(options)
}

impl PrivatePostgres {
    /// Starts the server under `data_dir`, making cluster and database at the first start, and
    /// waits until it answers.
    ///
    /// # Errors
    /// See [`PostgresError`]; nothing is left running.
    pub async fn start(data_dir: &Path, settings: &Settings) -> Result<Self, PostgresError> {
        let (folder, programs, identity) = {
            let (data_dir, settings) = (data_dir.to_owned(), settings.clone());
            spawn_blocking(move || prepare(&data_dir, &settings))
                .await
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))?
        };
        folder.keep_previous_log()?;
        let deadline = Instant::now() + LEFTOVER_LIMIT;
        loop {
            folder.forget_foreign_lock();
            let command = programs.server(&identity, &folder, settings);
            let process = Process::spawn(command, folder.new_log()?)?;
            match until_ready(&folder, &process).await {
                Ok(()) => {
                    return Ok(Self {
                        folder,
                        programs,
                        identity,
                        process,
                    });
                }
                Err(PostgresError::Failed { output, .. })
                    if is_leftover(&output) && Instant::now() < deadline =>
                {
                    sleep(Duration::from_millis(200)).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// How the program connects to its database.
    #[must_use]
    pub fn program_options(&self) -> PgConnectOptions {
        connect_options(self.folder.socket(), PROGRAM, NAME)
    }

    /// How to connect as the owner of the tables, who may change the schema.
    #[must_use]
    pub fn owner_options(&self) -> PgConnectOptions {
        connect_options(self.folder.socket(), NAME, NAME)
    }

    /// Waits until the server has ended, wanted or not, and tells how.
    pub async fn ended(&self) -> String {
        self.process.ended().await
    }

    /// Stops the server: open transactions are rolled back, everything committed is kept.
    /// Close the pool first.
    ///
    /// # Errors
    /// When the server does not end; it is then left to recover at the next start.
    pub async fn stop(self) -> Result<(), PostgresError> {
        for mode in ["fast", "immediate"] {
            let mut command = self.programs.stop(&self.identity, &self.folder, mode);
            let asked = spawn_blocking(move || command.output()).await;
            tracing::debug!(mode, ?asked, "asked the private PostgreSQL to stop");
            if timeout(STOP_LIMIT, self.process.ended()).await.is_ok() {
                return Ok(());
            }
        }
        Err(PostgresError::Failed {
            program: "pg_ctl stop",
            output: self.folder.log_tail(),
        })
    }
}

/// Everything before the server starts: folder, programs, identity, cluster.
fn prepare(
    data_dir: &Path,
    settings: &Settings,
) -> Result<(Folder, Programs, Identity), PostgresError> {
    let folder = Folder::claim(data_dir)?;
    let programs = Programs::find(settings.binaries.as_deref(), folder.cluster_version())?;
    let identity = Identity::choose(folder.root())?;
    folder.hand_over(&identity)?;
    if folder.cluster_version().is_none() {
        tracing::info!("making a private PostgreSQL cluster");
        let new_cluster = folder.fresh_cluster(&identity)?;
        programs.make_cluster(&identity, &folder, &new_cluster)?;
        folder.adopt(&new_cluster)?;
    }
    Ok((folder, programs, identity))
}

/// Whether the server refused to start because an earlier one has not quite ended.
fn is_leftover(output: &str) -> bool {
    output.contains("postmaster.pid\" already exists")
        || output.contains(".lock\" already exists")
        || output.contains("pre-existing shared memory block")
}

fn connect_options(socket: &Path, role: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket)
        .port(PORT)
        .username(role)
        .database(database)
        .ssl_mode(PgSslMode::Disable)
}

/// Waits until the server answers, then makes database and role if they are not there.
async fn until_ready(folder: &Folder, process: &Process) -> Result<(), PostgresError> {
    let options = connect_options(folder.socket(), NAME, "postgres").disable_statement_logging();
    let answer = async {
        loop {
            match options.connect().await {
                Ok(connection) => return connection,
                Err(_not_yet) => sleep(Duration::from_millis(25)).await,
            }
        }
    };
    let failed = || PostgresError::Failed {
        program: "postgres",
        output: folder.log_tail(),
    };
    let mut connection = tokio::select! {
        connected = timeout(START_LIMIT, answer) => connected.map_err(|_late| failed())?,
        _ = process.ended() => return Err(failed()),
    };
    for (statement, there_already) in MISSING {
        match connection.execute(statement).await {
            // Another server on a leftover socket could have answered; ours must still be running.
            _ if process.has_ended() => return Err(failed()),
            Ok(_) => {}
            Err(error)
                if error
                    .as_database_error()
                    .is_some_and(|e| e.code().as_deref() == Some(there_already)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    connection.close().await?;
    Ok(())
}
