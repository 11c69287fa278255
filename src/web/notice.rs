//! The result of an act, shown once on the page the act leads to. A cookie carries its code.

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

use super::view::FlashKind;
pub use crate::text::notices::Notice;

/// Name of the cookie.
pub const COOKIE: &str = "tidu_notice";

impl Notice {
    /// How it is shown.
    #[must_use]
    pub fn kind(self) -> FlashKind {
        if self.is_done() {
            FlashKind::Done
        } else {
            FlashKind::Notice
        }
    }
}

/// Answers a post: go to `path` and show the notice there.
#[must_use]
pub fn see_other(path: impl std::fmt::Display, notice: Notice) -> Response {
    let cookie = Cookie::build((COOKIE, notice.code()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .build();
    (
        CookieJar::new().add(cookie),
        Redirect::to(&path.to_string()),
    )
        .into_response()
}

/// Clears the notice once it has been shown.
#[must_use]
pub fn removal() -> Cookie<'static> {
    let mut cookie = Cookie::build((COOKIE, "")).path("/").build();
    cookie.make_removal();
    cookie
}
