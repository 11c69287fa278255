//! Signing in.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::Deserialize;

use super::{local_path::local, paths::SignIn, resume::Kept};
use crate::{
    access::{Actor, session::Origin},
    app::AppState,
    crypto::{Queue, Token, Verification},
    db::settings::{self, DemoAccount},
    text::account as words,
    web::{
        error::{PageError, PageResult},
        extract::{
            ClientAddress, ClientAgent, Furniture, Now, Posted, Queried, device, device_cookie,
            session_cookie,
        },
        form::Errors,
        navigation,
        view::{Layout, View},
    },
    workflow::sign_in::{self, AttemptLimits, NewSession, Place, Refused},
};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub(super) struct SignInPage {
    layout: Layout,
    errors: Errors,
    login: String,
    return_to: String,
    kept: Kept,
    demonstration: Vec<DemoAccount>,
}

impl SignInPage {
    /// The page for somebody whose session ended while they wrote.
    pub(super) fn expired(layout: Layout, kept: Kept) -> Self {
        Self {
            layout,
            errors: Errors::default(),
            login: String::new(),
            return_to: String::new(),
            kept,
            demonstration: Vec::new(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    return_to: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: SecretString,
    #[serde(default)]
    return_to: String,
    #[serde(flatten)]
    kept: Kept,
}

/// The page.
pub(super) async fn show(
    _: SignIn,
    me: Result<Actor, PageError>,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    if let Ok(me) = me {
        let home = navigation::home(me.role());
        return Ok(Redirect::to(local(&query.return_to).unwrap_or(home)).into_response());
    }
    let page = SignInPage {
        layout: furniture.layout(),
        errors: Errors::default(),
        login: String::new(),
        return_to: query.return_to,
        kept: Kept::default(),
        demonstration: offered(&app).await?,
    };
    Ok(View(page).into_response())
}

async fn offered(app: &AppState) -> PageResult<Vec<DemoAccount>> {
    if !app.demonstration {
        return Ok(Vec::new());
    }
    let mut conn = app.db.acquire().await?;
    Ok(settings::demo_accounts(&mut conn).await?)
}

/// Verifies the password and opens a session.
pub(super) async fn post(
    _: SignIn,
    furniture: Furniture,
    (ClientAddress(address), ClientAgent(agent)): (ClientAddress, ClientAgent),
    (Now(now), cookies): (Now, CookieJar),
    State(app): State<AppState>,
    Posted(form): Posted<SignInForm>,
) -> PageResult<Response> {
    let origin = Origin {
        address: &address,
        agent: &agent,
    };
    let known = device(&app, &cookies);
    let new = NewTokens {
        session: Token::random(),
        device: known.clone().unwrap_or_else(Token::random),
    };
    match verify(&app, &form, origin, (known.as_ref(), &new), now).await? {
        Ok(me) => {
            let token = new.session;
            let cookies = CookieJar::new()
                .add(session_cookie(&app, &token))
                .add(device_cookie(&app, &new.device));
            let furniture = furniture.of_session(&app, &token, now).await?;
            Ok((cookies, onwards(&furniture, &me, form).await).into_response())
        }
        Err(refused) => {
            let (status, sentence) = worded(&refused, now);
            let page = SignInPage {
                layout: furniture.layout(),
                errors: Errors::one("", sentence),
                login: form.login,
                return_to: form.return_to,
                kept: form.kept,
                demonstration: offered(&app).await?,
            };
            Ok((status, View(page)).into_response())
        }
    }
}

async fn onwards(furniture: &Furniture, me: &Actor, form: SignInForm) -> Response {
    let home = navigation::home(me.role());
    match form.kept.offer(furniture.layout(), home).await {
        Some(page) => page,
        None => Redirect::to(local(&form.return_to).unwrap_or(home)).into_response(),
    }
}

/// What the browser gets when it is let in.
struct NewTokens {
    session: Token,
    device: Token,
}

/// The password is verified without holding a connection: hashing takes its time.
async fn verify(
    app: &AppState,
    form: &SignInForm,
    origin: Origin<'_>,
    (device, new): (Option<&Token>, &NewTokens),
    now: DateTime<Utc>,
) -> PageResult<Result<Actor, Refused>> {
    let limits = AttemptLimits::from(&app.config.security);
    let digest = device.map(Token::digest);
    let place = Place {
        address: origin.address,
        device: digest.as_ref().map(<[u8; 32]>::as_slice),
    };
    let login = form.login.to_lowercase();
    let _turn = app
        .turns
        .take(format!(
            "{} {}",
            sign_in::network(origin.address),
            login.trim()
        ))
        .await;
    let mut tx = app.db.begin().await?;
    let begun = sign_in::begin(&mut tx, &form.login, place, now).await?;
    tx.commit().await?;
    let attempt = match begun {
        Ok(attempt) => attempt,
        Err(refused) => return Ok(Err(refused)),
    };
    let verification = app
        .passwords
        .verify(form.password.clone(), attempt.stored_hash())
        .await?;
    let renewed = match verification {
        Verification::RightButOutdated => {
            let hash = app.passwords.hash(Queue::SignIn, form.password.clone());
            Some(hash.await?)
        }
        Verification::Right | Verification::Wrong => None,
    };
    let mut tx = app.db.begin().await?;
    let result = if verification == Verification::Wrong {
        Err(sign_in::refuse(&mut tx, attempt, limits, now).await?)
    } else {
        let session = NewSession {
            token: &new.session,
            device: &new.device,
            origin,
            limits: app.session_limits(),
        };
        sign_in::admit(&mut tx, attempt, renewed, session, now).await?
    };
    tx.commit().await?;
    Ok(result)
}

fn worded(refused: &Refused, now: DateTime<Utc>) -> (StatusCode, String) {
    match refused {
        Refused::Locked { until } => (StatusCode::TOO_MANY_REQUESTS, words::locked(*until, now)),
        Refused::Wrong { until } => (StatusCode::UNPROCESSABLE_ENTITY, words::wrong(*until, now)),
        Refused::NotActive {
            state,
            reason,
            bureau,
        } => (
            StatusCode::FORBIDDEN,
            words::not_active(*state, reason, bureau.as_ref()),
        ),
    }
}
