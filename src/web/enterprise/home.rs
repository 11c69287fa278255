//! The own applications: where each stands, until when, and what comes next.

use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::paths;
use crate::{
    access::EnterpriseMember,
    app::AppState,
    db::applications::own::{self, OwnLine},
    domain::{application::Status, ids::ApplicationId, season::Stage},
    text::{
        format, sections,
        status::{next_step, state_label},
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        view::{self, Layout, View},
    },
};

#[derive(Template)]
#[template(path = "enterprise/home.html")]
struct Page {
    layout: Layout,
    open_season: Option<String>,
    cards: Vec<Card>,
    older: Option<String>,
}

impl Page {
    /// Whether an application waits for the applicant: then that is the first thing to do here.
    fn awaits(&self) -> bool {
        self.cards.iter().any(|card| card.action != sections::VIEW)
    }
}

struct Card {
    title: String,
    href: String,
    action: &'static str,
    state: view::State,
    state_label: &'static str,
    factory: String,
    season: String,
    number: Option<String>,
    bureau: String,
    deadline: Option<String>,
    next: &'static str,
    return_reason: Option<String>,
}

/// Which part of the list is shown.
#[derive(Deserialize)]
pub struct Part {
    before: Option<ApplicationId>,
}

/// The list.
pub async fn show(
    _: paths::Applications,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    Queried(part): Queried<Part>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let mut lines = own::list(&mut conn, &me, part.before).await?;
    let page = usize::try_from(own::PAGE).unwrap_or(usize::MAX);
    let more = lines.len() > page;
    lines.truncate(page);
    let older = lines.last().filter(|_| more).map(|line| line.id);
    Ok(View(Page {
        layout: furniture.layout(),
        open_season: furniture
            .seasons()
            .iter()
            .find(|season| season.tiers_at(Stage::Enterprise, now).next().is_some())
            .map(|season| season.title.clone()),
        cards: lines.into_iter().map(|line| card(line, now)).collect(),
        older: older.map(|id| format!("{}?before={id}", paths::Applications)),
    }))
}

fn card(line: OwnLine, now: DateTime<Utc>) -> Card {
    let until = match line.status {
        Status::Draft => Some(line.closes_at),
        Status::Returned | Status::Supplement => line.due_at,
        _ => None,
    };
    let application = line.id;
    Card {
        title: sections::application_title(line.tier),
        href: paths::Application { application }.to_string(),
        action: sections::open_action(line.status, until.is_some_and(|until| now < until)),
        state: tone(line.status),
        state_label: state_label(line.status, line.outcome),
        factory: line.factory,
        season: line.season,
        number: line.number,
        bureau: line.bureau,
        deadline: until
            .map(|at| format!("{}，{}", format::deadline(at), format::countdown(now, at))),
        next: next_step(line.status, line.tier),
        return_reason: line.return_reason,
    }
}

/// The colour of a status.
pub const fn tone(status: Status) -> view::State {
    match status {
        Status::Draft | Status::Returned | Status::Supplement => view::State::Todo,
        Status::Concluded => view::State::Met,
        Status::NotRecommended
        | Status::FormallyRejected
        | Status::NotApproved
        | Status::Revoked => view::State::Unmet,
        _ => view::State::Neutral,
    }
}
