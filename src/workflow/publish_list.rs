//! The office publishes a list (名单): recognised, recommended upwards, or filed.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, admin::ListDesk},
    db::{
        audit::{self, Entry},
        lists::{self, NewList},
        messages::{self, Recipient},
        publicities,
    },
    domain::{application::Outcome, audit::AuditAct, ids::ListId, public_list, role::Role},
    text::office_letters,
};

/// Freezes and publishes the list, and tells the bureaus.
///
/// # Errors
/// The database's.
pub async fn publish_list(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: ListDesk,
    title: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<ListId> {
    let rows = publicities::lines_of(conn, desk.applications()).await?;
    let digest = public_list::digest(&rows).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let new = NewList {
        title,
        outcome: Outcome::of(desk.tier()),
        rows: &rows,
        digest,
    };
    let id = lists::publish(conn, me, &desk, new, now).await?;
    let letter = office_letters::list_published(title, desk.tier(), id);
    messages::send(conn, Recipient::Everybody(Role::Bureau), None, &letter, now).await?;
    let entry = Entry {
        act: AuditAct::PublishList,
        application: None,
        detail: serde_json::json!({ "list": id, "rows": rows.len(), "digest": digest }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(id)
}
