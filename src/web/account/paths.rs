//! The addresses of this area.

use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::{
    domain::ids::{AccountRequestId, MessageId},
    web::{error::PageError, headers::percent_encoded},
};

/// Sign in.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/sign-in")]
pub struct SignIn;

/// Sign out.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/sign-out")]
pub struct SignOut;

/// An enterprise registers itself.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/register")]
pub struct Register;

/// What happens after a registration in this division.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/register/received/{division}", rejection(PageError))]
pub struct Registered {
    /// GB/T 2260 code of the division.
    pub division: String,
}

/// Set a password with a one-time link.
#[derive(Clone, Debug, TypedPath, Deserialize)]
#[typed_path("/account/link/{token}", rejection(PageError))]
pub struct OneTimeLink {
    /// The token, as text.
    pub token: String,
}

/// Changes of the administrators' accounts.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/requests")]
pub struct AccountRequests;

/// Agree to a change.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/requests/{request}/agree", rejection(PageError))]
pub struct AgreeToChange {
    /// The request.
    pub request: AccountRequestId,
}

/// Do not agree to a change.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/requests/{request}/refuse", rejection(PageError))]
pub struct RefuseChange {
    /// The request.
    pub request: AccountRequestId,
}

/// Take back one's own request.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/requests/{request}/withdraw", rejection(PageError))]
pub struct WithdrawChange {
    /// The request.
    pub request: AccountRequestId,
}

/// Carry out what was agreed to.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/requests/{request}/carry-out", rejection(PageError))]
pub struct CarryOutChange {
    /// The request.
    pub request: AccountRequestId,
}

/// Change one's own password.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/account/password")]
pub struct Password;

/// One's own messages.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/messages")]
pub struct Messages;

/// Mark all of one's own messages as read.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/messages/read")]
pub struct ReadMessages;

/// Open what a message is about, and mark it as read.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/messages/{message}/open", rejection(PageError))]
pub struct OpenMessage {
    /// The message.
    pub message: MessageId,
}

/// Switch the elder mode 长者模式 on or off.
#[derive(Clone, Copy, Debug, TypedPath, Deserialize)]
#[typed_path("/elder")]
pub struct Elder;

/// The sign-in page that leads to `return_to` afterwards.
#[must_use]
pub fn sign_in_for(return_to: &str) -> String {
    format!("{SignIn}?return_to={}", percent_encoded(return_to))
}
