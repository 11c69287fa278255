//! What everybody may read without signing in.

mod audit_heads;
mod catalogue;
mod guide;
mod lists;
mod news;
mod objection;
pub mod paths;
mod publicity;
mod rows;
mod rules;
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
        .typed_get(guide::show)
        .typed_get(catalogue::show)
        .typed_get(rules::show)
        .typed_get(lists::all)
        .typed_get(lists::one)
        .typed_get(publicity::show)
        .typed_get(objection::show)
        .typed_post(objection::post)
        .typed_get(audit_heads::show)
        .typed_get(audit_heads::file)
        .typed_get(guide::accessibility)
        .typed_get(guide::robots)
        .typed_get(guide::favicon)
}
