//! Lines of a publicity that can be objected to, and objections that wait for a ruling.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{
        Administrator, ApplicationRef, Checked, MayChange, Refusal, Visitor, application_refs,
        found, within,
    },
    domain::{
        application::Status,
        ids::{ApplicationId, BureauId, EnterpriseId, ObjectionId, PublicityId, SeasonId},
        tier::Tier,
    },
};

/// A line of a publicity to which an objection can be recorded, row-locked.
#[derive(Debug)]
pub struct ContestableLine {
    publicity: PublicityId,
    application: ApplicationRef,
}

impl ContestableLine {
    /// The publicity.
    #[must_use]
    pub fn publicity(&self) -> PublicityId {
        self.publicity
    }
}

impl MayChange for ContestableLine {
    fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

/// An objection that is not ruled on, row-locked with the application it is to.
#[derive(Debug)]
pub struct OpenObjection {
    id: ObjectionId,
    publicity: PublicityId,
    others: i64,
    application: ApplicationRef,
}

impl OpenObjection {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> ObjectionId {
        self.id
    }

    /// The publicity.
    #[must_use]
    pub fn publicity(&self) -> PublicityId {
        self.publicity
    }

    /// How many other objections to the same line are open.
    #[must_use]
    pub fn others(&self) -> i64 {
        self.others
    }
}

impl MayChange for OpenObjection {
    fn application(&self) -> &ApplicationRef {
        &self.application
    }
}

async fn line(
    conn: &mut PgConnection,
    publicity: PublicityId,
    number: i32,
) -> Checked<ContestableLine> {
    let application = application_refs!(
        "FROM publicity_entries e
         JOIN applications a ON a.id = e.application_id
         WHERE e.publicity_id = $1 AND e.position = $2
           AND NOT EXISTS (SELECT FROM objections o
                           WHERE o.publicity_id = e.publicity_id
                             AND o.application_id = e.application_id AND o.ruling = 'upheld')
         FOR UPDATE OF a",
        publicity as PublicityId,
        number,
    )
    .fetch_optional(conn)
    .await?;
    let application = found(application)?;
    if !matches!(application.status, Status::InPublicity | Status::Held) {
        return Err(Refusal::WrongState(application.status).into());
    }
    Ok(ContestableLine {
        publicity,
        application,
    })
}

/// A line of a publicity, to record an objection that came in on paper. It may be recorded after the
/// term, as long as nothing is concluded for the line.
///
/// # Errors
/// [`Refusal::NotYours`] when there is no such line or it was removed, [`Refusal::WrongState`] when
/// it is concluded, or the database.
pub async fn contestable_line(
    conn: &mut PgConnection,
    _me: &Administrator,
    (publicity, number): (PublicityId, i32),
) -> Checked<ContestableLine> {
    line(conn, publicity, number).await
}

/// A line of a publicity that runs, to object to by the form on its page.
///
/// # Errors
/// As [`contestable_line`]; [`Refusal::Closed`] outside of the term.
pub async fn publicly_contestable_line(
    conn: &mut PgConnection,
    _visitor: Visitor,
    (publicity, number): (PublicityId, i32),
    now: DateTime<Utc>,
) -> Checked<ContestableLine> {
    let term = sqlx::query!(
        "SELECT opens_at, closes_at FROM publicities WHERE id = $1",
        publicity as PublicityId,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let term = found(term.filter(|term| term.opens_at <= now))?;
    within(term.opens_at, term.closes_at, now)?;
    line(conn, publicity, number).await
}

/// An objection to rule on; none when it was ruled on already.
///
/// # Errors
/// [`Refusal::NotYours`] when there is none, or the database.
pub async fn open_objection(
    conn: &mut PgConnection,
    _me: &Administrator,
    id: ObjectionId,
) -> Checked<Option<OpenObjection>> {
    let row = sqlx::query!(
        r#"SELECT publicity_id AS "publicity: PublicityId",
                  application_id AS "application: ApplicationId", ruling
           FROM objections WHERE id = $1"#,
        id as ObjectionId,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let row = found(row)?;
    let application = application_refs!(
        "FROM applications a WHERE a.id = $1
         FOR UPDATE",
        row.application as ApplicationId,
    )
    .fetch_one(&mut *conn)
    .await?;
    // Under the lock of the application all objections to it stand still.
    let standing = sqlx::query!(
        r#"SELECT bool_or(id = $3) AS "is_open!", count(*) FILTER (WHERE id <> $3) AS "others!"
           FROM objections
           WHERE publicity_id = $1 AND application_id = $2 AND ruling IS NULL
           HAVING count(*) > 0"#,
        row.publicity as PublicityId,
        row.application as ApplicationId,
        id as ObjectionId,
    )
    .fetch_optional(conn)
    .await?;
    let standing = standing.filter(|standing| standing.is_open);
    Ok(standing.map(|standing| OpenObjection {
        id,
        publicity: row.publicity,
        others: standing.others,
        application,
    }))
}
