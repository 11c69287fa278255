//! One's own messages.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    local_path::local,
    paths::{Messages, OpenMessage, ReadMessages},
};
use crate::{
    access::Actor,
    app::AppState,
    db::messages::{self, MessageRow},
    domain::ids::MessageId,
    text::{account as words, format},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Queried},
        notice::{self, Notice},
        parts::Pager,
        view::{Layout, View},
    },
};

/// Messages on one page.
const PAGE: usize = 30;

#[derive(Template)]
#[template(path = "account/messages.html")]
struct MessagesPage {
    layout: Layout,
    messages: Vec<Shown>,
    pager: Pager,
}

struct Shown {
    open: OpenMessage,
    title: String,
    body: String,
    at: String,
    has_link: bool,
    /// What it is about has moved on since.
    is_past: bool,
    is_read: bool,
}

impl From<MessageRow> for Shown {
    fn from(row: MessageRow) -> Self {
        Self {
            open: OpenMessage { message: row.id },
            title: row.title,
            body: row.body,
            at: format::short_moment(row.created_at),
            has_link: local(&row.link).is_some(),
            is_past: row.is_past,
            is_read: row.read_at.is_some(),
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Query {
    before: Option<MessageId>,
}

/// The list, newest first.
pub(super) async fn list(
    _: Messages,
    me: Actor,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = messages::page(&mut conn, &me, query.before, limit).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows.last().filter(|_| more);
    let pager = Pager {
        summary: words::shown(rows.len()),
        previous: query.before.map(|_| Messages.to_string()),
        next: older.map(|row| format!("{Messages}?before={}", row.id)),
    };
    let page = MessagesPage {
        layout: furniture.layout(),
        messages: rows.into_iter().map(Shown::from).collect(),
        pager,
    };
    Ok(View(page).into_response())
}

/// Marks all as read.
pub(super) async fn read_all(
    _: ReadMessages,
    me: Actor,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    messages::mark_read(&mut tx, &me, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(Messages, Notice::MessagesRead))
}

/// Marks one as read and goes to what it is about.
pub(super) async fn open(
    path: OpenMessage,
    me: Actor,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let link = messages::mark_one_read(&mut tx, &me, path.message, now)
        .await?
        .ok_or(PageError::NotFound)?;
    tx.commit().await?;
    let target = local(&link).map_or_else(|| Messages.to_string(), str::to_owned);
    Ok(Redirect::to(&target).into_response())
}
