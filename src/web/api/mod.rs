//! The public interface for other programs (DESIGN §6): no session, no personal data.

mod catalogue;
mod check;
mod open_lists;
pub mod open_publicities;
mod problem;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, header},
    routing::{get, post},
};
use axum_extra::routing::RouterExt;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::AppState;

/// Largest body a check may have, in bytes: some thousand scenarios.
const MAX_BODY: usize = 256 * 1024;

/// The routes of this area. The catalogue and the lists may be read from pages of any site.
pub fn routes() -> Router<AppState> {
    let anywhere = SetResponseHeaderLayer::overriding(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    let open = Router::new()
        .route("/api/v1/catalogue", get(catalogue::show))
        .typed_get(open_lists::directory)
        .typed_get(open_lists::download)
        .typed_get(open_publicities::download)
        .layer(anywhere);
    Router::new().merge(open).route(
        "/api/v1/check",
        post(check::check).layer(DefaultBodyLimit::max(MAX_BODY)),
    )
}
