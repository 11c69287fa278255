//! The evidence store: an object store whose keys are digests, so that equal bytes are kept once
//! and no file name ever becomes a path.

use std::fs::Permissions;
use std::io::ErrorKind;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt as _};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _};

use super::staging::{self, INCOMING};
use super::{StagedFile, UploadError};
use crate::domain::{digest::Digest, evidence::FileName};

/// The store of evidence bytes. Cheap to clone.
#[derive(Clone, Debug)]
pub struct EvidenceStore {
    objects: Arc<LocalFileSystem>,
    root: PathBuf,
}

/// The store could not do its work: disk full, no permission, not reachable.
#[derive(Debug, thiserror::Error)]
#[error("evidence store: {0}")]
pub struct StorageError(#[source] Box<dyn std::error::Error + Send + Sync>);

/// Why stored bytes could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No bytes with this digest are kept.
    #[error("no such bytes")]
    Missing,
    /// The range asked for lies outside the file.
    #[error("range outside the file")]
    Range,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<object_store::Error> for StorageError {
    fn from(error: object_store::Error) -> Self {
        Self(Box::new(error))
    }
}

impl From<std::io::Error> for StorageError {
    fn from(error: std::io::Error) -> Self {
        Self(Box::new(error))
    }
}

/// Stored bytes on their way out.
pub struct StoredBytes {
    /// Length of the whole file in bytes.
    pub length: u64,
    /// The part that `stream` yields.
    pub range: Range<u64>,
    /// The bytes, chunk by chunk.
    pub stream: BoxStream<'static, Result<Bytes, StorageError>>,
}

impl EvidenceStore {
    /// The objects, for the files of this floor.
    pub(super) fn objects(&self) -> &LocalFileSystem {
        &self.objects
    }

    /// Opens the store in a folder, which is made when missing.
    ///
    /// # Errors
    /// The folder cannot be made or entered.
    pub fn open(directory: &FilePath) -> Result<Self, StorageError> {
        std::fs::create_dir_all(directory.join(INCOMING))?;
        let root = directory.canonicalize()?;
        // What applicants hand in is no business of the machine's other users.
        std::fs::set_permissions(&root, Permissions::from_mode(0o700))?;
        // A receipt is given for evidence: it must survive a power cut.
        let objects = LocalFileSystem::new_with_prefix(&root)?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
            root,
        })
    }

    /// Streams a file in without ever holding it whole: at most `limit` bytes, of a type that may
    /// be evidence, whole and to be opened without a password.
    ///
    /// # Errors
    /// What is wrong with the file, or that the store failed. Nothing stays behind then.
    pub async fn stage<E>(
        &self,
        name: &FileName,
        chunks: impl Stream<Item = Result<Bytes, E>> + Send,
        limit: u64,
    ) -> Result<StagedFile, UploadError> {
        staging::stage(&self.objects, name, chunks, limit).await
    }

    /// Keeps a staged file under its digest. Doing it twice, or with bytes that are kept already,
    /// changes nothing. Call it before the transaction that names the digest commits.
    ///
    /// # Errors
    /// The store failed, or the staged file was discarded or swept.
    pub async fn keep(&self, staged: &StagedFile) -> Result<(), StorageError> {
        let address = address(staged.digest);
        match self.objects.head(&address).await {
            Ok(_) => Ok(self.discard(staged).await?),
            Err(object_store::Error::NotFound { .. }) => {
                Ok(self.objects.rename(&staged.location, &address).await?)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets a staged file.
    ///
    /// # Errors
    /// The store failed; a file that is gone already is no error.
    pub async fn discard(&self, staged: &StagedFile) -> Result<(), StorageError> {
        match self.objects.delete(&staged.location).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads kept bytes, whole or the part asked for; an end beyond the file is cut to it.
    ///
    /// # Errors
    /// No such bytes, a range outside them, or the store failed.
    pub async fn read(
        &self,
        digest: Digest,
        range: Option<Range<u64>>,
    ) -> Result<StoredBytes, ReadError> {
        let length = self.length(digest).await?;
        let range = range.unwrap_or(0..length);
        let range = range.start..range.end.min(length);
        if range.is_empty() {
            return Err(ReadError::Range);
        }
        let options = GetOptions {
            range: Some(GetRange::Bounded(range.clone())),
            ..GetOptions::default()
        };
        let found = self
            .objects
            .get_opts(&address(digest), options)
            .await
            .map_err(missing)?;
        let stream = found
            .into_stream()
            .map(|chunk| chunk.map_err(StorageError::from))
            .boxed();
        Ok(StoredBytes {
            length,
            range,
            stream,
        })
    }

    /// The length of kept bytes.
    ///
    /// # Errors
    /// No such bytes, or the store failed.
    pub async fn length(&self, digest: Digest) -> Result<u64, ReadError> {
        Ok(self
            .objects
            .head(&address(digest))
            .await
            .map_err(missing)?
            .size)
    }

    /// Removes incoming files last written before `older_than`; answers how many.
    ///
    /// # Errors
    /// The store failed.
    pub async fn sweep(&self, older_than: DateTime<Utc>) -> Result<u64, StorageError> {
        // Not by listing objects: the half-written part of an interrupted upload is not an object.
        let cutoff = SystemTime::from(older_than);
        let mut entries = tokio::fs::read_dir(self.root.join(INCOMING)).await?;
        let mut removed = 0;
        while let Some(entry) = entries.next_entry().await? {
            match written_before(&entry, cutoff).await {
                Ok(true) => removed += u64::from(remove(&entry.path()).await?),
                Ok(false) => {}
                // Kept or discarded just now.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(removed)
    }

    /// Whether bytes can be written and removed now; for the readiness probe.
    ///
    /// # Errors
    /// They cannot.
    pub async fn ready(&self) -> Result<(), StorageError> {
        let probe = Path::from(INCOMING).join(format!("probe-{}", uuid::Uuid::now_v7()));
        self.objects
            .put(&probe, Bytes::from_static(b"ready").into())
            .await?;
        Ok(self.objects.delete(&probe).await?)
    }
}

async fn written_before(entry: &tokio::fs::DirEntry, cutoff: SystemTime) -> std::io::Result<bool> {
    Ok(entry.metadata().await?.modified()? < cutoff)
}

/// Removes a file; answers whether it was still there.
async fn remove(path: &FilePath) -> std::io::Result<bool> {
    match tokio::fs::remove_file(path).await {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Where bytes lie: two digits fan the folder out, so that none grows beyond what tools can list.
pub(super) fn address(digest: Digest) -> Path {
    let digest = digest.to_string();
    Path::from_iter(["sha256", &digest[..2], &digest])
}

fn missing(error: object_store::Error) -> ReadError {
    match error {
        object_store::Error::NotFound { .. } => ReadError::Missing,
        error => ReadError::Storage(error.into()),
    }
}
