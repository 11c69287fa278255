//! The audit administrator's area: reads the trail, changes nothing.

mod filter;
pub mod paths;
mod trail;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(trail::show)
        .typed_get(trail::export)
}
