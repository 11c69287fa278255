//! A file on its way in: streamed chunk by chunk to an object under `incoming/`, counted, digested
//! and recognised. Nothing of it is visible to anybody until it is kept.

use std::pin::pin;

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStoreExt as _, WriteMultipart};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{StorageError, inspect};
use crate::domain::{
    digest::Digest,
    evidence::FileName,
    upload::{FileType, UploadRefusal},
};

/// The folder of files that nobody has kept yet.
pub(super) const INCOMING: &str = "incoming";
/// Bytes held in memory per part; an upload holds two parts at most.
const PART: usize = 256 * 1024;

/// A file that has arrived whole, is of an allowed type and can be opened. It is not evidence yet:
/// keep it, or discard it; forgotten ones are swept.
#[derive(Clone, Debug)]
pub struct StagedFile {
    pub(super) location: Path,
    /// The name as the sender gave it, with the extension of what it is: never for a path.
    pub name: FileName,
    /// The type found from content.
    pub file_type: FileType,
    /// The address under which the bytes will be kept.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
}

/// Why a file could not be staged.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The sender must do something; `text::uploads::refusal` words it.
    #[error("refused: {0:?}")]
    Refused(UploadRefusal),
    /// The store failed; the sender did nothing wrong.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<UploadRefusal> for UploadError {
    fn from(refusal: UploadRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<object_store::Error> for UploadError {
    fn from(error: object_store::Error) -> Self {
        Self::Storage(error.into())
    }
}

/// What is known of the bytes once the last one has been written.
struct Received {
    hasher: Sha256,
    size: u64,
}

/// Streams a file in; see [`super::EvidenceStore::stage`].
pub(super) async fn stage<E>(
    objects: &LocalFileSystem,
    name: &FileName,
    chunks: impl Stream<Item = Result<Bytes, E>> + Send,
    limit: u64,
) -> Result<StagedFile, UploadError> {
    let location = Path::from(INCOMING).join(Uuid::now_v7().to_string());
    let upload = objects.put_multipart(&location).await?;
    let mut parts = WriteMultipart::new_with_chunk_size(upload, PART);
    let received = match receive(&mut parts, chunks, limit).await {
        Ok(received) => received,
        Err(error) => {
            // The reason for stopping matters more than a part that could not be removed: it is swept.
            let _ = parts.abort().await;
            return Err(error);
        }
    };
    parts.finish().await?;
    match recognise(objects, &location, name).await {
        Ok((file_type, name)) => Ok(StagedFile {
            location,
            name,
            file_type,
            digest: Digest::from_bytes(received.hasher.finalize().into()),
            size: received.size,
        }),
        Err(error) => {
            let _ = objects.delete(&location).await;
            Err(error)
        }
    }
}

async fn receive<E>(
    parts: &mut WriteMultipart,
    chunks: impl Stream<Item = Result<Bytes, E>> + Send,
    limit: u64,
) -> Result<Received, UploadError> {
    let mut received = Received {
        hasher: Sha256::new(),
        size: 0,
    };
    let mut chunks = pin!(chunks);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| UploadRefusal::Interrupted)?;
        received.size += chunk.len() as u64;
        if received.size > limit {
            return Err(UploadRefusal::TooLarge { limit }.into());
        }
        received.hasher.update(&chunk);
        parts.wait_for_capacity(1).await?;
        parts.write(&chunk);
    }
    if received.size == 0 {
        return Err(UploadRefusal::Empty.into());
    }
    Ok(received)
}

async fn recognise(
    objects: &LocalFileSystem,
    location: &Path,
    name: &FileName,
) -> Result<(FileType, FileName), UploadError> {
    let path = objects.path_to_filesystem(location)?;
    let inspected = tokio::task::spawn_blocking(move || inspect::inspect(&path));
    let inspected = inspected.await.map_err(std::io::Error::other);
    let kind = inspected.flatten().map_err(StorageError::from)??;
    Ok((kind, inspect::true_name(name, kind)?))
}
