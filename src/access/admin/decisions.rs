//! Lists of decisions: the one draft of a season and tier, and what a released list decided.

use sqlx::PgConnection;

use crate::{
    access::{Administrator, ApplicationRef, Checked, MayChange, application_refs, found},
    domain::{
        application::Status,
        ids::{ApplicationId, BureauId, DecisionListId, EnterpriseId, SeasonId},
        tier::Tier,
    },
};

/// A list of decisions that nobody was told yet, row-locked.
#[derive(Debug)]
pub struct DraftList {
    id: DecisionListId,
    season: SeasonId,
    tier: Tier,
    version: i32,
}

impl DraftList {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> DecisionListId {
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

    /// Counts its changes.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.version
    }
}

/// An application that stands on a draft, row-locked. It may have moved on since it was put there.
#[derive(Debug)]
pub struct DraftCase(ApplicationRef);

impl MayChange for DraftCase {
    fn application(&self) -> &ApplicationRef {
        &self.0
    }
}

/// A released list whose decisions all still stand and of which nothing is in publicity, row-locked.
#[derive(Debug)]
pub struct ReleasedList {
    id: DecisionListId,
    season: SeasonId,
    tier: Tier,
    cases: Vec<ReleasedCase>,
}

impl ReleasedList {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> DecisionListId {
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

    /// The applications it decided on.
    #[must_use]
    pub fn cases(&self) -> &[ReleasedCase] {
        &self.cases
    }
}

/// An application that a released list decided on, row-locked.
#[derive(Debug)]
pub struct ReleasedCase(ApplicationRef);

impl MayChange for ReleasedCase {
    fn application(&self) -> &ApplicationRef {
        &self.0
    }
}

struct ListRow {
    id: DecisionListId,
    season: SeasonId,
    tier: Tier,
    version: i32,
}

async fn locked(
    conn: &mut PgConnection,
    id: DecisionListId,
    state: &str,
) -> sqlx::Result<Option<ListRow>> {
    sqlx::query_as!(
        ListRow,
        r#"SELECT id AS "id: DecisionListId", season_id AS "season: SeasonId",
                  tier AS "tier: Tier", version
           FROM decision_lists WHERE id = $1 AND state = $2
           FOR UPDATE"#,
        id as DecisionListId,
        state,
    )
    .fetch_optional(conn)
    .await
}

/// A list as long as it is a draft; none when it was released meanwhile or does not exist.
///
/// # Errors
/// The database's.
pub async fn draft_list(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: DecisionListId,
) -> sqlx::Result<Option<DraftList>> {
    let row = locked(conn, id, "draft").await?;
    Ok(row.map(|row| DraftList {
        id: row.id,
        season: row.season,
        tier: row.tier,
        version: row.version,
    }))
}

/// The draft of a season and tier.
///
/// # Errors
/// [`Refusal::NotYours`](crate::access::Refusal::NotYours) when there is none, or the database.
pub async fn draft_of(
    conn: &mut PgConnection,
    _me: &Administrator,
    (season, tier): (SeasonId, Tier),
) -> Checked<DraftList> {
    let row = sqlx::query_as!(
        DraftList,
        r#"SELECT id AS "id: DecisionListId", season_id AS "season: SeasonId",
                  tier AS "tier: Tier", version
           FROM decision_lists WHERE season_id = $1 AND tier = $2 AND state = 'draft'
           FOR UPDATE"#,
        season as SeasonId,
        tier as Tier,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// The applications that stand on a draft, in the order of their ids.
///
/// # Errors
/// The database's.
pub async fn draft_cases(
    conn: &mut PgConnection,
    list: &DraftList,
) -> sqlx::Result<Vec<DraftCase>> {
    let rows = application_refs!(
        "FROM decision_lines l
         JOIN applications a ON a.id = l.application_id
         WHERE l.list_id = $1 AND l.ended_at IS NULL
         ORDER BY a.id
         FOR UPDATE OF a",
        list.id as DecisionListId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(DraftCase).collect())
}

/// A released list that can still be taken back; none when it is no longer released, or when an
/// application of it has moved on, into publicity above all.
///
/// # Errors
/// The database's.
pub async fn released_list(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: DecisionListId,
) -> sqlx::Result<Option<ReleasedList>> {
    let Some(row) = locked(conn, id, "released").await? else {
        return Ok(None);
    };
    let cases = application_refs!(
        "FROM decision_lines l
         JOIN applications a ON a.id = l.application_id
         WHERE l.list_id = $1 AND l.ended_at IS NULL
         ORDER BY a.id
         FOR UPDATE OF a",
        id as DecisionListId,
    )
    .fetch_all(conn)
    .await?;
    let decided = |status| {
        matches!(
            status,
            Status::Proposed | Status::NotApproved | Status::Pool
        )
    };
    let stands = cases.iter().all(|case| decided(case.status));
    Ok(stands.then(|| ReleasedList {
        id: row.id,
        season: row.season,
        tier: row.tier,
        cases: cases.into_iter().map(ReleasedCase).collect(),
    }))
}
