//! The addresses of this area.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{domain::ids::AccountId, web::error::PageError};

/// The accounts.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/security")]
pub struct Accounts;

/// Make an account.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/security/accounts/new")]
pub struct CreateAccount;

/// One account.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/security/accounts/{account}", rejection(PageError))]
pub struct Account {
    /// The account.
    pub account: AccountId,
}

/// Issue a one-time link.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/security/accounts/{account}/link", rejection(PageError))]
pub struct IssueLink {
    /// The account.
    pub account: AccountId,
}

/// Switch an account off.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/security/accounts/{account}/disable", rejection(PageError))]
pub struct DisableAccount {
    /// The account.
    pub account: AccountId,
}

/// Switch an account on again.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/security/accounts/{account}/enable", rejection(PageError))]
pub struct EnableAccount {
    /// The account.
    pub account: AccountId,
}

/// Lift the lock after failed sign-ins.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/security/accounts/{account}/unlock", rejection(PageError))]
pub struct UnlockAccount {
    /// The account.
    pub account: AccountId,
}
