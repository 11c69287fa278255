//! The formal check: who waits for it, what a person noted so far, and every conclusion.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::{Acting, Administrator, ApplicationRef, MayChange, admin::FormalCheckCase},
    domain::{
        application::Act,
        formal_check::CheckSheet,
        ids::{AccountId, ApplicationId},
        tier::Tier,
    },
};

/// An application that waits for the check.
#[derive(Clone, Debug)]
pub struct WaitingRow {
    /// The application.
    pub id: ApplicationId,
    /// 申报编号
    pub number: String,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// The tier.
    pub tier: Tier,
    /// The recommending unit.
    pub bureau: String,
    /// The season's title.
    pub season: String,
    /// The number of its submission.
    pub submission: i32,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// Who noted something on it, if anybody did.
    pub noted_by: Option<String>,
}

/// Those that wait, of every season, the longest first.
///
/// # Errors
/// The database's.
pub async fn waiting(
    conn: &mut PgConnection,
    _me: &Administrator,
    tier: Option<Tier>,
    limit: i64,
) -> sqlx::Result<Vec<WaitingRow>> {
    sqlx::query_as!(
        WaitingRow,
        r#"SELECT a.id AS "id: ApplicationId", COALESCE(a.number, '') AS "number!",
                  a.enterprise_name AS enterprise, a.factory_name AS factory, a.tier AS "tier: Tier",
                  b.name AS bureau, s.title AS season, a.submission, a.status_since AS since,
                  (SELECT p.name FROM formal_check_notes n JOIN accounts p ON p.id = n.checked_by
                   WHERE n.application_id = a.id AND n.submission = a.submission
                   ORDER BY n.saved_at DESC LIMIT 1) AS noted_by
           FROM applications a
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN seasons s ON s.id = a.season_id
           WHERE a.status = 'recommended' AND ($1::text IS NULL OR a.tier = $1)
           ORDER BY a.status_since, a.id
           LIMIT $2"#,
        tier as Option<Tier>,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// How many wait, by tier.
///
/// # Errors
/// The database's.
pub async fn counts(
    conn: &mut PgConnection,
    _me: &Administrator,
) -> sqlx::Result<Vec<(Tier, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT tier AS "tier: Tier", count(*) AS "count!" FROM applications
           WHERE status = 'recommended' GROUP BY tier"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.tier, row.count)).collect())
}

/// The one to check next, and how many wait beside the present one.
#[derive(Clone, Debug)]
pub struct NextCheck {
    /// The application.
    pub id: ApplicationId,
    /// The enterprise.
    pub enterprise: String,
    /// How many wait, it included.
    pub waiting: i64,
}

/// The one that has waited longest behind this one; behind the last one comes the first.
///
/// # Errors
/// The database's.
pub async fn next(
    conn: &mut PgConnection,
    _me: &Administrator,
    after: &ApplicationRef,
) -> sqlx::Result<Option<NextCheck>> {
    sqlx::query_as!(
        NextCheck,
        r#"SELECT a.id AS "id: ApplicationId", a.enterprise_name AS enterprise,
                  (SELECT count(*) FROM applications w
                   WHERE w.status = 'recommended' AND w.id <> $1) AS "waiting!"
           FROM applications a, applications present
           WHERE a.status = 'recommended' AND a.id <> $1 AND present.id = $1
           ORDER BY (a.status_since, a.id) < (present.status_since, present.id),
                    a.status_since, a.id
           LIMIT 1"#,
        after.id() as ApplicationId,
    )
    .fetch_optional(conn)
    .await
}

/// Whether the newest submission answers a supplement (补正).
///
/// # Errors
/// The database's.
pub async fn answers_supplement(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM formal_checks
                          WHERE application_id = $1 AND act = 'supplement' AND submission < $2)
               AS "answers!""#,
        application.id() as ApplicationId,
        application.submission(),
    )
    .fetch_one(conn)
    .await
}

/// What this person noted on the newest submission; before, what a supplement was asked for with;
/// else empty.
///
/// # Errors
/// The database's.
pub async fn own_notes(
    conn: &mut PgConnection,
    me: &Administrator,
    application: &ApplicationRef,
) -> sqlx::Result<CheckSheet> {
    let notes = sqlx::query_scalar!(
        r#"SELECT lines AS "lines: Json<CheckSheet>" FROM formal_check_notes
           WHERE application_id = $1 AND submission = $2 AND checked_by = $3"#,
        application.id() as ApplicationId,
        application.submission(),
        me.account() as Option<AccountId>,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(notes) = notes {
        return Ok(notes.0);
    }
    let concluded = sqlx::query_scalar!(
        r#"SELECT lines AS "lines: Json<CheckSheet>" FROM formal_checks
           WHERE application_id = $1 AND submission = $2 ORDER BY id DESC LIMIT 1"#,
        application.id() as ApplicationId,
        application.submission(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(concluded.map(|lines| lines.0).unwrap_or_default())
}

/// A supplement that is asked for and not answered yet.
#[derive(Clone, Debug)]
pub struct SupplementRow {
    /// The application.
    pub id: ApplicationId,
    /// 申报编号
    pub number: String,
    /// The enterprise.
    pub enterprise: String,
    /// The tier.
    pub tier: Tier,
    /// The recommending unit.
    pub bureau: String,
    /// Until when, exclusive.
    pub due_at: DateTime<Utc>,
}

/// The supplements that are asked for, of every season, the nearest date first.
///
/// # Errors
/// The database's.
pub async fn supplements(
    conn: &mut PgConnection,
    _me: &Administrator,
    limit: i64,
) -> sqlx::Result<Vec<SupplementRow>> {
    sqlx::query_as!(
        SupplementRow,
        r#"SELECT a.id AS "id: ApplicationId", COALESCE(a.number, '') AS "number!",
                  a.enterprise_name AS enterprise, a.tier AS "tier: Tier", b.name AS bureau, r.due_at
           FROM applications a
           JOIN bureaus b ON b.id = a.bureau_id
           JOIN returns r ON r.application_id = a.id AND r.answered_at IS NULL
           WHERE a.status = 'supplement'
           ORDER BY r.due_at, a.id
           LIMIT $1"#,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Others who noted something on the newest submission, with when they last did.
///
/// # Errors
/// The database's.
pub async fn others(
    conn: &mut PgConnection,
    me: &Administrator,
    application: &ApplicationRef,
) -> sqlx::Result<Vec<(String, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "SELECT p.name, n.saved_at FROM formal_check_notes n JOIN accounts p ON p.id = n.checked_by
         WHERE n.application_id = $1 AND n.submission = $2 AND n.checked_by <> $3
         ORDER BY n.saved_at DESC LIMIT 5",
        application.id() as ApplicationId,
        application.submission(),
        me.account() as Option<AccountId>,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.name, row.saved_at))
        .collect())
}

/// Keeps what this person noted so far.
///
/// # Errors
/// The database's.
pub async fn note(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &FormalCheckCase,
    sheet: &CheckSheet,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO formal_check_notes (application_id, submission, checked_by, lines, saved_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (application_id, submission, checked_by) DO UPDATE
         SET lines = EXCLUDED.lines, saved_at = EXCLUDED.saved_at",
        case.application().id() as ApplicationId,
        case.application().submission(),
        me.account() as Option<AccountId>,
        Json(sheet) as _,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A conclusion to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewCheck<'a> {
    /// `FormallyAccept`, `FormallyReject` or `Supplement`.
    pub act: Act,
    /// The edition of the list.
    pub edition: &'a str,
    /// The list as it was filled in.
    pub sheet: &'a CheckSheet,
    /// The reason given; may be empty.
    pub reason: &'a str,
}

/// Keeps a conclusion with the list it rests on.
///
/// # Errors
/// The database's.
pub async fn conclude(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &FormalCheckCase,
    new: NewCheck<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO formal_checks
             (application_id, submission, act, edition, lines, reason, checked_by, checked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        case.application().id() as ApplicationId,
        case.application().submission(),
        new.act as Act,
        new.edition,
        Json(new.sheet) as _,
        new.reason,
        me.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A conclusion as it was drawn.
#[derive(Clone, Debug)]
pub struct KeptCheck {
    /// The submission it is about.
    pub submission: i32,
    /// `FormallyAccept`, `FormallyReject` or `Supplement`.
    pub act: Act,
    /// The list as it was filled in.
    pub sheet: CheckSheet,
    /// Who drew it.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The conclusions on an application the caller may read, the newest first.
///
/// # Errors
/// The database's.
pub async fn of(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Vec<KeptCheck>> {
    let rows = sqlx::query!(
        r#"SELECT c.submission, c.act AS "act: Act", c.lines AS "lines: Json<CheckSheet>",
                  p.name, c.checked_at
           FROM formal_checks c JOIN accounts p ON p.id = c.checked_by
           WHERE c.application_id = $1 ORDER BY c.id DESC"#,
        application.id() as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    let kept = rows.into_iter().map(|row| KeptCheck {
        submission: row.submission,
        act: row.act,
        sheet: row.lines.0,
        name: row.name,
        at: row.checked_at,
    });
    Ok(kept.collect())
}
