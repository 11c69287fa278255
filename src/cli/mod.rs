//! The command line: what an operator can ask of the program, one file per larger command.

mod account;
mod audit;
mod backup;
mod calendar;
mod database;
mod demonstration;
mod listen;
mod rules;
mod serve;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};

use crate::config::Config;
use crate::telemetry;
use crate::text::cli as text;

use self::database::Database;

/// Intake, pre-screening, assessment and publication of smart-factory tier applications.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages (what is done when no command is given).
    Serve(Serve),
    /// Bring the database to the present schema, and end.
    Migrate,
    /// Read the settings, report every problem, and end.
    CheckConfig,
    /// Accounts that no page can make.
    #[command(subcommand)]
    Account(Account),
    /// The audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// The requirements.
    #[command(subcommand)]
    Rules(Rules),
    /// The calendar of working days.
    #[command(subcommand)]
    Calendar(Calendar),
    /// Write database and evidence to a folder, beside the running service; again to bring it up to date.
    Backup {
        /// The folder.
        folder: PathBuf,
    },
    /// Put a backup into an empty database and data folder.
    Restore {
        /// The folder of the backup.
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Rules {
    /// Attach the office's own text, from its document, to the clauses: a new edition.
    LoadText(rules::LoadText),
}

#[derive(Debug, Subcommand)]
enum Calendar {
    /// Add years, each with the document that fixes its days off and make-up days.
    Load(calendar::Load),
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Go along the whole chain; ends with an error when an entry was edited, removed, moved or cut.
    Verify(audit::Verify),
}

#[derive(Debug, Subcommand)]
enum Account {
    /// Make a security administrator and print the one-time link that sets the password.
    CreateSecurityAdmin {
        /// The name to sign in with.
        #[arg(long)]
        login: String,
        /// The person's name.
        #[arg(long)]
        name: Option<String>,
    },
}

/// How to serve.
#[derive(Clone, Debug, Default, Args)]
struct Serve {
    /// Load a demonstration season; into a new database only.
    #[arg(long, conflicts_with = "no_demo")]
    demo: bool,
    /// Load no demonstration season (without a configured database, the first start does).
    #[arg(long)]
    no_demo: bool,
    /// Let a demonstration listen on an address that others can reach; its passwords are public.
    #[arg(long)]
    allow_public_demo: bool,
}

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    match dispatch(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be closed; there is no other place to complain to.
            let _closed = writeln!(std::io::stderr(), "tidu: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command_line: CommandLine) -> anyhow::Result<()> {
    let config = Config::load()?;
    let _log = telemetry::start(&config.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    match command_line
        .command
        .unwrap_or(Command::Serve(command_line.serve))
    {
        Command::Serve(options) => runtime.block_on(serve::serve(config, &options)),
        Command::Migrate => runtime.block_on(migrate(&config)),
        Command::CheckConfig => say(text::CONFIGURATION_IS_VALID),
        Command::Account(Account::CreateSecurityAdmin { login, name }) => {
            let made = account::create_security_admin(&config, &login, name.as_deref());
            say(&runtime.block_on(made)?)
        }
        Command::Audit(Audit::Verify(against)) => {
            say(&runtime.block_on(audit::verify(&config, &against))?)
        }
        Command::Rules(Rules::LoadText(asked)) => {
            say(&runtime.block_on(rules::load_text(&config, &asked))?)
        }
        Command::Calendar(Calendar::Load(asked)) => {
            say(&runtime.block_on(calendar::load(&config, &asked))?)
        }
        Command::Backup { folder } => say(&runtime.block_on(backup::write(&config, &folder))?),
        Command::Restore { folder } => say(&runtime.block_on(backup::restore(&config, &folder))?),
    }
}

async fn migrate(config: &Config) -> anyhow::Result<()> {
    let database = Database::open(config).await?;
    let migrated = database.prepare().await;
    database.close().await?;
    migrated?;
    say(text::DATABASE_IS_CURRENT)
}

/// Writes one line for the operator to standard output.
fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("writing to standard output")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<CommandLine, clap::Error> {
        CommandLine::try_parse_from([&["tidu"], arguments].concat())
    }

    #[test]
    fn serving_is_what_is_done_when_nothing_is_said() {
        assert!(parsed(&[]).unwrap().command.is_none());
        assert!(parsed(&["--no-demo"]).unwrap().serve.no_demo);
        let Some(Command::Serve(options)) = parsed(&["serve", "--demo"]).unwrap().command else {
            panic!("not serve")
        };
        assert!(options.demo);
    }

    #[test]
    fn contradictions_are_refused() {
        assert!(parsed(&["--demo", "--no-demo"]).is_err());
        assert!(parsed(&["--demo", "migrate"]).is_err());
    }
}
