//! Signing in and out, registration, passwords, messages.

mod elder;
mod link;
pub mod local_path;
mod messages;
mod password;
mod password_form;
pub mod paths;
mod register;
mod register_form;
mod requests;
pub mod resume;
mod sign_in;
mod sign_out;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(sign_in::show)
        .typed_post(sign_in::post)
        .typed_post(sign_out::post)
        .typed_get(register::show)
        .typed_post(register::post)
        .typed_get(register::received)
        .typed_get(link::show)
        .typed_post(link::post)
        .typed_get(password::show)
        .typed_post(password::post)
        .typed_get(requests::show)
        .typed_post(requests::agree)
        .typed_post(requests::refuse)
        .typed_post(requests::take_back)
        .typed_post(requests::do_it)
        .typed_get(messages::list)
        .typed_post(messages::read_all)
        .typed_post(messages::open)
        .typed_post(elder::post)
}
