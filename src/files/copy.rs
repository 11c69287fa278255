//! Stored bytes copied out of the store and back into it, always compared with their digest.

use std::path::{Path as FilePath, PathBuf};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::staging::INCOMING;
use super::store::{EvidenceStore, ReadError, StorageError, address};
use crate::domain::digest::Digest;

/// Bytes read at once.
const CHUNK: usize = 256 * 1024;

/// Why bytes were not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The source is missing or cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The target cannot be written, or the source folder not be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The bytes are not those of the digest.
    #[error("the bytes of {0} are damaged")]
    Damaged(Digest),
}

impl From<StorageError> for CopyError {
    fn from(error: StorageError) -> Self {
        Self::Read(error.into())
    }
}

/// Where the bytes of a digest lie below a folder of copies.
pub fn place_in(folder: &FilePath, digest: Digest) -> PathBuf {
    let digest = digest.to_string();
    folder.join(&digest[..2]).join(&digest)
}

/// The digest of a file, read piece by piece.
///
/// # Errors
/// The file cannot be read.
pub async fn digest_of_file(file: &FilePath) -> std::io::Result<Digest> {
    let file = tokio::fs::File::open(file).await?;
    digest_of(ReaderStream::with_capacity(file, CHUNK)).await
}

/// Whether the file holds exactly the bytes of the digest; a missing file does not.
///
/// # Errors
/// The file cannot be read.
pub async fn holds(file: &FilePath, digest: Digest) -> std::io::Result<bool> {
    match digest_of_file(file).await {
        Ok(found) => Ok(found == digest),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

async fn digest_of<E>(
    mut chunks: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Digest, E> {
    let mut hasher = Sha256::new();
    while let Some(chunk) = chunks.try_next().await? {
        hasher.update(&chunk);
    }
    Ok(Digest::from_bytes(hasher.finalize().into()))
}

impl EvidenceStore {
    /// Whether the kept bytes of a digest are there and whole.
    ///
    /// # Errors
    /// The store failed.
    pub async fn is_whole(&self, digest: Digest) -> Result<bool, StorageError> {
        match self.read(digest, None).await {
            Ok(stored) => Ok(digest_of(stored.stream).await? == digest),
            Err(ReadError::Missing | ReadError::Range) => Ok(false),
            Err(ReadError::Storage(error)) => Err(error),
        }
    }

    /// Copies kept bytes to a file, which is there whole or not at all.
    ///
    /// # Errors
    /// [`CopyError`]
    pub async fn copy_out(&self, digest: Digest, file: &FilePath) -> Result<(), CopyError> {
        let folder = file.parent().unwrap_or(file);
        tokio::fs::create_dir_all(folder).await?;
        let part = file.with_extension("part");
        let mut target = tokio::fs::File::create(&part).await?;
        let mut stored = self.read(digest, None).await?.stream;
        let mut hasher = Sha256::new();
        while let Some(chunk) = stored.try_next().await? {
            hasher.update(&chunk);
            target.write_all(&chunk).await?;
        }
        target.sync_all().await?;
        if Digest::from_bytes(hasher.finalize().into()) != digest {
            tokio::fs::remove_file(&part).await?;
            return Err(CopyError::Damaged(digest));
        }
        Ok(tokio::fs::rename(&part, file).await?)
    }

    /// Keeps the bytes of a file under their digest.
    ///
    /// # Errors
    /// [`CopyError`]; nothing is kept then.
    pub async fn copy_in(&self, digest: Digest, file: &FilePath) -> Result<(), CopyError> {
        let source = tokio::fs::File::open(file).await?;
        let location = Path::from(INCOMING).join(Uuid::now_v7().to_string());
        let upload = self.objects().put_multipart(&location).await;
        let mut parts =
            WriteMultipart::new_with_chunk_size(upload.map_err(StorageError::from)?, CHUNK);
        let mut hasher = Sha256::new();
        let mut chunks = ReaderStream::with_capacity(source, CHUNK);
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk?;
            hasher.update(&chunk);
            parts
                .wait_for_capacity(1)
                .await
                .map_err(StorageError::from)?;
            parts.write(&chunk);
        }
        parts.finish().await.map_err(StorageError::from)?;
        if Digest::from_bytes(hasher.finalize().into()) != digest {
            self.objects()
                .delete(&location)
                .await
                .map_err(StorageError::from)?;
            return Err(CopyError::Damaged(digest));
        }
        let kept = self.objects().rename(&location, &address(digest)).await;
        Ok(kept.map_err(StorageError::from)?)
    }
}
