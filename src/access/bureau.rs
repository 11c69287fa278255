//! What a bureau may touch: the submitted applications of its own region.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    ApplicationRef, BureauOfficer, Checked, MayChange, Refusal, application_refs, found, within,
};
use crate::domain::{
    application::Status,
    ids::{ApplicationId, BureauId, EnterpriseId, SeasonId},
    tier::Tier,
};

/// An application of the caller's own region that was submitted at least once, to read.
#[derive(Clone, Debug)]
pub struct RegionalCase(ApplicationRef);

impl RegionalCase {
    /// The application it is over.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        &self.0
    }
}

/// An application on the caller's desk: submitted, inside the bureau window, row-locked until
/// commit.
#[derive(Debug)]
pub struct ScreeningCase {
    application: ApplicationRef,
    closes_at: DateTime<Utc>,
}

impl ScreeningCase {
    /// When the bureau window closes, exclusive.
    #[must_use]
    pub fn closes_at(&self) -> DateTime<Utc> {
        self.closes_at
    }
}

impl MayChange for ScreeningCase {
    fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// A returned application of the caller's own region, inside the bureau window, row-locked until
/// commit.
#[derive(Debug)]
pub struct ReturnedCase {
    application: ApplicationRef,
    due_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
}

impl ReturnedCase {
    /// Until when the enterprise has it, exclusive.
    #[must_use]
    pub fn due_at(&self) -> DateTime<Utc> {
        self.due_at
    }

    /// When the bureau window closes, exclusive.
    #[must_use]
    pub fn closes_at(&self) -> DateTime<Utc> {
        self.closes_at
    }
}

impl MayChange for ReturnedCase {
    fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// A returned application that was not submitted again in time.
#[derive(Debug)]
pub struct OverdueReturn(ReturnedCase);

impl OverdueReturn {
    /// Until when the enterprise had it, exclusive.
    #[must_use]
    pub fn due_at(&self) -> DateTime<Utc> {
        self.0.due_at
    }
}

impl MayChange for OverdueReturn {
    fn application(&self) -> &ApplicationRef {
        &self.0.application
    }
}

/// The caller's own list of recommendations of one season and tier, inside the bureau window. Only one at a
/// time exists per bureau: ranks are given and changed one after the other.
#[derive(Clone, Copy, Debug)]
pub struct RankingDesk {
    season: SeasonId,
    bureau: BureauId,
}

impl RankingDesk {
    /// The season.
    #[must_use]
    pub fn season(&self) -> SeasonId {
        self.season
    }

    /// The bureau.
    #[must_use]
    pub fn bureau(&self) -> BureauId {
        self.bureau
    }
}

/// A submitted application of the caller's own region, in any state.
///
/// # Errors
/// [`Refusal::NotYours`], also while it was never submitted; or the database.
pub async fn regional_case(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: ApplicationId,
) -> Checked<RegionalCase> {
    let row = application_refs!(
        "FROM applications a
         WHERE a.id = $1 AND a.bureau_id = $2 AND a.submission > 0",
        id as ApplicationId,
        me.bureau() as BureauId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(RegionalCase(found(row)?))
}

struct CaseRow {
    season: SeasonId,
    enterprise: EnterpriseId,
    tier: Tier,
    status: Status,
    submission: i32,
    version: i32,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    due_at: Option<DateTime<Utc>>,
}

impl CaseRow {
    fn application(&self, id: ApplicationId, bureau: BureauId) -> ApplicationRef {
        ApplicationRef {
            id,
            season: self.season,
            enterprise: self.enterprise,
            bureau,
            tier: self.tier,
            status: self.status,
            submission: self.submission,
            version: self.version,
        }
    }
}

/// Locks a submitted application of the caller's own region. The window is that of its tier, or
/// longer where the office has extended it for this case.
async fn locked(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: ApplicationId,
) -> Checked<CaseRow> {
    let row = sqlx::query_as!(
        CaseRow,
        r#"SELECT a.season_id AS "season: SeasonId", a.enterprise_id AS "enterprise: EnterpriseId",
                  a.tier AS "tier: Tier", a.status AS "status: Status", a.submission, a.version,
                  w.bureau_opens_at AS opens_at,
                  GREATEST(w.bureau_closes_at, a.bureau_until) AS "closes_at!",
                  (SELECT r.due_at FROM returns r
                   WHERE r.application_id = a.id AND r.answered_at IS NULL) AS due_at
           FROM applications a
           JOIN season_tiers w ON w.season_id = a.season_id AND w.tier = a.tier
           WHERE a.id = $1 AND a.bureau_id = $2 AND a.submission > 0
           FOR UPDATE OF a"#,
        id as ApplicationId,
        me.bureau() as BureauId,
    )
    .fetch_optional(conn)
    .await?;
    found(row)
}

/// A submitted application of the caller's own region, while it is to be screened.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn screening_case(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<ScreeningCase> {
    let row = locked(conn, me, id).await?;
    if row.status != Status::Submitted {
        return Err(Refusal::WrongState(row.status).into());
    }
    within(row.opens_at, row.closes_at, now)?;
    Ok(ScreeningCase {
        application: row.application(id, me.bureau()),
        closes_at: row.closes_at,
    })
}

/// A returned application of the caller's own region, answered in time or not.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn returned_case(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<ReturnedCase> {
    let row = locked(conn, me, id).await?;
    let (Status::Returned, Some(due_at)) = (row.status, row.due_at) else {
        return Err(Refusal::WrongState(row.status).into());
    };
    within(row.opens_at, row.closes_at, now)?;
    Ok(ReturnedCase {
        application: row.application(id, me.bureau()),
        due_at,
        closes_at: row.closes_at,
    })
}

/// An application of the caller's own region whose return was not answered in time. While its
/// enterprise may still answer, the state stands against it.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn overdue_return(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<OverdueReturn> {
    let case = returned_case(conn, me, id, now).await?;
    if case.due_at > now {
        return Err(Refusal::WrongState(Status::Returned).into());
    }
    Ok(OverdueReturn(case))
}

/// The list that a case joins when it is recommended: its own time is what counts, not the window
/// of the tier.
///
/// # Errors
/// The database.
pub async fn list_of(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: &ScreeningCase,
) -> Checked<RankingDesk> {
    let (season, tier) = (case.application.season, case.application.tier);
    let _window = desk_row(conn, me, season, tier).await?;
    Ok(RankingDesk {
        season,
        bureau: me.bureau(),
    })
}

/// The caller's own list of recommendations, while it may be changed. Locks the bureau's row, so
/// that two people (or two recommendations) follow one after the other.
///
/// # Errors
/// [`Refusal::NotYours`] without such a season or tier, [`Refusal::Closed`], or the database.
pub async fn ranking_desk(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    (season, tier): (SeasonId, Tier),
    now: DateTime<Utc>,
) -> Checked<RankingDesk> {
    let (opens_at, closes_at) = desk_row(conn, me, season, tier).await?;
    within(opens_at, closes_at, now)?;
    Ok(RankingDesk {
        season,
        bureau: me.bureau(),
    })
}

/// Locks the caller's bureau; the window of the tier.
async fn desk_row(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    season: SeasonId,
    tier: Tier,
) -> Checked<(DateTime<Utc>, DateTime<Utc>)> {
    let row = sqlx::query!(
        "SELECT w.bureau_opens_at AS opens_at, w.bureau_closes_at AS closes_at
         FROM bureaus b, season_tiers w
         WHERE b.id = $1 AND w.season_id = $2 AND w.tier = $3
         FOR NO KEY UPDATE OF b",
        me.bureau() as BureauId,
        season as SeasonId,
        tier as Tier,
    )
    .fetch_optional(conn)
    .await?;
    let row = found(row)?;
    Ok((row.opens_at, row.closes_at))
}
