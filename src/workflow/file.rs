//! A bureau files an application of the basic tier (备案), which ends there.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::screening::{ScreeningError, desk, keep, tell_enterprise};
use crate::{
    access::{BureauOfficer, MayChange, bureau::ScreeningCase},
    db::{
        applications::status::{self, Conclusion},
        audit::{self, Entry},
    },
    domain::{
        application::{Act, Outcome},
        audit::AuditAct,
        rules::Terms,
    },
    text::letters,
};

/// Files the application. Everything has to be judged and nothing may be unmet.
///
/// # Errors
/// [`ScreeningError`]
pub async fn file(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: ScreeningCase,
    terms: Terms<'_>,
    opinion: &str,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let application = case.application();
    let screened = desk(conn, application, terms).await?.screened;
    if !screened.obstacles.is_empty() {
        return Err(ScreeningError::Obstacles(Box::new(screened.obstacles)));
    }
    keep(conn, me, &case, &screened, (Act::File, opinion), now).await?;
    let filed = Conclusion {
        act: Act::File,
        outcome: Outcome::Filed,
    };
    status::conclude(conn, me, &case, filed, opinion, now).await?;
    tell_enterprise(conn, &case, |names| letters::filed(names, opinion), now).await?;
    let entry = Entry {
        act: AuditAct::File,
        application: Some(application.id()),
        detail: serde_json::json!({
            "submission": application.submission(),
            "opinion": opinion,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
