//! How far the experts and the applications under review are.

use sqlx::PgConnection;

use crate::{
    access::Administrator,
    domain::{
        ids::{ApplicationId, ExpertId, SeasonId},
        review::{
            aggregate::{Aggregate, Divergence},
            points::Points,
        },
        tier::Tier,
    },
};

/// How far one expert is, over a season.
#[derive(Clone, Debug)]
pub struct ExpertProgress {
    /// The expert.
    pub id: ExpertId,
    /// The expert's name.
    pub name: String,
    /// Where the expert works.
    pub employer: String,
    /// Tasks that count.
    pub tasks: i64,
    /// Not declared yet.
    pub undeclared: i64,
    /// Begun, not filed.
    pub reviewing: i64,
    /// Filed.
    pub filed: i64,
    /// Conflicts declared.
    pub conflicts: i64,
}

/// The experts who have tasks in a season, those with most open first.
///
/// # Errors
/// The database's.
pub async fn progress_by_expert(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
) -> sqlx::Result<Vec<ExpertProgress>> {
    sqlx::query_as!(
        ExpertProgress,
        r#"SELECT x.id AS "id: ExpertId", x.name, x.employer,
                  count(*) FILTER (WHERE t.state IN ('assigned', 'accepted', 'filed')) AS "tasks!",
                  count(*) FILTER (WHERE t.state = 'assigned') AS "undeclared!",
                  count(*) FILTER (WHERE t.state = 'accepted') AS "reviewing!",
                  count(*) FILTER (WHERE t.state = 'filed') AS "filed!",
                  count(*) FILTER (WHERE t.state = 'conflicted') AS "conflicts!"
           FROM assignments t
           JOIN applications a ON a.id = t.application_id
           JOIN experts x ON x.id = t.expert_id
           WHERE a.season_id = $1
           GROUP BY x.id, x.name, x.employer
           ORDER BY count(*) FILTER (WHERE t.state IN ('assigned', 'accepted')) DESC, x.name, x.id
           LIMIT 500"#,
        season as SeasonId,
    )
    .fetch_all(conn)
    .await
}

/// How far the review of one application is.
#[derive(Clone, Debug)]
pub struct CaseProgress {
    /// The application.
    pub id: ApplicationId,
    /// 受理编号
    pub number: Option<String>,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The tier.
    pub tier: Tier,
    /// Tasks that count.
    pub tasks: i64,
    /// Filed.
    pub filed: i64,
    /// Given but not filed.
    pub open: i64,
    /// Conflicts declared.
    pub conflicts: i64,
    /// The filed totals, tenths of a point.
    pub totals: Vec<i32>,
}

impl CaseProgress {
    /// The filed totals taken together; none while nothing is filed.
    #[must_use]
    pub fn aggregate(&self, divergence: Divergence) -> Option<Aggregate> {
        let totals: Vec<_> = self
            .totals
            .iter()
            .copied()
            .map(Points::from_tenths)
            .collect();
        Aggregate::of(&totals, divergence)
    }

    /// Whether the filed reviews can be taken together: `wanted` of them, and nobody is still to file.
    #[must_use]
    pub fn is_ready(&self, wanted: i64) -> bool {
        self.open == 0 && self.filed >= wanted
    }
}

/// The applications under review, those with fewest reviews filed first; the first five hundred.
///
/// # Errors
/// The database's.
pub async fn progress_by_case(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
) -> sqlx::Result<Vec<CaseProgress>> {
    sqlx::query_as!(
        CaseProgress,
        r#"SELECT a.id AS "id: ApplicationId", a.number, a.enterprise_name AS enterprise,
                  a.factory_name AS factory, a.tier AS "tier: Tier",
                  count(*) FILTER (WHERE t.state IN ('assigned', 'accepted', 'filed')) AS "tasks!",
                  count(*) FILTER (WHERE t.state = 'filed') AS "filed!",
                  count(*) FILTER (WHERE t.state IN ('assigned', 'accepted')) AS "open!",
                  count(*) FILTER (WHERE t.state = 'conflicted') AS "conflicts!",
                  coalesce(array_agg(t.total ORDER BY t.id) FILTER (WHERE t.state = 'filed'), '{}')
                      AS "totals!: Vec<i32>"
           FROM applications a LEFT JOIN assignments t ON t.application_id = a.id
           WHERE a.season_id = $1 AND a.status = 'in_review'
           GROUP BY a.id
           ORDER BY count(*) FILTER (WHERE t.state = 'filed'), a.id
           LIMIT 500"#,
        season as SeasonId,
    )
    .fetch_all(conn)
    .await
}
