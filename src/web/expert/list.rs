//! The expert's tasks.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::paths::{Review, Reviews};
use crate::{
    access::ExpertMember,
    app::AppState,
    db::reviews::{self, TaskRow},
    domain::review::task::TaskState,
    text::{format, labels::tier_label, review as words},
    web::{
        error::PageResult,
        extract::{Furniture, Now},
        view::{Layout, State as Look, View},
    },
};

#[derive(Template)]
#[template(path = "expert/list.html")]
struct TasksPage {
    layout: Layout,
    counts: String,
    tasks: Vec<Shown>,
}

struct Shown {
    href: Option<String>,
    action: &'static str,
    enterprise: String,
    factory: String,
    tier: &'static str,
    region: String,
    season: String,
    look: Look,
    state: &'static str,
    progress: String,
    deadline: String,
    remaining: String,
}

/// The list, what is to be done first.
pub(super) async fn show(
    _: Reviews,
    me: ExpertMember,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let rows = reviews::tasks(&mut conn, &me).await?;
    let count = |state| rows.iter().filter(|row| row.state == state).count();
    let counts = words::counts(
        count(TaskState::Assigned),
        count(TaskState::Accepted),
        count(TaskState::Filed),
    );
    let mut tasks = Vec::with_capacity(rows.len());
    for row in rows {
        let sheet = app.editions.sheet(&mut conn, &row.sheet_edition).await?;
        let remaining = match row.state {
            TaskState::Assigned | TaskState::Accepted => format::countdown(now, row.closes_at),
            _ => String::new(),
        };
        tasks.push(shown(row, sheet.criteria.len(), remaining));
    }
    let page = TasksPage {
        layout: furniture.layout(),
        counts,
        tasks,
    };
    Ok(View(page).into_response())
}

fn shown(row: TaskRow, criteria: usize, remaining: String) -> Shown {
    let (look, action) = match row.state {
        TaskState::Assigned => (Look::Todo, words::DECLARE),
        TaskState::Accepted => (Look::Todo, words::CONTINUE),
        TaskState::Filed => (Look::Met, words::READ),
        TaskState::Conflicted | TaskState::Cancelled => (Look::Neutral, ""),
    };
    let path = Review { assignment: row.id };
    Shown {
        href: (!action.is_empty()).then(|| path.to_string()),
        action,
        enterprise: row.enterprise,
        factory: row.factory,
        tier: tier_label(row.tier),
        region: row.region,
        season: row.season,
        look,
        state: words::task_label(row.state),
        progress: match (row.state, row.total) {
            (TaskState::Accepted, _) => words::progress(row.scored, criteria),
            (TaskState::Filed, Some(total)) => words::own_total(total, row.filed_at),
            _ => String::new(),
        },
        deadline: format::short_deadline(row.closes_at),
        remaining,
    }
}
