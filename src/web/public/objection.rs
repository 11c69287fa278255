//! Objecting (异议) to a line of a publicity by its page: under one's real name, read by the office alone.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths::{self, Publicity};
use crate::{
    access::{Visitor, admin::publicly_contestable_line},
    app::AppState,
    config::RateLimit,
    db::{objections::NewObjection, public_rows::RowFilter, publicities},
    domain::{
        field::{FieldError, FieldErrors},
        objection::{Channel, answer_due},
        time::beijing_date,
        values::{line::Line, phone::Phone, prose::Prose},
    },
    text::objections as words,
    web::{
        error::{PageError, PageResult},
        extract::{ClientAddress, Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{
        record_objection::{admit, record_objection},
        sign_in::AttemptLimits,
    },
};

/// The most lines offered; a publicity of one tier and season has far fewer.
const LINES: i64 = 2000;
/// The most 字 of an objection.
const MOST: usize = 2000;

#[derive(Template)]
#[template(path = "public/objection.html")]
struct Page {
    layout: Layout,
    publicity: publicities::Publicity,
    running: bool,
    back: String,
    lines: Vec<Choice>,
    input: Input,
    errors: Errors,
}

/// What the address says, and what was posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Input {
    line: String,
    objector: String,
    contact: String,
    content: String,
}

impl Input {
    fn parse(&self, now: DateTime<Utc>) -> Result<(i32, NewObjection), Errors> {
        let mut found = FieldErrors::default();
        let line = self.line.parse().map_err(|_| FieldError::NotChosen);
        let line = found.check("line", line);
        let objector = found.check("objector", Line::parse(&self.objector, 60));
        let contact = found.check("contact", Phone::parse(&self.contact));
        let content = found.check("content", Prose::parse(&self.content, 20, MOST));
        let today = beijing_date(now);
        let parsed = (|| {
            let new = NewObjection {
                channel: Channel::Online,
                objector: objector?.to_string(),
                contact: contact?.to_string(),
                content: content?.to_string(),
                received_on: today,
                due_on: answer_due(today),
            };
            Some((line?, new))
        })();
        parsed.ok_or_else(|| Errors::of(&found, words::FIELDS))
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    path: paths::Objection,
    (input, errors): (Input, Errors),
    now: DateTime<Utc>,
) -> PageResult<View<Page>> {
    let publicity = publicities::find(conn, path.publicity).await?;
    let publicity = publicity
        .filter(|publicity| publicity.opens_at <= now)
        .ok_or(PageError::NotFound)?;
    let rows = publicities::rows(conn, publicity.id, &RowFilter::default(), 0, LINES).await?;
    let removed = publicities::removed(conn, publicity.id).await?;
    let back = Publicity {
        publicity: publicity.id,
    };
    Ok(View(Page {
        layout: furniture.layout(),
        running: now < publicity.closes_at,
        back: back.to_string(),
        lines: rows
            .iter()
            .filter(|row| !removed.contains(&row.number))
            .map(|row| {
                let label = words::choice(row.number, &row.enterprise, &row.factory);
                Choice::new(row.number.to_string(), label)
            })
            .collect(),
        publicity,
        input,
        errors,
    }))
}

/// The form, as long as the publicity runs.
pub(super) async fn show(
    path: paths::Objection,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Input>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let input = Input {
        line: query.line,
        ..Input::default()
    };
    page(&mut conn, &furniture, path, (input, Errors::default()), now).await
}

/// Takes the objection; its line is held.
pub(super) async fn post(
    path: paths::Objection,
    furniture: Furniture,
    ClientAddress(address): ClientAddress,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let (line, new) = match input.parse(now) {
        Ok(parsed) => parsed,
        Err(errors) => {
            let page = page(&mut tx, &furniture, path, (input, errors), now).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    if app.config.server.rate_limit != RateLimit::Off {
        let limits = AttemptLimits::from(&app.config.security);
        // Counted for good, whatever becomes of this one.
        let mut counting = app.db.begin().await?;
        let wait = admit(&mut counting, &address, limits, now).await?;
        counting.commit().await?;
        if let Some(minutes) = wait {
            return Err(PageError::TooMany { minutes });
        }
    }
    let line = publicly_contestable_line(&mut tx, Visitor, (path.publicity, line), now).await?;
    record_objection(&mut tx, &Visitor, &line, &new, now).await?;
    tx.commit().await?;
    let back = Publicity {
        publicity: path.publicity,
    };
    Ok(notice::see_other(back, Notice::ObjectionSent))
}
