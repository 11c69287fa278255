//! A posted form kept beside its request, so that nothing typed is lost when it cannot be taken.

use std::time::Duration;

use axum::{
    Form,
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{HeaderMap, Method, header},
};
use tokio::time::timeout;

use super::error::PageError;
use crate::text::page_errors::Brought;

/// The largest form that is kept, in bytes.
const LIMIT: usize = 256 * 1024;
/// How long the bytes of a form may take to arrive.
const LONGEST: Duration = Duration::from_mins(2);
const FORM: &str = "application/x-www-form-urlencoded";
/// The fields whose text is never shown again.
const SECRETS: [&str; 4] = ["password", "current", "repeat", "secret"];

/// The request as it came, and the form it posts as it was encoded; none for files and for forms
/// that are too large.
///
/// # Errors
/// When the body does not arrive whole.
pub async fn keep(request: Request) -> Result<(Request, Option<Bytes>), PageError> {
    if request.method() != Method::POST || !is_small_form(request.headers()) {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let form = timeout(LONGEST, to_bytes(body, LIMIT)).await;
    let form = form
        .map_err(|_late| PageError::BadRequest)?
        .map_err(|_| PageError::BadRequest)?;
    Ok((
        Request::from_parts(parts, Body::from(form.clone())),
        Some(form),
    ))
}

/// The fields of a kept form; none when it is not one.
pub async fn fields(form: Bytes) -> Option<Vec<(String, String)>> {
    let request = Request::post("/")
        .header(header::CONTENT_TYPE, FORM)
        .body(Body::from(form))
        .ok()?;
    Form::from_request(request, &())
        .await
        .ok()
        .map(|Form(fields)| fields)
}

/// Whether a form holds a secret, so that it must not be kept.
pub async fn has_secret(form: Bytes) -> bool {
    let fields = fields(form).await.unwrap_or_default();
    fields
        .iter()
        .any(|(name, _)| SECRETS.contains(&name.as_str()))
}

/// The texts among the fields: what somebody wrote, not what the page put into the form, and never
/// a secret.
#[must_use]
pub fn texts(fields: Vec<(String, String)>) -> Vec<String> {
    let is_text = |value: &str| value.trim().contains(|c: char| !c.is_ascii() || c == ' ');
    fields
        .into_iter()
        .filter(|(name, value)| !SECRETS.contains(&name.as_str()) && is_text(value))
        .map(|(_, value)| value)
        .collect()
}

/// What a request brings, by its method and the type of its body.
#[must_use]
pub fn brought(request: &Request) -> Brought {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match *request.method() {
        Method::POST if kind.starts_with("multipart/") => Brought::Files,
        Method::POST => Brought::Form,
        _ => Brought::Nothing,
    }
}

fn is_small_form(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_form = text(header::CONTENT_TYPE).is_none_or(|kind| kind.starts_with(FORM));
    let length: Option<usize> = text(header::CONTENT_LENGTH).and_then(|n| n.parse().ok());
    is_form && length.is_some_and(|length| length <= LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_wrote_is_a_text() {
        let fields = [
            ("version", "3"),
            ("application", "01a20fad-17d2-72a7-a3ba-876803eeace4"),
            ("problem", "能耗偏高"),
            ("name", "MES upgrade"),
            ("password", "a secret"),
            ("repeat", "密码"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(texts(fields.to_vec()), ["能耗偏高", "MES upgrade"]);
    }

    #[test]
    fn every_field_for_a_password_is_a_secret() {
        let mut found = 0;
        for folder in std::fs::read_dir("templates").unwrap() {
            let folder = folder.unwrap().path();
            for page in folder.read_dir().into_iter().flatten() {
                let page = std::fs::read_to_string(page.unwrap().path()).unwrap();
                for call in page.split("forms::password(errors, \"").skip(1) {
                    let name = call.split('"').next().unwrap();
                    assert!(SECRETS.contains(&name), "{name}");
                    found += 1;
                }
            }
        }
        assert!(found > 5, "{found}");
    }
}
