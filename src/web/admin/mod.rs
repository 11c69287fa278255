//! What the administrator of the business does: seasons, formal check, assignment of experts,
//! results and decisions, publicity and publication.

mod application;
mod applications;
mod assignments;
mod board;
mod formal_check;
mod parts;
pub mod paths;
mod reviewing;
mod stages;
mod tasks;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(board::show)
        .typed_get(applications::show)
        .typed_get(application::show)
        .typed_get(formal_check::show)
        .typed_post(formal_check::post)
        .typed_get(assignments::show)
        .typed_post(assignments::post)
        .typed_get(reviewing::confirm_cancel)
        .typed_post(reviewing::cancel)
        .typed_post(reviewing::conclude)
}
