//! Lists of decisions (拟公示名单草案) and their lines.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, types::Json};

use super::one_row;
use crate::{
    access::{
        Acting, Administrator, MayChange,
        admin::{DecisionCase, DraftList, ReleasedList},
    },
    domain::{
        application::{Act, Status, overrides::Obstacle, snapshot::Snapshot},
        ids::{AccountId, ApplicationId, DecisionListId, SeasonId},
        standing::Ranking,
        tier::Tier,
    },
};

/// A list of decisions.
#[derive(Clone, Debug)]
pub struct DecisionList {
    /// Its identifier.
    pub id: DecisionListId,
    /// The season.
    pub season: SeasonId,
    /// Title of the season.
    pub season_title: String,
    /// The tier.
    pub tier: Tier,
    /// `draft`, `released` or `undone`.
    pub state: String,
    /// The meeting that decides.
    pub meeting: String,
    /// When it meets.
    pub meeting_on: Option<NaiveDate>,
    /// 会议纪要文号
    pub minutes_number: String,
    /// Counts its changes.
    pub version: i32,
    /// Lines that stand.
    pub lines: i64,
    /// When it was released.
    pub released_at: Option<DateTime<Utc>>,
    /// Who released it.
    pub released_by: Option<String>,
    /// SHA-256 of the ranking stored with it.
    pub ranking_digest: Option<String>,
    /// When it was taken back.
    pub undone_at: Option<DateTime<Utc>>,
    /// Who took it back.
    pub undone_by: Option<String>,
    /// Why it was taken back.
    pub undone_reason: Option<String>,
}

async fn select(
    conn: &mut PgConnection,
    id: Option<DecisionListId>,
    season: Option<SeasonId>,
) -> sqlx::Result<Vec<DecisionList>> {
    sqlx::query_as!(
        DecisionList,
        r#"SELECT l.id AS "id: DecisionListId", l.season_id AS "season: SeasonId",
                  s.title AS season_title, l.tier AS "tier: Tier", l.state, l.meeting, l.meeting_on,
                  l.minutes_number, l.version,
                  (SELECT count(*) FROM decision_lines e
                   WHERE e.list_id = l.id AND e.ended_at IS NULL) AS "lines!",
                  l.released_at, r.login AS "released_by?",
                  encode(l.ranking_digest, 'hex') AS ranking_digest,
                  l.undone_at, u.login AS "undone_by?", l.undone_reason
           FROM decision_lists l
           JOIN seasons s ON s.id = l.season_id
           LEFT JOIN accounts r ON r.id = l.released_by
           LEFT JOIN accounts u ON u.id = l.undone_by
           WHERE ($1::uuid IS NULL OR l.id = $1) AND ($2::uuid IS NULL OR l.season_id = $2)
           ORDER BY l.id DESC
           LIMIT 100"#,
        id as Option<DecisionListId>,
        season as Option<SeasonId>,
    )
    .fetch_all(conn)
    .await
}

/// One list.
///
/// # Errors
/// The database's.
pub async fn find(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: DecisionListId,
) -> sqlx::Result<Option<DecisionList>> {
    Ok(select(conn, Some(id), None).await?.into_iter().next())
}

/// The newest lists of a season.
///
/// # Errors
/// The database's.
pub async fn of_season(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
) -> sqlx::Result<Vec<DecisionList>> {
    select(conn, None, Some(season)).await
}

/// A line, standing or ended.
#[derive(Clone, Debug)]
pub struct DecisionLine {
    /// The application.
    pub application: ApplicationId,
    /// 申报编号
    pub number: Option<String>,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The region of the recommending unit.
    pub league: String,
    /// Where the application stands now.
    pub status: Status,
    /// What is meant for it.
    pub act: Act,
    /// Why, as it will be told.
    pub reason: String,
    /// A remark for the meeting.
    pub comment: String,
    /// What stood against it.
    pub obstacles: Json<Vec<Obstacle>>,
    /// Why it is proposed nevertheless.
    pub override_reason: String,
    /// Its place in the ranking, once released.
    pub place: Option<i32>,
    /// The mean that ranks, hundredths.
    pub mean: i32,
    /// When it was struck or changed.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who did that.
    pub ended_by: Option<String>,
    /// Why.
    pub ended_reason: Option<String>,
}

/// All lines of a list, in the order of the ranking; ended ones too.
///
/// # Errors
/// The database's.
pub async fn lines(
    conn: &mut PgConnection,
    _me: &Administrator,
    list: DecisionListId,
) -> sqlx::Result<Vec<DecisionLine>> {
    sqlx::query_as!(
        DecisionLine,
        r#"SELECT a.id AS "application: ApplicationId", a.number, a.enterprise_name AS enterprise,
                  a.factory_name AS factory, b.region AS league, a.status AS "status: Status",
                  l.act AS "act: Act", l.reason, l.comment,
                  l.obstacles AS "obstacles: Json<Vec<Obstacle>>", l.override_reason, l.place,
                  r.mean, l.ended_at, e.login AS "ended_by?", l.ended_reason
           FROM decision_lines l
           JOIN applications a ON a.id = l.application_id
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN review_results r ON r.application_id = a.id AND r.submission = l.submission
           LEFT JOIN accounts e ON e.id = l.ended_by
           WHERE l.list_id = $1
           ORDER BY r.order_key DESC, a.id, l.id"#,
        list as DecisionListId,
    )
    .fetch_all(conn)
    .await
}

/// The newest line on which one of these applications stands on a draft; 0 when none does.
///
/// # Errors
/// The database's.
pub async fn newest_line(conn: &mut PgConnection, cases: &[DecisionCase]) -> sqlx::Result<i64> {
    let ids: Vec<ApplicationId> = cases.iter().map(|it| it.application().id()).collect();
    sqlx::query_scalar!(
        r#"SELECT coalesce(max(l.id), 0) AS "newest!"
           FROM decision_lines l
           JOIN decision_lists d ON d.id = l.list_id
           WHERE l.application_id = ANY($1) AND l.ended_at IS NULL AND d.state = 'draft'"#,
        ids as Vec<ApplicationId>,
    )
    .fetch_one(conn)
    .await
}

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
