//! Decisions on one or many reviewed applications: looked at, then put on the draft list together.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{paths, results::rulings};
use crate::{
    access::{
        Administrator, MayChange,
        admin::{DecisionCase, decision_cases},
    },
    app::AppState,
    db::{
        decision_lists,
        results::{self, Basis},
    },
    domain::{
        application::overrides::code,
        field::{FieldError, FieldErrors},
        ids::ApplicationId,
        values::prose::Prose,
    },
    text::{decisions as words, format, labels::tier_label, overrides},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::decide::{DecideError, Exception, Intent, Ruling, place_on_list},
};

/// The most decisions taken at once.
const MOST: usize = 100;
/// The fewest and the most 字 of a reason.
const REASON: (usize, usize) = (5, 1000);
/// The most 字 of a remark.
const COMMENT: usize = 300;

#[derive(Template)]
#[template(path = "admin/decisions.html")]
struct Page {
    layout: Layout,
    errors: Errors,
    input: Input,
    rulings: Vec<Choice>,
    rows: Vec<Row>,
}

struct Row {
    id: ApplicationId,
    href: String,
    enterprise: String,
    factory: String,
    tier: &'static str,
    mean: String,
    accepted: i32,
    /// What stands against proposing it; empty when nothing does.
    obstacles: String,
    /// The same, as the form sends it back.
    shown: String,
    override_reason: String,
    wrong: bool,
}

/// The applications chosen, the decision and its reason.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    application: Vec<ApplicationId>,
    #[serde(default)]
    ruling: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    comment: String,
    /// The newest line of any of them on the draft, as the page showed it.
    #[serde(default)]
    seen: i64,
    /// The applications that something stands against, with the next two one by one.
    #[serde(default)]
    overridden: Vec<ApplicationId>,
    #[serde(default)]
    shown: Vec<String>,
    #[serde(default)]
    override_reason: Vec<String>,
}

impl Input {
    fn parse(&self) -> Result<Intent, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ruling = Ruling::of_code(&self.ruling).ok_or(FieldError::NotChosen);
        let ruling = errors.check("ruling", ruling);
        let reason = errors.check("reason", Prose::parse(&self.reason, REASON.0, REASON.1));
        let comment = errors.check("comment", Prose::parse(&self.comment, 0, COMMENT));
        let exceptions = self.exceptions();
        errors.into_result(
            ruling
                .zip(reason)
                .zip(comment)
                .map(|((ruling, reason), comment)| Intent {
                    ruling,
                    reason: reason.to_string(),
                    comment: comment.to_string(),
                    seen: self.seen,
                    exceptions,
                }),
        )
    }

    /// What was shown to stand against each, and why nevertheless.
    fn exceptions(&self) -> BTreeMap<ApplicationId, Exception> {
        let texts = self.shown.iter().zip(&self.override_reason);
        let one = |(id, (shown, reason)): (&ApplicationId, (&String, &String))| {
            let (shown, reason) = (shown.clone(), reason.clone());
            (*id, Exception { shown, reason })
        };
        self.overridden.iter().zip(texts).map(one).collect()
    }

    fn typed(&self, id: ApplicationId) -> String {
        let typed = self.overridden.iter().position(|it| *it == id);
        let typed = typed.and_then(|index| self.override_reason.get(index));
        typed.cloned().unwrap_or_default()
    }

    /// Each application once.
    fn chosen(&self) -> PageResult<Vec<ApplicationId>> {
        let mut chosen = self.application.clone();
        chosen.sort_unstable();
        chosen.dedup();
        if chosen.len() > MOST {
            return Err(PageError::BadRequest);
        }
        Ok(chosen)
    }

    fn row(&self, basis: Basis, wrong: &[ApplicationId]) -> Row {
        let obstacles = basis.obstacles();
        Row {
            id: basis.application,
            href: paths::Application {
                application: basis.application,
            }
            .to_string(),
            tier: tier_label(basis.tier),
            mean: format::hundredths(basis.mean),
            accepted: basis.accepted,
            obstacles: overrides::listed(&obstacles),
            shown: code(&obstacles),
            override_reason: self.typed(basis.application),
            wrong: wrong.contains(&basis.application),
            enterprise: basis.enterprise,
            factory: basis.factory,
        }
    }
}

async fn cases(
    conn: &mut PgConnection,
    me: &Administrator,
    input: &Input,
) -> PageResult<Vec<DecisionCase>> {
    Ok(decision_cases(conn, me, &input.chosen()?).await?)
}

/// What is wrong with a form, and with which applications of it.
type Refused = (Errors, Vec<ApplicationId>);

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    cases: &[DecisionCase],
    (input, (errors, wrong)): (Input, Refused),
) -> PageResult<View<Page>> {
    let bases = results::bases(conn, cases).await?;
    let seen = decision_lists::newest_line(conn, cases).await?;
    let input = Input { seen, ..input };
    let rows = bases.into_iter().map(|basis| input.row(basis, &wrong));
    Ok(View(Page {
        layout: furniture.layout(),
        errors,
        rulings: rulings(),
        rows: rows.collect(),
        input,
    }))
}

/// What was chosen, to look at before deciding.
pub(super) async fn show(
    _: paths::Decisions,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(input): Queried<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let cases = cases(&mut tx, &me, &input).await?;
    let shown = (input, Refused::default());
    Ok(page(&mut tx, &furniture, &cases, shown)
        .await?
        .into_response())
}

/// Puts all of them on the draft, or none.
pub(super) async fn post(
    _: paths::Decisions,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let cases = cases(&mut tx, &me, &input).await?;
    let (status, refused) = match input.parse() {
        _ if !alike(&cases) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            (Errors::one("", words::ONE_TIER), Vec::new()),
        ),
        Ok(intent) if !cases.is_empty() => {
            match place_on_list(&mut tx, &me, &cases, &intent, now).await {
                Ok(list) => {
                    tx.commit().await?;
                    let to = paths::DecisionList {
                        decision_list: list,
                    };
                    return Ok(notice::see_other(to, Notice::PlacedOnList));
                }
                Err(DecideError::Obstacles(wrong)) => {
                    obstructed(&mut tx, &cases, &intent, wrong).await?
                }
                Err(DecideError::Changed) => {
                    let errors = Errors::one("", words::TAKEN_UP);
                    (StatusCode::CONFLICT, (errors, Vec::new()))
                }
                Err(error) => return Err(error.into()),
            }
        }
        other => {
            let errors = other.err();
            let errors = errors.map(|found| Errors::of(&found, words::PLACE_FIELDS));
            let refused = (errors.unwrap_or_default(), Vec::new());
            (StatusCode::UNPROCESSABLE_ENTITY, refused)
        }
    };
    let page = page(&mut tx, &furniture, &cases, (input, refused)).await?;
    Ok((status, page).into_response())
}

/// Whether an override is missing, or names other obstacles than there are now.
async fn obstructed(
    conn: &mut PgConnection,
    cases: &[DecisionCase],
    intent: &Intent,
    wrong: Vec<ApplicationId>,
) -> PageResult<(StatusCode, Refused)> {
    let bases = results::bases(conn, cases).await?;
    let changed = bases.iter().any(|basis| {
        let given = intent.exceptions.get(&basis.application);
        given.is_some_and(|it| it.shown != code(&basis.obstacles()))
    });
    Ok(if changed {
        let errors = Errors::one("", words::OBSTACLES_CHANGED);
        (StatusCode::CONFLICT, (errors, Vec::new()))
    } else {
        let errors = Errors::one("", words::OVERRIDE_MISSING);
        (StatusCode::UNPROCESSABLE_ENTITY, (errors, wrong))
    })
}

/// Whether all are of one season and tier.
fn alike(cases: &[DecisionCase]) -> bool {
    let of = |case: &DecisionCase| (case.application().season(), case.application().tier());
    let first = cases.first().map(of);
    cases.iter().all(|case| Some(of(case)) == first)
}
