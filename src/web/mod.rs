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
    Router, middleware,
    response::{IntoResponse, Response},
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
        .fallback(|| async { error::PageError::NotFound })
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

fn panicked(_: Box<dyn Any + Send>) -> Response {
    error::PageError::Internal(anyhow::anyhow!("a handler panicked")).into_response()
}
