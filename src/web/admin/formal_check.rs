//! 形式审查: the list of items beside the evidence; what is filled in is kept at every press.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    application::report,
    formal_file::{Beside, CheckFile},
    paths,
};
use crate::{
    access::{Administrator, ApplicationRef, MayChange, admin::formal_check_case},
    app::AppState,
    db::formal_checks::{self, NextCheck},
    domain::{
        formal_check::{CheckLine, CheckSheet, CheckVerdict, REMARK_MAX, REMARK_MIN},
        values::prose::Prose,
    },
    text::{formal_check as words, labels::tier_label},
    web::{
        bound,
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{self, Notice},
        precheck_view::PrecheckView,
        view::{Layout, View},
    },
    workflow::formal_check::{self, CheckError, Checked},
};

#[derive(Template)]
#[template(path = "admin/formal_check.html")]
struct Page {
    layout: Layout,
    file: CheckFile,
    tier: &'static str,
    back: paths::Application,
    dossier: paths::Dossier,
    precheck: PrecheckView,
    lines: Vec<Line>,
    verdicts: Vec<Choice>,
    beside: Beside,
    errors: Errors,
    others: Vec<String>,
    next: Option<(paths::FormalCheck, NextCheck)>,
}

/// One item of the form.
struct Line {
    item: String,
    title: String,
    verdict: &'static str,
    remark: String,
    current: bool,
}

impl Line {
    fn verdict_name(&self) -> String {
        verdict_name(&self.item)
    }

    fn remark_name(&self) -> String {
        remark_name(&self.item)
    }

    fn remark_label(&self) -> String {
        words::remark_label(&self.title)
    }
}

impl Page {
    fn shown(&self) -> String {
        self.file.shown().code()
    }

    /// Whether the remark is shown without a verdict that asks for one.
    fn is_noted(&self, line: &Line) -> bool {
        !line.remark.is_empty() || self.errors.get(&line.remark_name()).is_some()
    }

    /// What a press on a file carries; none for one that opens by itself.
    fn look(&self, href: Option<&String>) -> Option<String> {
        let href = href.filter(|href| !href.starts_with('/'))?;
        Some(format!("{}/{href}", self.beside.item.id))
    }
}

fn verdict_name(item: &str) -> String {
    format!("verdict-{item}")
}

fn remark_name(item: &str) -> String {
    format!("remark-{item}")
}

/// What stands beside the list, as in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    item: String,
    file: String,
}

impl Asked {
    /// Reads what a press carries: an item, or an item and a file.
    fn of(look: &str) -> Self {
        let (item, file) = look.split_once('/').unwrap_or((look, ""));
        Self {
            item: item.to_owned(),
            file: file.to_owned(),
        }
    }
}

/// The list.
pub(super) async fn show(
    path: paths::FormalCheck,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(asked): Queried<Asked>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = formal_check_case(&mut tx, &me, path.application).await?;
    let file = CheckFile::read(&mut tx, &app, &me, case.application()).await?;
    let shown = (file, asked, Errors::default());
    let page = page(&mut tx, &me, &furniture, shown).await?;
    Ok(View(page).into_response())
}

/// Keeps what was filled in, then does what the pressed button says.
pub(super) async fn post(
    path: paths::FormalCheck,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(fields): Posted<Vec<(String, String)>>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = formal_check_case(&mut tx, &me, path.application).await?;
    let mut file = CheckFile::read(&mut tx, &app, &me, case.application()).await?;
    let posted = Filled(fields.into_iter().collect());
    file.shown().check(posted.get(bound::FIELD), path)?;
    let before = std::mem::take(&mut file.sheet);
    file.sheet = posted.sheet(before.clone());
    let step = posted.get("step").to_owned();
    if step == "pass" {
        file.sheet = file.sheet.rest_conforming();
    }
    let errors = posted.errors(&file.sheet, &step);
    if !errors.is_empty() {
        let shown = (file, Asked::of(posted.get("item")), errors);
        let page = page(&mut tx, &me, &furniture, shown).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
    }
    if file.sheet != before {
        formal_check::note(&mut tx, &me, &case, &file.sheet, now).await?;
    }
    if step == "pass" {
        let checked = Checked {
            edition: &file.checklist.edition,
            sheet: &file.sheet,
        };
        formal_check::accept(&mut tx, &me, case, checked, now).await?;
        let notices = (Notice::FormallyAcceptedNext, Notice::FormallyAccepted);
        let answer = go_on(&mut tx, &me, &file.application, notices).await?;
        tx.commit().await?;
        return Ok(answer);
    }
    tx.commit().await?;
    Ok(posted.way(path, &step))
}

/// To the next one that waits, with the first notice; else to the list, with the second.
pub(super) async fn go_on(
    conn: &mut PgConnection,
    me: &Administrator,
    done: &ApplicationRef,
    (next_notice, last_notice): (Notice, Notice),
) -> PageResult<Response> {
    Ok(match formal_checks::next(conn, me, done).await? {
        Some(next) => {
            let application = next.id;
            notice::see_other(paths::FormalCheck { application }, next_notice)
        }
        None => notice::see_other(paths::FormalChecks, last_notice),
    })
}

/// Whether the step rests on what fails, which the enterprise will read.
fn asks(step: &str) -> bool {
    matches!(step, "reject" | "supplement")
}

/// The fields of the form by name.
struct Filled(BTreeMap<String, String>);

impl Filled {
    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The list as it was sent; an item that was not sent stays as it was.
    fn sheet(&self, mut sheet: CheckSheet) -> CheckSheet {
        for line in &mut sheet.0 {
            let verdict = self.get(&verdict_name(&line.item));
            line.verdict = CheckVerdict::from_code(verdict).or(line.verdict);
            if let Some(remark) = self.0.get(&remark_name(&line.item)) {
                remark.trim().clone_into(&mut line.remark);
            }
        }
        sheet
    }

    /// What stands against keeping the list, and against the step that was pressed.
    fn errors(&self, sheet: &CheckSheet, step: &str) -> Errors {
        let mut errors = Errors::default();
        for line in &sheet.0 {
            let fails = line.verdict == Some(CheckVerdict::Fails);
            let least = if fails && asks(step) { REMARK_MIN } else { 0 };
            if let Err(error) = Prose::parse(&line.remark, least, REMARK_MAX) {
                errors.add(remark_name(&line.item), words::remark(&line.title, &error));
            }
        }
        let failing = sheet.failing().next();
        match (step, failing) {
            ("pass", Some(line)) => {
                errors.add(verdict_name(&line.item), words::not_passing(sheet));
            }
            (step, None) if asks(step) => {
                let first = sheet.0.first().map_or("", |line| line.item.as_str());
                errors.add(verdict_name(first), words::NOTHING_FAILS);
            }
            _ => {}
        }
        errors
    }

    /// Where the pressed button leads.
    fn way(&self, path: paths::FormalCheck, step: &str) -> Response {
        let application = path.application;
        let to = match step {
            "reject" => paths::FormalReject { application }.to_string(),
            "supplement" => paths::FormalSupplement { application }.to_string(),
            _ => {
                let asked = Asked::of(self.get("look"));
                format!("{path}?item={}&file={}#work", asked.item, asked.file)
            }
        };
        Redirect::to(&to).into_response()
    }
}

async fn page(
    conn: &mut PgConnection,
    me: &Administrator,
    furniture: &Furniture,
    (file, asked, errors): (CheckFile, Asked, Errors),
) -> PageResult<Page> {
    let item = file.item(&asked.item)?;
    let beside = file.beside(conn, item, asked.file.parse().ok()).await?;
    let others = formal_checks::others(conn, me, &file.application).await?;
    let next = formal_checks::next(conn, me, &file.application).await?;
    let read = (&file.submission, &file.editions);
    let precheck = report(conn, &file.application, read).await?;
    let application = file.application.id();
    let line = |line: &CheckLine| Line {
        current: line.item == beside.item.id,
        item: line.item.clone(),
        title: line.title.clone(),
        verdict: line.verdict.map_or("", CheckVerdict::as_str),
        remark: line.remark.clone(),
    };
    Ok(Page {
        layout: furniture.layout(),
        tier: tier_label(file.application.tier()),
        back: paths::Application { application },
        dossier: paths::Dossier { application },
        precheck,
        lines: file.sheet.0.iter().map(line).collect(),
        verdicts: CheckVerdict::ALL
            .map(|it| Choice::new(it.as_str(), words::verdict_label(it)))
            .to_vec(),
        beside,
        errors,
        others: others
            .into_iter()
            .map(|(name, at)| words::other(&name, at))
            .collect(),
        next: next.map(|next| {
            let application = next.id;
            (paths::FormalCheck { application }, next)
        }),
        file,
    })
}

impl From<CheckError> for PageError {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Transition(error) => error.into(),
            // The pages refuse these with a sentence before the act.
            error @ (CheckError::NotPassing | CheckError::NothingFails) => {
                Self::Internal(error.into())
            }
        }
    }
}
