//! A bureau files an application of the basic tier (备案), which ends there.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    recommend::Recommendation,
    screening::{ScreeningError, desk, keep, passed, tell_enterprise},
};
use crate::{
    access::{BureauOfficer, MayChange, bureau::ScreeningCase},
    db::{
        applications::status::{self, Conclusion},
        audit::{self, Entry},
        overrides,
    },
    domain::{
        application::{Act, Outcome},
        audit::AuditAct,
        rules::Terms,
    },
    text::letters,
};

/// Files the application. Everything has to be judged, and what is unmet has to be passed over.
///
/// # Errors
/// [`ScreeningError`]
pub async fn file(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: ScreeningCase,
    terms: Terms<'_>,
    filing: &Recommendation,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let application = case.application();
    let screened = desk(conn, application, terms).await?.screened;
    passed(&screened.obstacles, filing.over.as_ref())?;
    let opinion = filing.opinion.as_str();
    keep(conn, me, &case, &screened, (Act::File, opinion), now).await?;
    if let Some(made) = &filing.over {
        overrides::keep(conn, me, &case, Act::File, made, now).await?;
    }
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
            "override": filing.over,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
