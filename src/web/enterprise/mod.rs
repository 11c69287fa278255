//! What an enterprise does: its profile and factories, filling in, checking and submitting an
//! application, and following it.

mod evidence;
pub mod evidence_panel;
pub mod paths;
pub mod scenario_paths;
mod application;
mod declarations;
mod factories;
mod factory;
mod factory_input;
mod fields;
mod home;
pub mod links;
mod maturity;
pub mod own_page;
pub mod paths;
mod precheck;
mod profile;
mod quality;
mod start;
mod tasks;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new().merge(evidence::routes())
    Router::new()
        .typed_get(home::show)
        .typed_get(profile::show)
        .typed_post(profile::save)
        .typed_get(factories::show)
        .typed_get(factory::show_new)
        .typed_post(factory::add)
        .typed_get(factory::show)
        .typed_post(factory::save)
        .typed_get(start::show)
        .typed_post(start::start)
        .typed_get(application::show)
        .typed_get(declarations::show)
        .typed_post(declarations::save)
        .typed_get(maturity::show)
        .typed_post(maturity::save)
        .typed_get(quality::show)
        .typed_post(quality::save)
        .typed_get(precheck::show)
        .typed_get(precheck::strip)
}
