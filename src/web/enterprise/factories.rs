//! The own factories.

use askama::Template;
use axum::extract::State;

use super::paths;
use crate::{
    access::EnterpriseMember,
    app::AppState,
    db::factories::{self, FactoryLine},
    text::industries,
    web::{
        error::PageResult,
        extract::Furniture,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "enterprise/factories.html")]
struct Page {
    layout: Layout,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    href: String,
    place: String,
    address: String,
    industry: String,
    bureau: String,
}

/// The list.
pub async fn show(
    _: paths::Factories,
    State(app): State<AppState>,
    me: EnterpriseMember,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let lines = factories::of_enterprise(&mut conn, &me).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        rows: lines.into_iter().map(row).collect(),
    }))
}

fn row(line: FactoryLine) -> Row {
    Row {
        href: paths::Factory { factory: line.id }.to_string(),
        name: line.name,
        place: format!("{}{}", line.league, line.division),
        address: line.address,
        industry: industries::label(&line.industry),
        bureau: line.bureau,
    }
}
