//! Publicities and published lists as one line each.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::paths::{List, Publicity};
use crate::{
    db::{lists::PublishedList, publicities},
    text::{format, public as words, publicity::term},
    web::view::State,
};

/// A publicity or a list, as one line.
#[derive(Clone, Debug)]
pub struct News {
    /// Where it is read.
    pub href: String,
    /// Its title.
    pub title: String,
    /// How it stands, in words.
    pub badge: &'static str,
    /// How it stands.
    pub state: State,
    /// Since when and how many.
    pub facts: String,
}

/// The publicities that have begun and are not concluded.
///
/// # Errors
/// The database's.
pub async fn running(conn: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<News>> {
    let line = |row: publicities::Publicity| News {
        href: Publicity { publicity: row.id }.to_string(),
        title: row.title,
        badge: words::publicity_badge(row.closes_at, now),
        state: if now < row.closes_at {
            State::Todo
        } else {
            State::Neutral
        },
        facts: words::facts(
            &term(row.opens_at, row.closes_at, row.working_days),
            row.count,
        ),
    };
    let rows = publicities::open(conn, now).await?;
    Ok(rows.into_iter().map(line).collect())
}

impl From<PublishedList> for News {
    fn from(list: PublishedList) -> Self {
        Self {
            href: List { list: list.id }.to_string(),
            title: list.title,
            badge: words::PUBLISHED,
            state: State::Met,
            facts: words::facts(&format::date_of(list.published_at), list.count),
        }
    }
}
