//! What the acts of the office share: telling the enterprise and its bureau the same thing.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::ApplicationRef,
    db::{
        applications::names,
        messages::{self, Recipient},
    },
    domain::letter::{ApplicationNames, Letter},
    text::office_letters::Reader,
};

/// Sends the letter worded for each reader to the enterprise and to its bureau.
pub(super) async fn tell_both(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    letter: impl Fn(&ApplicationNames, Reader) -> Letter,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let names = names::of(conn, application).await?;
    let id = Some(application.id());
    let to_enterprise = Recipient::Enterprise(application.enterprise());
    let to_bureau = Recipient::Bureau(application.bureau());
    messages::send(
        conn,
        to_enterprise,
        id,
        &letter(&names, Reader::Enterprise),
        now,
    )
    .await?;
    messages::send(conn, to_bureau, id, &letter(&names, Reader::Bureau), now).await
}
