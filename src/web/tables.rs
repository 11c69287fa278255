//! Tables that are downloaded: written off the async threads, sent with their length and name.

use std::{fs::File, io::BufWriter};

use anyhow::Context as _;
use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};

use super::{
    error::PageResult,
    headers::{Disposition, disposition},
};
use crate::{
    domain::upload::FileType,
    export::{ExportError, stream},
};

/// Media type of a table as text.
pub const CSV: &str = "text/csv; charset=utf-8";

/// A workbook under this name, to be saved.
///
/// # Errors
/// It could not be written.
pub async fn workbook(
    name: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), ExportError> + Send + 'static,
) -> PageResult<Response> {
    download(name, FileType::Xlsx.media_type(), write).await
}

/// A table of any kind under this name, to be saved.
///
/// # Errors
/// It could not be written.
pub async fn download(
    name: &str,
    media_type: &'static str,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), ExportError> + Send + 'static,
) -> PageResult<Response> {
    let table = stream::spooled(write).await.context("writing a table")?;
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_LENGTH, table.length.to_string()),
        (
            header::CONTENT_DISPOSITION,
            disposition(Disposition::Attachment, name),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(table.stream)).into_response())
}
