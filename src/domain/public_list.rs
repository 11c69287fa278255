//! The lines that the public sees of a publicity (公示) or a published list (名单): no personal data.

use serde::Serialize;

use super::{application::snapshot::Snapshot, digest::Digest};

/// One line, frozen when the publicity was opened or the list published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicRow {
    /// Its place, from 1.
    pub number: i32,
    /// The region of the recommending unit (盟市).
    pub league: String,
    /// The enterprise.
    pub enterprise: String,
    /// The factory.
    pub factory: String,
    /// 统一社会信用代码
    pub credit_code: String,
}

/// The digest by which anybody can check a copy: SHA-256 over the canonical JSON of the rows.
///
/// # Errors
/// When the rows cannot be written as JSON, which plain text always can.
pub fn digest(rows: &[PublicRow]) -> serde_json::Result<Digest> {
    Ok(Snapshot::of(rows)?.digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: i32) -> PublicRow {
        PublicRow {
            number,
            league: "a".to_owned(),
            enterprise: "b".to_owned(),
            factory: "c".to_owned(),
            credit_code: "d".to_owned(),
        }
    }

    #[test]
    fn is_the_digest_of_sorted_json_without_spaces() {
        let text =
            r#"[{"credit_code":"d","enterprise":"b","factory":"c","league":"a","number":1}]"#;
        assert_eq!(digest(&[row(1)]).unwrap(), Digest::of(text.as_bytes()));
    }

    #[test]
    fn changes_with_the_order() {
        assert_ne!(
            digest(&[row(1), row(2)]).unwrap(),
            digest(&[row(2), row(1)]).unwrap()
        );
    }
}
