//! E-mail addresses, to the extent that a typing mistake can be seen.

use serde::{Deserialize, Serialize};

use crate::domain::field::FieldError;
use crate::domain::values::normalise::{half_width, is_blank};

const MAX_LENGTH: usize = 254;
const MAX_LOCAL: usize = 64;

/// An address; the part behind the @ is lower-case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

text_value!(Email, parsed);

impl Email {
    /// Reads an address; full-width characters are folded. White space inside is refused: two cells
    /// pasted side by side are not one address.
    ///
    /// # Errors
    /// `Required` or `Email`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let text = half_width(text);
        let text = text.trim_matches(is_blank);
        if text.is_empty() {
            return Err(FieldError::Required);
        }
        let (local, host) = text.rsplit_once('@').ok_or(FieldError::Email)?;
        if text.len() <= MAX_LENGTH && is_local(local) && is_host(host) {
            Ok(Self(format!("{local}@{}", host.to_ascii_lowercase())))
        } else {
            Err(FieldError::Email)
        }
    }
}

fn is_local(local: &str) -> bool {
    (1..=MAX_LOCAL).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte))
}

fn is_host(host: &str) -> bool {
    let last_is_name = host
        .rsplit('.')
        .next()
        .is_some_and(|label| label.len() >= 2 && label.bytes().any(|b| b.is_ascii_alphabetic()));
    host.contains('.') && last_is_name && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (text, expected) in [
            ("li.ming@example.com", Some("li.ming@example.com")),
            (" Li+1@EXAMPLE.Com.CN ", Some("Li+1@example.com.cn")),
            ("a\u{ff20}b.cn", Some("a@b.cn")),
            ("\u{200b}a@b.cn\u{fe0e}", Some("a@b.cn")),
            ("li ming@b.cn", None),
            ("a@b.cn\tc@d.cn", None),
            ("a@b", None),
            ("a@b.1", None),
            ("@b.cn", None),
            ("a@", None),
            ("a.b.cn", None),
            ("a@b@c.cn", None),
            ("a..b@c.cn", None),
            ("a@-b.cn", None),
            ("a@b..cn", None),
            ("\u{5de5}@b.cn", None),
        ] {
            let parsed = Email::parse(text).map(String::from);
            assert_eq!(
                parsed,
                expected.map(str::to_owned).ok_or(FieldError::Email),
                "{text}"
            );
        }
        assert_eq!(
            Email::parse("").map(String::from),
            Err(FieldError::Required)
        );
        assert!(Email::parse(&format!("{}@b.cn", "a".repeat(65))).is_err());
    }
}
