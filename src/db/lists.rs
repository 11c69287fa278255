//! Published lists (名单): written once, read by everybody.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::public_rows::public_rows;
use crate::{
    access::{Acting, Administrator, admin::ListDesk},
    domain::{
        application::Outcome,
        digest::Digest,
        ids::{AccountId, ListId, PublicityId, SeasonId},
        public_list::PublicRow,
        tier::Tier,
    },
};

/// A published list.
#[derive(Clone, Debug)]
pub struct PublishedList {
    /// Its identifier.
    pub id: ListId,
    /// Title of the season.
    pub season: String,
    /// The tier.
    pub tier: Tier,
    /// Its title.
    pub title: String,
    /// What the enterprises on it got.
    pub outcome: Outcome,
    /// SHA-256 of its rows, hexadecimal.
    pub digest: String,
    /// The publicity before it, if there was one.
    pub publicity: Option<PublicityId>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// How many lines it has.
    pub count: i64,
}

/// Published lists, newest first, from before `after`.
///
/// # Errors
/// The database's.
pub async fn published(
    conn: &mut PgConnection,
    after: Option<ListId>,
    limit: i64,
) -> sqlx::Result<Vec<PublishedList>> {
    select(conn, None, after, None, limit).await
}

/// One published list.
///
/// # Errors
/// The database's.
pub async fn find(conn: &mut PgConnection, id: ListId) -> sqlx::Result<Option<PublishedList>> {
    Ok(select(conn, Some(id), None, None, 1)
        .await?
        .into_iter()
        .next())
}

/// The lists published after a publicity, newest first: more than one when lines were held.
///
/// # Errors
/// The database's.
pub async fn of_publicity(
    conn: &mut PgConnection,
    publicity: PublicityId,
) -> sqlx::Result<Vec<PublishedList>> {
    select(conn, None, None, Some(publicity), 100).await
}

async fn select(
    conn: &mut PgConnection,
    id: Option<ListId>,
    after: Option<ListId>,
    publicity: Option<PublicityId>,
    limit: i64,
) -> sqlx::Result<Vec<PublishedList>> {
    sqlx::query_as!(
        PublishedList,
        r#"SELECT l.id AS "id: ListId", s.title AS season, l.tier AS "tier: Tier", l.title,
                  l.outcome AS "outcome: Outcome", encode(l.digest, 'hex') AS "digest!",
                  l.publicity_id AS "publicity: PublicityId", l.published_at,
                  (SELECT count(*) FROM list_entries e WHERE e.list_id = l.id) AS "count!"
           FROM lists l JOIN seasons s ON s.id = l.season_id
           WHERE ($1::uuid IS NULL OR l.id = $1) AND ($2::uuid IS NULL OR l.id < $2)
             AND ($3::uuid IS NULL OR l.publicity_id = $3)
           ORDER BY l.id DESC
           LIMIT $4"#,
        id as Option<ListId>,
        after as Option<ListId>,
        publicity as Option<PublicityId>,
        limit,
    )
    .fetch_all(conn)
    .await
}

public_rows!("list_entries", "list_id", ListId);

/// A list to publish.
#[derive(Clone, Copy, Debug)]
pub struct NewList<'a> {
    /// Its title.
    pub title: &'a str,
    /// What the enterprises on it got.
    pub outcome: Outcome,
    /// Its rows, in the order of the desk's applications.
    pub rows: &'a [PublicRow],
    /// The digest of the rows.
    pub digest: Digest,
}

/// Publishes a list: frozen from now on.
///
/// # Errors
/// The database's.
pub async fn publish(
    conn: &mut PgConnection,
    actor: &impl Acting,
    desk: &ListDesk,
    new: NewList<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<ListId> {
    let id = ListId::new();
    sqlx::query!(
        "INSERT INTO lists
             (id, season_id, tier, title, outcome, publicity_id, digest, published_by, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id as ListId,
        desk.season() as SeasonId,
        desk.tier() as Tier,
        new.title,
        new.outcome as Outcome,
        desk.publicity() as Option<PublicityId>,
        new.digest.as_bytes().as_slice(),
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(&mut *conn)
    .await?;
    freeze(conn, id, desk.applications(), new.rows).await?;
    Ok(id)
}

/// How many filed applications (基础级备案) of a season no list names yet.
///
/// # Errors
/// The database's.
pub async fn filed_unlisted(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM applications a
           WHERE a.season_id = $1 AND a.tier = 'basic' AND a.status = 'concluded'
             AND NOT EXISTS (SELECT FROM list_entries e WHERE e.application_id = a.id)"#,
        season as SeasonId,
    )
    .fetch_one(conn)
    .await
}
