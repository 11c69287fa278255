//! What the assignment of experts to many applications at once rests on.

use sqlx::PgConnection;

use super::relation;
use crate::{
    access::Administrator,
    domain::{
        ids::{ApplicationId, BureauId, EnterpriseId, ExpertId, SeasonId},
        review::{
            conflict::{CaseTies, ExpertTies},
            plan::{Reviewer, ShortCase},
        },
        season::OwnRegion,
        tier::Tier,
        values::credit_code::CreditCode,
    },
};

/// An application under review that has fewer experts than the season asks for.
#[derive(Clone, Debug)]
pub struct ShortRow {
    /// The application.
    pub id: ApplicationId,
    /// 申报编号
    pub number: String,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The region of its bureau.
    pub league: String,
    /// The names of those who have a task in it.
    pub assigned: Vec<String>,
    /// What a proposal asks.
    pub case: ShortCase,
}

/// Those short of experts in one tier of a season, the oldest first, and how many there are in all.
/// What is known of the applicant comes from the frozen submission.
///
/// # Errors
/// The database's; a credit code that is none cannot have been stored.
#[expect(clippy::too_many_lines, reason = "one query, most of it SQL")]
pub async fn short_cases(
    conn: &mut PgConnection,
    _me: &Administrator,
    (season, tier): (SeasonId, Tier),
    wanted: i16,
    limit: i64,
) -> sqlx::Result<(Vec<ShortRow>, i64)> {
    let rows = sqlx::query!(
        r#"WITH short AS (
               SELECT a.id, a.number, a.enterprise_name, a.factory_name, a.bureau_id, a.enterprise_id,
                      a.submission, count(*) OVER () AS total,
                      ARRAY(SELECT t.expert_id FROM assignments t
                            WHERE t.application_id = a.id AND t.state <> 'cancelled') AS taken,
                      ARRAY(SELECT x.name FROM assignments t JOIN experts x ON x.id = t.expert_id
                            WHERE t.application_id = a.id
                              AND t.state IN ('assigned', 'accepted', 'filed') ORDER BY t.id) AS assigned
               FROM applications a
               WHERE a.season_id = $1 AND a.tier = $2 AND a.status = 'in_review'
                 AND (SELECT count(*) FROM assignments t
                      WHERE t.application_id = a.id
                        AND t.state IN ('assigned', 'accepted', 'filed')) < $3
               ORDER BY a.id LIMIT $4)
           SELECT h.id AS "id: ApplicationId", COALESCE(h.number, '') AS "number!",
                  h.enterprise_name AS enterprise, h.factory_name AS factory, b.region AS league,
                  h.bureau_id AS "bureau: BureauId", h.enterprise_id AS "enterprise_id: EnterpriseId",
                  h.taken AS "taken!: Vec<ExpertId>", h.assigned AS "assigned!", h.total AS "total!",
                  s.snapshot::json -> 'enterprise' ->> 'credit_code' AS "credit_code!",
                  s.snapshot::json -> 'enterprise' ->> 'parent_credit_code' AS "parent!",
                  n.own_region AS "own_region: OwnRegion"
           FROM short h
           JOIN seasons n ON n.id = $1
           JOIN bureaus b ON b.id = h.bureau_id
           JOIN submissions s ON s.application_id = h.id AND s.number = h.submission
           ORDER BY h.id"#,
        season as SeasonId,
        tier as Tier,
        i64::from(wanted),
        limit,
    )
    .fetch_all(conn)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let wanted = usize::try_from(wanted).unwrap_or_default();
    let rows = rows.into_iter().map(|row| {
        let credit_code = CreditCode::parse(&row.credit_code)
            .map_err(|error| sqlx::Error::Decode(error.to_string().into()))?;
        Ok(ShortRow {
            id: row.id,
            number: row.number,
            enterprise: row.enterprise,
            factory: row.factory,
            league: row.league,
            case: ShortCase {
                ties: CaseTies {
                    bureau: row.bureau,
                    enterprise: row.enterprise_id,
                    credit_code,
                    parent: CreditCode::parse(&row.parent).ok(),
                    own_region: row.own_region,
                },
                missing: wanted.saturating_sub(row.assigned.len()),
                taken: row.taken,
            },
            assigned: row.assigned,
        })
    });
    Ok((rows.collect::<sqlx::Result<_>>()?, total))
}

/// An expert who can be given tasks.
#[derive(Clone, Debug)]
pub struct ReviewerRow {
    /// The expert's name.
    pub name: String,
    /// Where the expert works.
    pub employer: String,
    /// What a proposal asks.
    pub reviewer: Reviewer,
}

/// All experts with an active account, least burdened first.
///
/// # Errors
/// The database's.
pub async fn reviewers(
    conn: &mut PgConnection,
    _me: &Administrator,
) -> sqlx::Result<Vec<ReviewerRow>> {
    let rows = sqlx::query!(
        r#"SELECT x.id AS "id: ExpertId", x.name, x.employer, x.employer_credit_code,
                  x.bureau_id AS "bureau: BureauId",
                  (SELECT count(*) FROM assignments t
                   WHERE t.expert_id = x.id AND t.state IN ('assigned', 'accepted')) AS "open_tasks!",
                  ARRAY(SELECT a.enterprise_id FROM assignments t
                        JOIN applications a ON a.id = t.application_id
                        WHERE t.expert_id = x.id AND t.state = 'conflicted' ORDER BY t.id)
                      AS "enterprises!: Vec<EnterpriseId>",
                  ARRAY(SELECT t.conflict_reason FROM assignments t
                        WHERE t.expert_id = x.id AND t.state = 'conflicted' ORDER BY t.id)
                      AS "reasons!"
           FROM experts x
           WHERE EXISTS (SELECT FROM accounts c WHERE c.expert_id = x.id AND c.state = 'active')
           ORDER BY "open_tasks!", x.name, x.id
           LIMIT 500"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReviewerRow {
            name: row.name,
            employer: row.employer,
            reviewer: Reviewer {
                id: row.id,
                open_tasks: row.open_tasks,
                ties: ExpertTies {
                    region: row.bureau,
                    employer: CreditCode::parse(&row.employer_credit_code).ok(),
                    declared: row
                        .enterprises
                        .into_iter()
                        .zip(&row.reasons)
                        .map(|(enterprise, reason)| (enterprise, relation(reason)))
                        .collect(),
                },
            },
        })
        .collect())
}

/// How many applications of a season are short of experts, by tier.
///
/// # Errors
/// The database's.
pub async fn short_counts(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
    wanted: i16,
) -> sqlx::Result<Vec<(Tier, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT a.tier AS "tier: Tier", count(*) AS "count!" FROM applications a
           WHERE a.season_id = $1 AND a.status = 'in_review'
             AND (SELECT count(*) FROM assignments t
                  WHERE t.application_id = a.id
                    AND t.state IN ('assigned', 'accepted', 'filed')) < $2
           GROUP BY a.tier"#,
        season as SeasonId,
        i64::from(wanted),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.tier, row.count)).collect())
}
