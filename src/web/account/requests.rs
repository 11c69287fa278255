//! Changes of the administrators' accounts: what waits for a second person, answered and carried
//! out here.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::paths::{AccountRequests, AgreeToChange, CarryOutChange, RefuseChange, WithdrawChange};
use crate::{
    access::{
        Actor, SecurityAdministrator,
        account_requests::{Guardian, answerable, consented, pending},
    },
    app::AppState,
    db::account_requests::{self, RequestRow},
    domain::{
        account_request::RequestState,
        field::FieldErrors,
        ids::{AccountId, AccountRequestId},
        values::line::Line,
    },
    text::{account as words, account_letters as letters, format},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        parts::SummaryRow,
        security::handed_over::{self, Invitation},
        view::{Layout, State as Tint, View},
    },
    workflow::account_requests::{CarriedOut, answer, carry_out, withdraw},
};

/// Requests on the page.
const SHOWN: i64 = 50;
/// Longest words of an answer, in 字.
const WORDS: usize = 100;

#[derive(Template)]
#[template(path = "account/requests.html")]
struct RequestsPage {
    layout: Layout,
    errors: Errors,
    waiting: Vec<Shown>,
    over: Vec<Shown>,
}

impl RequestsPage {
    fn limit(&self) -> usize {
        WORDS
    }
}

struct Shown {
    request: AccountRequestId,
    title: String,
    whose: String,
    tint: Tint,
    state: &'static str,
    facts: Vec<SummaryRow>,
    may_answer: bool,
    may_withdraw: bool,
    may_carry_out: bool,
}

impl Shown {
    fn of(row: RequestRow, me: AccountId) -> Self {
        let own = row.requested_by == me;
        let open = row.state == RequestState::Open;
        let consented = row.state == RequestState::Consented;
        Self {
            request: row.id,
            title: letters::change_label(row.change).to_owned(),
            whose: letters::whose(row.role, &row.name, &row.login),
            tint: match row.state {
                RequestState::Open => Tint::Todo,
                RequestState::Consented | RequestState::Done => Tint::Met,
                RequestState::Refused => Tint::Unmet,
                RequestState::Withdrawn | RequestState::Expired => Tint::Neutral,
            },
            state: letters::state_label(row.state),
            facts: facts(&row),
            may_answer: open && !own && row.account != Some(me),
            may_withdraw: own && (open || consented),
            may_carry_out: own && consented,
        }
    }

    fn facts(&self) -> Vec<SummaryRow> {
        self.facts.clone()
    }

    fn agree(&self) -> AgreeToChange {
        let request = self.request;
        AgreeToChange { request }
    }

    fn refuse(&self) -> RefuseChange {
        let request = self.request;
        RefuseChange { request }
    }

    fn withdraw(&self) -> WithdrawChange {
        let request = self.request;
        WithdrawChange { request }
    }

    fn carry_out(&self) -> CarryOutChange {
        let request = self.request;
        CarryOutChange { request }
    }
}

fn facts(row: &RequestRow) -> Vec<SummaryRow> {
    let answered = row.answered_at;
    let values = [
        row.reason.clone(),
        letters::by_at(&row.requested_by_name, row.requested_at),
        format::moment(row.expires_at),
        answered.map_or_else(String::new, |at| letters::by_at(&row.answered_by_name, at)),
        row.answer.clone(),
    ];
    let rows = words::REQUEST_FACTS.into_iter().zip(values);
    rows.filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| SummaryRow {
            label: label.to_owned(),
            value,
            change: None,
        })
        .collect()
}

fn guardian(actor: &Actor) -> PageResult<Guardian> {
    Guardian::of(actor).ok_or(PageError::WrongArea)
}

async fn page(
    app: &AppState,
    me: &Guardian,
    layout: Layout,
    (errors, now): (Errors, DateTime<Utc>),
) -> PageResult<RequestsPage> {
    let mut conn = app.db.acquire().await?;
    let rows = account_requests::list(&mut conn, me, SHOWN, now).await?;
    let (waiting, over) = rows
        .into_iter()
        .partition(|row| matches!(row.state, RequestState::Open | RequestState::Consented));
    let shown = |rows: Vec<RequestRow>| {
        let own = me.account_id();
        rows.into_iter().map(|row| Shown::of(row, own)).collect()
    };
    Ok(RequestsPage {
        layout,
        errors,
        waiting: shown(waiting),
        over: shown(over),
    })
}

/// The requests.
pub(super) async fn show(
    _: AccountRequests,
    me: Actor,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let me = guardian(&me)?;
    let page = page(&app, &me, furniture.layout(), (Errors::default(), now)).await?;
    Ok(View(page).into_response())
}

/// The second person agrees.
pub(super) async fn agree(
    path: AgreeToChange,
    me: Actor,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let me = guardian(&me)?;
    answered(&app, &me, path.request, (true, ""), now).await
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct WordsForm {
    #[serde(default)]
    words: String,
}

/// The second person does not agree.
pub(super) async fn refuse(
    path: RefuseChange,
    me: Actor,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<WordsForm>,
) -> PageResult<Response> {
    let me = guardian(&me)?;
    let mut errors = FieldErrors::default();
    let parsed = Line::parse_optional(&form.words, WORDS);
    let Some(reason) = errors.check("words", parsed) else {
        let errors = Errors::of(&errors, words::FIELDS);
        let page = page(&app, &me, furniture.layout(), (errors, now)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
    };
    let reason = reason.map(String::from).unwrap_or_default();
    answered(&app, &me, path.request, (false, &reason), now).await
}

async fn answered(
    app: &AppState,
    me: &Guardian,
    request: AccountRequestId,
    reply: (bool, &str),
    now: DateTime<Utc>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let Some(right) = answerable(&mut tx, me, request, now).await? else {
        return Ok(notice::see_other(AccountRequests, Notice::RequestIsOver));
    };
    answer(&mut tx, me, &right, reply, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(AccountRequests, Notice::RequestAnswered))
}

/// Whoever asked takes it back.
pub(super) async fn take_back(
    path: WithdrawChange,
    me: SecurityAdministrator,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let Some(right) = pending(&mut tx, &me, path.request, now).await? else {
        return Ok(notice::see_other(AccountRequests, Notice::RequestIsOver));
    };
    withdraw(&mut tx, &me, &right, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(AccountRequests, Notice::RequestWithdrawn))
}

/// Whoever asked does what was agreed to.
pub(super) async fn do_it(
    path: CarryOutChange,
    me: SecurityAdministrator,
    (furniture, headers): (Furniture, HeaderMap),
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let valid = TimeDelta::hours(app.config.security.invitation_hours.into());
    let mut tx = app.db.begin().await?;
    let Some(right) = consented(&mut tx, &me, path.request, now).await? else {
        return Ok(notice::see_other(AccountRequests, Notice::RequestIsOver));
    };
    let token = match carry_out(&mut tx, &me, &right, valid, now).await {
        Ok(CarriedOut::Link(token)) => Some(token),
        Ok(CarriedOut::Switched) => None,
        Err(error) => {
            drop(tx);
            let me = guardian(&Actor::SecurityAdministrator(me))?;
            let errors = crate::web::security::sentence(error)?;
            let page = page(&app, &me, furniture.layout(), (errors, now)).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    tx.commit().await?;
    let Some(token) = token else {
        return Ok(notice::see_other(
            AccountRequests,
            Notice::RequestCarriedOut,
        ));
    };
    let invitation = Invitation {
        name: right.asked().name(),
        login: right.asked().login(),
        token: &token,
        until: now + valid,
    };
    Ok(handed_over::page(&app, &furniture, &headers, &invitation))
}
