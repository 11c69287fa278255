//! One-time links: a person sets their own password. Opening the page uses nothing up.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use secrecy::SecretString;
use serde::Deserialize;

use super::{
    password_form,
    paths::{OneTimeLink, SignIn},
};
use crate::{
    access::{
        Visitor,
        account::{self, LinkStanding, UsableLink},
    },
    app::AppState,
    crypto::{Queue, Token},
    domain::field::FieldErrors,
    text::account as words,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::use_link::use_link,
};

#[derive(Template)]
#[template(path = "account/link.html")]
struct LinkPage {
    layout: Layout,
    errors: Errors,
    path: OneTimeLink,
    name: String,
    login: String,
}

#[derive(Template)]
#[template(path = "account/link_over.html")]
struct LinkOverPage {
    layout: Layout,
    what: &'static str,
}

#[derive(Debug, Deserialize)]
pub(super) struct LinkForm {
    #[serde(default)]
    password: SecretString,
    #[serde(default)]
    repeat: SecretString,
}

fn digest(path: &OneTimeLink) -> PageResult<[u8; 32]> {
    Token::parse(&path.token)
        .map(|token| token.digest())
        .ok_or(PageError::NotFound)
}

fn page(furniture: &Furniture, path: OneTimeLink, link: &UsableLink, errors: Errors) -> Response {
    View(LinkPage {
        layout: furniture.layout(),
        errors,
        path,
        name: link.name().to_owned(),
        login: link.login().to_string(),
    })
    .into_response()
}

fn over(furniture: &Furniture, standing: &LinkStanding) -> Response {
    let page = LinkOverPage {
        layout: furniture.layout(),
        what: match standing {
            LinkStanding::Used => words::LINK_USED,
            LinkStanding::Disabled => words::LINK_DISABLED,
            LinkStanding::Expired | LinkStanding::Usable(_) => words::LINK_EXPIRED,
        },
    };
    (StatusCode::GONE, View(page)).into_response()
}

/// The form, or why the link is over.
pub(super) async fn show(
    path: OneTimeLink,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    match account::link(&mut conn, Visitor, &digest(&path)?, now).await? {
        LinkStanding::Usable(link) => Ok(page(&furniture, path, &link, Errors::default())),
        standing => Ok(over(&furniture, &standing)),
    }
}

/// Sets the password.
pub(super) async fn post(
    path: OneTimeLink,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<LinkForm>,
) -> PageResult<Response> {
    let digest = digest(&path)?;
    let mut tx = app.db.begin().await?;
    let link = match account::link(&mut tx, Visitor, &digest, now).await? {
        LinkStanding::Usable(link) => link,
        standing => return Ok(over(&furniture, &standing)),
    };
    let mut errors = FieldErrors::default();
    let parsed = password_form::parse(&mut errors, &form.password, &form.repeat, link.login());
    let new = match errors.into_result(parsed) {
        Ok(new) => new,
        Err(errors) => {
            let errors = Errors::of(&errors, words::FIELDS);
            let page = page(&furniture, path, &link, errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let hash = app
        .passwords
        .hash(Queue::SignIn, new.reveal().into())
        .await?;
    use_link(&mut tx, link, &hash, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(SignIn, Notice::PasswordSet))
}
