//! Lists of decisions (拟公示名单草案) and their lines.

mod writes;

pub use writes::{Meeting, NewLine, begin, end, note_meeting, place, release, undo};

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::{Administrator, MayChange, admin::DecisionCase},
    domain::{
        application::{Act, Status, overrides::Obstacle},
        ids::{ApplicationId, DecisionListId, SeasonId},
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

/// A released list of which something waits for publicity.
#[derive(Clone, Debug)]
pub struct AwaitingList {
    /// Its identifier.
    pub id: DecisionListId,
    /// The tier.
    pub tier: Tier,
    /// The meeting that decided.
    pub meeting: String,
    /// 会议纪要文号
    pub minutes_number: String,
    /// How many applications wait.
    pub count: i64,
}

/// The released lists of a season of which something waits for publicity, the oldest first.
///
/// # Errors
/// The database's.
pub async fn awaiting_publicity(
    conn: &mut PgConnection,
    _me: &Administrator,
    season: SeasonId,
) -> sqlx::Result<Vec<AwaitingList>> {
    sqlx::query_as!(
        AwaitingList,
        r#"SELECT d.id AS "id: DecisionListId", d.tier AS "tier: Tier", d.meeting,
                  d.minutes_number, count(*) AS "count!"
           FROM decision_lists d
           JOIN decision_lines l ON l.list_id = d.id AND l.ended_at IS NULL AND l.act = 'propose'
           JOIN applications a ON a.id = l.application_id AND a.status = 'proposed'
           WHERE d.season_id = $1 AND d.state = 'released'
           GROUP BY d.id
           ORDER BY d.released_at, d.id"#,
        season as SeasonId,
    )
    .fetch_all(conn)
    .await
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
