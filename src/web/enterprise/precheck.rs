//! The whole pre-check of an own application, and the part of it that stands beside its forms.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::{
    own_page::{Frame, OwnPage},
    paths,
};
use crate::{
    access::EnterpriseMember,
    app::AppState,
    domain::tier::Tier,
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        precheck_view::PrecheckView,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "enterprise/precheck.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    chosen: PrecheckView,
    official: bool,
    edition: String,
}

#[derive(Template)]
#[template(path = "enterprise/strip.html")]
struct Strip {
    frame: Frame,
}

/// Which tier's clauses are shown.
#[derive(Deserialize)]
pub struct Chosen {
    tier: Option<Tier>,
}

/// The whole pre-check.
pub async fn show(
    path: paths::Precheck,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    Queried(chosen): Queried<Chosen>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        frame: own.frame(now),
        chosen: own.precheck(chosen.tier.unwrap_or_else(|| own.tier())),
        official: own.editions.catalogue.official,
        edition: own.editions.rules.title.clone(),
    }))
}

/// The pre-check of the rail alone.
pub async fn strip(
    path: paths::PrecheckStrip,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    Ok(View(Strip {
        frame: own.frame(now),
    }))
}
