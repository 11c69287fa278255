//! The office gives an application to experts; whoever has to avoid it is refused.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::{Administrator, MayChange, admin::AssignmentDesk},
    db::{
        applications::names,
        assignments,
        audit::{self, Entry},
        messages::{self, Recipient},
        seasons,
    },
    domain::{
        audit::AuditAct,
        ids::ExpertId,
        review::{
            aggregate::most_experts,
            conflict::{self, CaseTies, ConflictReason},
            points::Points,
        },
        season::SeasonSettings,
    },
    text::office_letters,
};

/// Why experts were not assigned.
#[derive(Debug, thiserror::Error)]
pub enum AssignError {
    /// Nobody was chosen.
    #[error("nobody was chosen")]
    Nobody,
    /// More than the season provides for.
    #[error("at most {limit} experts, {assigned} are assigned already")]
    TooMany {
        /// The most.
        limit: usize,
        /// Assigned so far.
        assigned: usize,
    },
    /// The expert has to avoid this application.
    #[error("{name} must avoid it: {reasons:?}")]
    Conflict {
        /// The expert's name.
        name: String,
        /// Why.
        reasons: Vec<ConflictReason>,
    },
    /// There is no such expert, or the expert has a task in this application already.
    #[error("the expert is not available")]
    NotAvailable,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Gives the application to these experts and tells them.
///
/// # Errors
/// [`AssignError`]
pub async fn assign_experts(
    conn: &mut PgConnection,
    me: &Administrator,
    desk: &AssignmentDesk,
    experts: &[ExpertId],
    now: DateTime<Utc>,
) -> Result<(), AssignError> {
    if experts.is_empty() {
        return Err(AssignError::Nobody);
    }
    let application = desk.application();
    let season = seasons::find(conn, application.season())
        .await?
        .ok_or(sqlx::Error::RowNotFound)?;
    refuse_too_many(conn, desk, &season.settings, experts.len()).await?;
    let case = assignments::case_ties(conn, application).await?;
    let names = names::of(conn, application).await?;
    let letter = office_letters::assigned(
        &names,
        season.windows(application.tier())?.review.closes_at(),
    );
    for expert in experts {
        let considered = refuse_conflicts(conn, desk, &case, *expert).await?;
        assignments::assign(conn, me, desk, *expert, now).await?;
        let recipient = Recipient::Expert(*expert);
        messages::send(conn, recipient, Some(application.id()), &letter, now).await?;
        let entry = Entry {
            act: AuditAct::AssignExpert,
            application: Some(application.id()),
            detail: serde_json::json!({ "expert": expert, "own_region": considered }),
        };
        audit::record(conn, me, &entry, now).await?;
    }
    Ok(())
}

async fn refuse_too_many(
    conn: &mut PgConnection,
    desk: &AssignmentDesk,
    season: &SeasonSettings,
    more: usize,
) -> Result<(), AssignError> {
    let tasks = assignments::of(conn, desk.application()).await?;
    let assigned = tasks.iter().filter(|task| task.state.counts()).count();
    let filed: Vec<Points> = tasks.iter().filter_map(|task| task.total).collect();
    let limit = most_experts(season, &filed);
    if assigned + more > limit {
        return Err(AssignError::TooMany { limit, assigned });
    }
    Ok(())
}

/// Whether the expert is of the own region, which the season asks to consider.
async fn refuse_conflicts(
    conn: &mut PgConnection,
    desk: &AssignmentDesk,
    case: &CaseTies,
    expert: ExpertId,
) -> Result<bool, AssignError> {
    let candidate = assignments::candidates(conn, desk.application(), Some(expert), None)
        .await?
        .pop()
        .ok_or(AssignError::NotAvailable)?;
    let reasons = conflict::refusals(&candidate.ties, case);
    if reasons.is_empty() {
        Ok(conflict::is_to_be_considered(&candidate.ties, case))
    } else {
        Err(AssignError::Conflict {
            name: candidate.name,
            reasons,
        })
    }
}
