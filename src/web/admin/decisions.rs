//! Decisions (审定) on one or many reviewed applications: looked at, then taken together.

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
    db::results::{self, Basis},
    domain::{
        field::{FieldError, FieldErrors},
        ids::ApplicationId,
        rules::Verdict,
        values::prose::Prose,
    },
    text::{admin as words, findings, format, labels::tier_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::decide::{Ruling, decide},
};

/// The most decisions taken at once.
const MOST: usize = 100;
/// The fewest and the most 字 of a reason.
const REASON: (usize, usize) = (5, 1000);

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
    divergent: bool,
    accepted: i32,
    /// Clauses that are not met on what the experts accepted; empty when all are.
    unmet: String,
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
}

impl Input {
    fn parse(&self) -> Result<(Ruling, Prose), FieldErrors> {
        let mut errors = FieldErrors::default();
        let ruling = Ruling::of_code(&self.ruling).ok_or(FieldError::NotChosen);
        let ruling = errors.check("ruling", ruling);
        let reason = errors.check("reason", Prose::parse(&self.reason, REASON.0, REASON.1));
        errors.into_result(ruling.zip(reason))
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
}

async fn cases(
    conn: &mut PgConnection,
    me: &Administrator,
    input: &Input,
) -> PageResult<Vec<DecisionCase>> {
    Ok(decision_cases(conn, me, &input.chosen()?).await?)
}

impl From<Basis> for Row {
    fn from(basis: Basis) -> Self {
        let report = basis.reports.get(basis.tier);
        let unmet = report.with_outcome(Verdict::Unmet);
        Self {
            id: basis.application,
            href: paths::Application {
                application: basis.application,
            }
            .to_string(),
            tier: tier_label(basis.tier),
            mean: format::hundredths(basis.mean),
            divergent: basis.divergent,
            accepted: basis.accepted,
            unmet: words::listed(unmet.map(|finding| findings::rule_name(finding.rule))),
            enterprise: basis.enterprise,
            factory: basis.factory,
        }
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    cases: &[DecisionCase],
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    let bases = results::bases(conn, cases).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        errors,
        input,
        rulings: rulings(),
        rows: bases.into_iter().map(Row::from).collect(),
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
    let shown = (input, Errors::default());
    Ok(page(&mut tx, &furniture, &cases, shown)
        .await?
        .into_response())
}

/// Decides on all of them, or on none.
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
    let (ruling, reason) = match input.parse() {
        Ok(decision) if !cases.is_empty() => decision,
        other => {
            let errors = other
                .err()
                .map(|found| Errors::of(&found, words::DECISION_FIELDS));
            let refused = (input, errors.unwrap_or_default());
            let page = page(&mut tx, &furniture, &cases, refused).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let tier = cases.first().map(|case| case.application().tier());
    for case in cases {
        decide(&mut tx, &me, case, (ruling, reason.as_str()), now).await?;
    }
    tx.commit().await?;
    let tier = tier.map_or("", |tier| tier.as_str());
    let back = format!("{}?tier={tier}", paths::Results);
    Ok(notice::see_other(back, Notice::Decided))
}
