//! What can be wrong with one field of a form, as data, and the ordered list of such errors.
//!
//! The sentences are made by `text::field_errors`; values return a [`FieldError`] from `parse`.

use std::borrow::Cow;

use crate::domain::maturity::MaturityScore;
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::values::credit_code::CreditCodeError;
use crate::domain::values::decimal::Decimal;
use crate::domain::values::login_name::LoginNameError;
use crate::domain::values::money::Money;
use crate::domain::values::password::PasswordError;

/// Why one field was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldError {
    /// Nothing was entered.
    Required,
    /// No choice was made among radio buttons or in a list.
    NotChosen,
    /// A promise or declaration that has to be ticked was not.
    NotConfirmed,
    /// More than `max` characters (字, white space not counted).
    TooLong {
        /// The greatest number allowed.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// Fewer than `min` characters (字, white space not counted).
    TooShort {
        /// The least number allowed.
        min: usize,
        /// How many there are.
        actual: usize,
    },
    /// Not a number written with digits.
    NotANumber,
    /// A number outside the closed range.
    OutOfRange {
        /// The least value allowed.
        min: Decimal,
        /// The greatest value allowed.
        max: Decimal,
    },
    /// More decimal places than can be kept.
    TooManyDecimals {
        /// How many are kept.
        max: u8,
    },
    /// A score that is not one of the fixed steps.
    NotAStep {
        /// The steps, ascending.
        steps: Vec<Decimal>,
    },
    /// Not a day of the calendar.
    NotADate,
    /// Not a month of a year.
    NotAMonth,
    /// Not a time of day on a day of the calendar.
    NotATime,
    /// A day, month or instant that has not come yet.
    InFuture,
    /// A day or instant that has already passed.
    InPast,
    /// Not a unified social credit code.
    CreditCode(CreditCodeError),
    /// Not a telephone number of the mainland.
    Phone,
    /// Not an e-mail address.
    Email,
    /// Not one of the offered choices.
    NotAChoice,
    /// Not acceptable as the name of an account.
    LoginName(LoginNameError),
    /// Not acceptable as a password.
    Password(PasswordError),
    /// An amount so great that another unit was probably meant; nobody has confirmed it.
    OutOfProportion {
        /// The amount as read.
        amount: Money,
    },
    /// Some characters were lost before the text arrived.
    Garbled,
    /// Another record already has this value.
    AlreadyTaken,
    /// Two answers contradict each other.
    Mismatch(Mismatch),
}

/// Two answers that cannot both be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// The stated maturity level is not the one that the score gives (GB/T 39117-2020).
    MaturityLevel {
        /// The level that was stated.
        stated: MaturityLevel,
        /// The score that was stated.
        score: MaturityScore,
        /// The level that the score gives; none below 0.8.
        by_score: Option<MaturityLevel>,
    },
    /// The repeated password differs from the first.
    PasswordRepeat,
    /// An end before or at its beginning.
    EndBeforeStart,
    /// The parts add up to more than the total.
    PartsExceedTotal,
}

impl std::fmt::Display for FieldError {
    /// The error as data, for logs and operator messages; people read `text::field_errors`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for FieldError {}

/// The name that stands for the form as a whole in [`FieldErrors`].
pub const WHOLE_FORM: &str = "";

/// The errors of one form, in the order of its fields; several per field are possible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors {
    entries: Vec<(Cow<'static, str>, FieldError)>,
}

impl FieldErrors {
    /// The parsed value, or none after the error was noted under `name`.
    pub fn check<T>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        result: Result<T, FieldError>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(name, error);
                None
            }
        }
    }

    /// Notes an error under the name of a field; [`WHOLE_FORM`] for the form as a whole.
    pub fn add(&mut self, name: impl Into<Cow<'static, str>>, error: FieldError) {
        self.entries.push((name.into(), error));
    }

    /// Adds the errors of a part of the form after the present ones.
    pub fn append(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many errors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The first error of the field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&FieldError> {
        self.iter()
            .find(|(field, _)| *field == name)
            .map(|(_, error)| error)
    }

    /// All errors with the names of their fields, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FieldError)> {
        self.entries
            .iter()
            .map(|(name, error)| (name.as_ref(), error))
    }

    /// The value if nothing is wrong and it is there; otherwise the errors.
    ///
    /// # Errors
    /// The errors themselves; an absent value without a noted error is [`FieldError::Required`]
    /// of the whole form, so that a parsing mistake can never pass as success.
    pub fn into_result<T>(mut self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.is_empty() => Ok(value),
            value => {
                if value.is_none() && self.is_empty() {
                    self.add(WHOLE_FORM, FieldError::Required);
                }
                Err(self)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_errors_in_order_and_values_through() {
        let mut errors = FieldErrors::default();
        assert_eq!(errors.check("a", Ok(1)), Some(1));
        assert!(errors.is_empty());
        assert_eq!(errors.check::<u8>("b", Err(FieldError::Required)), None);
        errors.add(format!("row-{}", 2), FieldError::NotANumber);
        errors.add("b", FieldError::Phone);
        errors.add(WHOLE_FORM, FieldError::NotConfirmed);
        let names: Vec<&str> = errors.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["b", "row-2", "b", ""]);
        assert_eq!(errors.get("b"), Some(&FieldError::Required));
        assert_eq!(errors.get("a"), None);
        assert_eq!(errors.len(), 4);
    }

    #[test]
    fn a_missing_value_is_never_success() {
        assert_eq!(FieldErrors::default().into_result(Some(1)), Ok(1));
        let errors = FieldErrors::default().into_result::<u8>(None).unwrap_err();
        assert_eq!(errors.get(WHOLE_FORM), Some(&FieldError::Required));
        let mut errors = FieldErrors::default();
        errors.add("a", FieldError::Phone);
        assert_eq!(errors.into_result(Some(1)).unwrap_err().len(), 1);
    }
}
