//! What an enterprise does: its profile and factories, filling in, checking and submitting an
//! application, and following it.

mod evidence;
pub mod evidence_panel;
pub mod paths;
pub mod scenario_paths;

use axum::Router;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new().merge(evidence::routes())
}
