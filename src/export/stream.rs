//! Large tables on their way to a browser: written to a nameless temporary file off the async
//! threads, then streamed; neither rows nor bytes are held whole in memory.

use std::fs::File;
use std::io::{BufWriter, Seek as _, SeekFrom, Write as _};

use bytes::Bytes;
use futures_util::Stream;
use tokio_util::io::ReaderStream;

use super::ExportError;

/// Bytes handed on at a time.
const CHUNK: usize = 64 * 1024;

/// A finished table of known length.
pub struct Spooled<S> {
    /// Length in bytes.
    pub length: u64,
    /// The bytes.
    pub stream: S,
}

/// Runs `write` on a blocking thread against a temporary file and answers its bytes as a stream.
/// The file has no name, so nothing stays behind when the reader goes away.
///
/// # Errors
/// `write` failed, or the temporary file did.
pub async fn spooled(
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), ExportError> + Send + 'static,
) -> Result<Spooled<impl Stream<Item = std::io::Result<Bytes>> + Send + 'static>, ExportError> {
    let job = tokio::task::spawn_blocking(move || -> Result<(File, u64), ExportError> {
        let mut writer = BufWriter::new(tempfile::tempfile()?);
        write(&mut writer)?;
        writer.flush()?;
        let mut file = writer
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        let length = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        Ok((file, length))
    });
    let (file, length) = job.await.map_err(|_| ExportError::CutShort)??;
    let stream = ReaderStream::with_capacity(tokio::fs::File::from_std(file), CHUNK);
    Ok(Spooled { length, stream })
}
