//! Who may hand in, take back and read recommendation tables (推荐汇总表) and their papers.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Actor, Administrator, BureauOfficer, Checked, Refusal, found, within};
use crate::domain::{
    ids::{BureauId, HandedInTableId, SeasonId, TablePaperId},
    tier::Tier,
};

/// The caller's own list of one season and tier, to hand in. Locks the bureau, so that nothing is
/// ranked or handed in beside it. There is no window: a table may be handed in late.
#[derive(Debug)]
pub struct HandInDesk {
    season: SeasonId,
    tier: Tier,
    bureau: BureauId,
}

impl HandInDesk {
    /// The season.
    #[must_use]
    pub fn season(&self) -> SeasonId {
        self.season
    }

    /// The tier.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The bureau.
    #[must_use]
    pub fn bureau(&self) -> BureauId {
        self.bureau
    }
}

/// A table that counts: the newest of its bureau, season and tier, and not taken back. The bureau
/// is locked.
#[derive(Debug)]
pub struct TableInForce {
    id: HandedInTableId,
    season: SeasonId,
    tier: Tier,
    bureau: BureauId,
    number: i32,
}

impl TableInForce {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> HandedInTableId {
        self.id
    }

    /// The season.
    #[must_use]
    pub fn season(&self) -> SeasonId {
        self.season
    }

    /// The tier.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The bureau that handed it in.
    #[must_use]
    pub fn bureau(&self) -> BureauId {
        self.bureau
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> i32 {
        self.number
    }
}

/// A table to read, in force or taken back.
#[derive(Clone, Copy, Debug)]
pub struct ReadableTable(HandedInTableId);

impl ReadableTable {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> HandedInTableId {
        self.0
    }
}

/// A paper of a table, to read.
#[derive(Clone, Debug)]
pub struct ReadablePaper {
    id: TablePaperId,
    file_name: String,
    media_type: String,
    digest: String,
}

impl ReadablePaper {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> TablePaperId {
        self.id
    }

    /// Its name, made safe when it was uploaded.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// Its type, found from its content.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// SHA-256 of its bytes, lower-case hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// The caller's own list of one season and tier, to hand in.
///
/// # Errors
/// [`Refusal::NotYours`] without such a season or tier, or the database.
pub async fn hand_in_desk(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    (season, tier): (SeasonId, Tier),
) -> Checked<HandInDesk> {
    let row = sqlx::query_scalar!(
        r#"SELECT b.id AS "bureau: BureauId" FROM bureaus b, season_tiers w
           WHERE b.id = $1 AND w.season_id = $2 AND w.tier = $3
           FOR NO KEY UPDATE OF b"#,
        me.bureau() as BureauId,
        season as SeasonId,
        tier as Tier,
    )
    .fetch_optional(conn)
    .await?;
    Ok(HandInDesk {
        season,
        tier,
        bureau: found(row)?,
    })
}

/// A table in force of the caller's own bureau, to add papers to.
///
/// # Errors
/// [`Refusal::NotYours`], also when a newer one counts; or the database.
pub async fn own_table(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: HandedInTableId,
) -> Checked<TableInForce> {
    let table = in_force(conn, id).await?;
    if table.bureau == me.bureau() {
        Ok(table)
    } else {
        Err(Refusal::NotYours.into())
    }
}

/// A table in force of the caller's own bureau, to take it back while the bureau window is open.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn own_table_to_reopen(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: HandedInTableId,
    now: DateTime<Utc>,
) -> Checked<TableInForce> {
    let table = own_table(conn, me, id).await?;
    let window = sqlx::query!(
        "SELECT bureau_opens_at, bureau_closes_at FROM season_tiers
         WHERE season_id = $1 AND tier = $2",
        table.season as SeasonId,
        table.tier as Tier,
    )
    .fetch_one(conn)
    .await?;
    within(window.bureau_opens_at, window.bureau_closes_at, now)?;
    Ok(table)
}

/// Any table in force, for the office to give back.
///
/// # Errors
/// [`Refusal::NotYours`] when there is none or a newer one counts, or the database.
pub async fn any_table(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: HandedInTableId,
) -> Checked<TableInForce> {
    in_force(conn, id).await
}

async fn in_force(conn: &mut PgConnection, id: HandedInTableId) -> Checked<TableInForce> {
    let row = sqlx::query_as!(
        TableInForce,
        r#"SELECT t.id AS "id: HandedInTableId", t.season_id AS "season: SeasonId",
                  t.tier AS "tier: Tier", t.bureau_id AS "bureau: BureauId", t.number
           FROM handed_in_tables t JOIN bureaus b ON b.id = t.bureau_id
           WHERE t.id = $1
             AND NOT EXISTS (SELECT FROM reopened_tables r WHERE r.table_id = t.id)
             AND NOT EXISTS (SELECT FROM handed_in_tables n
                             WHERE n.season_id = t.season_id AND n.tier = t.tier
                               AND n.bureau_id = t.bureau_id AND n.number > t.number)
           FOR NO KEY UPDATE OF b"#,
        id as HandedInTableId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// A table this person may read: a bureau its own, the administrator all.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn readable_table(
    conn: &mut PgConnection,
    actor: &Actor,
    id: HandedInTableId,
) -> Checked<ReadableTable> {
    let (bureau, office) = reader(actor);
    let row = sqlx::query_scalar!(
        r#"SELECT id AS "id: HandedInTableId" FROM handed_in_tables
           WHERE id = $1 AND ($2 OR bureau_id = $3)"#,
        id as HandedInTableId,
        office,
        bureau as Option<BureauId>,
    )
    .fetch_optional(conn)
    .await?;
    Ok(ReadableTable(found(row)?))
}

/// A paper this person may read: a bureau those of its own tables, the administrator all.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn readable_paper(
    conn: &mut PgConnection,
    actor: &Actor,
    id: TablePaperId,
) -> Checked<ReadablePaper> {
    let (bureau, office) = reader(actor);
    let row = sqlx::query_as!(
        ReadablePaper,
        r#"SELECT p.id AS "id: TablePaperId", p.file_name, p.media_type,
                  encode(p.digest, 'hex') AS "digest!"
           FROM table_papers p JOIN handed_in_tables t ON t.id = p.table_id
           WHERE p.id = $1 AND ($2 OR t.bureau_id = $3)"#,
        id as TablePaperId,
        office,
        bureau as Option<BureauId>,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// Whose tables somebody reads: those of a bureau, or all.
fn reader(actor: &Actor) -> (Option<BureauId>, bool) {
    match actor {
        Actor::Bureau(me) => (Some(me.bureau()), false),
        Actor::Administrator(_) => (None, true),
        _ => (None, false),
    }
}
