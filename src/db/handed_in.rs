//! Recommendation tables (推荐汇总表) as bureaus handed them in.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{codec::undecodable, recommendations::TableRow};
use crate::{
    access::{
        Acting, Administrator,
        tables::{HandInDesk, ReadableTable, TableInForce},
    },
    domain::{
        application::snapshot::Snapshot,
        digest::Digest,
        handed_in::{TableContent, TableLine},
        ids::{AccountId, ApplicationId, BureauId, HandedInTableId, SeasonId},
        tier::Tier,
    },
};

/// A table that counts.
#[derive(Clone, Debug)]
pub struct HandedIn {
    /// Its identifier.
    pub id: HandedInTableId,
    /// Its number.
    pub number: i32,
    /// How many recommendations it lists.
    pub length: i32,
    /// Its check code, hexadecimal.
    pub digest: String,
    /// Who handed it in.
    pub name: String,
    /// When.
    pub handed_in_at: DateTime<Utc>,
}

/// The table of a bureau, season and tier that counts now; none before the first or after the last
/// was taken back.
///
/// # Errors
/// The database's.
pub async fn in_force(
    conn: &mut PgConnection,
    (season, tier, bureau): (SeasonId, Tier, BureauId),
) -> sqlx::Result<Option<HandedIn>> {
    sqlx::query_as!(
        HandedIn,
        r#"SELECT t.id AS "id: HandedInTableId", t.number, t.length,
                  encode(t.digest, 'hex') AS "digest!", p.name, t.handed_in_at
           FROM (SELECT * FROM handed_in_tables
                 WHERE season_id = $1 AND tier = $2 AND bureau_id = $3
                 ORDER BY number DESC LIMIT 1) t
           JOIN accounts p ON p.id = t.handed_in_by
           WHERE NOT EXISTS (SELECT FROM reopened_tables r WHERE r.table_id = t.id)"#,
        season as SeasonId,
        tier as Tier,
        bureau as BureauId,
    )
    .fetch_optional(conn)
    .await
}

/// How many of the first places of an order stand: those of the table that counts, and those up to
/// the last that the office has begun to handle.
///
/// # Errors
/// The database's.
pub async fn fixed(
    conn: &mut PgConnection,
    (season, tier, bureau): (SeasonId, Tier, BureauId),
) -> sqlx::Result<usize> {
    let handled = sqlx::query_scalar!(
        r#"SELECT COALESCE(max(r.rank) FILTER (WHERE a.status <> 'recommended'), 0) AS "last!"
           FROM recommendations r JOIN applications a ON a.id = r.application_id
           WHERE r.season_id = $1 AND r.tier = $2 AND r.bureau_id = $3"#,
        season as SeasonId,
        tier as Tier,
        bureau as BureauId,
    )
    .fetch_one(&mut *conn)
    .await?;
    let table = in_force(conn, (season, tier, bureau)).await?;
    let listed = table.map_or(0, |table| table.length);
    Ok(usize::try_from(handled.max(listed)).unwrap_or_default())
}

/// The recommendations as they stand, as a table would freeze them.
///
/// # Errors
/// The database's.
pub async fn lines(conn: &mut PgConnection, desk: &HandInDesk) -> sqlx::Result<Vec<TableLine>> {
    let rows = sqlx::query!(
        r#"SELECT r.application_id AS "application: ApplicationId", COALESCE(a.number, '') AS "number!",
                  s.number AS submission, encode(s.digest, 'hex') AS "digest!", r.exempt,
                  r.exempt_reason
           FROM recommendations r
           JOIN applications a ON a.id = r.application_id
           JOIN submissions s ON s.application_id = a.id AND s.number = a.submission
           WHERE r.season_id = $1 AND r.tier = $2 AND r.bureau_id = $3
           ORDER BY r.rank"#,
        desk.season() as SeasonId,
        desk.tier() as Tier,
        desk.bureau() as BureauId,
    )
    .fetch_all(conn)
    .await?;
    let line = rows.into_iter().map(|row| TableLine {
        application: row.application,
        number: row.number,
        submission: row.submission,
        digest: row.digest,
        exempt_reason: row.exempt.then_some(row.exempt_reason),
    });
    Ok(line.collect())
}

/// The number of the next table of this bureau, season and tier.
///
/// # Errors
/// The database's.
pub async fn next_number(conn: &mut PgConnection, desk: &HandInDesk) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"SELECT COALESCE(max(number), 0) + 1 AS "number!" FROM handed_in_tables
           WHERE season_id = $1 AND tier = $2 AND bureau_id = $3"#,
        desk.season() as SeasonId,
        desk.tier() as Tier,
        desk.bureau() as BureauId,
    )
    .fetch_one(conn)
    .await
}

/// Keeps a table.
///
/// # Errors
/// The database's.
pub async fn insert(
    conn: &mut PgConnection,
    me: &impl Acting,
    content: &TableContent,
    frozen: &Snapshot,
    now: DateTime<Utc>,
) -> sqlx::Result<HandedInTableId> {
    let id = HandedInTableId::new();
    sqlx::query!(
        "INSERT INTO handed_in_tables
             (id, season_id, tier, bureau_id, number, length, content, digest, handed_in_by, handed_in_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id as HandedInTableId,
        content.season as SeasonId,
        content.tier as Tier,
        content.bureau as BureauId,
        content.number,
        i32::try_from(content.rows.len()).unwrap_or(i32::MAX),
        frozen.json,
        frozen.digest.as_bytes(),
        me.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Takes a table back; it is kept.
///
/// # Errors
/// The database's.
pub async fn reopen(
    conn: &mut PgConnection,
    me: &impl Acting,
    table: &TableInForce,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO reopened_tables (table_id, reason, reopened_by, reopened_at)
         VALUES ($1, $2, $3, $4)",
        table.id() as HandedInTableId,
        reason,
        me.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A table with everything that its workbook shows.
#[derive(Clone, Debug)]
pub struct FrozenTable {
    /// What it froze.
    pub content: TableContent,
    /// Its check code.
    pub digest: Digest,
    /// The recommending unit.
    pub unit: String,
    /// The season.
    pub season: String,
    /// When it was handed in.
    pub handed_in_at: DateTime<Utc>,
    /// The rows in their order.
    pub rows: Vec<TableRow>,
}

/// Reads a table with the submissions it names.
///
/// # Errors
/// The database's; content that is no longer what was handed in is one of them.
pub async fn frozen(conn: &mut PgConnection, table: &ReadableTable) -> sqlx::Result<FrozenTable> {
    let row = sqlx::query!(
        "SELECT t.content, t.digest, t.handed_in_at, b.name AS unit, s.title AS season
         FROM handed_in_tables t
         JOIN bureaus b ON b.id = t.bureau_id
         JOIN seasons s ON s.id = t.season_id
         WHERE t.id = $1",
        table.id() as HandedInTableId,
    )
    .fetch_one(&mut *conn)
    .await?;
    let digest = Digest::try_from(row.digest.as_slice()).map_err(undecodable)?;
    if !Snapshot::is_intact(&row.content, &digest) {
        return Err(sqlx::Error::Decode("a handed-in table was altered".into()));
    }
    let content: TableContent = serde_json::from_str(&row.content).map_err(undecodable)?;
    Ok(FrozenTable {
        rows: rows(conn, &content).await?,
        content,
        digest,
        unit: row.unit,
        season: row.season,
        handed_in_at: row.handed_in_at,
    })
}

async fn rows(conn: &mut PgConnection, content: &TableContent) -> sqlx::Result<Vec<TableRow>> {
    let lines = &content.rows;
    let applications: Vec<ApplicationId> = lines.iter().map(|line| line.application).collect();
    let submissions: Vec<i32> = lines.iter().map(|line| line.submission).collect();
    let reasons: Vec<String> = lines
        .iter()
        .map(|line| line.exempt_reason.clone().unwrap_or_default())
        .collect();
    sqlx::query_as!(
        TableRow,
        r#"SELECT o.rank::int AS "rank!", $4 AS "tier!: Tier", s.snapshot, g.report,
                  g.confirmed_count AS confirmed, s.claimed_count AS claimed, g.opinion,
                  NULLIF(o.reason, '') AS exempt_reason
           FROM unnest($1::uuid[], $2::int[], $3::text[])
                WITH ORDINALITY AS o (application_id, submission, reason, rank)
           JOIN submissions s ON s.application_id = o.application_id AND s.number = o.submission
           JOIN screenings g ON g.application_id = s.application_id AND g.submission = s.number
           ORDER BY o.rank"#,
        &applications as &[ApplicationId],
        &submissions,
        &reasons,
        content.tier as Tier,
    )
    .fetch_all(conn)
    .await
}

/// What a bureau has recommended in a tier, and the table it handed in for it.
#[derive(Clone, Debug)]
pub struct TierTable {
    /// The bureau.
    pub unit: String,
    /// The tier.
    pub tier: Tier,
    /// How many it recommends.
    pub recommended: i64,
    /// The table that counts.
    pub table: Option<HandedInTableId>,
    /// Its number.
    pub number: Option<i32>,
    /// How many it lists.
    pub length: Option<i32>,
    /// When it was handed in.
    pub handed_in_at: Option<DateTime<Utc>>,
    /// Its check code, hexadecimal.
    pub digest: Option<String>,
}

/// Every bureau and tier of a season in which something is recommended, with the table in force.
///
/// # Errors
/// The database's.
pub async fn of_season(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
) -> sqlx::Result<Vec<TierTable>> {
    sqlx::query_as!(
        TierTable,
        r#"SELECT b.name AS unit, c.tier AS "tier: Tier", c.recommended AS "recommended!",
                  t.id AS "table?: HandedInTableId", t.number AS "number?", t.length AS "length?",
                  t.handed_in_at AS "handed_in_at?", encode(t.digest, 'hex') AS digest
           FROM (SELECT bureau_id, tier, count(*) AS recommended FROM recommendations
                 WHERE season_id = $1 GROUP BY bureau_id, tier) c
           JOIN bureaus b ON b.id = c.bureau_id
           LEFT JOIN LATERAL (
               SELECT h.* FROM handed_in_tables h
               WHERE h.season_id = $1 AND h.tier = c.tier AND h.bureau_id = c.bureau_id
               ORDER BY h.number DESC LIMIT 1) t
             ON NOT EXISTS (SELECT FROM reopened_tables r WHERE r.table_id = t.id)
           ORDER BY array_position(ARRAY['leading', 'excellent', 'advanced', 'basic'], c.tier), b.code"#,
        season as SeasonId,
    )
    .fetch_all(conn)
    .await
}
