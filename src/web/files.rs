//! Serves evidence to everybody who may read it: whole or in parts, shown in place only for types
//! that run nothing, never kept by a cache.

use std::ops::Range;

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

use crate::{
    access::{Actor, evidence::readable},
    app::AppState,
    db::{
        audit::{self, Entry},
        evidence,
    },
    domain::{audit::AuditAct, digest::Digest, ids::EvidenceId, upload::FileType},
    files::{
        ReadError, StoredBytes,
        download::{Disposition, content_disposition},
    },
    web::{
        error::{PageError, PageResult},
        extract::Now,
    },
};

/// One evidence file.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/files/{evidence}", rejection(PageError))]
pub struct File {
    /// The file.
    pub evidence: EvidenceId,
}

/// For PDF: the browser's own viewer does not work in a sandbox, and a PDF loads nothing here.
const PDF_POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; \
                          base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
/// For images, which a page of ours may frame.
const IMAGE_POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; \
                            base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";
/// For everything that is only saved.
const ATTACHMENT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// The routes of this file.
pub fn routes() -> Router<AppState> {
    Router::new().typed_get(serve)
}

async fn serve(
    path: File,
    State(app): State<AppState>,
    actor: Actor,
    Now(now): Now,
    headers: HeaderMap,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let file = readable(&mut tx, &actor, path.evidence).await?;
    let served = Served {
        name: file.file_name(),
        media_type: file.media_type(),
        digest: file.digest(),
    };
    if served.is_read(&headers)
        && !matches!(actor, Actor::Enterprise(_))
        && !evidence::read_lately(&mut tx, &actor, &file, now).await?
    {
        let entry = Entry {
            act: AuditAct::ReadEvidence,
            application: Some(file.application()),
            detail: serde_json::json!({ "evidence": file.id() }),
        };
        audit::record(&mut tx, &actor, &entry, now).await?;
    }
    tx.commit().await?;
    send(&app, &headers, served).await
}

/// A stored file as it is served, whatever it belongs to. The caller has checked that it may be read.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Served<'a> {
    /// Its name, made safe when it was uploaded.
    pub name: &'a str,
    /// Its type, found from its content.
    pub media_type: &'a str,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub digest: &'a str,
}

impl Served<'_> {
    /// Whether the answer will hold some of its bytes.
    fn is_read(&self, headers: &HeaderMap) -> bool {
        // Its length decides between a part and nothing only.
        !matches!(Asked::of(headers, u64::MAX, self.digest), Asked::Unchanged)
    }
}

/// Answers with the file, or the part of it that is asked for.
///
/// # Errors
/// The store has lost it.
pub(in crate::web) async fn send(
    app: &AppState,
    headers: &HeaderMap,
    file: Served<'_>,
) -> PageResult<Response> {
    let digest: Digest = file.digest.parse().map_err(anyhow::Error::from)?;
    let length = app.files.length(digest).await.map_err(lost)?;
    let mut response = match Asked::of(headers, length, file.digest) {
        Asked::Unchanged => StatusCode::NOT_MODIFIED.into_response(),
        Asked::Beyond => beyond(length),
        Asked::Whole => whole(app.files.read(digest, None).await.map_err(lost)?),
        Asked::Part(range) => part(app.files.read(digest, Some(range)).await.map_err(lost)?),
    };
    describe(response.headers_mut(), file)?;
    Ok(response)
}

fn lost(error: ReadError) -> PageError {
    PageError::Internal(anyhow::Error::new(error).context("reading an evidence file"))
}

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// The reader has it already.
    Unchanged,
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that do not exist.
    Beyond,
}

impl Asked {
    fn of(headers: &HeaderMap, length: u64, digest: &str) -> Self {
        let tag = format!("\"{digest}\"");
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        if text(header::IF_NONE_MATCH) == Some(tag.as_str()) {
            return Self::Unchanged;
        }
        match text(header::RANGE) {
            Some(range) if text(header::IF_RANGE).is_none_or(|known| known == tag) => {
                Self::range(range, length)
            }
            _ => Self::Whole,
        }
    }

    /// One range of bytes (RFC 9110 §14.2); anything else is answered with the whole file.
    fn range(header: &str, length: u64) -> Self {
        let bounds = header
            .strip_prefix("bytes=")
            .and_then(|range| range.trim().split_once('-'));
        let (start, end) = match bounds {
            Some(("", suffix)) => match suffix.parse::<u64>() {
                Ok(last) => (length.saturating_sub(last), length),
                Err(_) => return Self::Whole,
            },
            Some((start, "")) => match start.parse() {
                Ok(start) => (start, length),
                Err(_) => return Self::Whole,
            },
            Some((start, end)) => match (start.parse::<u64>(), end.parse::<u64>()) {
                (Ok(start), Ok(end)) if start <= end => (start, end.saturating_add(1).min(length)),
                _ => return Self::Whole,
            },
            None => return Self::Whole,
        };
        if start < end {
            Self::Part(start..end)
        } else {
            Self::Beyond
        }
    }
}

fn whole(bytes: StoredBytes) -> Response {
    let length = bytes.length;
    ([(header::CONTENT_LENGTH, length)], body(bytes)).into_response()
}

fn part(bytes: StoredBytes) -> Response {
    let Range { start, end } = bytes.range;
    let range = format!("bytes {start}-{}/{}", end.saturating_sub(1), bytes.length);
    (
        StatusCode::PARTIAL_CONTENT,
        [
            (header::CONTENT_RANGE, range),
            (header::CONTENT_LENGTH, (end - start).to_string()),
        ],
        body(bytes),
    )
        .into_response()
}

fn beyond(length: u64) -> Response {
    (
        StatusCode::RANGE_NOT_SATISFIABLE,
        [(header::CONTENT_RANGE, format!("bytes */{length}"))],
    )
        .into_response()
}

fn body(bytes: StoredBytes) -> Body {
    Body::from_stream(bytes.stream)
}

/// The headers every answer about a file carries.
fn describe(headers: &mut HeaderMap, file: Served<'_>) -> PageResult<()> {
    let kind = FileType::from_media_type(file.media_type);
    let (disposition, policy, frames) = match kind {
        Some(FileType::Pdf) => (Disposition::Inline, PDF_POLICY, "SAMEORIGIN"),
        Some(kind) if kind.previews_inline() => (Disposition::Inline, IMAGE_POLICY, "SAMEORIGIN"),
        _ => (Disposition::Attachment, ATTACHMENT_POLICY, "DENY"),
    };
    let value = |text: &str| HeaderValue::from_str(text).map_err(anyhow::Error::from);
    let media_type = kind.map_or("application/octet-stream", FileType::media_type);
    let name = content_disposition(disposition, file.name);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CONTENT_DISPOSITION, value(&name)?);
    headers.insert(header::ETAG, value(&format!("\"{}\"", file.digest))?);
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_FRAME_OPTIONS, frames),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::ACCEPT_RANGES, "bytes"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (header, expected) in [
            ("bytes=0-", Asked::Part(0..100)),
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=10-19", Asked::Part(10..20)),
            ("bytes=90-500", Asked::Part(90..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-500", Asked::Part(0..100)),
            ("bytes=0-18446744073709551615", Asked::Part(0..100)),
            ("bytes=100-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=5-4", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("bytes=a-b", Asked::Whole),
            ("lines=0-1", Asked::Whole),
            ("bytes", Asked::Whole),
        ] {
            assert_eq!(Asked::range(header, 100), expected, "{header}");
        }
    }

    #[test]
    fn a_known_digest_is_not_sent_again_and_an_old_one_never_in_parts() {
        let headers = |pairs: &[(HeaderName, &'static str)]| -> HeaderMap {
            pairs
                .iter()
                .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
                .collect()
        };
        let known = headers(&[(header::IF_NONE_MATCH, "\"ab\"")]);
        assert_eq!(Asked::of(&known, 9, "ab"), Asked::Unchanged);
        let old = headers(&[
            (header::RANGE, "bytes=1-2"),
            (header::IF_RANGE, "\"older\""),
        ]);
        assert_eq!(Asked::of(&old, 9, "ab"), Asked::Whole);
        let same = headers(&[(header::RANGE, "bytes=1-2"), (header::IF_RANGE, "\"ab\"")]);
        assert_eq!(Asked::of(&same, 9, "ab"), Asked::Part(1..3));
    }
}
