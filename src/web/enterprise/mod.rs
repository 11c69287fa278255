//! What an enterprise does: its profile and factories, filling in, checking and submitting an
//! application, and following it.

pub mod paths;

use axum::Router;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
}
