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
        admin::{DecisionCase, decision_case},
    },
    app::AppState,
    db::{
        applications::{all, names},
        results,
    },
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
    accepted: String,
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

    /// Each application once, in an order that all transactions share.
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
    let mut cases = Vec::new();
    for id in input.chosen()? {
        cases.push(decision_case(conn, me, id).await?);
    }
    Ok(cases)
}

async fn row(conn: &mut PgConnection, case: &DecisionCase) -> PageResult<Row> {
    let application = case.application();
    let names = names::of(conn, application).await?;
    let result = results::find(conn, application).await?;
    let facts = all::facts(conn, application).await?;
    let unmet = results::reports(conn, application).await?.map(|reports| {
        let report = reports.get(application.tier());
        let clauses = report.with_outcome(Verdict::Unmet);
        words::listed(clauses.map(|finding| findings::rule_name(finding.rule)))
    });
    Ok(Row {
        id: application.id(),
        href: paths::Application {
            application: application.id(),
        }
        .to_string(),
        enterprise: names.enterprise,
        factory: names.factory,
        tier: tier_label(application.tier()),
        mean: result
            .as_ref()
            .map_or_else(String::new, |it| format::hundredths(it.mean)),
        divergent: result.is_some_and(|it| it.divergent),
        accepted: facts.accepted.map_or_else(String::new, |n| n.to_string()),
        unmet: unmet.unwrap_or_default(),
    })
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    cases: &[DecisionCase],
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    let mut rows = Vec::with_capacity(cases.len());
    for case in cases {
        rows.push(row(conn, case).await?);
    }
    Ok(View(Page {
        layout: furniture.layout(),
        errors,
        input,
        rulings: rulings(),
        rows,
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
            let errors = other.err().map(|found| Errors::of(&found, words::FIELDS));
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
