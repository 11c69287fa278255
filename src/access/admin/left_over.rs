//! Cases that a bureau left when its time was over: the office moves them on.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, ApplicationRef, Checked, MayChange, Refusal, found},
    domain::{
        application::Status,
        ids::{ApplicationId, BureauId, EnterpriseId, SeasonId},
        tier::Tier,
    },
};

/// An application that is still to be screened, or returned, although the bureau's time for it is
/// over; row-locked until commit.
#[derive(Debug)]
pub struct LeftOverCase {
    application: ApplicationRef,
    closed_at: DateTime<Utc>,
}

impl LeftOverCase {
    /// When the bureau's time for it was over, exclusive.
    #[must_use]
    pub fn closed_at(&self) -> DateTime<Utc> {
        self.closed_at
    }

    /// Whether it lies with the enterprise.
    #[must_use]
    pub fn is_returned(&self) -> bool {
        self.application.status == Status::Returned
    }
}

impl MayChange for LeftOverCase {
    fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// A case its bureau left. While the bureau may still act, the state stands against it.
///
/// # Errors
/// [`Refusal`], or the database.
pub async fn left_over_case(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Checked<LeftOverCase> {
    let row = sqlx::query!(
        r#"SELECT a.season_id AS "season: SeasonId", a.enterprise_id AS "enterprise: EnterpriseId",
                  a.bureau_id AS "bureau: BureauId", a.tier AS "tier: Tier",
                  a.status AS "status: Status", a.submission, a.version,
                  GREATEST(w.bureau_closes_at, a.bureau_until) AS "closed_at!"
           FROM applications a
           JOIN season_tiers w ON w.season_id = a.season_id AND w.tier = a.tier
           WHERE a.id = $1
           FOR UPDATE OF a"#,
        id as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    let row = found(row)?;
    let is_at_the_bureau = matches!(row.status, Status::Submitted | Status::Returned);
    if !is_at_the_bureau || now < row.closed_at {
        return Err(Refusal::WrongState(row.status).into());
    }
    Ok(LeftOverCase {
        application: ApplicationRef {
            id,
            season: row.season,
            enterprise: row.enterprise,
            bureau: row.bureau,
            tier: row.tier,
            status: row.status,
            submission: row.submission,
            version: row.version,
        },
        closed_at: row.closed_at,
    })
}
