//! A bureau approves or refuses a registration of its region.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{BureauOfficer, account::RegionalRegistration},
    db::{
        audit::{self, Entry},
        messages::{self, Recipient},
        registrations,
    },
    domain::{account::AccountState, audit::AuditAct},
    text::letters,
};

/// Approves the registration: the enterprise may sign in.
///
/// # Errors
/// The database's; `RowNotFound` when somebody decided meanwhile.
pub async fn approve(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    registration: &RegionalRegistration,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    registrations::decide(conn, registration, AccountState::Active, "").await?;
    let enterprise = Recipient::Enterprise(registration.enterprise());
    let letter = letters::registration_approved(registration.name());
    messages::send(conn, enterprise, None, &letter, now).await?;
    let entry = Entry {
        act: AuditAct::ApproveRegistration,
        application: None,
        detail: serde_json::json!({ "account": registration.account(), "name": registration.name() }),
    };
    audit::record(conn, me, &entry, now).await
}

/// Refuses the registration. The enterprise reads the reason when it signs in, and may register
/// again.
///
/// # Errors
/// The database's; `RowNotFound` when somebody decided meanwhile.
pub async fn refuse(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    registration: &RegionalRegistration,
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    registrations::decide(conn, registration, AccountState::Refused, reason).await?;
    let entry = Entry {
        act: AuditAct::RefuseRegistration,
        application: None,
        detail: serde_json::json!({
            "account": registration.account(), "name": registration.name(), "reason": reason,
        }),
    };
    audit::record(conn, me, &entry, now).await
}
