//! The guide for applicants, the statement on accessibility, and what crawlers and browsers ask for.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};

use super::paths::{Accessibility, Favicon, Guide, Robots};
use crate::{
    app::AppState,
    text::uploads,
    web::{
        assets,
        extract::Furniture,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "public/guide.html")]
pub(super) struct GuidePage {
    layout: Layout,
    limits: String,
    room: String,
}

/// 申报指南
pub(super) async fn show(
    _: Guide,
    furniture: Furniture,
    State(app): State<AppState>,
) -> View<GuidePage> {
    let files = &app.config.files;
    View(GuidePage {
        layout: furniture.layout(),
        limits: uploads::limits_of_several(files.max_bytes, files.max_files_per_request),
        room: uploads::room(app.limits()),
    })
}

#[derive(Template)]
#[template(path = "public/accessibility.html")]
pub(super) struct AccessibilityPage {
    layout: Layout,
}

/// 无障碍声明
pub(super) async fn accessibility(
    _: Accessibility,
    furniture: Furniture,
) -> View<AccessibilityPage> {
    View(AccessibilityPage {
        layout: furniture.layout(),
    })
}

/// The areas of work are of no use to crawlers.
pub(super) async fn robots(_: Robots) -> &'static str {
    "User-agent: *\nDisallow: /enterprise\nDisallow: /bureau\nDisallow: /expert\nDisallow: /admin\n\
     Disallow: /security\nDisallow: /audit\nDisallow: /files\nDisallow: /account\nDisallow: /sign-in\n"
}

/// The mark of the site, for browsers that do not look at the page.
pub(super) async fn favicon(_: Favicon) -> impl IntoResponse {
    Redirect::temporary(&format!("{}/img/favicon.svg", assets::prefix()))
}
