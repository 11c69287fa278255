//! What an enterprise does: its profile and factories, filling in, checking and submitting an
//! application, and following it.

pub mod answers;
mod application;
mod attachments;
mod check;
mod declarations;
mod evidence;
pub mod evidence_panel;
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
mod print;
mod profile;
mod quality;
mod receipt;
mod scenario;
mod scenario_form;
mod scenario_links;
mod scenario_new;
mod scenario_page;
pub mod scenario_paths;
mod scenarios;
mod start;
mod tasks;
mod withdraw;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
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
        .typed_get(attachments::show)
        .typed_get(check::show)
        .typed_post(check::submit)
        .typed_get(receipt::show)
        .typed_get(print::show)
        .typed_get(withdraw::show)
        .typed_post(withdraw::withdraw)
        .typed_get(precheck::show)
        .typed_get(precheck::strip)
        .merge(evidence::routes())
        .merge(scenario::routes())
        .merge(scenarios::routes())
        .merge(scenario_new::routes())
}
