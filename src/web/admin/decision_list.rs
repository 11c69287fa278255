//! One list of decisions: its lines, the meeting, the release, and the way back.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{decision_lists::stand, parts::tag, paths};
use crate::{
    access::{
        Administrator,
        admin::{DraftList, draft_list, released_list},
    },
    app::AppState,
    db::decision_lists::{self, DecisionLine, DecisionList, Meeting},
    domain::{
        application::{Act, Status},
        field::FieldErrors,
        ids::DecisionListId,
        review::aggregate::Hundredths,
        values::{date::parse_date, line::Line, prose::Prose},
    },
    text::{decisions as words, format, overrides, status::act_label, status::status_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        filters,
        form::Errors,
        notice::{self, Notice},
        view::{self, Layout, View},
    },
    workflow::decide::{DecideError, note_meeting, release_list, undo_release},
};

/// The fewest and the most 字 of a reason.
const REASON: (usize, usize) = (5, 1000);

#[derive(Template)]
#[template(path = "admin/decision_list.html")]
struct Page {
    layout: Layout,
    list: DecisionList,
    name: String,
    state: view::State,
    status: &'static str,
    counts: String,
    rows: Vec<Row>,
    ended: Vec<Row>,
    /// Whether the release can still be taken back.
    undoable: bool,
    results: String,
    publicity: String,
    input: Input,
    errors: Errors,
}

impl Page {
    fn is_draft(&self) -> bool {
        self.list.state == "draft"
    }
}

struct Row {
    href: String,
    place: String,
    enterprise: String,
    factory: String,
    league: String,
    mean: String,
    act: &'static str,
    act_state: view::State,
    reason: String,
    comment: String,
    obstacles: String,
    override_reason: String,
    state: view::State,
    status: &'static str,
    /// Whether it has moved on since it was put on the draft.
    moved: bool,
    change: String,
    strike: String,
    ended: String,
}

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    act: String,
    #[serde(default)]
    version: i32,
    #[serde(default)]
    meeting: String,
    #[serde(default)]
    meeting_on: String,
    #[serde(default)]
    minutes_number: String,
    #[serde(default)]
    reason: String,
}

impl Input {
    fn of(list: &DecisionList) -> Self {
        Self {
            version: list.version,
            meeting: list.meeting.clone(),
            meeting_on: list.meeting_on.map_or_else(String::new, format::short_date),
            minutes_number: list.minutes_number.clone(),
            ..Self::default()
        }
    }

    /// The meeting, as far as it is known; all of it when `whole`.
    fn meeting(&self, whole: bool) -> Result<Meeting, FieldErrors> {
        let mut errors = FieldErrors::default();
        let line = |text: &str, most| match Line::parse(text, most) {
            Err(crate::domain::field::FieldError::Required) if !whole => Ok(String::new()),
            other => other.map(|line| line.to_string()),
        };
        let name = errors.check("meeting", line(&self.meeting, 60));
        let on = match self.meeting_on.trim() {
            "" if !whole => Some(None),
            text => errors.check("meeting_on", parse_date(text)).map(Some),
        };
        let number = errors.check("minutes_number", line(&self.minutes_number, 60));
        let meeting = name.zip(on).zip(number);
        errors.into_result(meeting.map(|((name, on), minutes_number)| Meeting {
            name,
            on,
            minutes_number,
        }))
    }

    fn reason(&self) -> Result<Prose, Errors> {
        reason(&self.reason)
    }
}

/// Reads the reason of an act on a list.
pub(super) fn reason(text: &str) -> Result<Prose, Errors> {
    let mut errors = FieldErrors::default();
    errors
        .check("reason", Prose::parse(text, REASON.0, REASON.1))
        .ok_or_else(|| Errors::of(&errors, words::LIST_FIELDS))
}

fn row(list: DecisionListId, line: DecisionLine) -> Row {
    let application = line.application;
    Row {
        href: paths::Application { application }.to_string(),
        place: line.place.map_or_else(String::new, |it| it.to_string()),
        mean: format::hundredths(Hundredths::new(line.mean)),
        act: act_label(line.act),
        act_state: match line.act {
            Act::Propose => view::State::Met,
            Act::PlaceInPool => view::State::Neutral,
            _ => view::State::Unmet,
        },
        obstacles: overrides::listed(&line.obstacles.0),
        state: tag(line.status),
        status: status_label(line.status),
        moved: line.status != Status::Reviewed,
        change: format!("{}?application={application}", paths::Decisions),
        strike: paths::StrikeLine {
            decision_list: list,
            application,
        }
        .to_string(),
        ended: words::ended(line.ended_reason.as_deref()),
        enterprise: line.enterprise,
        factory: line.factory,
        league: line.league,
        reason: line.reason,
        comment: line.comment,
        override_reason: line.override_reason,
    }
}

fn counts(rows: &[Row]) -> String {
    let count = |act: Act| {
        let label = act_label(act);
        let count = rows.iter().filter(|row| row.act == label).count();
        (count > 0).then(|| words::counted(label, count))
    };
    let counts = [Act::Propose, Act::PlaceInPool, Act::NotApprove].map(count);
    counts.into_iter().flatten().collect::<Vec<_>>().join("，")
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (me, id): (&Administrator, DecisionListId),
    refused: Option<(Input, Errors)>,
) -> PageResult<View<Page>> {
    let list = decision_lists::find(conn, me, id).await?;
    let list = list.ok_or(PageError::NotFound)?;
    let lines = decision_lists::lines(conn, me, id).await?;
    let (standing, ended): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.ended_at.is_none());
    let decided = |status| {
        matches!(
            status,
            Status::Proposed | Status::NotApproved | Status::Pool
        )
    };
    let undoable = list.state == "released" && standing.iter().all(|line| decided(line.status));
    let rows: Vec<Row> = standing.into_iter().map(|line| row(id, line)).collect();
    let (state, status) = stand(&list);
    let fresh = Input::of(&list);
    let (input, errors) = refused.map_or_else(
        || (fresh.clone(), Errors::default()),
        |(input, errors)| {
            let version = fresh.version;
            (Input { version, ..input }, errors)
        },
    );
    Ok(View(Page {
        layout: furniture.layout(),
        name: words::list_name(&list.season_title, list.tier),
        state,
        status,
        counts: counts(&rows),
        rows,
        ended: ended.into_iter().map(|line| row(id, line)).collect(),
        undoable,
        results: format!(
            "{}?tier={}&season={}",
            paths::Results,
            list.tier,
            list.season
        ),
        publicity: format!("{}?list={id}", paths::NewPublicity),
        input,
        errors,
        list,
    }))
}

/// The page.
pub(super) async fn show(
    path: paths::DecisionList,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let page = page(&mut conn, &furniture, (&me, path.decision_list), None).await?;
    Ok(page.into_response())
}

/// Saves the meeting, releases the list, or takes its release back.
pub(super) async fn post(
    path: paths::DecisionList,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let found = decision_lists::find(&mut tx, &me, path.decision_list).await?;
    found.ok_or(PageError::NotFound)?;
    let outcome = match input.act.as_str() {
        "undo" => undo(&mut tx, &me, path.decision_list, &input, now).await?,
        "save" | "release" => match draft_list(&mut tx, &me, path.decision_list).await? {
            None => Ok((path.decision_list, Notice::ListReleasedAlready)),
            Some(draft) => prepare(&mut tx, &me, &draft, &input, now).await?,
        },
        _ => Err((StatusCode::UNPROCESSABLE_ENTITY, Errors::default())),
    };
    match outcome {
        Ok((list, notice)) => {
            tx.commit().await?;
            Ok(notice::see_other(
                paths::DecisionList {
                    decision_list: list,
                },
                notice,
            ))
        }
        Err((status, errors)) => {
            drop(tx);
            let mut conn = app.db.acquire().await?;
            let refused = Some((input, errors));
            let page = page(&mut conn, &furniture, (&me, path.decision_list), refused).await?;
            Ok((status, page).into_response())
        }
    }
}

/// Where to go and what to say, or how to refuse.
type Outcome = Result<(DecisionListId, Notice), (StatusCode, Errors)>;

async fn prepare(
    conn: &mut PgConnection,
    me: &Administrator,
    draft: &DraftList,
    input: &Input,
    now: chrono::DateTime<chrono::Utc>,
) -> PageResult<Outcome> {
    let releases = input.act == "release";
    let meeting = match input.meeting(releases) {
        Ok(meeting) => meeting,
        Err(found) => {
            let errors = Errors::of(&found, words::LIST_FIELDS);
            return Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, errors)));
        }
    };
    let conflict = |sentence| Ok(Err((StatusCode::CONFLICT, Errors::one("", sentence))));
    if releases && input.version != draft.version() {
        return conflict(words::LIST_CHANGED);
    }
    note_meeting(conn, me, draft, &meeting, now).await?;
    if !releases {
        return Ok(Ok((draft.id(), Notice::MeetingNoted)));
    }
    let lines = decision_lists::lines(conn, me, draft.id()).await?;
    if lines.iter().all(|line| line.ended_at.is_some()) {
        return conflict(words::NOTHING_TO_RELEASE);
    }
    match release_list(conn, me, draft, now).await {
        Ok(()) => Ok(Ok((draft.id(), Notice::ListReleased))),
        Err(DecideError::MovedOn(_)) => conflict(words::MOVED_ON),
        Err(DecideError::Obstacles(_)) => conflict(words::NOT_OVERRIDDEN),
        Err(error) => Err(error.into()),
    }
}

async fn undo(
    conn: &mut PgConnection,
    me: &Administrator,
    id: DecisionListId,
    input: &Input,
    now: chrono::DateTime<chrono::Utc>,
) -> PageResult<Outcome> {
    let Some(list) = released_list(conn, me, id).await? else {
        return Ok(Ok((id, Notice::ReleaseNotUndone)));
    };
    match input.reason() {
        Ok(reason) => {
            let draft = undo_release(conn, me, &list, reason.as_str(), now).await?;
            Ok(Ok((draft, Notice::ReleaseUndone)))
        }
        Err(errors) => Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, errors))),
    }
}
