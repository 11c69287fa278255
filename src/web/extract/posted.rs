//! Posted forms and query strings whose refusal is a page in Chinese.

use std::time::Duration;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
};
use axum_extra::extract::{Form, Query};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::{app::AppState, web::error::PageError};

/// A form is typed before it is sent: its bytes arrive in one go, however bad the line.
const LONGEST_FORM: Duration = Duration::from_mins(2);

/// A posted form; repeated keys are allowed.
#[derive(Debug)]
pub struct Posted<T>(pub T);

/// The query string; repeated keys are allowed.
#[derive(Debug)]
pub struct Queried<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Posted<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &AppState) -> Result<Self, PageError> {
        let form = timeout(LONGEST_FORM, Form::from_request(request, app)).await;
        let Form(form) = form.map_err(|_late| PageError::BadRequest)??;
        Ok(Self(form))
    }
}

impl<T: DeserializeOwned> FromRequestParts<AppState> for Queried<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, PageError> {
        let Query(query) = Query::from_request_parts(parts, app).await?;
        Ok(Self(query))
    }
}
