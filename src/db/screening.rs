//! What a bureau found on each submission, and its report when it decided.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Acting, ApplicationRef, MayChange, admin::LeftOverCase, bureau::ScreeningCase},
    db::one_row,
    domain::{
        application::Act,
        authors::{Author, Authors},
        ids::{AccountId, ApplicationId, InstanceId},
        rules::RuleId,
        screening::{
            ClauseFinding, Findings, InstanceFinding, InstanceVerdict, ScreenItem, ScreenVerdict,
        },
        tier::Tier,
    },
};

/// Until when the office has extended the bureau's time for this one case, exclusive.
///
/// # Errors
/// The database's.
pub async fn given_until(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "SELECT bureau_until FROM applications WHERE id = $1",
        application.id() as ApplicationId,
    )
    .fetch_one(conn)
    .await
}

/// Extends the bureau's time for this one case.
///
/// # Errors
/// The database's.
pub async fn extend(
    conn: &mut PgConnection,
    case: &LeftOverCase,
    until: DateTime<Utc>,
) -> sqlx::Result<()> {
    let extended = sqlx::query!(
        "UPDATE applications SET bureau_until = $2 WHERE id = $1",
        case.application().id() as ApplicationId,
        until,
    )
    .execute(conn)
    .await?;
    one_row(&extended)
}

/// Everything found on one submission of an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn findings(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    submission: i32,
) -> sqlx::Result<Findings> {
    let clauses = sqlx::query!(
        r#"SELECT rule AS "rule: RuleId", verdict AS "verdict: ScreenVerdict", comment
           FROM clause_findings WHERE application_id = $1 AND submission = $2"#,
        application.id() as ApplicationId,
        submission,
    )
    .fetch_all(&mut *conn)
    .await?;
    let instances = sqlx::query!(
        r#"SELECT instance_id AS "instance: InstanceId", verdict AS "verdict: ScreenVerdict",
                  confirmed_tier AS "confirmed_tier: Tier", comment
           FROM instance_findings WHERE application_id = $1 AND submission = $2"#,
        application.id() as ApplicationId,
        submission,
    )
    .fetch_all(conn)
    .await?;
    let clause = |verdict, comment| ClauseFinding { verdict, comment };
    Ok(Findings {
        clauses: clauses
            .into_iter()
            .map(|row| (row.rule, clause(row.verdict, row.comment)))
            .collect(),
        instances: instances
            .into_iter()
            .map(|row| {
                let found = InstanceFinding {
                    verdict: instance_verdict(row.verdict, row.confirmed_tier),
                    comment: row.comment,
                };
                (row.instance, found)
            })
            .collect(),
    })
}

/// Who judged each item of one submission of an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn authors(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    submission: i32,
) -> sqlx::Result<Authors> {
    let rows = sqlx::query!(
        r#"SELECT f.rule AS "rule?: RuleId", NULL::uuid AS "instance?: InstanceId",
                  a.name AS "name!", f.found_at AS "at!", f.revision AS "revision!"
           FROM clause_findings f JOIN accounts a ON a.id = f.found_by
           WHERE f.application_id = $1 AND f.submission = $2
           UNION ALL
           SELECT NULL, f.instance_id, a.name, f.found_at, f.revision
           FROM instance_findings f JOIN accounts a ON a.id = f.found_by
           WHERE f.application_id = $1 AND f.submission = $2"#,
        application.id() as ApplicationId,
        submission,
    )
    .fetch_all(conn)
    .await?;
    let authors = rows.into_iter().filter_map(|row| {
        let clause = row.rule.map(ScreenItem::Clause);
        let item = clause.or(row.instance.map(ScreenItem::Instance))?;
        let author = Author {
            name: row.name,
            at: row.at,
            revision: row.revision,
        };
        Some((item, author))
    });
    Ok(Authors(authors.collect()))
}

fn instance_verdict(verdict: ScreenVerdict, tier: Option<Tier>) -> InstanceVerdict {
    match (verdict, tier) {
        (ScreenVerdict::Confirmed, Some(tier)) => InstanceVerdict::Confirmed(tier),
        (ScreenVerdict::Refused, _) => InstanceVerdict::Refused,
        // A confirmation without a tier is excluded by a constraint of the table.
        (ScreenVerdict::Incomplete, _) | (ScreenVerdict::Confirmed, None) => {
            InstanceVerdict::Incomplete
        }
    }
}

/// Saves what was found on a clause of the newest submission.
///
/// # Errors
/// The database's.
pub async fn save_clause(
    conn: &mut PgConnection,
    actor: &impl Acting,
    case: &ScreeningCase,
    (rule, found): (RuleId, &ClauseFinding),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "WITH before AS (
             INSERT INTO superseded_findings
                 (application_id, submission, item, revision, verdict, comment, found_by, found_at)
             SELECT application_id, submission, $8, revision, verdict, comment, found_by, found_at
             FROM clause_findings
             WHERE application_id = $1 AND submission = $2 AND rule = $3)
         INSERT INTO clause_findings AS f
             (application_id, submission, rule, verdict, comment, found_by, found_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (application_id, submission, rule) DO UPDATE
         SET verdict = EXCLUDED.verdict, comment = EXCLUDED.comment,
             found_by = EXCLUDED.found_by, found_at = EXCLUDED.found_at,
             revision = f.revision + 1",
        case.application().id() as ApplicationId,
        case.application().submission(),
        rule as RuleId,
        found.verdict as ScreenVerdict,
        found.comment,
        actor.account() as Option<AccountId>,
        now,
        ScreenItem::Clause(rule).code(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Saves what was found on a scenario instance of the newest submission.
///
/// # Errors
/// The database's.
pub async fn save_instance(
    conn: &mut PgConnection,
    actor: &impl Acting,
    case: &ScreeningCase,
    (instance, found): (InstanceId, &InstanceFinding),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "WITH before AS (
             INSERT INTO superseded_findings
                 (application_id, submission, item, revision, verdict, confirmed_tier, comment,
                  found_by, found_at)
             SELECT application_id, submission, $9, revision, verdict, confirmed_tier, comment,
                    found_by, found_at
             FROM instance_findings
             WHERE application_id = $1 AND submission = $2 AND instance_id = $3)
         INSERT INTO instance_findings AS f
             (application_id, submission, instance_id, verdict, confirmed_tier, comment,
              found_by, found_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (application_id, submission, instance_id) DO UPDATE
         SET verdict = EXCLUDED.verdict, confirmed_tier = EXCLUDED.confirmed_tier,
             comment = EXCLUDED.comment, found_by = EXCLUDED.found_by,
             found_at = EXCLUDED.found_at, revision = f.revision + 1",
        case.application().id() as ApplicationId,
        case.application().submission(),
        instance as InstanceId,
        found.verdict.verdict() as ScreenVerdict,
        found.verdict.confirmed_tier() as Option<Tier>,
        found.comment,
        actor.account() as Option<AccountId>,
        now,
        ScreenItem::Instance(instance).code(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the findings on these items over from the submission before `submission`: what they rest
/// on did not change. Who found them and when stays.
///
/// # Errors
/// The database's.
pub async fn carry_over(
    conn: &mut PgConnection,
    right: &impl MayChange,
    submission: i32,
    items: &[ScreenItem],
) -> sqlx::Result<()> {
    let (mut rules, mut instances) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            ScreenItem::Clause(rule) => rules.push(*rule),
            ScreenItem::Instance(id) => instances.push(*id),
        }
    }
    let application = right.application().id();
    sqlx::query!(
        "INSERT INTO clause_findings
             (application_id, submission, rule, verdict, comment, found_by, found_at)
         SELECT application_id, $2, rule, verdict, comment, found_by, found_at
         FROM clause_findings
         WHERE application_id = $1 AND submission = $2 - 1 AND rule = ANY($3)",
        application as ApplicationId,
        submission,
        &rules as &[RuleId],
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO instance_findings
             (application_id, submission, instance_id, verdict, confirmed_tier, comment,
              found_by, found_at)
         SELECT application_id, $2, instance_id, verdict, confirmed_tier, comment,
                found_by, found_at
         FROM instance_findings
         WHERE application_id = $1 AND submission = $2 - 1 AND instance_id = ANY($3)",
        application as ApplicationId,
        submission,
        &instances as &[InstanceId],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The bureau's decision on a submission.
#[derive(Clone, Copy, Debug)]
pub struct NewScreening<'a> {
    /// `Recommend`, `File` or `Decline`.
    pub act: Act,
    /// 初审意见
    pub opinion: &'a str,
    /// The reports on confirmed facts, as JSON.
    pub report: &'a str,
    /// How many different scenarios count for the tier, as confirmed.
    pub confirmed_count: i32,
}

/// Keeps the decision with the report it rests on.
///
/// # Errors
/// The database's.
pub async fn conclude(
    conn: &mut PgConnection,
    actor: &impl Acting,
    case: &ScreeningCase,
    new: NewScreening<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO screenings
             (application_id, submission, act, opinion, report, confirmed_count,
              concluded_by, concluded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        case.application().id() as ApplicationId,
        case.application().submission(),
        new.act as Act,
        new.opinion,
        new.report,
        new.confirmed_count,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the bureau's decision over from the submission before `submission`, with the report that
/// follows from what was found on it. Who took it and when stays.
///
/// # Errors
/// The database's; `RowNotFound` when there is no decision.
pub async fn carry_conclusion(
    conn: &mut PgConnection,
    right: &impl MayChange,
    (submission, report, confirmed_count): (i32, &str, i32),
) -> sqlx::Result<()> {
    let carried = sqlx::query!(
        "INSERT INTO screenings
             (application_id, submission, act, opinion, report, confirmed_count,
              concluded_by, concluded_at)
         SELECT application_id, $2, act, opinion, $3, $4, concluded_by, concluded_at
         FROM screenings WHERE application_id = $1 AND submission = $2 - 1",
        right.application().id() as ApplicationId,
        submission,
        report,
        confirmed_count,
    )
    .execute(conn)
    .await?;
    one_row(&carried)
}

/// A decision that was taken.
#[derive(Clone, Debug)]
pub struct Screening {
    /// `Recommend`, `File` or `Decline`.
    pub act: Act,
    /// 初审意见
    pub opinion: String,
    /// How many different scenarios counted, as confirmed.
    pub confirmed_count: i32,
    /// When it was taken.
    pub concluded_at: DateTime<Utc>,
}

/// The decision on the newest submission of an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn concluded(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Option<Screening>> {
    sqlx::query_as!(
        Screening,
        r#"SELECT act AS "act: Act", opinion, confirmed_count, concluded_at
           FROM screenings WHERE application_id = $1 AND submission = $2"#,
        application.id() as ApplicationId,
        application.submission(),
    )
    .fetch_optional(conn)
    .await
}
