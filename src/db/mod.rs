//! All SQL besides the checks in `access`: free functions by noun. Writes ask for a right.

pub mod account_list;
pub mod account_requests;
pub mod accounts;
pub mod applications;
pub mod assignments;
pub mod audit;
pub mod audit_chain;
pub mod audit_trail;
pub mod calendar;
pub mod codec;
pub mod decision_lists;
pub mod decisions;
pub mod declarations;
pub mod dossiers;
pub mod editions;
pub mod enterprises;
pub mod evidence;
pub mod factories;
pub mod formal_checks;
pub mod handed_in;
pub mod instances;
pub mod jobs;
pub mod lists;
pub mod maturity;
pub mod messages;
pub mod objections;
pub mod one_time_links;
pub mod overrides;
pub mod public_rows;
pub mod publicities;
pub mod quality;
pub mod quotas;
pub mod ranking;
pub mod recommendations;
pub mod regions;
pub mod registrations;
pub mod results;
pub mod returns;
pub mod reviews;
pub mod revocations;
pub mod schema;
pub mod screening;
pub mod search;
pub mod seasons;
pub mod settings;
pub mod sign_in;
pub mod stored_files;
pub mod submissions;
pub mod table_papers;

use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgQueryResult},
};

/// The migrations, applied in order and never changed once released.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// The limits of every connection that serves requests: nobody waits for ever, and nobody who has
/// gone away holds up others.
#[must_use]
pub fn within_limits(options: PgConnectOptions) -> PgConnectOptions {
    options.options([
        ("lock_timeout", "5s"),
        ("statement_timeout", "30s"),
        ("idle_in_transaction_session_timeout", "60s"),
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "3"),
    ])
}

/// Whether the database could not do something in time, so that trying again later may help.
#[must_use]
pub fn is_busy(error: &sqlx::Error) -> bool {
    /// Deadlock, lock not to be had, statement cancelled.
    const CODES: [&str; 3] = ["40P01", "55P03", "57014"];
    match error {
        sqlx::Error::PoolTimedOut => true,
        error => error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .is_some_and(|code| CODES.contains(&code.as_ref())),
    }
}

/// Asks the database for nothing, to see that it answers.
///
/// # Errors
/// The database's.
pub async fn answers(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::query_scalar!("SELECT 1 AS one")
        .fetch_one(pool)
        .await
        .map(drop)
}

/// Whether an error is the violation of the constraint of this name.
#[must_use]
pub fn violates(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(|e| e.constraint()) == Some(constraint)
}

/// A write that was meant for exactly one row: somebody else changed it first when it hit none.
///
/// # Errors
/// [`sqlx::Error::RowNotFound`] when no row was changed.
pub fn one_row(result: &PgQueryResult) -> sqlx::Result<()> {
    if result.rows_affected() == 1 {
        Ok(())
    } else {
        Err(sqlx::Error::RowNotFound)
    }
}
