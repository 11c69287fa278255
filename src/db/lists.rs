//! Published lists (名单): written once, read by everybody.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::search;
use crate::{
    access::{Acting, Administrator, admin::ListDesk},
    domain::{
        application::Outcome,
        digest::Digest,
        ids::{AccountId, ApplicationId, ListId, PublicityId, SeasonId},
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

/// Which lines of a list (or publicity) are looked for.
#[derive(Clone, Debug, Default)]
pub struct RowFilter {
    /// Part of the enterprise's or factory's name or of the credit code; may be empty.
    pub search: String,
    /// The region (盟市); may be empty.
    pub league: String,
}

impl RowFilter {
    pub(super) fn pattern(&self) -> Option<String> {
        (!self.search.trim().is_empty()).then(|| search::containing(&self.search))
    }

    pub(super) fn region(&self) -> Option<&str> {
        Some(self.league.as_str()).filter(|league| !league.is_empty())
    }
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
    select(conn, None, after, limit).await
}

/// One published list.
///
/// # Errors
/// The database's.
pub async fn find(conn: &mut PgConnection, id: ListId) -> sqlx::Result<Option<PublishedList>> {
    Ok(select(conn, Some(id), None, 1).await?.into_iter().next())
}

async fn select(
    conn: &mut PgConnection,
    id: Option<ListId>,
    after: Option<ListId>,
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
           ORDER BY l.id DESC
           LIMIT $3"#,
        id as Option<ListId>,
        after as Option<ListId>,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Lines of a list in its order, from behind the place `after` (0 for the first page).
///
/// # Errors
/// The database's.
pub async fn rows(
    conn: &mut PgConnection,
    id: ListId,
    filter: &RowFilter,
    after: i32,
    limit: i64,
) -> sqlx::Result<Vec<PublicRow>> {
    sqlx::query_as!(
        PublicRow,
        "SELECT position AS number, region AS league, enterprise, factory, credit_code
         FROM list_entries
         WHERE list_id = $1 AND position > $2
           AND ($3::text IS NULL OR enterprise || ' ' || factory || ' ' || credit_code ILIKE $3)
           AND ($4::text IS NULL OR region = $4)
         ORDER BY position
         LIMIT $5",
        id as ListId,
        after,
        filter.pattern(),
        filter.region(),
        limit,
    )
    .fetch_all(conn)
    .await
}

/// How many lines of a list are found.
///
/// # Errors
/// The database's.
pub async fn count(conn: &mut PgConnection, id: ListId, filter: &RowFilter) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM list_entries
           WHERE list_id = $1
             AND ($2::text IS NULL OR enterprise || ' ' || factory || ' ' || credit_code ILIKE $2)
             AND ($3::text IS NULL OR region = $3)"#,
        id as ListId,
        filter.pattern(),
        filter.region(),
    )
    .fetch_one(conn)
    .await
}

/// The regions that occur in a list, in the order of their first line.
///
/// # Errors
/// The database's.
pub async fn leagues(conn: &mut PgConnection, id: ListId) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        "SELECT region FROM list_entries WHERE list_id = $1
         GROUP BY region ORDER BY min(position)",
        id as ListId,
    )
    .fetch_all(conn)
    .await
}

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
    insert_rows(conn, id, desk.applications(), new.rows).await?;
    Ok(id)
}

async fn insert_rows(
    conn: &mut PgConnection,
    id: ListId,
    applications: &[ApplicationId],
    rows: &[PublicRow],
) -> sqlx::Result<()> {
    let columns = super::publicities::Columns::of(rows);
    sqlx::query!(
        "INSERT INTO list_entries
             (list_id, position, application_id, region, enterprise, factory, credit_code)
         SELECT $1, r.position, r.application_id, r.region, r.enterprise, r.factory, r.credit_code
         FROM unnest($2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
              AS r (position, application_id, region, enterprise, factory, credit_code)",
        id as ListId,
        &columns.numbers,
        applications as &[ApplicationId],
        &columns.leagues,
        &columns.enterprises,
        &columns.factories,
        &columns.credit_codes,
    )
    .execute(conn)
    .await?;
    Ok(())
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
