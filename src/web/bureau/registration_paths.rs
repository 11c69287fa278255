//! The addresses of registrations.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{domain::ids::AccountId, web::error::PageError};

/// The registrations of the bureau's region.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/registrations")]
pub struct Registrations;

/// One registration.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/registrations/{account}", rejection(PageError))]
pub struct Registration {
    /// The account that was registered.
    pub account: AccountId,
}

/// Approve a registration.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/registrations/{account}/approve", rejection(PageError))]
pub struct ApproveRegistration {
    /// The account that was registered.
    pub account: AccountId,
}

/// Refuse a registration.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/bureau/registrations/{account}/refuse", rejection(PageError))]
pub struct RefuseRegistration {
    /// The account that was registered.
    pub account: AccountId,
}
