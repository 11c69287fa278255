//! The home of one own application: its sections and how far each is, or its course once sent.

use askama::Template;
use axum::extract::State;

use super::{
    home::tone,
    own_page::{Frame, OwnPage, locked},
    paths, tasks,
};
use crate::{
    access::EnterpriseMember,
    app::AppState,
    db::applications::timeline,
    domain::{application::Status, tier::Tier},
    text::{
        format, roles, sections,
        status::{self as status_words, act_label, next_step, state_label},
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now},
        parts::{Task, TimelineEntry},
        returning,
        view::{self, Layout, View},
    },
};

#[derive(Template)]
#[template(path = "enterprise/application.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    state: view::State,
    state_label: &'static str,
    next: &'static str,
    number: Option<String>,
    editable: bool,
    withdrawn: bool,
    shut: Option<String>,
    returned: Option<Returned>,
    tasks: Vec<Task>,
    missing: usize,
    timeline: Vec<TimelineEntry>,
    bureau: String,
    bureau_contact: String,
    saved: Option<String>,
    print_href: String,
    receipt_href: Option<String>,
    withdraw_href: Option<String>,
}

struct Returned {
    points: String,
    due: String,
    left: String,
    /// Whether the office asked for it.
    supplement: bool,
}

/// The home.
pub async fn show(
    path: paths::Application,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    let returned = own.returned.as_ref().map(|opened| Returned {
        points: returning::in_words(&own.dossier, opened),
        due: format::deadline(opened.due_at),
        left: format::countdown(now, opened.due_at),
        supplement: own.status() == Status::Supplement,
    });
    let steps = timeline::of(&mut conn, own.own.application()).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        frame: own.frame(now),
        returned,
        timeline: under_way(own.status(), own.tier())
            .into_iter()
            .chain(steps.into_iter().rev().map(entry))
            .collect(),
        ..page(&own)
    }))
}

/// Everything of the page that needs no further query.
fn page(own: &OwnPage) -> Page {
    let application = own.id();
    let status = own.status();
    let sent = own.own.application().submission() > 0;
    let withdrawable = matches!(status, Status::Draft | Status::Submitted | Status::Returned);
    let missing = crate::domain::completeness::missing(&own.dossier, &own.editions.rules).len();
    Page {
        layout: Layout::default(),
        frame: own.frame(chrono::DateTime::UNIX_EPOCH),
        state: tone(status),
        state_label: state_label(status, own.head.outcome),
        next: next_step(status, own.tier()),
        number: own.names.number.clone(),
        editable: own.refusal().is_none(),
        withdrawn: status == Status::Withdrawn,
        shut: own.refusal().filter(|_| status.is_editable()).map(locked),
        returned: None,
        tasks: tasks::list(own),
        missing,
        timeline: Vec::new(),
        bureau: own.head.bureau.clone(),
        bureau_contact: [&own.head.bureau_office, &own.head.bureau_telephone]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" · "),
        saved: own
            .head
            .saved
            .as_ref()
            .map(|saved| sections::last_save(saved.at, &saved.who)),
        print_href: paths::Print { application }.to_string(),
        receipt_href: sent.then(|| paths::Receipt { application }.to_string()),
        withdraw_href: withdrawable.then(|| paths::Withdraw { application }.to_string()),
    }
}

/// The stage it is in, above the course, which is told backwards.
fn under_way(status: Status, tier: Tier) -> Option<TimelineEntry> {
    let (stage, after) = status_words::under_way(status, tier)?;
    Some(TimelineEntry {
        at: status_words::UNDER_WAY.to_owned(),
        who: String::new(),
        what: stage.to_owned(),
        note: status_words::then(after),
        ahead: true,
    })
}

fn entry(step: timeline::Step) -> TimelineEntry {
    TimelineEntry {
        at: format::moment(step.at),
        who: step
            .actor_role
            .parse()
            .map_or_else(|_| String::new(), |role| roles::role_label(role).to_owned()),
        what: sections::step(act_label(step.act), step.submission),
        note: step.reason,
        ahead: false,
    }
}
