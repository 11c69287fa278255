//! Scenario instances (场景实例) of a draft.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, types::Json};

use super::{dossiers::InstanceRow, one_row};
use crate::{
    access::{
        ApplicationRef,
        scenarios::{OwnBoard, OwnInstance, RemovableInstance, RemovedInstance},
    },
    domain::{
        catalogue::{Scenario, ScenarioId},
        dossier::{Effect, Instance},
        ids::{ApplicationId, InstanceId},
        link::Link,
        tier::Tier,
    },
};

/// What an enterprise writes about a scenario it built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceContent {
    /// 实例名称, empty while not filled in
    pub name: String,
    /// The tier's standard claimed.
    pub claimed_tier: Tier,
    /// 解决的问题
    pub problem: String,
    /// 建设内容
    pub solution: String,
    /// 成效
    pub effects: Vec<Effect>,
    /// 投用时间, first day of the month
    pub live_since: Option<NaiveDate>,
}

/// Adds an empty instance of a scenario of the catalogue.
///
/// # Errors
/// The database's.
pub async fn insert(
    conn: &mut PgConnection,
    board: &OwnBoard<'_>,
    (id, scenario): (InstanceId, &Scenario),
    claimed_tier: Tier,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO instances
             (id, application_id, scenario, link, claimed_tier, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
        id as InstanceId,
        board.application().id() as ApplicationId,
        &scenario.id as &ScenarioId,
        scenario.link as Link,
        claimed_tier as Tier,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the instance of this identifier stands for this scenario in this draft; none when there
/// is no such instance anywhere.
///
/// # Errors
/// The database's.
pub async fn stands(
    conn: &mut PgConnection,
    board: &OwnBoard<'_>,
    id: InstanceId,
    scenario: &Scenario,
) -> sqlx::Result<Option<bool>> {
    sqlx::query_scalar!(
        r#"SELECT application_id = $2 AND scenario = $3 AND removed_at IS NULL AS "stands!"
           FROM instances WHERE id = $1"#,
        id as InstanceId,
        board.application().id() as ApplicationId,
        &scenario.id as &ScenarioId,
    )
    .fetch_optional(conn)
    .await
}

/// Saves what was written, if nobody else saved since `version`.
///
/// # Errors
/// The database's; `RowNotFound` when somebody else saved meanwhile.
pub async fn save(
    conn: &mut PgConnection,
    right: &OwnInstance<'_>,
    version: i32,
    content: &InstanceContent,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let saved = sqlx::query!(
        "UPDATE instances
         SET name = $3, claimed_tier = $4, problem = $5, solution = $6, effects = $7,
             live_since = $8, version = version + 1, updated_at = $9
         WHERE id = $1 AND version = $2",
        right.id() as InstanceId,
        version,
        content.name,
        content.claimed_tier as Tier,
        content.problem,
        content.solution,
        Json(&content.effects) as _,
        content.live_since,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&saved)
}

/// Marks an instance as removed; a submission may name it.
///
/// # Errors
/// The database's; `RowNotFound` when it was removed already.
pub async fn remove(
    conn: &mut PgConnection,
    right: &RemovableInstance<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let removed = sqlx::query!(
        "UPDATE instances SET removed_at = $2, updated_at = $2
         WHERE id = $1 AND removed_at IS NULL",
        right.id() as InstanceId,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&removed)
}

/// Brings a removed instance back as it was.
///
/// # Errors
/// The database's; `RowNotFound` when it is not removed.
pub async fn restore(
    conn: &mut PgConnection,
    right: &RemovedInstance<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let restored = sqlx::query!(
        "UPDATE instances SET removed_at = NULL, updated_at = $2
         WHERE id = $1 AND removed_at IS NOT NULL",
        right.id() as InstanceId,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&restored)
}

/// The removed instances of an application, newest removal first.
///
/// # Errors
/// The database's.
pub async fn removed(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Vec<Instance>> {
    let rows = sqlx::query_as!(
        InstanceRow,
        r#"SELECT id AS "id: InstanceId", scenario AS "scenario: ScenarioId", link AS "link: Link",
                  name, claimed_tier AS "claimed_tier: Tier", problem, solution,
                  effects AS "effects: Json<Vec<Effect>>", live_since
           FROM instances
           WHERE application_id = $1 AND removed_at IS NOT NULL
           ORDER BY removed_at DESC, id
           LIMIT 100"#,
        application.id() as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Instance::from).collect())
}

/// How often an instance was saved, and when last.
#[derive(Clone, Copy, Debug)]
pub struct Revision {
    /// Counts the saves; a save with an older one is refused.
    pub version: i32,
    /// When it was last saved.
    pub saved_at: DateTime<Utc>,
}

/// The revision of an instance of an application the caller may read.
///
/// # Errors
/// The database's.
pub async fn revision(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    id: InstanceId,
) -> sqlx::Result<Option<Revision>> {
    sqlx::query_as!(
        Revision,
        "SELECT version, updated_at AS saved_at FROM instances
         WHERE id = $1 AND application_id = $2 AND removed_at IS NULL",
        id as InstanceId,
        application.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await
}
