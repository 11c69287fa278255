//! Making an account: the role first, then what that role needs.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use serde::Deserialize;

use super::{
    create_form::{AccountForm, ROLES},
    handed_over::{self, Invitation},
    paths::CreateAccount,
};
use crate::{
    access::SecurityAdministrator,
    app::AppState,
    db::{
        account_requests::NewRequest,
        accounts,
        regions::{self, Bureau},
    },
    domain::{account_request::AccountChange, role::Role},
    text::{account as words, roles::role_label},
    web::{
        error::PageResult,
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        parts::Tab,
        view::{Layout, View},
    },
    workflow::accounts::{AccountError, create},
};

#[derive(Template)]
#[template(path = "security/create.html")]
struct CreatePage {
    layout: Layout,
    errors: Errors,
    input: AccountForm,
    tabs: Vec<Tab>,
    bureaus: Vec<Choice>,
    role: Role,
    duty: &'static str,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    role: String,
}

fn page(furniture: &Furniture, bureaus: &[Bureau], input: AccountForm, errors: Errors) -> Response {
    let role = input.role();
    View(CreatePage {
        layout: furniture.layout(),
        errors,
        tabs: ROLES
            .map(|each| Tab {
                label: role_label(each).to_owned(),
                href: format!("{CreateAccount}?role={}", each.as_str()),
                current: each == role,
            })
            .to_vec(),
        bureaus: bureaus
            .iter()
            .map(|bureau| Choice::new(bureau.id.to_string(), &bureau.name))
            .collect(),
        role,
        duty: words::duty(role),
        input,
    })
    .into_response()
}

/// The form for one role.
pub(super) async fn show(
    _: CreateAccount,
    _: SecurityAdministrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let bureaus = regions::bureaus(&mut conn).await?;
    let input = AccountForm {
        role: query.role,
        ..AccountForm::default()
    };
    Ok(page(&furniture, &bureaus, input, Errors::default()))
}

/// Makes the account and shows its link.
pub(super) async fn post(
    _: CreateAccount,
    me: SecurityAdministrator,
    (furniture, headers): (Furniture, HeaderMap),
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<AccountForm>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let bureaus = regions::bureaus(&mut tx).await?;
    let refused = |form, errors| {
        let page = page(&furniture, &bureaus, form, errors);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let new = match form.parse(&bureaus) {
        Ok(new) => new,
        Err(errors) => return refused(form, Errors::of(&errors, words::ACCOUNT_FIELDS)),
    };
    let valid = TimeDelta::hours(app.config.security.invitation_hours.into());
    let token = match create(&mut tx, &me, &new, None, valid, now).await {
        Ok(token) => token,
        Err(AccountError::NeedsConsent) => {
            if accounts::exists(&mut tx, &new.login).await? {
                return refused(form, Errors::one("login", words::LOGIN_TAKEN));
            }
            let request = NewRequest {
                change: AccountChange::Create,
                account: None,
                login: new.login.to_string(),
                name: new.name.to_string(),
                role: new.holder.role(),
                reason: String::new(),
            };
            return super::asked(tx, &me, &request, now).await;
        }
        Err(AccountError::LoginTaken) => {
            return refused(form, Errors::one("login", words::LOGIN_TAKEN));
        }
        Err(error) => return Err(anyhow::Error::from(error).into()),
    };
    tx.commit().await?;
    let invitation = Invitation {
        name: new.name.as_str(),
        login: new.login.as_str(),
        token: &token,
        until: now + valid,
    };
    Ok(handed_over::page(&app, &furniture, &headers, &invitation))
}
