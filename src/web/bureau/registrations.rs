//! A bureau looks at the enterprises that registered in its region.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::routing::RouterExt;
use serde::Deserialize;

use super::registration_paths::{
    ApproveRegistration, RefuseRegistration, Registration, Registrations,
};
use crate::{
    access::{BureauOfficer, account::regional_registration},
    app::AppState,
    db::registrations::{self, RegistrationRow},
    domain::{account::AccountState, field::FieldErrors, ids::AccountId, values::line::Line},
    text::{account as words, format, labels::entity_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        notice::{self, Notice},
        parts::{Pager, SummaryRow, Tab},
        view::{Layout, State as Tint, View},
    },
    workflow::decide_registration::{approve, refuse},
};

/// Registrations on one page.
const PAGE: usize = 50;
/// Longest reason, in 字.
const REASON: usize = 200;

/// The routes of registrations.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list)
        .typed_get(show)
        .typed_post(post_approve)
        .typed_post(post_refuse)
}

#[derive(Template)]
#[template(path = "bureau/registrations.html")]
struct ListPage {
    layout: Layout,
    tabs: Vec<Tab>,
    state: AccountState,
    rows: Vec<Shown>,
    pager: Pager,
}

struct Shown {
    path: Registration,
    name: String,
    credit_code: String,
    division: String,
    contact: String,
    at: String,
}

#[derive(Template)]
#[template(path = "bureau/registration.html")]
struct RegistrationPage {
    layout: Layout,
    errors: Errors,
    name: String,
    label: &'static str,
    tint: Tint,
    is_pending: bool,
    facts: Vec<SummaryRow>,
    approve: ApproveRegistration,
    refuse: RefuseRegistration,
    reason: String,
}

impl RegistrationPage {
    fn limit(&self) -> usize {
        REASON
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Query {
    state: String,
    before: Option<AccountId>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RefusalForm {
    reason: String,
}

async fn list(
    _: Registrations,
    me: BureauOfficer,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let state = query.state.parse().unwrap_or(AccountState::Pending);
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = app.db.acquire().await?;
    let counts = registrations::counts(&mut conn, &me).await?;
    let mut rows =
        registrations::page(&mut conn, &me, Some(state), None, query.before, limit).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows.last().filter(|_| more);
    let page = ListPage {
        layout: furniture.layout(),
        tabs: tabs(&counts, state),
        state,
        pager: Pager {
            summary: words::shown(rows.len()),
            previous: query.before.map(|_| address(state, None)),
            next: older.map(|row| address(state, Some(row.account))),
        },
        rows: rows.into_iter().map(shown).collect(),
    };
    Ok(View(page).into_response())
}

fn address(state: AccountState, before: Option<AccountId>) -> String {
    let before = before.map_or_else(String::new, |id| format!("&before={id}"));
    format!("{Registrations}?state={}{before}", state.as_str())
}

fn tabs(counts: &[(AccountState, i64)], current: AccountState) -> Vec<Tab> {
    let count = |state| {
        let found = counts.iter().find(|(counted, _)| *counted == state);
        found.map_or(0, |(_, count)| *count)
    };
    AccountState::ALL
        .into_iter()
        .map(|state| Tab {
            label: words::counted(words::registration_label(state), count(state)),
            href: address(state, None),
            current: state == current,
        })
        .collect()
}

fn shown(row: RegistrationRow) -> Shown {
    Shown {
        path: Registration {
            account: row.account,
        },
        name: row.name,
        credit_code: row.credit_code,
        division: row.division,
        contact: words::reachable(&row.contact_name, &row.contact_phone),
        at: format::short_moment(row.created_at),
    }
}

async fn page(
    app: &AppState,
    me: &BureauOfficer,
    layout: Layout,
    account: AccountId,
    reason: String,
    errors: Errors,
) -> PageResult<RegistrationPage> {
    let mut conn = app.db.acquire().await?;
    let row = registrations::page(&mut conn, me, None, Some(account), None, 1)
        .await?
        .pop()
        .ok_or(PageError::NotFound)?;
    Ok(RegistrationPage {
        layout,
        errors,
        label: words::registration_label(row.state),
        tint: match row.state {
            AccountState::Pending => Tint::Todo,
            AccountState::Active => Tint::Met,
            AccountState::Refused | AccountState::Disabled => Tint::Unmet,
        },
        is_pending: row.state == AccountState::Pending,
        facts: facts(&row),
        name: row.name,
        approve: ApproveRegistration { account },
        refuse: RefuseRegistration { account },
        reason,
    })
}

fn facts(row: &RegistrationRow) -> Vec<SummaryRow> {
    let values = [
        row.credit_code.clone(),
        row.division.clone(),
        entity_label(row.entity).to_owned(),
        row.contact_name.clone(),
        row.contact_phone.clone(),
        format::moment(row.created_at),
        row.state_reason.clone(),
    ];
    words::REGISTRATION_FACTS
        .into_iter()
        .zip(values)
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| SummaryRow {
            label: label.to_owned(),
            value,
            change: None,
        })
        .collect()
}

async fn show(
    path: Registration,
    me: BureauOfficer,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let layout = furniture.layout();
    let page = page(
        &app,
        &me,
        layout,
        path.account,
        String::new(),
        Errors::default(),
    );
    Ok(View(page.await?).into_response())
}

async fn post_approve(
    path: ApproveRegistration,
    me: BureauOfficer,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let registration = regional_registration(&mut tx, &me, path.account).await?;
    approve(&mut tx, &me, &registration, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(
        Registrations,
        Notice::RegistrationApproved,
    ))
}

async fn post_refuse(
    path: RefuseRegistration,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<RefusalForm>,
) -> PageResult<Response> {
    let mut errors = FieldErrors::default();
    let Some(reason) = errors.check("reason", Line::parse(&form.reason, REASON)) else {
        let errors = Errors::of(&errors, words::FIELDS);
        let layout = furniture.layout();
        let page = page(&app, &me, layout, path.account, form.reason, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
    };
    let mut tx = app.db.begin().await?;
    let registration = regional_registration(&mut tx, &me, path.account).await?;
    refuse(&mut tx, &me, &registration, reason.as_str(), now).await?;
    tx.commit().await?;
    Ok(notice::see_other(
        Registrations,
        Notice::RegistrationRefused,
    ))
}
