//! The list of accounts.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::paths::{Account, Accounts, CreateAccount};
use crate::{
    access::SecurityAdministrator,
    app::AppState,
    db::account_list::{self, AccountFilter, AccountRow},
    domain::{account::AccountState, ids::AccountId, role::Role},
    text::{account as words, format, roles::role_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        form::Choice,
        headers::percent_encoded,
        parts::Pager,
        view::{Layout, State as Tint, View},
    },
};

/// Accounts on one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "security/accounts.html")]
struct ListPage {
    layout: Layout,
    query: Query,
    roles: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Shown>,
    pager: Pager,
    create: CreateAccount,
}

struct Shown {
    path: Account,
    name: String,
    login: String,
    role: &'static str,
    organisation: String,
    tint: Tint,
    state: String,
    at: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    q: String,
    role: String,
    state: String,
    before: Option<AccountId>,
}

impl Query {
    fn filter(&self) -> AccountFilter {
        AccountFilter {
            words: self.q.trim().to_owned(),
            role: self.role.parse().ok(),
            state: self.state.parse().ok(),
            id: None,
            before: self.before,
        }
    }

    fn address(&self, before: Option<AccountId>) -> String {
        let [q, role, state] = [&self.q, &self.role, &self.state].map(|text| percent_encoded(text));
        let before = before.map_or_else(String::new, |id| format!("&before={id}"));
        format!("{Accounts}?q={q}&role={role}&state={state}{before}")
    }
}

/// How an account stands, in colour and words; a lock counts more than the state.
pub(super) fn standing(row: &AccountRow, now: DateTime<Utc>) -> (Tint, String) {
    match (row.state, row.locked_until) {
        (AccountState::Active, Some(until)) => (Tint::Unmet, words::locked_label(until, now)),
        (AccountState::Active, None) if !row.has_password => {
            (Tint::Todo, words::NO_PASSWORD.to_owned())
        }
        (state, _) => {
            let tint = match state {
                AccountState::Active => Tint::Met,
                AccountState::Pending => Tint::Todo,
                AccountState::Refused | AccountState::Disabled => Tint::Unmet,
            };
            (tint, words::state_label(state).to_owned())
        }
    }
}

fn shown(row: AccountRow, now: DateTime<Utc>) -> Shown {
    let (tint, state) = standing(&row, now);
    Shown {
        path: Account { account: row.id },
        name: row.name,
        login: words::shown_login(&row.login),
        role: role_label(row.role),
        organisation: row.organisation,
        tint,
        state,
        at: format::short_moment(row.created_at),
    }
}

/// The accounts, newest first.
pub(super) async fn show(
    _: Accounts,
    me: SecurityAdministrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut conn = app.db.acquire().await?;
    let mut rows = account_list::page(&mut conn, &me, &query.filter(), limit, now).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| more).map(|row| row.id);
    let page = ListPage {
        layout: furniture.layout(),
        roles: Role::ALL
            .map(|role| Choice::new(role.as_str(), role_label(role)))
            .to_vec(),
        states: AccountState::ALL
            .map(|state| Choice::new(state.as_str(), words::state_label(state)))
            .to_vec(),
        pager: Pager {
            summary: words::shown(rows.len()),
            previous: query.before.map(|_| query.address(None)),
            next: last.map(|last| query.address(Some(last))),
        },
        rows: rows.into_iter().map(|row| shown(row, now)).collect(),
        query,
        create: CreateAccount,
    };
    Ok(View(page).into_response())
}
