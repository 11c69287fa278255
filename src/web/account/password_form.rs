//! The two fields with which a new password is set.

use secrecy::{ExposeSecret, SecretString};

use crate::domain::{
    field::{FieldError, FieldErrors, Mismatch},
    values::{login_name::LoginName, password::NewPassword},
};

/// A new password that meets the policy and was repeated without a slip.
pub(super) fn parse(
    errors: &mut FieldErrors,
    password: &SecretString,
    repeat: &SecretString,
    login: &LoginName,
) -> Option<NewPassword> {
    let new = errors.check(
        "password",
        NewPassword::parse(password.expose_secret(), login),
    );
    if password.expose_secret() != repeat.expose_secret() {
        errors.add("repeat", FieldError::Mismatch(Mismatch::PasswordRepeat));
    }
    new
}
