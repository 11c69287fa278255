//! The experts' tasks of one application as rows of a table.

use super::paths;
use crate::{
    access::ApplicationRef,
    db::assignments::{AssignmentRow, TaskState},
    domain::application::Status,
    text::{admin as words, format},
    web::view::State,
};

/// One expert's task.
pub(super) struct TaskRow {
    pub name: String,
    pub employer: String,
    pub state: State,
    pub status: &'static str,
    /// What is to know about the state: progress, when filed, why avoided.
    pub note: String,
    /// The total, once filed.
    pub total: String,
    /// Where it is taken back, while that is possible.
    pub cancel: Option<String>,
}

/// The rows, in the order the tasks were given.
pub(super) fn rows(
    application: &ApplicationRef,
    tasks: Vec<AssignmentRow>,
    criteria: usize,
) -> Vec<TaskRow> {
    let open = application.status() == Status::InReview;
    tasks
        .into_iter()
        .map(|task| {
            let cancel = paths::CancelAssignment {
                application: application.id(),
                assignment: task.id,
            };
            let running = matches!(task.state, TaskState::Assigned | TaskState::Accepted);
            TaskRow {
                state: state(task.state),
                status: label(task.state),
                note: note(&task, criteria),
                total: task.total.map_or_else(String::new, format::points),
                cancel: (open && running).then(|| cancel.to_string()),
                name: task.name,
                employer: task.employer,
            }
        })
        .collect()
}

const fn state(task: TaskState) -> State {
    match task {
        TaskState::Assigned | TaskState::Accepted => State::Todo,
        TaskState::Filed => State::Met,
        TaskState::Conflicted => State::Unmet,
        TaskState::Cancelled => State::Neutral,
    }
}

const fn label(task: TaskState) -> &'static str {
    match task {
        TaskState::Assigned => words::TASK_ASSIGNED,
        TaskState::Accepted => words::TASK_ACCEPTED,
        TaskState::Conflicted => words::TASK_CONFLICTED,
        TaskState::Filed => words::TASK_FILED,
        TaskState::Cancelled => words::TASK_CANCELLED,
    }
}

fn note(task: &AssignmentRow, criteria: usize) -> String {
    match task.state {
        TaskState::Accepted => words::scored(task.scored, criteria),
        TaskState::Filed => task.filed_at.map_or_else(String::new, format::short_moment),
        TaskState::Conflicted => words::declared(&task.conflict_reason),
        TaskState::Assigned | TaskState::Cancelled => format::short_moment(task.assigned_at),
    }
}
