//! Signing in and out, registration, passwords, messages.

pub mod paths;

use axum::Router;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
}
