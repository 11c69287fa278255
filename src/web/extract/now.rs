//! The moment of the request: when its headers had arrived. Whatever is decided by a deadline is
//! decided by it, so that a busy server refuses nobody who was in time.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    middleware::Next,
    response::Response,
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::app::{App, AppState};

/// How long the bytes of an upload may take and still count as of its beginning.
const LONGEST_UPLOAD: TimeDelta = TimeDelta::minutes(30);

/// The moment of the request.
#[derive(Clone, Copy, Debug)]
pub struct Now(pub DateTime<Utc>);

impl Now {
    /// The moment an upload counts from: when it began, at most half an hour ago.
    pub fn of_upload(self, app: &App) -> DateTime<Utc> {
        self.0.max(app.clock.now() - LONGEST_UPLOAD)
    }
}

/// Stamps the request with the moment of its arrival. Belongs outside of everything that waits.
pub async fn stamp_arrival(
    State(app): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    request.extensions_mut().insert(Now(app.clock.now()));
    next.run(request).await
}

impl FromRequestParts<AppState> for Now {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        app: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let stamped = parts.extensions.get::<Self>().copied();
        Ok(stamped.unwrap_or_else(|| Self(app.clock.now())))
    }
}
