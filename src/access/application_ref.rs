//! The part of an application every right over it carries.

use crate::domain::{
    application::Status,
    ids::{ApplicationId, BureauId, EnterpriseId, SeasonId},
    tier::Tier,
};

/// An application that a checking query has found. Reading it is all this alone allows.
#[derive(Clone, Debug)]
pub struct ApplicationRef {
    pub(in crate::access) id: ApplicationId,
    pub(in crate::access) season: SeasonId,
    pub(in crate::access) enterprise: EnterpriseId,
    pub(in crate::access) bureau: BureauId,
    pub(in crate::access) tier: Tier,
    pub(in crate::access) status: Status,
    pub(in crate::access) submission: i32,
    pub(in crate::access) version: i32,
}

impl ApplicationRef {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> ApplicationId {
        self.id
    }

    /// The season it belongs to.
    #[must_use]
    pub fn season(&self) -> SeasonId {
        self.season
    }

    /// The enterprise that applies.
    #[must_use]
    pub fn enterprise(&self) -> EnterpriseId {
        self.enterprise
    }

    /// The bureau that recommends.
    #[must_use]
    pub fn bureau(&self) -> BureauId {
        self.bureau
    }

    /// The tier applied for.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The state when the right was given.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// The number of the newest submission, 0 before the first.
    #[must_use]
    pub fn submission(&self) -> i32 {
        self.submission
    }

    /// Counts the changes; a write with an older one is refused.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.version
    }
}

/// A query that answers with [`ApplicationRef`]s: what stands behind the column list, which names
/// the table `applications` as `a`, and its arguments.
macro_rules! application_refs {
    ($from:literal, $($argument:tt)*) => {
        sqlx::query_as!(
            $crate::access::ApplicationRef,
            r#"SELECT a.id AS "id: ApplicationId", a.season_id AS "season: SeasonId",
                      a.enterprise_id AS "enterprise: EnterpriseId",
                      a.bureau_id AS "bureau: BureauId", a.tier AS "tier: Tier",
                      a.status AS "status: Status", a.submission, a.version
               "# + $from,
            $($argument)*
        )
    };
}
pub(in crate::access) use application_refs;

/// A right that allows changing the state of an application: row-locked until commit.
pub trait MayChange: Sync {
    /// The application it is over.
    fn application(&self) -> &ApplicationRef;
}
