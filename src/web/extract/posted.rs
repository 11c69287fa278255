//! Posted forms and query strings whose refusal is a page in Chinese.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
};
use axum_extra::extract::{Form, Query};
use percent_encoding::percent_decode;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::{app::AppState, web::error::PageError};

/// A form is typed before it is sent: its bytes arrive in one go, however bad the line.
const LONGEST_FORM: Duration = Duration::from_mins(2);

/// A posted form; repeated keys are allowed.
#[derive(Debug)]
pub struct Posted<T>(pub T);

/// The query string; repeated keys are allowed.
#[derive(Debug)]
pub struct Queried<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Posted<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, PageError> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let body = timeout(LONGEST_FORM, Bytes::from_request(request, app)).await;
        let body = body.map_err(|_late| PageError::BadRequest)?;
        let body = body.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
            _ => PageError::BadRequest,
        })?;
        readable(&body)?;
        let request = Request::from_parts(parts, Body::from(body));
        let Form(form) = Form::from_request(request, app).await?;
        Ok(Self(form))
    }
}

impl<T: DeserializeOwned> FromRequestParts<AppState> for Queried<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, PageError> {
        readable(parts.uri.query().unwrap_or_default().as_bytes())?;
        let Query(query) = Query::from_request_parts(parts, app).await?;
        Ok(Self(query))
    }
}

/// Refuses what no text holds: bytes that are not UTF-8, which reading would replace, and NUL, which
/// no database stores. The mark of a loss earlier on is refused field by field.
fn readable(encoded: &[u8]) -> Result<(), PageError> {
    let decoded = percent_decode(encoded).decode_utf8();
    match decoded {
        Ok(text) if !text.contains('\0') => Ok(()),
        _ => Err(PageError::Garbled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_texts_are_readable() {
        for (encoded, whole) in [
            ("a=%E5%B7%A5&b=+", true),
            ("", true),
            ("a=%00", false),
            ("a=%B9%A4%D2%B5", false),
            ("a=%EF%BF%BD", true),
        ] {
            assert_eq!(readable(encoded.as_bytes()).is_ok(), whole, "{encoded}");
        }
    }
}
