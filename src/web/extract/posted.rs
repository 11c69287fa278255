//! Posted forms and query strings whose refusal is a page in Chinese.

use axum::extract::{FromRequest, FromRequestParts};

use crate::web::error::PageError;

/// A posted form; repeated keys are allowed.
#[derive(Debug, FromRequest)]
#[from_request(via(axum_extra::extract::Form), rejection(PageError))]
pub struct Posted<T>(pub T);

/// The query string; repeated keys are allowed.
#[derive(Debug, FromRequestParts)]
#[from_request(via(axum_extra::extract::Query), rejection(PageError))]
pub struct Queried<T>(pub T);
