//! The office makes what a released list of decisions proposes public (公示).

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{Administrator, MayChange, admin::ProposedCases},
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        calendar,
        publicities::{self, NewPublicity},
    },
    domain::{
        application::Act,
        audit::AuditAct,
        calendar::FirstDay,
        ids::PublicityId,
        public_list,
        publicity::{Term, TermFault},
        season::{PublicityTexts, Window},
        time::{end_of_day, start_of_day},
    },
    text::office_letters,
};

/// Why a publicity was not opened.
#[derive(Debug, thiserror::Error)]
pub enum PublicityError {
    /// It may not run like this.
    #[error("the term: {0:?}")]
    Term(TermFault),
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<TermFault> for PublicityError {
    fn from(fault: TermFault) -> Self {
        Self::Term(fault)
    }
}

impl From<sqlx::Error> for PublicityError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// What is to be opened.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its title.
    pub title: String,
    /// The day it begins, today or later.
    pub first: NaiveDate,
    /// The day it ends, included.
    pub last: NaiveDate,
    /// Whether the first day counts.
    pub reading: FirstDay,
    /// Working days there should be.
    pub wanted_days: i16,
    /// Why there are fewer; empty when there are not.
    pub fewer_reason: String,
    /// What its page says.
    pub texts: PublicityTexts,
}

impl Plan {
    /// From the first day, or now when that is today, to the end of the last day.
    fn window(&self, now: DateTime<Utc>) -> Result<Window, TermFault> {
        let opens_at = start_of_day(self.first).max(now);
        Window::new(opens_at, end_of_day(self.last)).map_err(|_| TermFault::Backwards)
    }
}

/// Freezes the lines, the days counted and the texts, and moves every application into publicity.
///
/// # Errors
/// [`PublicityError`]
pub async fn open_publicity(
    conn: &mut PgConnection,
    me: &Administrator,
    proposed: &ProposedCases,
    plan: &Plan,
    now: DateTime<Utc>,
) -> Result<PublicityId, PublicityError> {
    let calendar = calendar::working(conn).await?;
    let term = Term::count(&calendar, (plan.first, plan.last), plan.reading)?;
    let reason = term.reason(plan.wanted_days, &plan.fewer_reason)?;
    let reason = reason.map_or_else(String::new, |reason| reason.to_string());
    let window = plan.window(now)?;
    let rows = publicities::lines_of(conn, &proposed.ids()).await?;
    let digest = public_list::digest(&rows).map_err(|e| sqlx::Error::Encode(e.into()))?;
    let new = NewPublicity {
        title: &plan.title,
        window: &window,
        term: &term,
        wanted_days: plan.wanted_days,
        fewer_reason: &reason,
        texts: &plan.texts,
        rows: &rows,
        digest,
    };
    let id = publicities::create(conn, me, proposed, new, now).await?;
    for case in proposed.cases() {
        status::change(conn, me, case, Act::OpenPublicity, "", now).await?;
        let letter = |names: &_, _| {
            office_letters::publicity_opened(names, id, (&window, term.working_days()), now)
        };
        tell_both(conn, case.application(), letter, now).await?;
    }
    let entry = Entry {
        act: AuditAct::OpenPublicity,
        application: None,
        detail: serde_json::json!({
            "publicity": id, "list": proposed.list(), "applications": proposed.ids(),
            "rows": rows.len(), "digest": digest, "first": term.first, "last": term.last,
            "first_day_counted": term.reading == FirstDay::Counted, "working_days": term.days,
            "wanted_days": plan.wanted_days, "reason": reason, "texts": plan.texts,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(id)
}
