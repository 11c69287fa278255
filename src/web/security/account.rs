//! One account: how it stands, a new link, off and on, unlock.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use sqlx::{Postgres, Transaction};

use super::{
    handed_over::{self, Invitation},
    list::standing,
    paths::{Account, DisableAccount, EnableAccount, IssueLink, UnlockAccount},
};
use crate::{
    access::{
        SecurityAdministrator,
        account::{ManagedAccount, managed},
    },
    app::AppState,
    db::{
        account_list::{self, AccountFilter, AccountRow},
        account_requests::NewRequest,
        one_time_links,
    },
    domain::{
        account::AccountState, account_request::AccountChange, field::FieldErrors, ids::AccountId,
        values::line::Line,
    },
    text::{account as words, format, roles::role_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        parts::SummaryRow,
        view::{Layout, State as Tint, View},
    },
    workflow::accounts::{AccountError, disable, enable, issue_link, unlock},
};

/// Longest reason, in 字.
const REASON: usize = 100;

#[derive(Template)]
#[template(path = "security/account.html")]
struct AccountPage {
    layout: Layout,
    errors: Errors,
    name: String,
    tint: Tint,
    label: String,
    facts: Vec<SummaryRow>,
    state: AccountState,
    is_own: bool,
    is_guarded: bool,
    is_locked: bool,
    account: AccountId,
    /// The newest link this page knows of: a page sent again issues no other.
    known: String,
    reason: String,
}

impl AccountPage {
    fn is(&self, state: &str) -> bool {
        self.state.as_str() == state
    }

    fn limit(&self) -> usize {
        REASON
    }

    fn issue(&self) -> IssueLink {
        let account = self.account;
        IssueLink { account }
    }

    fn disable(&self) -> DisableAccount {
        let account = self.account;
        DisableAccount { account }
    }

    fn enable(&self) -> EnableAccount {
        let account = self.account;
        EnableAccount { account }
    }

    fn unlock(&self) -> UnlockAccount {
        let account = self.account;
        UnlockAccount { account }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReasonForm {
    reason: String,
}

fn facts(row: &AccountRow) -> Vec<SummaryRow> {
    let values = [
        words::shown_login(&row.login),
        role_label(row.role).to_owned(),
        row.organisation.clone(),
        format::moment(row.created_at),
        words::yes_no(row.has_password).to_owned(),
        row.link_until.map_or_else(String::new, format::moment),
        row.state_reason.clone(),
    ];
    words::ACCOUNT_FACTS
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

async fn page(
    app: &AppState,
    me: &SecurityAdministrator,
    layout: Layout,
    account: AccountId,
    now: DateTime<Utc>,
) -> PageResult<AccountPage> {
    let mut conn = app.db.acquire().await?;
    let filter = AccountFilter {
        id: Some(account),
        ..AccountFilter::default()
    };
    let row = account_list::page(&mut conn, me, &filter, 1, now)
        .await?
        .pop()
        .ok_or(PageError::NotFound)?;
    let last_link = one_time_links::newest(&mut conn, me, account).await?;
    let (tint, label) = standing(&row, now);
    Ok(AccountPage {
        layout,
        errors: Errors::default(),
        tint,
        label,
        facts: facts(&row),
        state: row.state,
        is_own: account == me.account_id(),
        is_guarded: row.role.is_guarded(),
        is_locked: row.locked_until.is_some(),
        name: row.name,
        account,
        known: known(last_link),
        reason: String::new(),
    })
}

/// What the page carries of the newest link; empty for none.
fn known(link: Option<DateTime<Utc>>) -> String {
    link.map_or_else(String::new, |at| at.timestamp_micros().to_string())
}

/// The page.
pub(super) async fn show(
    path: Account,
    me: SecurityAdministrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let page = page(&app, &me, furniture.layout(), path.account, now).await?;
    Ok(View(page).into_response())
}

/// The page again, with what was refused.
async fn refused(
    app: &AppState,
    me: &SecurityAdministrator,
    furniture: &Furniture,
    (account, now): (AccountId, DateTime<Utc>),
    (reason, errors): (String, Errors),
) -> PageResult<Response> {
    let page = AccountPage {
        errors,
        reason,
        ..page(app, me, furniture.layout(), account, now).await?
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response())
}

/// The sentence for a refused act; a fault of ours otherwise.
pub(in crate::web) fn sentence(error: AccountError) -> PageResult<Errors> {
    match error {
        AccountError::Own => Ok(Errors::one("", words::OWN_ACCOUNT)),
        AccountError::LoginTaken => Ok(Errors::one("", words::LOGIN_TAKEN)),
        AccountError::NeedsConsent => Ok(Errors::one("", words::NEEDS_CONSENT)),
        AccountError::State(state) => Ok(Errors::one("", words::wrong_account_state(state))),
        AccountError::Database(error) => Err(error.into()),
    }
}

/// Asks a second person to agree to a change of an administrator's account.
async fn asked(
    tx: Transaction<'_, Postgres>,
    me: &SecurityAdministrator,
    (change, account, reason): (AccountChange, &ManagedAccount, &str),
    now: DateTime<Utc>,
) -> PageResult<Response> {
    let new = NewRequest {
        change,
        account: Some(account.id()),
        login: account.login().to_owned(),
        name: account.name().to_owned(),
        role: account.role(),
        reason: reason.to_owned(),
    };
    super::asked(tx, me, &new, now).await
}

/// What the press for a link carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct IssueForm {
    known: String,
}

/// Issues a link and shows it, once. A page sent again, such as by reloading the link, issues none:
/// the one just handed over stays good.
pub(super) async fn issue(
    path: IssueLink,
    me: SecurityAdministrator,
    (furniture, headers): (Furniture, HeaderMap),
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<IssueForm>,
) -> PageResult<Response> {
    let valid = TimeDelta::hours(app.config.security.invitation_hours.into());
    let mut tx = app.db.begin().await?;
    let account = managed(&mut tx, &me, path.account).await?;
    let newest = one_time_links::newest(&mut tx, &me, path.account).await?;
    if let Some(at) = newest.filter(|at| known(Some(*at)) != form.known) {
        drop(tx);
        let errors = (String::new(), Errors::one("", words::link_issued(at)));
        return refused(&app, &me, &furniture, (path.account, now), errors).await;
    }
    let token = match issue_link(&mut tx, &me, &account, None, valid, now).await {
        Ok(token) => token,
        Err(AccountError::NeedsConsent) => {
            return asked(tx, &me, (AccountChange::Link, &account, ""), now).await;
        }
        Err(error) => {
            drop(tx);
            let errors = (String::new(), sentence(error)?);
            return refused(&app, &me, &furniture, (path.account, now), errors).await;
        }
    };
    tx.commit().await?;
    let invitation = Invitation {
        name: account.name(),
        login: account.login(),
        token: &token,
        until: now + valid,
    };
    Ok(handed_over::page(&app, &furniture, &headers, &invitation))
}

/// Switches the account off.
pub(super) async fn post_disable(
    path: DisableAccount,
    me: SecurityAdministrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<ReasonForm>,
) -> PageResult<Response> {
    let mut errors = FieldErrors::default();
    let Some(reason) = errors.check("reason", Line::parse(&form.reason, REASON)) else {
        let errors = (form.reason, Errors::of(&errors, words::FIELDS));
        return refused(&app, &me, &furniture, (path.account, now), errors).await;
    };
    let mut tx = app.db.begin().await?;
    let account = managed(&mut tx, &me, path.account).await?;
    if let Err(error) = disable(&mut tx, &me, &account, (reason.as_str(), None), now).await {
        if matches!(error, AccountError::NeedsConsent) {
            let what = (AccountChange::Disable, &account, reason.as_str());
            return asked(tx, &me, what, now).await;
        }
        drop(tx);
        let errors = (form.reason, sentence(error)?);
        return refused(&app, &me, &furniture, (path.account, now), errors).await;
    }
    tx.commit().await?;
    let account = path.account;
    Ok(notice::see_other(
        Account { account },
        Notice::AccountDisabled,
    ))
}

/// Switches the account on again.
pub(super) async fn post_enable(
    path: EnableAccount,
    me: SecurityAdministrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let account = managed(&mut tx, &me, path.account).await?;
    if let Err(error) = enable(&mut tx, &me, &account, None, now).await {
        if matches!(error, AccountError::NeedsConsent) {
            return asked(tx, &me, (AccountChange::Enable, &account, ""), now).await;
        }
        drop(tx);
        let errors = (String::new(), sentence(error)?);
        return refused(&app, &me, &furniture, (path.account, now), errors).await;
    }
    tx.commit().await?;
    let account = path.account;
    Ok(notice::see_other(
        Account { account },
        Notice::AccountEnabled,
    ))
}

/// Lifts the lock.
pub(super) async fn post_unlock(
    path: UnlockAccount,
    me: SecurityAdministrator,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let account = managed(&mut tx, &me, path.account).await?;
    unlock(&mut tx, &me, &account, now).await?;
    tx.commit().await?;
    let account = path.account;
    Ok(notice::see_other(
        Account { account },
        Notice::AccountUnlocked,
    ))
}
