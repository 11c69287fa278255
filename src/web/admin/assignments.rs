//! Experts for one application: whom to choose, why others are refused, tasks taken back, and the
//! filed reviews taken together.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    paths,
    tasks::{self, TaskRow},
};
use crate::{
    access::{
        Administrator, MayChange,
        admin::{AssignmentDesk, assignment_desk},
    },
    app::AppState,
    db::{
        applications::names,
        assignments::{self, Candidate},
        search, seasons,
    },
    domain::{
        ids::ExpertId,
        letter::ApplicationNames,
        review::{
            aggregate::most_experts,
            conflict::{CaseTies, is_to_be_considered, refusals},
            points::Points,
        },
    },
    text::admin as words,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::assign_experts::{AssignError, assign_experts},
};

#[derive(Template)]
#[template(path = "admin/assignments.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    path: String,
    back: String,
    errors: Errors,
    search: String,
    note: String,
    /// Whether every expert the season provides for is there.
    complete: bool,
    tasks: Vec<TaskRow>,
    candidates: Vec<CandidateRow>,
}

struct CandidateRow {
    id: ExpertId,
    name: String,
    employer: String,
    speciality: String,
    region: String,
    open_tasks: i64,
    /// Why the expert cannot be chosen; empty when nothing stands against it.
    refused: String,
    /// Whether the expert may be chosen but comes from the same region.
    considered: bool,
    chosen: bool,
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    q: String,
}

/// What was posted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    experts: Vec<ExpertId>,
}

/// The experts to choose from.
pub(super) async fn show(
    path: paths::Assignments,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = assignment_desk(&mut tx, &me, path.application).await?;
    let shown = Shown {
        search: query.q,
        chosen: &[],
        errors: Errors::default(),
    };
    Ok(page(&mut tx, &furniture, &desk, shown)
        .await?
        .into_response())
}

/// Assigns those chosen, or says why not.
pub(super) async fn post(
    path: paths::Assignments,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = assignment_desk(&mut tx, &me, path.application).await?;
    let refused = match assign_experts(&mut tx, &me, &desk, &input.experts, now).await {
        Ok(()) => {
            tx.commit().await?;
            return Ok(notice::see_other(path, Notice::ExpertsAssigned));
        }
        Err(error) => sentence(error)?,
    };
    drop(tx);
    let mut tx = app.db.begin().await?;
    let desk = assignment_desk(&mut tx, &me, path.application).await?;
    let shown = Shown {
        search: String::new(),
        chosen: &input.experts,
        errors: Errors::one("experts", refused),
    };
    let page = page(&mut tx, &furniture, &desk, shown).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Why experts were not assigned, as a sentence; faults go on.
pub(super) fn sentence(error: AssignError) -> PageResult<String> {
    match error {
        AssignError::Nobody => Ok(words::CHOOSE_EXPERT.to_owned()),
        AssignError::TooMany { limit, assigned } => Ok(words::too_many_experts(limit, assigned)),
        AssignError::Conflict { name, reasons } => Ok(words::expert_conflict(&name, &reasons)),
        AssignError::NotAvailable => Ok(words::EXPERT_NOT_AVAILABLE.to_owned()),
        AssignError::Database(error) => Err(error.into()),
    }
}

/// What a page shows beside the experts.
struct Shown<'a> {
    search: String,
    chosen: &'a [ExpertId],
    errors: Errors,
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    desk: &AssignmentDesk,
    shown: Shown<'_>,
) -> PageResult<View<Page>> {
    let application = desk.application();
    let season = seasons::find(conn, application.season()).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let pattern = (!shown.search.trim().is_empty()).then(|| search::containing(&shown.search));
    let case = assignments::case_ties(conn, application).await?;
    let tasks = assignments::of(conn, application).await?;
    let assigned = tasks.iter().filter(|task| task.state.counts()).count();
    let filed: Vec<Points> = tasks.iter().filter_map(|task| task.total).collect();
    let candidates = assignments::candidates(conn, application, None, pattern.as_deref()).await?;
    let id = application.id();
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(conn, application).await?,
        path: paths::Assignments { application: id }.to_string(),
        back: paths::Application { application: id }.to_string(),
        errors: shown.errors,
        search: shown.search,
        complete: assigned >= most_experts(&season.settings, &filed),
        note: words::experts_wanted(assigned, season.settings.experts_min),
        tasks: tasks::rows(application, tasks, 0),
        candidates: candidates
            .into_iter()
            .map(|candidate| row(candidate, &case, shown.chosen))
            .collect(),
    }))
}

fn row(candidate: Candidate, case: &CaseTies, chosen: &[ExpertId]) -> CandidateRow {
    CandidateRow {
        refused: words::conflicts(&refusals(&candidate.ties, case)),
        considered: is_to_be_considered(&candidate.ties, case),
        chosen: chosen.contains(&candidate.id),
        id: candidate.id,
        name: candidate.name,
        employer: candidate.employer,
        speciality: candidate.speciality,
        region: candidate.region.unwrap_or_default(),
        open_tasks: candidate.open_tasks,
    }
}
