//! Policy for new passwords (GB/T 22239-2019, identity: complex secrets).

use crate::domain::field::FieldError;
use crate::domain::values::login_name::LoginName;

/// Fewest characters.
pub const MIN_LENGTH: usize = 10;
/// Most characters; more would only cost hashing time.
pub const MAX_LENGTH: usize = 128;
/// How many of the four classes (lower case, upper case, digits, others) must occur.
pub const MIN_CLASSES: usize = 3;

/// A password that meets the policy. Never shown, logged or serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// Why a text is not accepted as a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordError {
    /// Fewer than [`MIN_LENGTH`] characters.
    TooShort,
    /// More than [`MAX_LENGTH`] characters.
    TooLong,
    /// Fewer than [`MIN_CLASSES`] classes of characters.
    TooFewClasses,
    /// The name of the account occurs in it, in whatever case.
    ContainsLoginName,
    /// A control character, which cannot be typed again.
    ControlCharacter,
}

impl NewPassword {
    /// Checks a password for the account of this name; it is taken exactly as typed.
    ///
    /// # Errors
    /// `Required` or `Password` with the reason.
    pub fn parse(text: &str, login: &LoginName) -> Result<Self, FieldError> {
        if text.is_empty() {
            return Err(FieldError::Required);
        }
        match fault(text, login) {
            Some(reason) => Err(FieldError::Password(reason)),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The password itself, for hashing only.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

fn fault(text: &str, login: &LoginName) -> Option<PasswordError> {
    let length = text.chars().count();
    if text.chars().any(char::is_control) {
        Some(PasswordError::ControlCharacter)
    } else if length < MIN_LENGTH {
        Some(PasswordError::TooShort)
    } else if length > MAX_LENGTH {
        Some(PasswordError::TooLong)
    } else if classes(text) < MIN_CLASSES {
        Some(PasswordError::TooFewClasses)
    } else if text.to_lowercase().contains(login.as_str()) {
        Some(PasswordError::ContainsLoginName)
    } else {
        None
    }
}

fn classes(text: &str) -> usize {
    let classes: [fn(char) -> bool; 4] = [
        |character| character.is_lowercase(),
        |character| character.is_uppercase(),
        |character| character.is_ascii_digit(),
        |character| {
            !character.is_lowercase() && !character.is_uppercase() && !character.is_ascii_digit()
        },
    ];
    classes
        .iter()
        .filter(|class| text.chars().any(**class))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        use PasswordError::{
            ContainsLoginName, ControlCharacter, TooFewClasses, TooLong, TooShort,
        };
        let login = LoginName::parse("baotou").expect("login");
        for (text, expected) in [
            ("Steel-2026-a", None),
            ("Aa1Aa1Aa1A", None),
            ("\u{5de5}\u{5382} is number 1", None),
            ("Aa1Aa1Aa1", Some(TooShort)),
            ("aaaaaaaaaa1", Some(TooFewClasses)),
            ("AAAAAAAAAA-", Some(TooFewClasses)),
            ("My-BaoTou-2026", Some(ContainsLoginName)),
            ("Aa1Aa1Aa1A\n", Some(ControlCharacter)),
        ] {
            let parsed = NewPassword::parse(text, &login).err();
            assert_eq!(parsed, expected.map(FieldError::Password), "{text}");
        }
        let long = format!("Aa1{}", "x".repeat(126));
        assert_eq!(
            NewPassword::parse(&long, &login),
            Err(FieldError::Password(TooLong))
        );
        assert_eq!(NewPassword::parse("", &login), Err(FieldError::Required));
    }

    #[test]
    fn never_shows_itself() {
        let login = LoginName::parse("baotou").expect("login");
        let password = NewPassword::parse("Steel-2026-a", &login).expect("good");
        assert!(!format!("{password:?}").contains("Steel"));
        assert_eq!(password.reveal(), "Steel-2026-a");
    }
}
