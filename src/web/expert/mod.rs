//! The experts' pages: tasks, declaration, review, filing.

mod case_file;
mod declaration;
mod dossier_view;
mod filing;
mod list;
pub mod paths;
mod posted;
mod review;
mod sheet_view;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list::show)
        .typed_get(review::show)
        .typed_post(review::save)
        .typed_post(declaration::declare)
        .typed_get(filing::confirm)
        .typed_post(filing::file)
}
