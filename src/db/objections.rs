//! Objections (异议) to lines of publicities: for the office alone, who raised them above all.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Acting, Administrator, MayChange,
        admin::{ContestableLine, OpenObjection},
    },
    db::one_row,
    domain::{
        ids::{AccountId, ApplicationId, ObjectionId, PublicityId},
        objection::{Channel, Ruling},
    },
};

/// An objection.
#[derive(Clone, Debug)]
pub struct Objection {
    /// Its identifier.
    pub id: ObjectionId,
    /// The publicity.
    pub publicity: PublicityId,
    /// The line it is to.
    pub number: i32,
    /// The enterprise of that line.
    pub enterprise: String,
    /// The factory of that line.
    pub factory: String,
    /// How it came in.
    pub channel: Channel,
    /// Who raised it.
    pub objector: String,
    /// How to reach them.
    pub contact: String,
    /// What it says.
    pub content: String,
    /// When it came in.
    pub received_on: NaiveDate,
    /// By when it is answered.
    pub due_on: NaiveDate,
    /// Who recorded it; none for one that came by the form.
    pub recorded_by: Option<String>,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// What the office found; none while it is open.
    pub ruling: Option<Ruling>,
    /// Why.
    pub reason: Option<String>,
    /// What was answered to who raised it.
    pub reply: Option<String>,
    /// Who ruled.
    pub ruled_by: Option<String>,
    /// When.
    pub ruled_at: Option<DateTime<Utc>>,
}

async fn select(
    conn: &mut PgConnection,
    id: Option<ObjectionId>,
    publicity: Option<PublicityId>,
) -> sqlx::Result<Vec<Objection>> {
    sqlx::query_as!(
        Objection,
        r#"SELECT o.id AS "id: ObjectionId", o.publicity_id AS "publicity: PublicityId",
                  e.position AS number, e.enterprise, e.factory,
                  o.channel AS "channel: Channel", o.objector, o.contact, o.content,
                  o.received_on, o.due_on, r.login AS "recorded_by?", o.recorded_at,
                  o.ruling AS "ruling: Ruling", o.reason, o.reply, u.login AS "ruled_by?",
                  o.ruled_at
           FROM objections o
           JOIN publicity_entries e ON e.publicity_id = o.publicity_id
                                   AND e.application_id = o.application_id
           LEFT JOIN accounts r ON r.id = o.recorded_by
           LEFT JOIN accounts u ON u.id = o.ruled_by
           WHERE ($1::uuid IS NULL OR o.id = $1) AND ($2::uuid IS NULL OR o.publicity_id = $2)
           ORDER BY o.ruling IS NOT NULL, o.due_on, o.id
           LIMIT 500"#,
        id as Option<ObjectionId>,
        publicity as Option<PublicityId>,
    )
    .fetch_all(conn)
    .await
}

/// One objection.
///
/// # Errors
/// The database's.
pub async fn find(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ObjectionId,
) -> sqlx::Result<Option<Objection>> {
    Ok(select(conn, Some(id), None).await?.into_iter().next())
}

/// The objections to lines of a publicity, open ones first, by the day they are due.
///
/// # Errors
/// The database's.
pub async fn of_publicity(
    conn: &mut PgConnection,
    _me: &Administrator,
    publicity: PublicityId,
) -> sqlx::Result<Vec<Objection>> {
    select(conn, None, Some(publicity)).await
}

/// An objection to record.
#[derive(Clone, Debug)]
pub struct NewObjection {
    /// How it came in.
    pub channel: Channel,
    /// Who raised it.
    pub objector: String,
    /// How to reach them.
    pub contact: String,
    /// What it says.
    pub content: String,
    /// When it came in.
    pub received_on: NaiveDate,
    /// By when it is answered.
    pub due_on: NaiveDate,
}

/// Records an objection.
///
/// # Errors
/// The database's.
pub async fn record(
    conn: &mut PgConnection,
    actor: &impl Acting,
    line: &ContestableLine,
    new: &NewObjection,
    now: DateTime<Utc>,
) -> sqlx::Result<ObjectionId> {
    let id = ObjectionId::new();
    sqlx::query!(
        "INSERT INTO objections
             (id, publicity_id, application_id, channel, objector, contact, content, received_on,
              due_on, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id as ObjectionId,
        line.publicity() as PublicityId,
        line.application().id() as ApplicationId,
        new.channel as Channel,
        new.objector,
        new.contact,
        new.content,
        new.received_on,
        new.due_on,
        actor.account() as Option<AccountId>,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// What the office found, and what it answers.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// What it found.
    pub ruling: Ruling,
    /// Why, as enterprise and bureau are told.
    pub reason: &'a str,
    /// What is answered to who raised it.
    pub reply: &'a str,
}

/// Rules on an objection.
///
/// # Errors
/// The database's.
pub async fn rule(
    conn: &mut PgConnection,
    me: &Administrator,
    objection: &OpenObjection,
    finding: Finding<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let ruled = sqlx::query!(
        "UPDATE objections SET ruling = $2, reason = $3, reply = $4, ruled_by = $5, ruled_at = $6
         WHERE id = $1 AND ruling IS NULL",
        objection.id() as ObjectionId,
        finding.ruling as Ruling,
        finding.reason,
        finding.reply,
        me.account_id() as AccountId,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&ruled)
}
