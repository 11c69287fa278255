//! What everybody may read without signing in.

pub mod paths;
mod self_check;
mod start;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(start::show)
        .typed_get(self_check::show)
}
