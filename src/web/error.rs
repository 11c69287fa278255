//! What a page answers when it cannot show what was asked for: one status, one sentence, one way on.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Request, State, rejection::PathRejection},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{FormRejection, QueryRejection};

use super::{
    account::resume::SignInNeeded,
    extract::{Furniture, Now, SessionContext},
    kept_form,
    view::Layout,
};
use crate::{
    access::{AccessError, Refusal},
    app::AppState,
    crypto::PasswordError,
    db::{self, applications::status::TransitionError, editions::EditionError},
    domain::application::{Act, Status},
    text::page_errors::{self, Words},
    workflow::decide::DecideError,
};

/// Why a page is not shown.
#[derive(Debug)]
pub enum PageError {
    /// Nobody is signed in; come back to this path afterwards.
    SignIn {
        /// Where the visitor wanted to go.
        return_to: String,
    },
    /// It does not exist, or it is not yours.
    NotFound,
    /// Signed in, but this part of the site is for another role.
    WrongArea,
    /// The application is not in a state that allows this.
    WrongState(Status),
    /// The act is not possible from the present state.
    NoPath(Status, Act),
    /// The window is closed.
    Closed {
        /// When it opens.
        opens_at: chrono::DateTime<chrono::Utc>,
        /// When it closes, exclusive.
        closes_at: chrono::DateTime<chrono::Utc>,
    },
    /// Somebody else changed it meanwhile.
    Stale,
    /// The page that was sent showed another submission or state of the application.
    Moved {
        /// The number of the submission it showed, where it says so.
        shown: Option<i32>,
        /// The number of the newest submission.
        newest: i32,
        /// Where the present state is.
        way: String,
    },
    /// A form or address that no page of this site makes.
    BadRequest,
    /// An address that only takes a form, opened as a page, or the other way round.
    WrongMethod,
    /// A text whose characters were lost on the way.
    Garbled,
    /// More than a form may carry.
    TooLarge,
    /// Too many requests from one address or for one account.
    TooMany {
        /// Minutes to wait.
        minutes: i64,
    },
    /// No season is open.
    NoSeason,
    /// The office has not opened its first season yet.
    NoSeasonYet,
    /// The database did not answer in time: too much to do, or somebody holds what is needed.
    Busy,
    /// A fault of ours: shown without detail, logged once.
    Internal(anyhow::Error),
}

/// The result of a page handler.
pub type PageResult<T> = Result<T, PageError>;

/// The same within the furniture of whoever asked.
#[derive(Template)]
#[template(path = "errors/furnished.html")]
struct FurnishedPage {
    layout: Layout,
    words: Words,
    way: Way,
    /// What became of what was sent and of what was saved before; empty where the words say it.
    kept: &'static str,
    /// What was typed and is not saved, a line or more for each field.
    typed: String,
}

/// What an answer carries for [`furnish`].
#[derive(Clone)]
struct Shown {
    words: Words,
    way: Option<Way>,
    /// Whether to say what was kept.
    tells_kept: bool,
}

/// Where to go on from an error.
#[derive(Clone)]
struct Way {
    href: String,
    label: &'static str,
}

/// Puts an error of a page into the furniture of the visitor, so that every menu stays at hand.
/// Where that is not known (no database, a panic) the plain page stands.
pub async fn furnish(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let context = request.extensions().get::<Arc<SessionContext>>().cloned();
    let moment = request.extensions().get::<Now>().copied();
    let brought = kept_form::brought(&request);
    let (request, form) = match kept_form::keep(request).await {
        Ok(kept) => kept,
        Err(error) => return error.into_response(),
    };
    let response = next.run(request).await;
    let shown = response.extensions().get::<Shown>().cloned();
    let (Some(context), Some(shown)) = (context, shown) else {
        return response;
    };
    let Shown {
        words,
        way,
        tells_kept,
    } = shown;
    let now = moment.map_or_else(|| app.clock.now(), |Now(now)| now);
    let layout = Furniture::of(context, &app, now).layout();
    let way = way.unwrap_or_else(|| Way {
        href: layout.home().to_owned(),
        label: page_errors::HOME,
    });
    let page = FurnishedPage {
        layout,
        words,
        way,
        kept: if tells_kept {
            page_errors::kept(brought)
        } else {
            ""
        },
        typed: typed(form).await,
    };
    match page.render() {
        Ok(html) => response.map(|_| Body::from(html)),
        Err(error) => {
            tracing::error!(%error, "the error page did not render");
            response
        }
    }
}

async fn typed(form: Option<Bytes>) -> String {
    let fields = match form {
        Some(form) => kept_form::fields(form).await,
        None => None,
    };
    let texts = fields.map(kept_form::texts).unwrap_or_default();
    texts.join("\n")
}

/// The plain page for a request that nobody could look at, with what was typed in it.
pub async fn with_typed(error: PageError, request: Request) -> Response {
    let form = match kept_form::keep(request).await {
        Ok((_, form)) => form,
        Err(_broken_off) => None,
    };
    error.plain(typed(form).await)
}

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    layout: Layout,
    words: Words,
    /// What was typed and is not saved, a line or more for each field.
    typed: String,
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignIn { .. } => StatusCode::SEE_OTHER,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongArea => StatusCode::FORBIDDEN,
            Self::WrongState(_)
            | Self::NoPath(..)
            | Self::Closed { .. }
            | Self::Stale
            | Self::Moved { .. }
            | Self::NoSeason
            | Self::NoSeasonYet => StatusCode::CONFLICT,
            Self::BadRequest | Self::Garbled => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The way on, where it is not the visitor's home.
    fn way(&self) -> Option<Way> {
        let (href, label) = match self {
            Self::NoSeasonYet => (
                super::admin::paths::Seasons.to_string(),
                page_errors::SEASONS,
            ),
            Self::Moved { way, .. } => (way.clone(), page_errors::PRESENT_STATE),
            _ => return None,
        };
        Some(Way { href, label })
    }

    fn words(&self) -> Words {
        match self {
            Self::SignIn { .. } | Self::NotFound => page_errors::not_found(),
            Self::WrongArea => page_errors::wrong_area(),
            Self::WrongState(status) => page_errors::wrong_state(*status),
            Self::NoPath(status, act) => page_errors::no_path(*status, *act),
            Self::Closed {
                opens_at,
                closes_at,
            } => page_errors::closed(*opens_at, *closes_at),
            Self::Stale => page_errors::stale(),
            Self::Moved { shown, newest, .. } => page_errors::moved(*shown, *newest),
            Self::BadRequest => page_errors::bad_request(),
            Self::WrongMethod => page_errors::wrong_method(),
            Self::Garbled => page_errors::garbled(),
            Self::TooLarge => page_errors::too_large(),
            Self::TooMany { minutes } => page_errors::too_many(*minutes),
            Self::NoSeason => page_errors::no_season(),
            Self::NoSeasonYet => page_errors::no_season_yet(),
            Self::Busy => page_errors::busy(),
            Self::Internal(_) => page_errors::internal(),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        self.plain(String::new())
    }
}

impl PageError {
    fn plain(self, typed: String) -> Response {
        if let Self::SignIn { return_to } = &self {
            let sign_in = super::account::paths::sign_in_for(return_to);
            return (Extension(SignInNeeded), Redirect::to(&sign_in)).into_response();
        }
        if let Self::Internal(error) = &self {
            tracing::error!(error = format!("{error:#}"), "a request failed");
        }
        let shown = Shown {
            words: self.words(),
            way: self.way(),
            tells_kept: matches!(self, Self::Closed { .. }),
        };
        let page = ErrorPage {
            layout: Layout::default(),
            words: shown.words.clone(),
            typed,
        };
        match page.render() {
            Ok(html) => (
                self.status(),
                Extension(shown),
                [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
                html,
            )
                .into_response(),
            Err(error) => {
                tracing::error!(%error, "the error page did not render");
                self.status().into_response()
            }
        }
    }
}

impl From<AccessError> for PageError {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Refused(Refusal::NotYours) => Self::NotFound,
            AccessError::Refused(Refusal::WrongState(status)) => Self::WrongState(status),
            AccessError::Refused(Refusal::Closed {
                opens_at,
                closes_at,
            }) => Self::Closed {
                opens_at,
                closes_at,
            },
            AccessError::Database(error) => error.into(),
        }
    }
}

impl From<sqlx::Error> for PageError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::Stale,
            error if db::is_busy(&error) => {
                tracing::warn!(%error, "the database did not answer in time");
                Self::Busy
            }
            error => Self::Internal(error.into()),
        }
    }
}

impl From<TransitionError> for PageError {
    fn from(error: TransitionError) -> Self {
        match error {
            TransitionError::NoPath { from, act } => Self::NoPath(from, act),
            TransitionError::Database(error) => error.into(),
        }
    }
}

impl From<DecideError> for PageError {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Obstacles(_) | DecideError::MovedOn(_) | DecideError::Changed => {
                Self::Stale
            }
            DecideError::Access(error) => error.into(),
            DecideError::Transition(error) => error.into(),
        }
    }
}

impl From<EditionError> for PageError {
    fn from(error: EditionError) -> Self {
        Self::Internal(error.into())
    }
}

impl From<PasswordError> for PageError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self::Busy,
            error => Self::Internal(error.into()),
        }
    }
}

impl From<anyhow::Error> for PageError {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<sqlx::Error>() {
            Ok(error) => error.into(),
            Err(error) => Self::Internal(error),
        }
    }
}

impl From<PathRejection> for PageError {
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}

impl From<FormRejection> for PageError {
    fn from(rejection: FormRejection) -> Self {
        match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::BadRequest,
        }
    }
}

impl From<QueryRejection> for PageError {
    fn from(_: QueryRejection) -> Self {
        Self::BadRequest
    }
}
