//! Messages inside the system: who gets them is found here, what they say comes from `text`.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::Actor,
    domain::{
        ids::{AccountId, ApplicationId, BureauId, EnterpriseId, ExpertId, MessageId},
        letter::Letter,
        role::Role,
    },
};

/// Who shall read a message: every active account of them.
#[derive(Clone, Copy, Debug)]
pub enum Recipient {
    /// The people of an enterprise.
    Enterprise(EnterpriseId),
    /// The people of a bureau.
    Bureau(BureauId),
    /// An expert.
    Expert(ExpertId),
    /// Everybody with this role.
    Everybody(Role),
    /// The holder of one account.
    Account(AccountId),
}

/// One message in a person's list.
#[derive(Clone, Debug)]
pub struct MessageRow {
    /// Its identifier.
    pub id: MessageId,
    /// One line.
    pub title: String,
    /// The whole text.
    pub body: String,
    /// The page to go to, or empty.
    pub link: String,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
    /// Whether the application it is about has moved on since.
    pub is_past: bool,
}

/// Sends a letter to every active account of the recipient.
///
/// # Errors
/// The database's.
pub async fn send(
    conn: &mut PgConnection,
    recipient: Recipient,
    application: Option<ApplicationId>,
    letter: &Letter,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let accounts = accounts_of(conn, recipient).await?;
    let ids: Vec<MessageId> = accounts.iter().map(|_| MessageId::new()).collect();
    sqlx::query!(
        "INSERT INTO messages (id, account_id, application_id, title, body, link, created_at)
         SELECT m.id, m.account_id, $3, $4, $5, $6, $7
         FROM unnest($1::uuid[], $2::uuid[]) AS m (id, account_id)",
        &ids as &[MessageId],
        &accounts as &[AccountId],
        application as Option<ApplicationId>,
        letter.title,
        letter.body,
        letter.link,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn accounts_of(
    conn: &mut PgConnection,
    recipient: Recipient,
) -> sqlx::Result<Vec<AccountId>> {
    let (enterprise, bureau, expert, role) = match recipient {
        Recipient::Enterprise(id) => (Some(id), None, None, None),
        Recipient::Bureau(id) => (None, Some(id), None, None),
        Recipient::Expert(id) => (None, None, Some(id), None),
        Recipient::Everybody(role) => (None, None, None, Some(role)),
        // Read when it is in use again, if not now.
        Recipient::Account(id) => return Ok(vec![id]),
    };
    sqlx::query_scalar!(
        r#"SELECT id AS "id: AccountId" FROM accounts
           WHERE state = 'active'
             AND (enterprise_id = $1 OR bureau_id = $2 OR expert_id = $3 OR role = $4)
           ORDER BY id"#,
        enterprise as Option<EnterpriseId>,
        bureau as Option<BureauId>,
        expert as Option<ExpertId>,
        role as Option<Role>,
    )
    .fetch_all(conn)
    .await
}

/// A page of a person's messages, newest first, from before `before`.
///
/// # Errors
/// The database's.
pub async fn page(
    conn: &mut PgConnection,
    me: &Actor,
    before: Option<MessageId>,
    limit: i64,
) -> sqlx::Result<Vec<MessageRow>> {
    sqlx::query_as!(
        MessageRow,
        r#"SELECT m.id AS "id: MessageId", m.title, m.body, m.link, m.created_at, m.read_at,
                  COALESCE(a.status_since > m.created_at, false) AS "is_past!"
           FROM messages m LEFT JOIN applications a ON a.id = m.application_id
           WHERE m.account_id = $1 AND ($2::uuid IS NULL OR m.id < $2)
           ORDER BY m.id DESC
           LIMIT $3"#,
        me.account_id() as AccountId,
        before as Option<MessageId>,
        limit,
    )
    .fetch_all(conn)
    .await
}

/// Marks all of a person's messages as read.
///
/// # Errors
/// The database's.
pub async fn mark_read(
    conn: &mut PgConnection,
    me: &Actor,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE messages SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL",
        me.account_id() as AccountId,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks one of a person's messages as read and answers its link; none when it is not theirs.
///
/// # Errors
/// The database's.
pub async fn mark_one_read(
    conn: &mut PgConnection,
    me: &Actor,
    message: MessageId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "UPDATE messages SET read_at = COALESCE(read_at, $3)
         WHERE id = $2 AND account_id = $1
         RETURNING link",
        me.account_id() as AccountId,
        message as MessageId,
        now,
    )
    .fetch_optional(conn)
    .await
}
