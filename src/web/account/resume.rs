//! Nothing typed is lost when a session ends: a form posted without one is kept in the sign-in page
//! and offered again afterwards. It is posted anew then, so every right is checked as always.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{local_path::local, sign_in::SignInPage};
use crate::{
    app::AppState,
    web::{
        extract::Furniture,
        kept_form,
        view::{Layout, View},
    },
};

/// Marks the answer of a page that needs somebody to sign in.
#[derive(Clone, Copy, Debug)]
pub struct SignInNeeded;

/// A form that was posted without a session. Empty when there is none.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Kept {
    /// Where it was posted to.
    #[serde(default)]
    pub kept_path: String,
    /// What was posted, as it was encoded.
    #[serde(default)]
    pub kept_form: String,
    /// Set when it could not be kept: files, or too large.
    #[serde(default)]
    pub kept_nothing: String,
}

#[derive(Template)]
#[template(path = "account/resume.html")]
struct ResumePage {
    layout: Layout,
    path: String,
    fields: Vec<(String, String)>,
    home: &'static str,
}

impl Kept {
    /// Whether this is the page of somebody whose session ended.
    pub(super) fn is_expired(&self) -> bool {
        !self.kept_path.is_empty() || self.was_lost()
    }

    /// Whether what was posted could not be kept.
    pub(super) fn was_lost(&self) -> bool {
        !self.kept_nothing.is_empty()
    }

    /// The page that offers to post the form again; none when there is nothing to post.
    pub(super) async fn offer(self, layout: Layout, home: &'static str) -> Option<Response> {
        let path = local(&self.kept_path)?.to_owned();
        let page = ResumePage {
            layout,
            path,
            fields: kept_form::fields(self.kept_form.into()).await?,
            home,
        };
        Some(View(page).into_response())
    }
}

/// Keeps what is posted without a session until it is known whether the page needs one.
pub async fn keep_posted(State(app): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || has_session(&request) {
        return next.run(request).await;
    }
    let (request, form) = match kept_form::keep(request).await {
        Ok(kept) => kept,
        Err(error) => return error.into_response(),
    };
    let (mut parts, body) = request.into_parts();
    let furniture = match Furniture::from_request_parts(&mut parts, &app).await {
        Ok(furniture) => furniture,
        Err(error) => return error.into_response(),
    };
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let path = path.to_owned();
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.extensions().get::<SignInNeeded>().is_none() {
        return response;
    }
    let form = match form {
        Some(form) if !kept_form::has_secret(form.clone()).await => Some(form),
        _ => None,
    };
    let kept = match form.and_then(|form| String::from_utf8(form.into()).ok()) {
        Some(kept_form) => Kept {
            kept_path: path,
            kept_form,
            kept_nothing: String::new(),
        },
        None => Kept {
            kept_nothing: String::from("yes"),
            ..Kept::default()
        },
    };
    let layout = Layout {
        return_to: super::paths::SignIn.to_string(),
        ..furniture.layout()
    };
    let page = SignInPage::expired(layout, kept);
    (StatusCode::UNAUTHORIZED, View(page)).into_response()
}

fn has_session(request: &Request) -> bool {
    request
        .extensions()
        .get::<std::sync::Arc<crate::web::extract::SessionContext>>()
        .is_some_and(|context| context.signed_in.is_some())
}
