//! What changes lists of decisions: lines put on and ended, the meeting, the release, the way back.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::{
        Acting, Administrator, MayChange,
        admin::{DecisionCase, DraftList, ReleasedList},
    },
    db::one_row,
    domain::{
        application::{Act, overrides::Obstacle, snapshot::Snapshot},
        ids::{AccountId, ApplicationId, DecisionListId, SeasonId},
        standing::Ranking,
        tier::Tier,
    },
};

/// Makes sure that a season and tier has a draft.
///
/// # Errors
/// The database's.
pub async fn begin(
    conn: &mut PgConnection,
    me: &Administrator,
    (season, tier): (SeasonId, Tier),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO decision_lists (id, season_id, tier, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
        DecisionListId::new() as DecisionListId,
        season as SeasonId,
        tier as Tier,
        me.account_id() as AccountId,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is meant for one application.
#[derive(Clone, Debug)]
pub struct NewLine<'a> {
    /// What.
    pub act: Act,
    /// Why, as it will be told.
    pub reason: &'a str,
    /// A remark for the meeting.
    pub comment: &'a str,
    /// What stands against it.
    pub obstacles: Vec<Obstacle>,
    /// Why it is proposed nevertheless.
    pub override_reason: &'a str,
}

/// Puts an application on a draft; a line it has there must have been ended.
///
/// # Errors
/// The database's.
pub async fn place(
    conn: &mut PgConnection,
    actor: &impl Acting,
    (list, case): (&DraftList, &DecisionCase),
    new: NewLine<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO decision_lines
             (list_id, application_id, submission, act, reason, comment, obstacles,
              override_reason, placed_by, placed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        list.id() as DecisionListId,
        case.application().id() as ApplicationId,
        case.application().submission(),
        new.act as Act,
        new.reason,
        new.comment,
        Json(&new.obstacles) as _,
        new.override_reason,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(&mut *conn)
    .await?;
    touch(conn, list).await
}

/// Ends the line of an application on a draft; false when it has none.
///
/// # Errors
/// The database's.
pub async fn end(
    conn: &mut PgConnection,
    actor: &impl Acting,
    (list, application): (&DraftList, ApplicationId),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Act>> {
    let act = sqlx::query_scalar!(
        r#"UPDATE decision_lines SET ended_by = $3, ended_at = $4, ended_reason = $5
           WHERE list_id = $1 AND application_id = $2 AND ended_at IS NULL
           RETURNING act AS "act: Act""#,
        list.id() as DecisionListId,
        application as ApplicationId,
        actor.account() as Option<AccountId>,
        now,
        reason,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if act.is_some() {
        touch(conn, list).await?;
    }
    Ok(act)
}

async fn touch(conn: &mut PgConnection, list: &DraftList) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE decision_lists SET version = version + 1 WHERE id = $1",
        list.id() as DecisionListId,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The meeting that decides on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// Its name.
    pub name: String,
    /// When it meets.
    pub on: Option<NaiveDate>,
    /// 会议纪要文号
    pub minutes_number: String,
}

/// Notes the meeting of a draft.
///
/// # Errors
/// The database's.
pub async fn note_meeting(
    conn: &mut PgConnection,
    list: &DraftList,
    meeting: &Meeting,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE decision_lists
         SET meeting = $2, meeting_on = $3, minutes_number = $4, version = version + 1
         WHERE id = $1",
        list.id() as DecisionListId,
        meeting.name,
        meeting.on,
        meeting.minutes_number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the ranking that a list rests on, and the place of each of its lines: it is released.
///
/// # Errors
/// The database's.
pub async fn release(
    conn: &mut PgConnection,
    me: &Administrator,
    list: &DraftList,
    (ranking, frozen): (&Ranking, &Snapshot),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let released = sqlx::query!(
        "UPDATE decision_lists
         SET state = 'released', ranking = $2, ranking_digest = $3, released_by = $4,
             released_at = $5, version = version + 1
         WHERE id = $1 AND state = 'draft'",
        list.id() as DecisionListId,
        frozen.json,
        frozen.digest.as_bytes().as_slice(),
        me.account_id() as AccountId,
        now,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&released)?;
    let (applications, places): (Vec<ApplicationId>, Vec<i32>) = ranking
        .rows
        .iter()
        .map(|row| {
            let place = i32::try_from(row.place).unwrap_or(i32::MAX);
            (row.contender.application, place)
        })
        .unzip();
    sqlx::query!(
        "UPDATE decision_lines l SET place = w.place
         FROM unnest($2::uuid[], $3::int[]) AS w (application_id, place)
         WHERE l.list_id = $1 AND l.ended_at IS NULL AND l.application_id = w.application_id",
        list.id() as DecisionListId,
        applications as Vec<ApplicationId>,
        &places,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a released list back; its lines are copied to the tier's draft, to be decided again.
///
/// # Errors
/// The database's.
pub async fn undo(
    conn: &mut PgConnection,
    me: &Administrator,
    (list, draft): (&ReleasedList, &DraftList),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let undone = sqlx::query!(
        "UPDATE decision_lists
         SET state = 'undone', undone_by = $2, undone_at = $3, undone_reason = $4,
             version = version + 1
         WHERE id = $1 AND state = 'released'",
        list.id() as DecisionListId,
        me.account_id() as AccountId,
        now,
        reason,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&undone)?;
    sqlx::query!(
        "INSERT INTO decision_lines
             (list_id, application_id, submission, act, reason, comment, obstacles,
              override_reason, placed_by, placed_at)
         SELECT $2, application_id, submission, act, reason, comment, obstacles, override_reason,
                $3, $4
         FROM decision_lines WHERE list_id = $1 AND ended_at IS NULL
         ORDER BY id",
        list.id() as DecisionListId,
        draft.id() as DecisionListId,
        me.account_id() as AccountId,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE decision_lists d
         SET meeting = l.meeting, meeting_on = l.meeting_on, minutes_number = l.minutes_number,
             version = d.version + 1
         FROM decision_lists l
         WHERE d.id = $2 AND l.id = $1 AND d.meeting = ''",
        list.id() as DecisionListId,
        draft.id() as DecisionListId,
    )
    .execute(conn)
    .await?;
    Ok(())
}
