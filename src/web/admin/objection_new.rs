//! Recording an objection (异议) that came in on paper.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{Administrator, admin::contestable_line},
    app::AppState,
    db::{
        objections::NewObjection,
        publicities::{self, LineStanding, Publicity},
    },
    domain::{
        field::{FieldError, FieldErrors},
        ids::PublicityId,
        objection::{Channel, answer_due},
        time::beijing_date,
        values::{
            date::{parse_date, parse_past_date},
            line::Line,
            prose::Prose,
        },
    },
    text::{format, objections as words},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::record_objection::record_objection,
};

/// The most 字 of an objection.
const MOST: usize = 2000;

#[derive(Template)]
#[template(path = "admin/objection_new.html")]
struct Page {
    layout: Layout,
    publicity: Publicity,
    back: String,
    lines: Vec<Choice>,
    input: Input,
    errors: Errors,
}

/// What the address says, and what was posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    line: String,
    objector: String,
    contact: String,
    content: String,
    received_on: String,
    due_on: String,
}

impl Input {
    fn parse(
        &self,
        publicity: &Publicity,
        now: DateTime<Utc>,
    ) -> Result<(i32, NewObjection), Errors> {
        let mut found = FieldErrors::default();
        let line = self.line.parse().map_err(|_| FieldError::NotChosen);
        let line = found.check("line", line);
        let objector = found.check("objector", Line::parse(&self.objector, 60));
        let contact = found.check("contact", Line::parse(&self.contact, 100));
        let content = found.check("content", Prose::parse(&self.content, 5, MOST));
        let today = beijing_date(now);
        let received = parse_past_date(&self.received_on, today);
        let received_on = found.check("received_on", received);
        let due_on = found.check("due_on", parse_date(&self.due_on));
        let mut errors = Errors::of(&found, words::FIELDS);
        let first = beijing_date(publicity.opens_at);
        let last = beijing_date(publicity.closes_at - TimeDelta::seconds(1));
        if received_on.is_some_and(|day| day < first || day > last) {
            errors.add("received_on", words::OUTSIDE_TERM);
        }
        if received_on.zip(due_on).is_some_and(|(from, to)| to < from) {
            errors.add("due_on", words::DUE_BEFORE);
        }
        let new = (|| {
            Some(NewObjection {
                channel: Channel::Paper,
                objector: objector?.to_string(),
                contact: contact?.to_string(),
                content: content?.to_string(),
                received_on: received_on?,
                due_on: due_on?,
            })
        })();
        new.and_then(|new| Some((line?, new)))
            .filter(|_| errors.is_empty())
            .ok_or(errors)
    }
}

/// The lines that can be objected to, as answers.
fn choices(lines: &[LineStanding]) -> Vec<Choice> {
    let contestable = lines.iter().filter(|line| line.is_contestable());
    let choice = |line: &LineStanding| {
        let row = &line.row;
        Choice::new(
            row.number.to_string(),
            words::choice(row.number, &row.enterprise, &row.factory),
        )
    };
    contestable.map(choice).collect()
}

async fn begun(
    conn: &mut PgConnection,
    id: PublicityId,
    now: DateTime<Utc>,
) -> PageResult<Publicity> {
    let publicity = publicities::find(conn, id).await?;
    publicity
        .filter(|publicity| publicity.opens_at <= now)
        .ok_or(PageError::NotFound)
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (me, publicity): (&Administrator, Publicity),
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    let lines = publicities::standings(conn, me, publicity.id).await?;
    let back = paths::Publicity {
        publicity: publicity.id,
    };
    Ok(View(Page {
        layout: furniture.layout(),
        back: back.to_string(),
        lines: choices(&lines),
        publicity,
        input,
        errors,
    }))
}

/// The form.
pub(super) async fn show(
    path: paths::NewObjection,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Input>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let publicity = begun(&mut conn, path.publicity, now).await?;
    let today = beijing_date(now);
    let input = Input {
        line: query.line,
        received_on: format::short_date(today),
        due_on: format::short_date(answer_due(today)),
        ..Input::default()
    };
    let shown = (input, Errors::default());
    page(&mut conn, &furniture, (&me, publicity), shown).await
}

/// Records the objection; its line is held.
pub(super) async fn post(
    path: paths::NewObjection,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let publicity = begun(&mut tx, path.publicity, now).await?;
    match input.parse(&publicity, now) {
        Ok((line, new)) => {
            let line = contestable_line(&mut tx, &me, (path.publicity, line)).await?;
            let objection = record_objection(&mut tx, &me, &line, &new, now).await?;
            tx.commit().await?;
            let there = paths::Objection { objection };
            Ok(notice::see_other(there, Notice::ObjectionRecorded))
        }
        Err(errors) => {
            let page = page(&mut tx, &furniture, (&me, publicity), (input, errors)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
