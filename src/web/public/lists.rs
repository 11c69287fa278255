//! Publicities and published lists: all of them, and one published list.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::{
    news::{self, News},
    paths::{List, Lists, Publicity},
    rows::{PAGE, RowsQuery, RowsView},
};
use crate::{
    app::AppState,
    db::{
        lists::{self, PublishedList},
        revocations,
    },
    domain::ids::ListId,
    text::{objections::revoked as revoked_mark, public as words, status::outcome_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Queried},
        filters,
        parts::Pager,
        view::{Layout, View},
    },
};

/// Published lists on one page.
const LISTS: usize = 20;

#[derive(Template)]
#[template(path = "public/lists.html")]
pub(super) struct ListsPage {
    layout: Layout,
    running: Vec<News>,
    published: Vec<News>,
    pager: Pager,
}

/// Where the page of lists begins.
#[derive(Debug, Deserialize)]
pub(super) struct ListsQuery {
    before: Option<ListId>,
}

/// All publicities that run, and all lists, newest first.
pub(super) async fn all(
    _: Lists,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<ListsQuery>,
) -> PageResult<View<ListsPage>> {
    let mut conn = app.db.acquire().await?;
    let limit = i64::try_from(LISTS + 1).unwrap_or(i64::MAX);
    let mut found = lists::published(&mut conn, query.before, limit).await?;
    let more = found.len() > LISTS;
    found.truncate(LISTS);
    let older = found.last().filter(|_| more).map(|list| list.id);
    Ok(View(ListsPage {
        layout: furniture.layout(),
        running: news::running(&mut conn, now).await?,
        pager: Pager {
            summary: words::lists_shown(found.len()),
            previous: query.before.map(|_| Lists.to_string()),
            next: older.map(|id| format!("{Lists}?before={id}")),
        },
        published: found.into_iter().map(News::from).collect(),
    }))
}

#[derive(Template)]
#[template(path = "public/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    list: PublishedList,
    view: RowsView,
}

/// One published list.
pub(super) async fn one(
    path: List,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<RowsQuery>,
) -> PageResult<View<ListPage>> {
    let mut conn = app.db.acquire().await?;
    let list = lists::find(&mut conn, path.list)
        .await?
        .ok_or(PageError::NotFound)?;
    let filter = query.filter();
    let rows = lists::rows(&mut conn, list.id, &filter, query.after, PAGE + 1).await?;
    let found = lists::count(&mut conn, list.id, &filter).await?;
    let regions = lists::leagues(&mut conn, list.id).await?;
    let revoked = revocations::of_list(&mut conn, list.id).await?;
    let marks = revoked
        .into_iter()
        .map(|(line, at)| (line, revoked_mark(at)));
    Ok(View(ListPage {
        layout: furniture.layout(),
        view: RowsView::new(path.to_string(), query, regions, rows, found).marked(marks),
        list,
    }))
}

impl ListPage {
    fn outcome(&self) -> &'static str {
        outcome_label(self.list.outcome)
    }

    fn publicity(&self) -> Option<String> {
        let publicity = self.list.publicity?;
        Some(Publicity { publicity }.to_string())
    }
}
