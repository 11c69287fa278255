//! The pages. A handler authorises, parses, calls one act of `workflow`, and answers.

pub mod account;
pub mod admin;
pub mod api;
pub mod assets;
pub mod audit;
pub mod bound;
pub mod bureau;
pub mod design;
pub mod enterprise;
pub mod error;
pub mod expert;
pub mod extract;
pub mod files;
pub mod filters;
pub mod form;
pub mod headers;
pub mod health;
pub mod kept_form;
pub mod navigation;
pub mod notice;
pub mod parts;
pub mod precheck_build;
pub mod precheck_view;
pub mod preview;
pub mod public;
pub mod returning;
mod season_choice;
pub mod security;
pub mod tables;
pub mod view;

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::OriginalUri,
    http::Method,
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    timeout::RequestBodyTimeoutLayer,
};

use crate::{app::AppState, telemetry};

/// How long a body that is being sent may pause.
const SILENT_BODY: Duration = Duration::from_secs(30);

/// Everything this program answers.
pub fn router(app: AppState) -> Router {
    let pages = Router::new()
        .merge(public::routes())
        .merge(account::routes())
        .merge(bureau::routes())
        .merge(admin::routes())
        .merge(enterprise::routes())
        .merge(expert::routes())
        .merge(files::routes())
        .merge(bureau::registrations::routes())
        .merge(audit::routes())
        .merge(security::routes())
        .merge(design::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(|| async { error::PageError::WrongMethod })
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            account::resume::keep_posted,
        ))
        .layer(middleware::from_fn_with_state(app.clone(), error::furnish))
        .layer(middleware::from_fn_with_state(
            app.clone(),
            extract::attach_session,
        ))
        // The public interface keeps no session, so it is not guarded.
        .layer(
            CsrfLayer::new()
                .with_rejection_response(|_| error::PageError::BadRequest.into_response()),
        );
    let mut router = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/static/{build}/{*file}", get(assets::serve))
        .merge(api::routes())
        .merge(pages)
        .layer(
            CompressionLayer::new().compress_when(
                // Evidence is compressed in itself, and parts of it must keep their lengths.
                DefaultPredicate::new()
                    .and(NotForContentType::const_new("application/pdf"))
                    .and(NotForContentType::const_new("application/vnd.")),
            ),
        )
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(telemetry::request_layer())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(RequestBodyTimeoutLayer::new(SILENT_BODY))
        .layer(CatchPanicLayer::custom(panicked));
    for (name, value) in headers::SECURITY {
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    if app.config.server.https {
        let (name, value) = headers::ONLY_HTTPS;
        router = router.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    router
        .layer(middleware::from_fn_with_state(
            app.clone(),
            extract::stamp_arrival,
        ))
        .with_state(app)
}

/// No page; an address with a slash too many leads to the one without.
async fn not_found(method: Method, OriginalUri(address): OriginalUri) -> Response {
    let bare = without_slash(address.path()).filter(|_| method == Method::GET);
    let Some(bare) = bare else {
        return error::PageError::NotFound.into_response();
    };
    let query = address.query().map(|query| format!("?{query}"));
    let address = format!("{bare}{}", query.unwrap_or_default());
    Redirect::permanent(&address).into_response()
}

/// The address without slashes at its end, when it has any and stays on this host: browsers take
/// one that begins with two for the name of another.
fn without_slash(path: &str) -> Option<&str> {
    let bare = path.trim_end_matches('/');
    (bare != path && bare.starts_with('/') && !bare.starts_with("//")).then_some(bare)
}

fn panicked(_: Box<dyn Any + Send>) -> Response {
    error::PageError::Internal(anyhow::anyhow!("a handler panicked")).into_response()
}

#[cfg(test)]
mod tests {
    use super::without_slash;

    #[test]
    fn a_slash_too_many_never_leads_to_another_host() {
        assert_eq!(without_slash("/lists/"), Some("/lists"));
        for path in ["/", "//", "/lists", "//example.com/", "///a/"] {
            assert_eq!(without_slash(path), None, "{path}");
        }
    }
}
