//! Recommendation tables (推荐汇总表) that are handed in: by the bureau, seen and given back by the office.

mod hand_in;
mod list;
mod papers;
pub mod paths;
mod reopen;
mod table;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(hand_in::show)
        .typed_post(hand_in::post)
        .typed_get(reopen::show_own)
        .typed_post(reopen::post_own)
        .typed_get(reopen::show_any)
        .typed_post(reopen::post_any)
        .typed_post(papers::upload)
        .typed_get(papers::read)
        .typed_get(table::download)
        .typed_get(list::show)
}
