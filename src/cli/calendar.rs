//! `tidu calendar …`: the calendar of working days.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::database::Database;
use crate::{
    access::System,
    clock::Clock,
    config::Config,
    domain::calendar::{CalendarYear, table},
    files::spreadsheet,
    text::calendar as words,
    workflow::load_calendar::load_calendar,
};

/// What to load.
#[derive(Debug, Args)]
pub(super) struct Load {
    /// A table of days, .xlsx or .csv, with the columns date and kind (holiday or workday).
    file: PathBuf,
    /// The document that fixes the days.
    #[arg(long)]
    source: String,
    /// Keep the years; without this, only what was read is told.
    #[arg(long)]
    confirm: bool,
}

/// Reads the table and answers what was read and done.
pub(super) async fn load(config: &Config, asked: &Load) -> anyhow::Result<String> {
    let bytes =
        std::fs::read(&asked.file).with_context(|| format!("reading {}", asked.file.display()))?;
    let sheets =
        spreadsheet::sheets(&bytes).map_err(|fault| anyhow::anyhow!("the table: {fault:?}"))?;
    let years = table::first_years(&sheets, &words::MEANING)
        .map_err(|error| anyhow::anyhow!(words::faults(&error).join("\n")))?;
    anyhow::ensure!(
        !asked.source.trim().is_empty(),
        "--source names no document"
    );
    if asked.confirm {
        let database = Database::open_beside(config).await?;
        let kept = keep(&database, &years, asked.source.trim()).await;
        database.close().await?;
        kept?;
    }
    Ok(words::said(&years, asked.confirm))
}

async fn keep(database: &Database, years: &[CalendarYear], source: &str) -> anyhow::Result<()> {
    database.prepare().await?;
    let mut tx = database.pool.begin().await?;
    let now = Clock::System.now();
    load_calendar(&mut tx, &System::acting(), years, source, now).await?;
    Ok(tx.commit().await?)
}
