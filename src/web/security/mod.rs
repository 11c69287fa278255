//! The security administrator's area: accounts and roles, nothing of the business.

mod account;
mod create;
mod create_form;
mod handed_over;
mod list;
pub mod paths;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list::show)
        .typed_get(create::show)
        .typed_post(create::post)
        .typed_get(account::show)
        .typed_post(account::issue)
        .typed_post(account::post_disable)
        .typed_post(account::post_enable)
        .typed_post(account::post_unlock)
}
