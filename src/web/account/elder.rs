//! The switch of the elder mode 长者模式, remembered by a cookie.

use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use super::{local_path::local, paths::Elder};
use crate::web::extract::{ELDER_COOKIE, Posted};

#[derive(Debug, Deserialize)]
pub(super) struct Switch {
    #[serde(default)]
    return_to: String,
}

/// Switches, and shows the same page again.
pub(super) async fn post(
    _: Elder,
    cookies: CookieJar,
    Posted(switch): Posted<Switch>,
) -> impl IntoResponse {
    let cookie = Cookie::build((ELDER_COOKIE, "on"))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax);
    let cookies = if cookies.get(ELDER_COOKIE).is_some() {
        cookies.remove(cookie)
    } else {
        cookies.add(cookie.permanent())
    };
    (
        cookies,
        Redirect::to(local(&switch.return_to).unwrap_or("/")),
    )
}
