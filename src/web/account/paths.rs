//! The addresses of this area.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::web::headers::percent_encoded;

/// Sign in.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/sign-in")]
pub struct SignIn;

/// The sign-in page that leads to `return_to` afterwards.
#[must_use]
pub fn sign_in_for(return_to: &str) -> String {
    format!("{SignIn}?return_to={}", percent_encoded(return_to))
}
