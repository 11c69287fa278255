//! Signing out.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};

use super::paths::{SignIn, SignOut};
use crate::{
    access::Actor,
    app::AppState,
    crypto::Token,
    web::{
        error::PageError,
        extract::{Now, SESSION_COOKIE, cookie_name},
        notice::{self, Notice},
    },
    workflow::sign_out::sign_out,
};

/// Ends the session; without one there is nothing left to do.
pub(super) async fn post(
    _: SignOut,
    me: Result<Actor, PageError>,
    Now(now): Now,
    State(app): State<AppState>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let name = cookie_name(&app, SESSION_COOKIE);
    let token = cookies
        .get(&name)
        .and_then(|cookie| Token::parse(cookie.value()));
    if let (Ok(me), Some(token)) = (me, token) {
        let mut tx = app.db.begin().await?;
        sign_out(&mut tx, &me, &token, now).await?;
        tx.commit().await?;
    }
    // A removal, too, must carry what the prefix of the name demands.
    let gone = Cookie::build((name, ""))
        .path("/")
        .secure(app.config.server.https);
    let cookies = cookies.remove(gone);
    Ok((cookies, notice::see_other(SignIn, Notice::SignedOut)).into_response())
}
