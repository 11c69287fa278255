//! `tidu backup` and `tidu restore`: the database first, then the files it names, then every file
//! compared with the digest of its row.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use percent_encoding::percent_decode_str;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use url::Url;

use super::database::Database;
use crate::{
    clock::Clock,
    config::{self, Config},
    db::{schema, stored_files},
    domain::digest::Digest,
    files::{EvidenceStore, copy},
    postgres::client::{self, Server},
    text::cli as text,
};

/// Files named at once.
const AT_ONCE: i64 = 1_000;

/// What a complete backup says of itself; written last.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    program: String,
    finished_at: String,
    database_sha256: Digest,
    files: u64,
}

/// The form of backups this program writes and reads.
const FORMAT: u32 = 1;

/// The parts of a backup folder.
struct Folder(PathBuf);

impl Folder {
    fn manifest(&self) -> PathBuf {
        self.0.join("backup.json")
    }

    fn database(&self) -> PathBuf {
        self.0.join("database.dump")
    }

    fn files(&self) -> PathBuf {
        self.0.join("files")
    }
}

/// Writes a backup, or brings an earlier one in the folder up to date: files that are there
/// already are compared, not copied again.
///
/// # Errors
/// When something cannot be read or written, or a stored file is missing or damaged; the folder
/// then holds no manifest and is refused by `restore`.
pub(super) async fn write(config: &Config, folder: &Path) -> anyhow::Result<String> {
    let folder = Folder(folder.to_owned());
    std::fs::create_dir_all(folder.files()).with_context(|| folder.0.display().to_string())?;
    if folder.manifest().exists() {
        std::fs::remove_file(folder.manifest())?;
    }
    let database = Database::open_beside(config).await?;
    let written = write_from(&database, config, &folder).await;
    database.close().await?;
    let (files, copied) = written?;
    Ok(text::backed_up(
        &folder.0.display().to_string(),
        files,
        copied,
    ))
}

async fn write_from(
    database: &Database,
    config: &Config,
    folder: &Folder,
) -> anyhow::Result<(u64, u64)> {
    let server = server(database, config)?;
    let (binaries, target) = (config.postgres.binaries.clone(), folder.database());
    spawn_blocking(move || client::dump(&server, binaries.as_deref(), &target)).await??;
    let store = EvidenceStore::open(&config.data.dir.join("files"))?;
    let (files, copied) = copy_files(database, &store, folder).await?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        finished_at: Clock::System.now().to_rfc3339(),
        database_sha256: copy::digest_of_file(&folder.database()).await?,
        files,
    };
    std::fs::write(folder.manifest(), serde_json::to_vec_pretty(&manifest)?)?;
    Ok((files, copied))
}

/// Copies what is not there yet and compares every file; answers how many there are and were copied.
async fn copy_files(
    database: &Database,
    store: &EvidenceStore,
    folder: &Folder,
) -> anyhow::Result<(u64, u64)> {
    let mut conn = database.connect_owner().await?;
    let (mut last, mut files, mut copied, mut damaged) = (None, 0, 0, Vec::new());
    loop {
        let named = stored_files::after(&mut conn, last, AT_ONCE).await?;
        let Some(end) = named.last() else { break };
        last = Some(end.digest);
        for file in named {
            files += 1;
            let target = copy::place_in(&folder.files(), file.digest);
            if copy::holds(&target, file.digest).await? {
                continue;
            }
            match store.copy_out(file.digest, &target).await {
                Ok(()) => copied += 1,
                Err(error) => damaged.push(format!("{}: {error}", file.digest)),
            }
        }
    }
    if !damaged.is_empty() {
        bail!(text::files_damaged(&damaged));
    }
    Ok((files, copied))
}

/// Puts a backup into an empty database and an empty data folder.
///
/// # Errors
/// When the backup is not complete, the database or the evidence folder is in use, or a file is
/// not whole.
pub(super) async fn restore(config: &Config, folder: &Path) -> anyhow::Result<String> {
    let folder = Folder(folder.to_owned());
    let manifest = complete(&folder).await?;
    let database = Database::open(config).await?;
    let restored = restore_into(&database, config, &folder).await;
    database.close().await?;
    let files = restored?;
    ensure!(
        files == manifest.files,
        text::files_differ(manifest.files, files)
    );
    Ok(text::restored(files))
}

async fn complete(folder: &Folder) -> anyhow::Result<Manifest> {
    let manifest = std::fs::read(folder.manifest()).context(text::BACKUP_INCOMPLETE)?;
    let manifest: Manifest = serde_json::from_slice(&manifest).context(text::BACKUP_INCOMPLETE)?;
    ensure!(manifest.format == FORMAT, text::BACKUP_OF_ANOTHER_FORM);
    let dump = copy::digest_of_file(&folder.database()).await?;
    ensure!(dump == manifest.database_sha256, text::BACKUP_DAMAGED);
    Ok(manifest)
}

async fn restore_into(
    database: &Database,
    config: &Config,
    folder: &Folder,
) -> anyhow::Result<u64> {
    let mut conn = database.connect_owner().await?;
    ensure!(schema::is_empty(&mut conn).await?, text::DATABASE_IN_USE);
    let server = server(database, config)?;
    let (binaries, source) = (config.postgres.binaries.clone(), folder.database());
    spawn_blocking(move || client::load(&server, binaries.as_deref(), &source)).await??;
    database.prepare().await?;
    let store = EvidenceStore::open(&config.data.dir.join("files"))?;
    let (mut last, mut files) = (None, 0);
    loop {
        let named = stored_files::after(&mut conn, last, AT_ONCE).await?;
        let Some(end) = named.last() else { break };
        last = Some(end.digest);
        for file in named {
            let source = copy::place_in(&folder.files(), file.digest);
            store
                .copy_in(file.digest, &source)
                .await
                .with_context(|| source.display().to_string())?;
            files += 1;
        }
    }
    Ok(files)
}

/// How PostgreSQL's own programs reach the database, as its owner.
fn server(database: &Database, config: &Config) -> anyhow::Result<Server> {
    let config::Database { url, owner_url, .. } = &config.database;
    let password = match owner_url.as_ref().or(url.as_ref()) {
        Some(url) => password_in(url.expose_secret())?,
        None => None,
    };
    Ok(Server::new(database.owner().clone(), password))
}

fn password_in(url: &str) -> anyhow::Result<Option<String>> {
    let url = Url::parse(url)?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(Into::into);
    Ok(url.password().map(decoded).transpose()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_taken_out_of_the_address_as_it_was_before_it_was_escaped() {
        for (address, password) in [
            ("postgres://tidu:a%40b%2F+c@db/tidu", Some("a@b/+c")),
            ("postgres://tidu@db/tidu", None),
        ] {
            assert_eq!(
                password_in(address).unwrap().as_deref(),
                password,
                "{address}"
            );
        }
    }
}
