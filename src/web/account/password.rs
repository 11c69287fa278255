//! Changing one's own password.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::Deserialize;

use super::{password_form, paths::Password};
use crate::{
    access::{Actor, session::Origin},
    app::AppState,
    crypto::{Token, Verification},
    db::accounts,
    domain::{
        field::FieldErrors,
        values::{login_name::LoginName, password::NewPassword},
    },
    text::account as words,
    web::{
        error::PageResult,
        extract::{ClientAddress, ClientAgent, Furniture, Now, Posted, session_cookie},
        form::Errors,
        navigation,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{change_password::change_password, sign_in::NewSession},
};

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    layout: Layout,
    errors: Errors,
}

#[derive(Debug, Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    current: SecretString,
    #[serde(default)]
    password: SecretString,
    #[serde(default)]
    repeat: SecretString,
}

/// The form.
pub(super) async fn show(_: Password, _: Actor, furniture: Furniture) -> impl IntoResponse {
    View(PasswordPage {
        layout: furniture.layout(),
        errors: Errors::default(),
    })
}

/// Changes the password and ends every other session.
pub(super) async fn post(
    _: Password,
    (me, furniture): (Actor, Furniture),
    (ClientAddress(address), ClientAgent(agent)): (ClientAddress, ClientAgent),
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<PasswordForm>,
) -> PageResult<Response> {
    let new = match check(&app, &me, &form).await? {
        Ok(new) => new,
        Err(errors) => {
            let page = PasswordPage {
                layout: furniture.layout(),
                errors,
            };
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    let origin = Origin {
        address: &address,
        agent: &agent,
    };
    let token = change(&app, &me, &new, origin, now).await?;
    let cookies = CookieJar::new().add(session_cookie(&app, &token));
    let home = navigation::home(me.role());
    Ok((cookies, notice::see_other(home, Notice::PasswordChanged)).into_response())
}

async fn check(
    app: &AppState,
    me: &Actor,
    form: &PasswordForm,
) -> PageResult<Result<NewPassword, Errors>> {
    let mut conn = app.db.acquire().await?;
    let own = accounts::own_credentials(&mut conn, me).await?;
    drop(conn);
    let verification = app
        .passwords
        .verify(form.current.clone(), own.password_hash.as_deref())
        .await?;
    if verification == Verification::Wrong {
        return Ok(Err(Errors::one("current", words::WRONG_CURRENT_PASSWORD)));
    }
    let login = LoginName::parse(&own.login).map_err(|error| anyhow::anyhow!(error))?;
    let mut errors = FieldErrors::default();
    let new = password_form::parse(&mut errors, &form.password, &form.repeat, &login);
    Ok(errors
        .into_result(new)
        .map_err(|errors| Errors::of(&errors, words::FIELDS)))
}

async fn change(
    app: &AppState,
    me: &Actor,
    new: &NewPassword,
    origin: Origin<'_>,
    now: DateTime<Utc>,
) -> PageResult<Token> {
    let hash = app.passwords.hash(new.reveal().into()).await?;
    let token = Token::random();
    let next = NewSession {
        token: &token,
        origin,
        limits: app.session_limits(),
    };
    let mut tx = app.db.begin().await?;
    change_password(&mut tx, me, &hash, next, now).await?;
    tx.commit().await?;
    Ok(token)
}
