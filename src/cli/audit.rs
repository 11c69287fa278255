//! `tidu audit verify`: goes along the chain of the audit trail.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use sqlx::PgConnection;

use super::database::Database;
use crate::{
    config::Config,
    db::audit_chain as stored,
    domain::{
        audit_chain::{Head, Inspection, Link},
        digest::Digest,
    },
    text::cli as text,
};

/// Links read at once.
const AT_ONCE: i64 = 10_000;
/// Published heads compared.
const HEADS: i64 = 100_000;

/// With what the chain is compared besides itself and the heads in the database.
#[derive(Debug, Default, Args)]
pub(super) struct Verify {
    /// A file of published heads kept earlier (from the public page); may be repeated.
    #[arg(long)]
    heads: Vec<PathBuf>,
    /// Place and digest from a receipt, as `12345:9f86d0…`; may be repeated.
    #[arg(long, value_parser = head)]
    receipt: Vec<Head>,
}

fn head(text: &str) -> Result<Head, String> {
    let told = "PLACE:DIGEST";
    let (seq, digest) = text.split_once(':').ok_or(told)?;
    Ok(Head {
        seq: seq.trim().parse().map_err(|_| told)?,
        digest: digest.trim().parse().map_err(|_| told)?,
    })
}

/// Compares the whole chain; answers the line for the operator.
///
/// # Errors
/// With every fault found, or when the database or a file cannot be read.
pub(super) async fn verify(config: &Config, against: &Verify) -> anyhow::Result<String> {
    let mut kept = against.receipt.clone();
    for file in &against.heads {
        kept.extend(heads_in(file).with_context(|| file.display().to_string())?);
    }
    let database = Database::open_beside(config).await?;
    let inspected = inspect(&database, kept).await;
    database.close().await?;
    let (end, faults) = inspected?.finish();
    if faults.is_empty() {
        return Ok(text::chain_is_whole(end.seq, &end.digest.to_string()));
    }
    anyhow::bail!(text::chain_is_broken(&faults))
}

async fn inspect(database: &Database, kept: Vec<Head>) -> anyhow::Result<Inspection> {
    let mut conn: PgConnection = database.connect_owner().await?;
    let published = stored::published(&mut conn, HEADS).await?;
    let heads = published.into_iter().map(|row| row.head).chain(kept);
    let mut inspection = Inspection::new(heads);
    let mut last = 0;
    loop {
        let links: Vec<Link> = stored::links_after(&mut conn, last, AT_ONCE).await?;
        let Some(end) = links.last() else { break };
        last = end.seq;
        for link in &links {
            inspection.next(link);
        }
    }
    for entry in stored::unchained(&mut conn).await? {
        inspection.unchained(entry);
    }
    Ok(inspection)
}

/// Reads a file of published heads: day, place, digest, under a heading.
fn heads_in(file: &Path) -> anyhow::Result<Vec<Head>> {
    let mut reader = csv::Reader::from_path(file)?;
    let mut heads = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |index| record.get(index).unwrap_or_default().trim();
        heads.push(Head {
            seq: cell(1).parse()?,
            digest: cell(2).parse::<Digest>()?,
        });
    }
    Ok(heads)
}
