//! A bureau recommends an application to the region (推荐至自治区).

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::screening::{ScreeningError, desk, keep, passed, tell_enterprise};
use crate::{
    access::{
        BureauOfficer, MayChange,
        bureau::{self, ScreeningCase},
    },
    db::{
        applications::status,
        audit::{self, Entry},
        overrides, recommendations,
    },
    domain::{
        application::{Act, overrides::Override},
        audit::AuditAct,
        rules::Terms,
    },
    text::letters,
};

/// What the bureau says with a recommendation.
#[derive(Clone, Debug)]
pub struct Recommendation {
    /// 初审意见
    pub opinion: String,
    /// Why it does not count against the quota; none when it does.
    pub exempt_reason: Option<String>,
    /// What it passes over; none when nothing is unmet.
    pub over: Option<Override>,
}

/// Recommends with the next rank. Everything has to be judged, what is unmet on the
/// confirmed facts has to be passed over, and the quota must have room at this moment.
///
/// # Errors
/// [`ScreeningError`]
pub async fn recommend(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: ScreeningCase,
    terms: Terms<'_>,
    recommendation: &Recommendation,
    now: DateTime<Utc>,
) -> Result<(), ScreeningError> {
    let application = case.application();
    let screened = desk(conn, application, terms).await?.screened;
    passed(&screened.obstacles, recommendation.over.as_ref())?;
    let list = bureau::list_of(conn, me, &case).await?;
    let exempt = recommendation.exempt_reason.as_deref();
    let quota = recommendations::quota(conn, me, list.season(), application.tier()).await?;
    if exempt.is_none() && quota.is_used_up() {
        return Err(ScreeningError::QuotaUsed(quota));
    }
    let opinion = &recommendation.opinion;
    keep(conn, me, &case, &screened, (Act::Recommend, opinion), now).await?;
    if let Some(made) = &recommendation.over {
        overrides::keep(conn, me, &case, Act::Recommend, made, now).await?;
    }
    status::change(conn, me, &case, Act::Recommend, opinion, now).await?;
    let rank = recommendations::append(conn, &list, &case, exempt, now).await?;
    tell_enterprise(
        conn,
        &case,
        |names| letters::recommended(names, opinion),
        now,
    )
    .await?;
    let entry = Entry {
        act: AuditAct::Recommend,
        application: Some(application.id()),
        detail: serde_json::json!({
            "submission": application.submission(),
            "rank": rank,
            "opinion": opinion,
            "exempt_reason": exempt,
            "override": recommendation.over,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}
