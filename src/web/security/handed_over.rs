//! The page that shows a one-time link, once: it is not stored, so it cannot be shown again.

use askama::Template;
use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

use super::paths::Accounts;
use crate::{
    app::AppState,
    crypto::Token,
    text::{account::shown_login, format},
    web::{
        account::paths::OneTimeLink,
        extract::Furniture,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "security/link.html")]
struct LinkPage {
    layout: Layout,
    name: String,
    login: String,
    link: String,
    until: String,
}

/// Whom the link is for, and until when it is good.
pub(in crate::web) struct Invitation<'a> {
    pub(in crate::web) name: &'a str,
    pub(in crate::web) login: &'a str,
    pub(in crate::web) token: &'a Token,
    pub(in crate::web) until: chrono::DateTime<chrono::Utc>,
}

/// The page. Not a redirect: the address of the next page would have to carry the link.
pub(in crate::web) fn page(
    app: &AppState,
    furniture: &Furniture,
    headers: &HeaderMap,
    invitation: &Invitation<'_>,
) -> Response {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let scheme = if app.config.server.https {
        "https"
    } else {
        "http"
    };
    let path = OneTimeLink {
        token: invitation.token.reveal(),
    };
    let page = LinkPage {
        layout: Layout {
            return_to: Accounts.to_string(),
            ..furniture.layout()
        },
        name: invitation.name.to_owned(),
        login: shown_login(invitation.login),
        link: format!("{scheme}://{host}{path}"),
        until: format::moment(invitation.until),
    };
    ([(header::CACHE_CONTROL, "no-store")], View(page)).into_response()
}
