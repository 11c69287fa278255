//! What a bureau does: its queue, screening case by case, its decisions, and its ranked list.

pub(in crate::web) mod act;
mod case;
mod case_file;
mod case_view;
mod changes;
mod decline;
mod extend_return;
mod finding;
pub mod paths;
mod queue;
mod ranking;
mod recommend;
pub mod registration_paths;
pub mod registrations;
mod return_case;
mod table;
mod take_up;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(queue::show)
        .typed_get(case::show)
        .typed_post(finding::judge)
        .typed_get(changes::show)
        .typed_get(return_case::show)
        .typed_post(return_case::send)
        .typed_post(take_up::send)
        .typed_get(extend_return::show)
        .typed_post(extend_return::send)
        .typed_get(decline::show)
        .typed_post(decline::send)
        .typed_get(recommend::show)
        .typed_post(recommend::send)
        .typed_get(ranking::show)
        .typed_post(ranking::save)
        .typed_get(table::download)
}
