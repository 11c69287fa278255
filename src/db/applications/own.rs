//! What an enterprise sees of its own applications besides their content.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{EnterpriseMember, enterprise::OwnApplication},
    domain::{
        application::{Outcome, Status},
        ids::{ApplicationId, EnterpriseId, FactoryId},
        tier::Tier,
    },
};

/// How many applications one page of the list holds.
pub const PAGE: i64 = 20;

/// A line of the own applications.
#[derive(Clone, Debug)]
pub struct OwnLine {
    /// Its identifier.
    pub id: ApplicationId,
    /// Its number, absent before the first submission.
    pub number: Option<String>,
    /// The season's title.
    pub season: String,
    /// The tier applied for.
    pub tier: Tier,
    /// Where it stands.
    pub status: Status,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// The factory.
    pub factory: String,
    /// The bureau that recommends.
    pub bureau: String,
    /// When the enterprise's window closes, exclusive.
    pub closes_at: DateTime<Utc>,
    /// Until when a return must be answered, exclusive.
    pub due_at: Option<DateTime<Utc>>,
    /// What has to be corrected, when it was returned.
    pub return_reason: Option<String>,
    /// Since when it is in this state.
    pub status_since: DateTime<Utc>,
}

/// One page of the own applications, newest first, and one line more when there is another page.
/// `before`: the last line of the page before.
///
/// # Errors
/// The database's.
pub async fn list(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    before: Option<ApplicationId>,
) -> sqlx::Result<Vec<OwnLine>> {
    sqlx::query_as!(
        OwnLine,
        r#"SELECT a.id AS "id: ApplicationId", a.number, s.title AS season,
                  a.tier AS "tier: Tier", a.status AS "status: Status",
                  a.outcome AS "outcome: Outcome", a.factory_name AS factory, b.name AS bureau,
                  w.enterprise_closes_at AS closes_at, r.due_at AS "due_at?",
                  (SELECT string_agg(p ->> 'remark', '；') FROM jsonb_array_elements(r.items) AS p)
                      AS return_reason, a.status_since
           FROM applications a
           JOIN seasons s ON s.id = a.season_id
           JOIN season_tiers w ON w.season_id = a.season_id AND w.tier = a.tier
           JOIN bureaus b ON b.id = a.bureau_id
           LEFT JOIN returns r ON r.application_id = a.id AND r.answered_at IS NULL
           WHERE a.enterprise_id = $1 AND ($2::uuid IS NULL OR a.id < $2)
           ORDER BY a.id DESC
           LIMIT $3"#,
        me.enterprise() as EnterpriseId,
        before as Option<ApplicationId>,
        PAGE + 1,
    )
    .fetch_all(conn)
    .await
}

/// What an application's pages show besides its content.
#[derive(Clone, Debug)]
pub struct Head {
    /// The factory it is for.
    pub factory: FactoryId,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// Name of the bureau.
    pub bureau: String,
    /// Its desk; may be empty.
    pub bureau_office: String,
    /// Its telephone; may be empty.
    pub bureau_telephone: String,
    /// When something of it was saved last, and by whom.
    pub saved: Option<LastSave>,
}

/// Who saved something last.
#[derive(Clone, Debug)]
pub struct LastSave {
    /// When.
    pub at: DateTime<Utc>,
    /// Name of the person.
    pub who: String,
}

/// What an application's pages show besides its content.
///
/// # Errors
/// The database's.
pub async fn head(conn: &mut PgConnection, own: &OwnApplication) -> sqlx::Result<Head> {
    let id = own.application().id();
    let row = sqlx::query!(
        r#"SELECT a.factory_id AS "factory: FactoryId", a.outcome AS "outcome: Outcome",
                  b.name AS bureau, b.office, b.telephone
           FROM applications a JOIN bureaus b ON b.id = a.bureau_id
           WHERE a.id = $1"#,
        id as ApplicationId,
    )
    .fetch_one(&mut *conn)
    .await?;
    let saved = sqlx::query_as!(
        LastSave,
        "SELECT e.at, c.name AS who
         FROM audit_entries e JOIN accounts c ON c.id = e.account_id
         WHERE e.application_id = $1 AND e.actor_role = 'enterprise'
         ORDER BY e.id DESC LIMIT 1",
        id as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(Head {
        factory: row.factory,
        outcome: row.outcome,
        bureau: row.bureau,
        bureau_office: row.office,
        bureau_telephone: row.telephone,
        saved,
    })
}
