//! Values that a form field is parsed into; each `parse` gives the value or a `FieldError`.

/// What every value kept as checked text has: access, display, parsing and serde as a string
/// that is checked again when read.
macro_rules! text_value {
    ($name:ident) => {
        impl $name {
            /// The value as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
    ($name:ident, parsed) => {
        text_value!($name);

        impl TryFrom<String> for $name {
            type Error = $crate::domain::field::FieldError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::field::FieldError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
    };
}

pub mod credit_code;
pub mod date;
pub mod decimal;
pub mod email;
pub mod line;
pub mod login_name;
pub mod money;
pub mod normalise;
pub mod password;
pub mod percent;
pub mod phone;
pub mod prose;
pub mod year_month;
