//! `tidu rules …`: the office's own text of the requirements, loaded from the official document.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::database::Database;
use crate::{
    access::System,
    clock::Clock,
    config::Config,
    db::editions::{EditionCache, EditionKind, names},
    files::document,
    text::official_text as words,
    workflow::load_official_text::load_official_text,
};

/// What to load.
#[derive(Debug, Args)]
pub(super) struct LoadText {
    /// The official document, .docx or .txt.
    file: PathBuf,
    /// The name of the new edition.
    #[arg(long)]
    edition: String,
    /// The edition whose clauses get the text; the newest when it is not named.
    #[arg(long)]
    base: Option<String>,
    /// Keep the new edition; without this, only what was read is told.
    #[arg(long)]
    confirm: bool,
}

/// Reads the document and answers what was read and done.
pub(super) async fn load_text(config: &Config, asked: &LoadText) -> anyhow::Result<String> {
    let bytes =
        std::fs::read(&asked.file).with_context(|| format!("reading {}", asked.file.display()))?;
    let paragraphs =
        document::paragraphs(&bytes).map_err(|fault| anyhow::anyhow!(words::fault(fault)))?;
    let database = Database::open_beside(config).await?;
    let said = keep(&database, &paragraphs, asked).await;
    database.close().await?;
    said
}

async fn keep(
    database: &Database,
    paragraphs: &[String],
    asked: &LoadText,
) -> anyhow::Result<String> {
    database.prepare().await?;
    let mut tx = database.pool.begin().await?;
    let newest = names(&mut tx, EditionKind::Rules).await?.into_iter().next();
    let base = asked.base.clone().or(newest.map(|newest| newest.edition));
    let base = base.context("no edition of the rules is imported")?;
    let rules = EditionCache::default().rules(&mut tx, &base).await?;
    let name = asked.file.file_name().unwrap_or_default().to_string_lossy();
    let source = (asked.edition.as_str(), &*name);
    let attached = rules.with_official_text(paragraphs, &words::landmarks(), source);
    if asked.confirm {
        let now = Clock::System.now();
        load_official_text(&mut tx, &System::acting(), &attached.rules, now).await?;
        tx.commit().await?;
    }
    Ok(words::said(&attached, asked.confirm))
}
