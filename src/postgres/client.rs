//! PostgreSQL's own programs that write a database to a file and read it back.

use std::path::{Path, PathBuf};
use std::process::Command;

use sqlx::postgres::PgConnectOptions;

use super::PostgresError;
use super::programs::usual_places;

/// The database a client program works on, as libpq is told of it.
#[derive(Clone, Debug)]
pub struct Server {
    options: PgConnectOptions,
    password: Option<String>,
}

impl Server {
    /// By the options of a connection and the password in the address it was read from.
    #[must_use]
    pub fn new(options: PgConnectOptions, password: Option<String>) -> Self {
        Self { options, password }
    }

    /// A client program that reaches the server; the password stays out of the list of processes.
    fn command(&self, program: &Path) -> Command {
        let options = &self.options;
        let host = options.get_socket().map_or_else(
            || options.get_host().to_owned(),
            |socket| socket.display().to_string(),
        );
        let mut command = Command::new(program);
        command
            .env("PGHOST", host)
            .env("PGPORT", options.get_port().to_string())
            .env("PGUSER", options.get_username())
            .env("PGDATABASE", options.get_database().unwrap_or_default());
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        command
    }
}

/// Writes the whole database to a file (`pg_dump`, custom format), as of one instant, beside
/// whatever else is going on.
///
/// # Errors
/// [`PostgresError`]
pub fn dump(server: &Server, binaries: Option<&Path>, file: &Path) -> Result<(), PostgresError> {
    let program = find("pg_dump", binaries)?;
    let mut command = server.command(&program);
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]);
    run("pg_dump", &program, command.arg(file))
}

/// Reads a file of [`dump`] into an empty database, all or nothing.
///
/// # Errors
/// [`PostgresError`]
pub fn load(server: &Server, binaries: Option<&Path>, file: &Path) -> Result<(), PostgresError> {
    let program = find("pg_restore", binaries)?;
    let mut command = server.command(&program);
    let database = server.options.get_database().unwrap_or_default();
    command.args(["--no-owner", "--no-privileges", "--single-transaction"]);
    command
        .args(["--exit-on-error", "--dbname", database])
        .arg(file);
    run("pg_restore", &program, &mut command)
}

fn find(name: &'static str, binaries: Option<&Path>) -> Result<PathBuf, PostgresError> {
    let places = match binaries {
        Some(folder) => vec![folder.to_owned()],
        None => usual_places(),
    };
    let found = places
        .iter()
        .map(|place| place.join(name))
        .find(|file| file.is_file());
    found.ok_or_else(|| PostgresError::NotInstalled {
        wanted: name.to_owned(),
        looked: places
            .iter()
            .map(|it| it.display().to_string())
            .collect::<Vec<_>>()
            .join(", "),
    })
}

fn run(name: &'static str, program: &Path, command: &mut Command) -> Result<(), PostgresError> {
    let output = command
        .output()
        .map_err(PostgresError::io("run", program))?;
    if output.status.success() {
        return Ok(());
    }
    Err(PostgresError::Failed {
        program: name,
        output: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}
