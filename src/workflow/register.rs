//! An enterprise registers itself: in use at once, or after its bureau approved.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::sign_in::{AttemptLimits, source};
use crate::{
    access::{
        Visitor,
        account::{RegistrationSlot, registration_slot},
    },
    db::{
        audit::{self, Entry},
        messages::{self, Recipient},
        registrations::{self, NewRegistration},
        sign_in as failures, violates,
    },
    domain::{account::AccountState, audit::AuditAct, ids::BureauId, season::AccountApproval},
    text::letters,
};

/// Why a registration was not taken.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The credit code is registered already; this bureau looks after it.
    #[error("already registered")]
    Taken(BureauId),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Counts a registration from this address; minutes to wait when there were too many.
///
/// # Errors
/// The database's.
pub async fn admit(
    conn: &mut PgConnection,
    address: &str,
    limits: AttemptLimits,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<i64>> {
    let subject = format!("register:{}", source(address));
    let count = failures::count(conn, &subject, limits.window, now).await?;
    Ok((count > limits.per_address).then_some(limits.window.num_minutes()))
}

/// Registers an enterprise. After a refusal the same credit code may be registered again.
///
/// # Errors
/// [`RegisterError`]
pub async fn register(
    conn: &mut PgConnection,
    new: &NewRegistration,
    password_hash: &str,
    approval: AccountApproval,
    now: DateTime<Utc>,
) -> Result<AccountState, RegisterError> {
    let state = match approval {
        AccountApproval::Bureau => AccountState::Pending,
        AccountApproval::Rule => AccountState::Active,
    };
    let slot = registration_slot(conn, Visitor, &new.credit_code).await?;
    let account = match slot {
        RegistrationSlot::Taken(bureau) => return Err(RegisterError::Taken(bureau)),
        RegistrationSlot::Refused(refused) => {
            registrations::register_again(conn, &refused, new, password_hash, state, now).await?
        }
        RegistrationSlot::Free => {
            registrations::register(conn, Visitor, new, password_hash, state, now)
                .await
                .map_err(|error| taken_meanwhile(error, new.division.bureau))?
        }
    };
    if state == AccountState::Pending {
        let letter = letters::registration_waiting(new.name.as_str());
        let bureau = Recipient::Bureau(new.division.bureau);
        messages::send(conn, bureau, None, &letter, now).await?;
    }
    let entry = Entry {
        act: AuditAct::Register,
        application: None,
        detail: serde_json::json!({ "account": account, "state": state.as_str() }),
    };
    audit::record(conn, &Visitor, &entry, now).await?;
    Ok(state)
}

fn taken_meanwhile(error: sqlx::Error, bureau: BureauId) -> RegisterError {
    if violates(&error, "enterprises_credit_code_key") || violates(&error, "accounts_login_key") {
        RegisterError::Taken(bureau)
    } else {
        error.into()
    }
}
