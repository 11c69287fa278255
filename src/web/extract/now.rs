//! The moment of the request, read once from the program's clock.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, Utc};

use crate::app::AppState;

/// The moment of the request.
#[derive(Clone, Copy, Debug)]
pub struct Now(pub DateTime<Utc>);

impl FromRequestParts<AppState> for Now {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &AppState,
    ) -> Result<Self, Self::Rejection> {
        if let Some(now) = parts.extensions.get::<Self>() {
            return Ok(*now);
        }
        let now = Self(app.clock.now());
        parts.extensions.insert(now);
        Ok(now)
    }
}
