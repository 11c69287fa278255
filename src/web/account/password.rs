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
    crypto::{Queue, Token, Verification},
    db::accounts::Credentials,
    domain::{
        field::FieldErrors,
        values::{login_name::LoginName, password::NewPassword},
    },
    text::account as words,
    web::{
        error::{PageError, PageResult},
        extract::{ClientAddress, ClientAgent, Furniture, Now, Posted, device, session_cookie},
        form::Errors,
        navigation,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{
        change_password,
        sign_in::{AttemptLimits, NewSession},
    },
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
    (Now(now), cookies): (Now, CookieJar),
    State(app): State<AppState>,
    Posted(form): Posted<PasswordForm>,
) -> PageResult<Response> {
    let new = match check(&app, &me, &form, now).await? {
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
    let device = device(&app, &cookies).unwrap_or_else(Token::random);
    let token = change(&app, &me, &new, &device, origin, now).await?;
    let cookies = CookieJar::new().add(session_cookie(&app, &token));
    let home = navigation::home(me.role());
    Ok((cookies, notice::see_other(home, Notice::PasswordChanged)).into_response())
}

async fn check(
    app: &AppState,
    me: &Actor,
    form: &PasswordForm,
    now: DateTime<Utc>,
) -> PageResult<Result<(Credentials, NewPassword), Errors>> {
    let _turn = app.turns.take(me.account_id().to_string()).await;
    let mut conn = app.db.acquire().await?;
    let own = match change_password::begin(&mut conn, me, now).await? {
        Ok(own) => own,
        Err(until) => {
            let minutes = ((until - now).num_seconds() + 59) / 60;
            return Err(PageError::TooMany { minutes });
        }
    };
    drop(conn);
    let verification = app
        .passwords
        .verify(form.current.clone(), own.password_hash.as_deref())
        .await?;
    if verification == Verification::Wrong {
        let limits = AttemptLimits::from(&app.config.security);
        let mut tx = app.db.begin().await?;
        change_password::refuse(&mut tx, me, limits, now).await?;
        tx.commit().await?;
        return Ok(Err(Errors::one("current", words::WRONG_CURRENT_PASSWORD)));
    }
    let login = LoginName::parse(&own.login).map_err(|error| anyhow::anyhow!(error))?;
    let mut errors = FieldErrors::default();
    let new = password_form::parse(&mut errors, &form.password, &form.repeat, &login);
    Ok(errors
        .into_result(new)
        .map(|new| (own, new))
        .map_err(|errors| Errors::of(&errors, words::FIELDS)))
}

async fn change(
    app: &AppState,
    me: &Actor,
    (seen, new): &(Credentials, NewPassword),
    device: &Token,
    origin: Origin<'_>,
    now: DateTime<Utc>,
) -> PageResult<Token> {
    let hash = app.passwords.hash(Queue::SignIn, new.reveal().into());
    let hash = hash.await?;
    let token = Token::random();
    let next = NewSession {
        token: &token,
        device,
        origin,
        limits: app.session_limits(),
    };
    let mut tx = app.db.begin().await?;
    change_password::change_password(&mut tx, me, seen, &hash, next, now).await?;
    tx.commit().await?;
    Ok(token)
}
