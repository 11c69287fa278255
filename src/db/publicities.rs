//! Publicities (公示): what was made public, from when to when, and its frozen lines.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use super::public_rows::public_rows;
use crate::{
    access::{
        Acting, Administrator,
        admin::{ProposedCases, PublicityDesk},
    },
    db::one_row,
    domain::{
        application::Status,
        calendar::FirstDay,
        digest::Digest,
        ids::{AccountId, ApplicationId, DecisionListId, PublicityId, SeasonId},
        public_list::PublicRow,
        publicity::Term,
        season::{PublicityTexts, Window},
        tier::Tier,
    },
};

/// A publicity.
#[derive(Clone, Debug)]
pub struct Publicity {
    /// Its identifier.
    pub id: PublicityId,
    /// Title of the season.
    pub season: String,
    /// The tier.
    pub tier: Tier,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub opens_at: DateTime<Utc>,
    /// When it ends, exclusive.
    pub closes_at: DateTime<Utc>,
    /// How many working days that is.
    pub working_days: i16,
    /// How many the season asked for.
    pub wanted_days: i16,
    /// Why there are fewer; empty when there are not.
    pub fewer_reason: String,
    /// What its page says.
    pub texts: Json<PublicityTexts>,
    /// SHA-256 of its rows, hexadecimal.
    pub digest: String,
    /// When it was concluded.
    pub concluded_at: Option<DateTime<Utc>>,
    /// How many lines it has.
    pub count: i64,
}

/// Which publicities are looked for.
#[derive(Clone, Copy, Debug, Default)]
struct Wanted {
    id: Option<PublicityId>,
    running_at: Option<DateTime<Utc>>,
    season: Option<SeasonId>,
    after: Option<PublicityId>,
}

async fn select(
    conn: &mut PgConnection,
    wanted: Wanted,
    limit: i64,
) -> sqlx::Result<Vec<Publicity>> {
    sqlx::query_as!(
        Publicity,
        r#"SELECT p.id AS "id: PublicityId", s.title AS season, p.tier AS "tier: Tier", p.title,
                  p.opens_at, p.closes_at, p.working_days, p.wanted_days, p.fewer_reason,
                  p.texts AS "texts: Json<PublicityTexts>",
                  encode(p.digest, 'hex') AS "digest!", p.concluded_at,
                  (SELECT count(*) FROM publicity_entries e WHERE e.publicity_id = p.id) AS "count!"
           FROM publicities p JOIN seasons s ON s.id = p.season_id
           WHERE ($1::uuid IS NULL OR p.id = $1)
             AND ($2::timestamptz IS NULL OR (p.opens_at <= $2 AND p.concluded_at IS NULL))
             AND ($3::uuid IS NULL OR p.season_id = $3)
             AND ($4::uuid IS NULL OR p.id < $4)
           ORDER BY p.id DESC
           LIMIT $5"#,
        wanted.id as Option<PublicityId>,
        wanted.running_at,
        wanted.season as Option<SeasonId>,
        wanted.after as Option<PublicityId>,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// The publicities that have begun and are not concluded yet, newest first.
///
/// # Errors
/// The database's.
pub async fn open(conn: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<Vec<Publicity>> {
    let wanted = Wanted {
        running_at: Some(now),
        ..Wanted::default()
    };
    select(conn, wanted, 100).await
}

/// One publicity. The public may read it once it has begun.
///
/// # Errors
/// The database's.
pub async fn find(conn: &mut PgConnection, id: PublicityId) -> sqlx::Result<Option<Publicity>> {
    let wanted = Wanted {
        id: Some(id),
        ..Wanted::default()
    };
    Ok(select(conn, wanted, 1).await?.into_iter().next())
}

/// The newest publicity opened from a list of decisions.
///
/// # Errors
/// The database's.
pub async fn of_list(
    conn: &mut PgConnection,
    _me: &Administrator,
    list: DecisionListId,
) -> sqlx::Result<Option<PublicityId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: PublicityId" FROM publicities WHERE decision_list_id = $1
           ORDER BY id DESC LIMIT 1"#,
        list as DecisionListId,
    )
    .fetch_optional(conn)
    .await
}

/// All publicities of a season, newest first, from before `after`.
///
/// # Errors
/// The database's.
pub async fn of_season(
    conn: &mut PgConnection,
    season: SeasonId,
    after: Option<PublicityId>,
    limit: i64,
) -> sqlx::Result<Vec<Publicity>> {
    let wanted = Wanted {
        season: Some(season),
        after,
        ..Wanted::default()
    };
    select(conn, wanted, limit).await
}

public_rows!("publicity_entries", "publicity_id", PublicityId);

/// The lines of these applications as they would be made public now, in the order given.
///
/// # Errors
/// The database's.
pub async fn lines_of(
    conn: &mut PgConnection,
    applications: &[ApplicationId],
) -> sqlx::Result<Vec<PublicRow>> {
    sqlx::query_as!(
        PublicRow,
        r#"SELECT w.position::int AS "number!", b.region AS league, a.enterprise_name AS enterprise,
                  a.factory_name AS factory, a.credit_code
           FROM unnest($1::uuid[]) WITH ORDINALITY AS w (id, position)
           JOIN applications a ON a.id = w.id
           JOIN bureaus b ON b.id = a.bureau_id
           ORDER BY w.position"#,
        applications as &[ApplicationId],
    )
    .fetch_all(conn)
    .await
}

/// How a line of a publicity stands.
#[derive(Clone, Debug)]
pub struct LineStanding {
    /// The line.
    pub row: PublicRow,
    /// Where its application stands now.
    pub status: Status,
    /// Whether an objection to it was upheld: it left the publicity.
    pub removed: bool,
}

impl LineStanding {
    /// Whether it is concluded when the term is over.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        !self.removed && self.status == Status::InPublicity
    }

    /// Whether it can be objected to.
    #[must_use]
    pub fn is_contestable(&self) -> bool {
        !self.removed && matches!(self.status, Status::InPublicity | Status::Held)
    }
}

/// All lines of a publicity with how they stand.
///
/// # Errors
/// The database's.
pub async fn standings(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: PublicityId,
) -> sqlx::Result<Vec<LineStanding>> {
    let rows = sqlx::query!(
        r#"SELECT e.position, e.region, e.enterprise, e.factory, e.credit_code,
                  a.status AS "status: Status",
                  EXISTS (SELECT FROM objections o
                          WHERE o.publicity_id = e.publicity_id
                            AND o.application_id = e.application_id
                            AND o.ruling = 'upheld') AS "removed!"
           FROM publicity_entries e JOIN applications a ON a.id = e.application_id
           WHERE e.publicity_id = $1
           ORDER BY e.position"#,
        id as PublicityId,
    )
    .fetch_all(conn)
    .await?;
    let standing = rows.into_iter().map(|row| LineStanding {
        row: PublicRow {
            number: row.position,
            league: row.region,
            enterprise: row.enterprise,
            factory: row.factory,
            credit_code: row.credit_code,
        },
        status: row.status,
        removed: row.removed,
    });
    Ok(standing.collect())
}

/// The lines that left a publicity because an objection was upheld.
///
/// # Errors
/// The database's.
pub async fn removed(conn: &mut PgConnection, id: PublicityId) -> sqlx::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "SELECT DISTINCT e.position
         FROM objections o
         JOIN publicity_entries e ON e.publicity_id = o.publicity_id
                                 AND e.application_id = o.application_id
         WHERE o.publicity_id = $1 AND o.ruling = 'upheld'
         ORDER BY e.position",
        id as PublicityId,
    )
    .fetch_all(conn)
    .await
}

/// A publicity to open.
#[derive(Clone, Copy, Debug)]
pub struct NewPublicity<'a> {
    /// Its title.
    pub title: &'a str,
    /// When it begins and ends.
    pub window: &'a Window,
    /// The days counted.
    pub term: &'a Term,
    /// How many working days the season asks for.
    pub wanted_days: i16,
    /// Why there are fewer; empty when there are not.
    pub fewer_reason: &'a str,
    /// What its page says.
    pub texts: &'a PublicityTexts,
    /// Its rows, in the order of the proposed cases.
    pub rows: &'a [PublicRow],
    /// The digest of the rows.
    pub digest: Digest,
}

/// Freezes the lines of a publicity, its days and its texts.
///
/// # Errors
/// The database's.
pub async fn create(
    conn: &mut PgConnection,
    actor: &impl Acting,
    proposed: &ProposedCases,
    new: NewPublicity<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<PublicityId> {
    let id = PublicityId::new();
    sqlx::query!(
        "INSERT INTO publicities
             (id, season_id, tier, title, opens_at, closes_at, working_days, digest, opened_by,
              opened_at, decision_list_id, first_day_counted, counted_days, wanted_days,
              fewer_reason, texts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        id as PublicityId,
        proposed.season() as SeasonId,
        proposed.tier() as Tier,
        new.title,
        new.window.opens_at(),
        new.window.closes_at(),
        new.term.working_days(),
        new.digest.as_bytes().as_slice(),
        actor.account() as Option<AccountId>,
        now,
        proposed.list() as DecisionListId,
        new.term.reading == FirstDay::Counted,
        &new.term.days,
        new.wanted_days,
        new.fewer_reason,
        Json(new.texts) as _,
    )
    .execute(&mut *conn)
    .await?;
    freeze(conn, id, &proposed.ids(), new.rows).await?;
    Ok(id)
}

/// Notes when lines of a publicity were first concluded.
///
/// # Errors
/// The database's.
pub async fn conclude(
    conn: &mut PgConnection,
    desk: &PublicityDesk,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let concluded = sqlx::query!(
        "UPDATE publicities SET concluded_at = coalesce(concluded_at, $2) WHERE id = $1",
        desk.id() as PublicityId,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&concluded)
}
