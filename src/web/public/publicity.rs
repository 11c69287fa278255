//! One publicity: its lines, until when it runs, and how to object.

use askama::Template;
use axum::extract::State;

use super::{
    paths::Publicity,
    rows::{PAGE, RowsQuery, RowsView},
};
use crate::{
    app::AppState,
    db::{
        lists::{self, PublishedList},
        publicities,
    },
    domain::season::PublicityTexts,
    text::{objections::REMOVED, public as words, publicity::term},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Queried},
        filters,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "public/publicity.html")]
pub(super) struct PublicityPage {
    layout: Layout,
    publicity: publicities::Publicity,
    running: bool,
    badge: &'static str,
    texts: PublicityTexts,
    lists: Vec<PublishedList>,
    view: RowsView,
}

/// One publicity, once it has begun.
pub(super) async fn show(
    path: Publicity,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<RowsQuery>,
) -> PageResult<View<PublicityPage>> {
    let mut conn = app.db.acquire().await?;
    let publicity = publicities::find(&mut conn, path.publicity)
        .await?
        .filter(|publicity| publicity.opens_at <= now)
        .ok_or(PageError::NotFound)?;
    let filter = query.filter();
    let rows = publicities::rows(&mut conn, publicity.id, &filter, query.after, PAGE + 1).await?;
    let found = publicities::count(&mut conn, publicity.id, &filter).await?;
    let regions = publicities::leagues(&mut conn, publicity.id).await?;
    let removed = publicities::removed(&mut conn, publicity.id).await?;
    let marks = removed.into_iter().map(|line| (line, REMOVED.to_owned()));
    Ok(View(PublicityPage {
        layout: furniture.layout(),
        running: now < publicity.closes_at,
        badge: words::publicity_badge(publicity.closes_at, now),
        view: RowsView::new(path.to_string(), query, regions, rows, found).marked(marks),
        texts: publicity.texts.0.clone(),
        lists: lists::of_publicity(&mut conn, publicity.id).await?,
        publicity,
    }))
}

impl PublicityPage {
    fn term(&self) -> String {
        let it = &self.publicity;
        term(it.opens_at, it.closes_at, it.working_days)
    }
}
