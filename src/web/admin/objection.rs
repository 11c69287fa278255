//! One objection (异议): what it says, and the office's ruling.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{
        Administrator, MayChange,
        admin::{OpenObjection, open_objection},
    },
    app::AppState,
    db::{
        objections::{self, Finding, Objection},
        publicities,
    },
    domain::{
        field::{FieldError, FieldErrors},
        objection::Ruling,
        time::beijing_date,
        values::prose::Prose,
    },
    text::{format, objections as words},
    web::{
        bound::Shown,
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        parts::SummaryRow,
        view::{self, Layout, View},
    },
    workflow::rule_objection::rule_objection,
};

/// The fewest and the most 字 of a reason and a reply.
const TEXT: (usize, usize) = (5, 1000);

#[derive(Template)]
#[template(path = "admin/objection.html")]
struct Page {
    layout: Layout,
    objection: Objection,
    publicity: (String, String),
    state: view::State,
    standing: &'static str,
    facts: Vec<SummaryRow>,
    ruled: Vec<SummaryRow>,
    rulings: Vec<Choice>,
    input: Input,
    errors: Errors,
}

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    shown: String,
    ruling: String,
    reason: String,
    reply: String,
}

impl Input {
    fn parse(&self) -> Result<(Ruling, Prose, Prose), Errors> {
        let mut found = FieldErrors::default();
        let ruling = self.ruling.parse().map_err(|_| FieldError::NotChosen);
        let ruling = found.check("ruling", ruling);
        let reason = found.check("reason", Prose::parse(&self.reason, TEXT.0, TEXT.1));
        let reply = found.check("reply", Prose::parse(&self.reply, TEXT.0, TEXT.1));
        let parsed = (|| Some((ruling?, reason?, reply?)))();
        parsed.ok_or_else(|| Errors::of(&found, words::FIELDS))
    }
}

fn row(name: &str, value: impl Into<String>) -> SummaryRow {
    SummaryRow {
        label: words::label(name).to_owned(),
        value: value.into(),
        change: None,
    }
}

fn facts(it: &Objection) -> Vec<SummaryRow> {
    let recorded = words::by(it.recorded_by.as_deref(), it.recorded_at);
    vec![
        row(
            "line",
            words::choice(it.number, &it.enterprise, &it.factory),
        ),
        row("channel", words::channel(it.channel)),
        row("objector", &it.objector),
        row("contact", &it.contact),
        row("received_on", format::date(it.received_on)),
        row("due_on", format::date(it.due_on)),
        row("recorded", recorded),
    ]
}

fn ruled(it: &Objection) -> Vec<SummaryRow> {
    let (Some(ruling), Some(at)) = (it.ruling, it.ruled_at) else {
        return Vec::new();
    };
    vec![
        row("ruling", words::ruling(ruling)),
        row("reason", it.reason.as_deref().unwrap_or_default()),
        row("reply", it.reply.as_deref().unwrap_or_default()),
        row("ruled", words::by(it.ruled_by.as_deref(), at)),
    ]
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (me, path, open): (&Administrator, paths::Objection, Option<&OpenObjection>),
    (input, errors): (Input, Errors),
    now: DateTime<Utc>,
) -> PageResult<View<Page>> {
    let objection = objections::find(conn, me, path.objection).await?;
    let objection = objection.ok_or(PageError::NotFound)?;
    let publicity = publicities::find(conn, objection.publicity).await?;
    let publicity = publicity.ok_or(PageError::NotFound)?;
    let rulings = Ruling::ALL.map(|ruling| {
        Choice::new(ruling.as_str(), words::ruling(ruling)).hint(words::follows(ruling))
    });
    let shown = open.map(|open| Shown::of(open.application(), 0).code());
    Ok(View(Page {
        layout: furniture.layout(),
        publicity: (
            paths::Publicity {
                publicity: publicity.id,
            }
            .to_string(),
            publicity.title,
        ),
        state: match objection.ruling {
            Some(Ruling::Upheld) => view::State::Unmet,
            Some(_) => view::State::Neutral,
            None => view::State::Judge,
        },
        standing: words::standing(objection.ruling, objection.due_on, beijing_date(now)),
        facts: facts(&objection),
        ruled: ruled(&objection),
        rulings: open.map_or_else(Vec::new, |_| rulings.to_vec()),
        objection,
        input: Input {
            shown: shown.unwrap_or_default(),
            ..input
        },
        errors,
    }))
}

/// The page.
pub(super) async fn show(
    path: paths::Objection,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let open = open_objection(&mut tx, &me, path.objection).await?;
    let about = (&me, path, open.as_ref());
    let shown = (Input::default(), Errors::default());
    Ok(page(&mut tx, &furniture, about, shown, now)
        .await?
        .into_response())
}

/// Rules on the objection.
pub(super) async fn post(
    path: paths::Objection,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let Some(open) = open_objection(&mut tx, &me, path.objection).await? else {
        return Ok(notice::see_other(path, Notice::ObjectionRuledAlready));
    };
    let (ruling, reason, reply) = match input.parse() {
        Ok(parsed) => parsed,
        Err(errors) => {
            let about = (&me, path, Some(&open));
            let page = page(&mut tx, &furniture, about, (input, errors), now).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    Shown::of(open.application(), 0).check(&input.shown, path)?;
    let finding = Finding {
        ruling,
        reason: reason.as_str(),
        reply: reply.as_str(),
    };
    rule_objection(&mut tx, &me, &open, finding, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(path, Notice::ObjectionRuled))
}
