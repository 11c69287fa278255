//! The office decides on reviewed applications on a draft list, which is then released by one act.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::office::tell_both;
use crate::{
    access::{
        AccessError, Administrator, ApplicationRef, MayChange,
        admin::{self, DecisionCase, DraftCase, DraftList, ReleasedList},
    },
    db::{
        applications::status::{self, TransitionError},
        audit::{self, Entry},
        decision_lists::{self, DecisionLine, Meeting, NewLine},
        decisions, overrides, ranking,
        results::{self, Basis},
    },
    domain::{
        application::{
            Act, Status,
            overrides::{Override, code},
        },
        audit::AuditAct,
        ids::{ApplicationId, DecisionListId},
        standing::Ranking,
    },
    text::office_letters,
};

/// What can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// 列入拟公示名单
    Propose,
    /// 审定不通过
    NotApprove,
    /// 列入培育库
    PlaceInPool,
}

impl Ruling {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Propose, Self::PlaceInPool, Self::NotApprove];

    /// The act of the transition table.
    #[must_use]
    pub const fn act(self) -> Act {
        match self {
            Self::Propose => Act::Propose,
            Self::NotApprove => Act::NotApprove,
            Self::PlaceInPool => Act::PlaceInPool,
        }
    }

    /// The ruling with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|ruling| ruling.act().as_str() == code)
    }
}

/// Why decisions were not put on the list, released or taken back.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Something stands against proposing these, and the override names other things or has no reason.
    #[error("obstacles without an override")]
    Obstacles(Vec<ApplicationId>),
    /// Somebody else put one of them on the draft, or changed its line, meanwhile.
    #[error("the draft says something else by now")]
    Changed,
    /// These have moved on since they were put on the list.
    #[error("no longer reviewed")]
    MovedOn(Vec<ApplicationId>),
    /// The right to the list was refused.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The state does not allow it, or the database failed.
    #[error(transparent)]
    Transition(#[from] TransitionError),
}

impl From<sqlx::Error> for DecideError {
    fn from(error: sqlx::Error) -> Self {
        Self::Transition(error.into())
    }
}

/// What the office means to decide.
#[derive(Clone, Debug)]
pub struct Intent {
    /// The decision.
    pub ruling: Ruling,
    /// Why, as it will be told.
    pub reason: String,
    /// A remark for the meeting.
    pub comment: String,
    /// The newest line of any of them on the draft when they were looked at; 0 for none.
    pub seen: i64,
    /// For each application that something stands against: what was shown, and why it is proposed
    /// nevertheless.
    pub exceptions: BTreeMap<ApplicationId, Exception>,
}

/// What the page showed to stand against an application, and why it is proposed all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exception {
    /// The code of what was shown.
    pub shown: String,
    /// Why nevertheless.
    pub reason: String,
}

/// Puts reviewed applications of one season and tier on its draft; nobody is told. A line that an
/// application has there already is superseded.
///
/// # Errors
/// [`DecideError`]
pub async fn place_on_list(
    conn: &mut PgConnection,
    me: &Administrator,
    cases: &[DecisionCase],
    intent: &Intent,
    now: DateTime<Utc>,
) -> Result<DecisionListId, DecideError> {
    if decision_lists::newest_line(conn, cases).await? != intent.seen {
        return Err(DecideError::Changed);
    }
    let bases = results::bases(conn, cases).await?;
    let refused = refused(&bases, intent);
    if !refused.is_empty() {
        return Err(DecideError::Obstacles(refused));
    }
    let first = cases.first().map(MayChange::application);
    let first = first.ok_or(sqlx::Error::RowNotFound)?;
    let key = (first.season(), first.tier());
    decision_lists::begin(conn, me, key, now).await?;
    let list = admin::draft_of(conn, me, key).await?;
    let act = intent.ruling.act();
    for (case, basis) in cases.iter().zip(&bases) {
        let application = case.application().id();
        let before = decision_lists::end(conn, me, (&list, application), "", now).await?;
        let overridden = intent.exceptions.get(&application);
        let overridden = overridden.filter(|_| intent.ruling == Ruling::Propose);
        let new = NewLine {
            act,
            reason: &intent.reason,
            comment: &intent.comment,
            obstacles: basis.obstacles(),
            override_reason: overridden.map_or("", |it| it.reason.as_str()),
        };
        let entry = Entry {
            act: AuditAct::PlaceOnList,
            application: Some(application),
            detail: serde_json::json!({
                "list": list.id(), "before": before, "after": act, "reason": new.reason,
                "comment": new.comment, "obstacles": new.obstacles,
                "override": new.override_reason,
            }),
        };
        decision_lists::place(conn, me, (&list, case), new, now).await?;
        audit::record(conn, me, &entry, now).await?;
    }
    Ok(list.id())
}

/// The applications that may not be proposed as meant.
fn refused(bases: &[Basis], intent: &Intent) -> Vec<ApplicationId> {
    if intent.ruling != Ruling::Propose {
        return Vec::new();
    }
    let overridden = |basis: &&Basis| {
        let given = intent.exceptions.get(&basis.application);
        let given = given.cloned().unwrap_or_default();
        Override::over(&basis.obstacles(), &given.shown, &given.reason).is_ok()
    };
    let refused = bases.iter().filter(|basis| !overridden(basis));
    refused.map(|basis| basis.application).collect()
}

/// Strikes an application from the draft; nobody is told. False when it does not stand there.
///
/// # Errors
/// The database's.
pub async fn strike_from_list(
    conn: &mut PgConnection,
    me: &Administrator,
    (list, application): (&DraftList, ApplicationId),
    reason: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let Some(before) = decision_lists::end(conn, me, (list, application), reason, now).await?
    else {
        return Ok(false);
    };
    let entry = Entry {
        act: AuditAct::StrikeFromList,
        application: Some(application),
        detail: serde_json::json!({ "list": list.id(), "before": before, "reason": reason }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(true)
}

/// Notes which meeting decides on the draft.
///
/// # Errors
/// The database's.
pub async fn note_meeting(
    conn: &mut PgConnection,
    me: &Administrator,
    list: &DraftList,
    meeting: &Meeting,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    decision_lists::note_meeting(conn, list, meeting).await?;
    let entry = Entry {
        act: AuditAct::NoteMeeting,
        application: None,
        detail: serde_json::json!({
            "list": list.id(), "meeting": meeting.name, "day": meeting.on,
            "minutes_number": meeting.minutes_number,
        }),
    };
    audit::record(conn, me, &entry, now).await
}

/// Releases a draft: its decisions take effect together, the ranking they rest on is stored, and
/// everybody concerned is told.
///
/// # Errors
/// [`DecideError`]
pub async fn release_list(
    conn: &mut PgConnection,
    me: &Administrator,
    list: &DraftList,
    now: DateTime<Utc>,
) -> Result<(), DecideError> {
    let cases = admin::draft_cases(conn, list).await?;
    let mut lines: BTreeMap<ApplicationId, DecisionLine> = BTreeMap::new();
    for line in decision_lists::lines(conn, me, list.id()).await? {
        if line.ended_at.is_none() {
            lines.insert(line.application, line);
        }
    }
    check(conn, &cases, &lines).await?;
    let contenders = ranking::contenders(conn, me, (list.season(), list.tier())).await?;
    let ranked = Ranking::of(list.season(), list.tier(), contenders);
    let frozen = ranked
        .frozen()
        .map_err(|error| sqlx::Error::Encode(error.into()))?;
    decision_lists::release(conn, me, list, (&ranked, &frozen), now).await?;
    for case in &cases {
        if let Some(line) = lines.get(&case.application().id()) {
            decide(conn, me, (list.id(), case), line, now).await?;
        }
    }
    let entry = Entry {
        act: AuditAct::ReleaseList,
        application: None,
        detail: serde_json::json!({
            "list": list.id(), "rows": cases.len(), "digest": frozen.digest,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}

/// Every line is still reviewed, and nothing else stands against it than what was overridden.
async fn check(
    conn: &mut PgConnection,
    cases: &[DraftCase],
    lines: &BTreeMap<ApplicationId, DecisionLine>,
) -> Result<(), DecideError> {
    let moved = cases
        .iter()
        .map(MayChange::application)
        .filter(|application| application.status() != Status::Reviewed);
    let moved: Vec<ApplicationId> = moved.map(ApplicationRef::id).collect();
    if !moved.is_empty() || cases.len() != lines.len() {
        return Err(DecideError::MovedOn(moved));
    }
    let bases = results::bases(conn, cases).await?;
    let changed = bases.iter().filter(|basis| {
        let line = lines.get(&basis.application);
        line.is_some_and(|line| {
            line.act == Act::Propose && code(&line.obstacles.0) != code(&basis.obstacles())
        })
    });
    let changed: Vec<ApplicationId> = changed.map(|basis| basis.application).collect();
    if changed.is_empty() {
        Ok(())
    } else {
        Err(DecideError::Obstacles(changed))
    }
}

/// One decision of a list takes effect.
async fn decide(
    conn: &mut PgConnection,
    me: &Administrator,
    (list, case): (DecisionListId, &DraftCase),
    line: &DecisionLine,
    now: DateTime<Utc>,
) -> Result<(), TransitionError> {
    let (application, act, reason) = (case.application(), line.act, line.reason.as_str());
    decisions::record(conn, me, case, (list, act, reason), now).await?;
    let obstacles = line.obstacles.0.as_slice();
    let made = Override::over(obstacles, &code(obstacles), &line.override_reason);
    if let Ok(Some(made)) = made {
        overrides::keep(conn, me, case, act, &made, now).await?;
    }
    status::change(conn, me, case, act, reason, now).await?;
    let letter = |names: &_, reader| office_letters::decided(names, act, reason, reader);
    tell_both(conn, application, letter, now).await?;
    let entry = Entry {
        act: match act {
            Act::NotApprove => AuditAct::NotApprove,
            Act::PlaceInPool => AuditAct::PlaceInPool,
            _ => AuditAct::Propose,
        },
        application: Some(application.id()),
        detail: serde_json::json!({
            "list": list, "reason": reason, "obstacles": line.obstacles,
            "override": line.override_reason,
        }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(())
}

/// Takes a released list back while nothing of it is in publicity: its applications wait for a
/// decision again, its lines return to the draft, and whoever was told is told.
///
/// # Errors
/// [`DecideError`]
pub async fn undo_release(
    conn: &mut PgConnection,
    me: &Administrator,
    list: &ReleasedList,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<DecisionListId, DecideError> {
    let key = (list.season(), list.tier());
    decision_lists::begin(conn, me, key, now).await?;
    let draft = admin::draft_of(conn, me, key).await?;
    decision_lists::undo(conn, me, (list, &draft), reason, now).await?;
    for case in list.cases() {
        let before = case.application().status();
        status::change(conn, me, case, Act::UndoDecision, reason, now).await?;
        let letter = |names: &_, reader| office_letters::decision_undone(names, reason, reader);
        tell_both(conn, case.application(), letter, now).await?;
        let entry = Entry {
            act: AuditAct::UndoDecision,
            application: Some(case.application().id()),
            detail: serde_json::json!({
                "list": list.id(), "before": before, "after": Status::Reviewed, "reason": reason,
            }),
        };
        audit::record(conn, me, &entry, now).await?;
    }
    Ok(draft.id())
}
