//! Finds out once per request who is asking.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use chrono::{DateTime, Utc};

use crate::{
    access::session::{self, SignedIn},
    app::{App, AppState},
    crypto::Token,
    db::seasons::{self, Season},
    web::{
        error::{self, PageError},
        extract::Now,
        notice,
    },
};

/// Name of the session cookie.
pub const SESSION_COOKIE: &str = "tidu_session";
/// Name of the cookie by which a device is known again.
const DEVICE_COOKIE: &str = "tidu_device";
/// Name of the cookie that remembers the elder mode.
pub const ELDER_COOKIE: &str = "tidu_elder";

/// What is known of a request before its handler runs.
#[derive(Clone, Debug)]
pub struct SessionContext {
    /// The person, if signed in.
    pub signed_in: Option<SignedIn>,
    /// The open seasons, newest first.
    pub seasons: Vec<Season>,
    /// The result of the act before, shown once.
    pub notice: Option<notice::Notice>,
    /// Whether the elder mode is on.
    pub elder: bool,
    /// Path and query asked for.
    pub path: String,
}

/// Puts an [`Arc<SessionContext>`] into every request of the pages.
pub async fn attach_session(
    State(app): State<AppState>,
    cookies: CookieJar,
    Now(now): Now,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let context = match context(&app, &cookies, path, now).await {
        Ok(context) => context,
        Err(error) => return error::with_typed(PageError::from(error), request).await,
    };
    let shows_notice = context.notice.is_some();
    let personal = context.signed_in.is_some();
    request.extensions_mut().insert(Arc::new(context));
    let mut response = next.run(request).await;
    if personal {
        let headers = response.headers_mut();
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
    if shows_notice && response.status().is_success() {
        append_cookie(&mut response, &notice::removal());
    }
    response
}

async fn context(
    app: &AppState,
    cookies: &CookieJar,
    path: String,
    now: DateTime<Utc>,
) -> sqlx::Result<SessionContext> {
    let mut conn = app.db.acquire().await?;
    let signed_in = match token_in(app, cookies, SESSION_COOKIE) {
        Some(token) => {
            session::authenticate(&mut conn, &token.digest(), app.session_limits(), now).await?
        }
        None => None,
    };
    Ok(SessionContext {
        signed_in,
        seasons: seasons::open_ones(&mut conn).await?,
        notice: cookies
            .get(notice::COOKIE)
            .and_then(|c| notice::Notice::from_code(c.value())),
        elder: cookies.get(ELDER_COOKIE).is_some(),
        path,
    })
}

/// The cookie that carries a session's token.
#[must_use]
pub fn session_cookie(app: &App, token: &Token) -> Cookie<'static> {
    secret_cookie(app, SESSION_COOKIE, token)
}

/// The cookie by which a device is known again.
#[must_use]
pub fn device_cookie(app: &App, token: &Token) -> Cookie<'static> {
    let mut cookie = secret_cookie(app, DEVICE_COOKIE, token);
    cookie.make_permanent();
    cookie
}

/// The token of the device, if it brings one.
#[must_use]
pub fn device(app: &App, cookies: &CookieJar) -> Option<Token> {
    token_in(app, cookies, DEVICE_COOKIE)
}

fn secret_cookie(app: &App, name: &str, token: &Token) -> Cookie<'static> {
    Cookie::build((cookie_name(app, name), token.reveal()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.server.https)
        .build()
}

/// With https no other host, a sibling's neither, can plant a cookie of this name.
#[must_use]
pub fn cookie_name(app: &App, name: &str) -> String {
    if app.config.server.https {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

fn token_in(app: &App, cookies: &CookieJar, name: &str) -> Option<Token> {
    let cookie = cookies.get(&cookie_name(app, name))?;
    Token::parse(cookie.value())
}

fn append_cookie(response: &mut Response, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
