//! What the administrator may publish: proposed applications, publicities that are over, lists.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{ProposedCase, PublicCase};
use crate::{
    access::{Administrator, Checked, Refusal, application_refs, found},
    domain::{
        application::Status,
        ids::{ApplicationId, BureauId, DecisionListId, EnterpriseId, PublicityId, SeasonId},
        tier::Tier,
    },
};

/// What a released list of decisions proposes and is not public yet, in the order of the regions;
/// row-locked with the list.
#[derive(Debug)]
pub struct ProposedCases {
    list: DecisionListId,
    season: SeasonId,
    tier: Tier,
    cases: Vec<ProposedCase>,
}

impl ProposedCases {
    /// The list of decisions.
    #[must_use]
    pub fn list(&self) -> DecisionListId {
        self.list
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

    /// The applications.
    #[must_use]
    pub fn cases(&self) -> &[ProposedCase] {
        &self.cases
    }

    /// Their identifiers, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<ApplicationId> {
        self.cases.iter().map(|case| case.0.id).collect()
    }
}

/// A publicity whose term is over, row-locked, with the lines that can be concluded.
#[derive(Debug)]
pub struct PublicityDesk {
    id: PublicityId,
    tier: Tier,
    cases: Vec<PublicCase>,
}

impl PublicityDesk {
    /// The publicity.
    #[must_use]
    pub fn id(&self) -> PublicityId {
        self.id
    }

    /// The tier.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The applications to conclude.
    #[must_use]
    pub fn cases(&self) -> &[PublicCase] {
        &self.cases
    }
}

/// Concluded applications that no list names yet, in the order of the list to publish.
#[derive(Debug)]
pub struct ListDesk {
    season: SeasonId,
    tier: Tier,
    publicity: Option<PublicityId>,
    applications: Vec<ApplicationId>,
}

impl ListDesk {
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

    /// The publicity before the list, if there was one.
    #[must_use]
    pub fn publicity(&self) -> Option<PublicityId> {
        self.publicity
    }

    /// The applications, in order.
    #[must_use]
    pub fn applications(&self) -> &[ApplicationId] {
        &self.applications
    }
}

/// What a released list proposes, for its publicity; none when it was taken back, or when nothing
/// of it waits for publicity any more.
///
/// # Errors
/// [`Refusal::NotYours`] when there is no such list, or the database.
pub async fn proposed_cases(
    conn: &mut PgConnection,
    _me: &Administrator,
    list: DecisionListId,
) -> Checked<Option<ProposedCases>> {
    let row = sqlx::query!(
        r#"SELECT season_id AS "season: SeasonId", tier AS "tier: Tier", state
           FROM decision_lists WHERE id = $1
           FOR UPDATE"#,
        list as DecisionListId,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let row = found(row)?;
    if row.state != "released" {
        return Ok(None);
    }
    let cases = application_refs!(
        "FROM decision_lines l
         JOIN applications a ON a.id = l.application_id
         JOIN bureaus b ON b.id = a.bureau_id
         LEFT JOIN recommendations r ON r.application_id = a.id
         WHERE l.list_id = $1 AND l.ended_at IS NULL AND l.act = 'propose'
           AND a.status = 'proposed'
         ORDER BY b.position, r.rank, a.id
         FOR UPDATE OF a",
        list as DecisionListId,
    )
    .fetch_all(conn)
    .await?;
    let cases: Vec<_> = cases.into_iter().map(ProposedCase).collect();
    Ok((!cases.is_empty()).then_some(ProposedCases {
        list,
        season: row.season,
        tier: row.tier,
        cases,
    }))
}

/// A publicity whose term is over, with the lines that can be concluded now: not held, not removed, not
/// concluded before; none when there is no such line.
///
/// # Errors
/// [`Refusal::NotYours`] when there is no such publicity, [`Refusal::Closed`] while it still runs, or
/// the database.
pub async fn publicity_desk(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: PublicityId,
    now: DateTime<Utc>,
) -> Checked<Option<PublicityDesk>> {
    let row = sqlx::query!(
        r#"SELECT tier AS "tier: Tier", opens_at, closes_at FROM publicities
           WHERE id = $1
           FOR UPDATE"#,
        id as PublicityId,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let row = found(row)?;
    if now < row.closes_at {
        return Err(Refusal::Closed {
            opens_at: row.opens_at,
            closes_at: row.closes_at,
        }
        .into());
    }
    let cases = application_refs!(
        "FROM publicity_entries e
         JOIN applications a ON a.id = e.application_id
         WHERE e.publicity_id = $1 AND a.status = 'in_publicity'
           AND NOT EXISTS (SELECT FROM objections o
                           WHERE o.publicity_id = e.publicity_id
                             AND o.application_id = e.application_id AND o.ruling = 'upheld')
         ORDER BY e.position
         FOR UPDATE OF a",
        id as PublicityId,
    )
    .fetch_all(conn)
    .await?;
    Ok((!cases.is_empty()).then(|| PublicityDesk {
        id,
        tier: row.tier,
        cases: cases.into_iter().map(PublicCase).collect(),
    }))
}

/// The applications a publicity ended well for and that no list names yet, to publish their list.
///
/// # Errors
/// [`Refusal::NotYours`] when there are none, or the database.
pub async fn publicity_list_desk(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: PublicityId,
) -> Checked<ListDesk> {
    let row = sqlx::query!(
        r#"SELECT season_id AS "season: SeasonId", tier AS "tier: Tier" FROM publicities p
           WHERE p.id = $1 AND p.concluded_at IS NOT NULL
           FOR UPDATE"#,
        id as PublicityId,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let row = found(row)?;
    let applications = sqlx::query_scalar!(
        r#"SELECT a.id AS "id: ApplicationId"
           FROM publicity_entries e
           JOIN applications a ON a.id = e.application_id
           WHERE e.publicity_id = $1 AND a.status = 'concluded'
             AND NOT EXISTS (SELECT FROM list_entries l WHERE l.application_id = a.id)
           ORDER BY e.position"#,
        id as PublicityId,
    )
    .fetch_all(conn)
    .await?;
    found((!applications.is_empty()).then_some(ListDesk {
        season: row.season,
        tier: row.tier,
        publicity: Some(id),
        applications,
    }))
}

/// The filed applications (基础级备案) of a season that no list names yet, row-locked.
///
/// # Errors
/// [`Refusal::NotYours`] when there are none, or the database.
pub async fn filed_list_desk(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
) -> Checked<ListDesk> {
    let applications = sqlx::query_scalar!(
        r#"SELECT a.id AS "id: ApplicationId"
           FROM applications a JOIN bureaus b ON b.id = a.bureau_id
           WHERE a.season_id = $1 AND a.tier = 'basic' AND a.status = 'concluded'
             AND NOT EXISTS (SELECT FROM list_entries e WHERE e.application_id = a.id)
           ORDER BY b.position, a.number, a.id
           FOR UPDATE OF a"#,
        season as SeasonId,
    )
    .fetch_all(conn)
    .await?;
    found((!applications.is_empty()).then_some(ListDesk {
        season,
        tier: Tier::Basic,
        publicity: None,
        applications,
    }))
}
