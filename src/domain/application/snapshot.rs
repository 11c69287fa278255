//! The frozen copy of a submission: canonical JSON and its digest.
//!
//! Canonical means: members sorted by name, no white space, numbers and text as `serde_json`
//! writes them. The same content has the same digest however its fields were ordered.

use serde::Serialize;
use serde_json::Value;

use crate::domain::digest::Digest;

/// A frozen copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Canonical JSON.
    pub json: String,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
}

impl Snapshot {
    /// Freezes a value.
    ///
    /// # Errors
    /// When the value cannot be written as JSON, such as a map whose keys are not text.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Self> {
        let mut json = String::new();
        write_canonical(&serde_json::to_value(value)?, &mut json)?;
        let digest = Digest::of(json.as_bytes());
        Ok(Self { json, digest })
    }

    /// Whether a stored text still has the digest that was stored with it.
    pub fn is_intact(json: &str, digest: &Digest) -> bool {
        Digest::of(json.as_bytes()) == *digest
    }
}

fn write_canonical(value: &Value, json: &mut String) -> serde_json::Result<()> {
    match value {
        Value::Object(members) => {
            // Sorted here, because the order of `Map` depends on a feature of another crate.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            json.push('{');
            for (index, (name, member)) in members.into_iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                json.push_str(&serde_json::to_string(name)?);
                json.push(':');
                write_canonical(member, json)?;
            }
            json.push('}');
        }
        Value::Array(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write_canonical(item, json)?;
            }
            json.push(']');
        }
        scalar => json.push_str(&serde_json::to_string(scalar)?),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Serialize)]
    struct One {
        b: u8,
        a: Inner,
    }

    #[derive(Serialize)]
    struct Other {
        a: Inner,
        b: u8,
    }

    #[derive(Clone, Serialize)]
    struct Inner {
        z: Option<&'static str>,
        y: Vec<bool>,
    }

    #[test]
    fn does_not_depend_on_the_order_of_fields() {
        let inner = Inner {
            z: Some("\u{5de5} \"x\"\n"),
            y: vec![true, false],
        };
        let one = Snapshot::of(&One {
            b: 1,
            a: inner.clone(),
        })
        .expect("json");
        let other = Snapshot::of(&Other { a: inner, b: 1 }).expect("json");
        assert_eq!(one, other);
        assert_eq!(
            one.json,
            "{\"a\":{\"y\":[true,false],\"z\":\"\u{5de5} \\\"x\\\"\\n\"},\"b\":1}"
        );
        assert!(Snapshot::is_intact(&one.json, &one.digest));
        assert!(!Snapshot::is_intact(&format!("{} ", one.json), &one.digest));
    }

    #[test]
    fn the_digest_is_that_of_the_text() {
        let snapshot = Snapshot::of(&serde_json::json!({})).expect("json");
        // SHA-256 of the two characters {}.
        assert_eq!(
            snapshot.digest.to_string(),
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        );
    }

    proptest! {
        #[test]
        fn reading_and_freezing_again_changes_nothing(
            members in prop::collection::btree_map("\\PC{0,8}", any::<Option<i64>>(), 0..8)
        ) {
            let first = Snapshot::of(&members).expect("json");
            let read: Value = serde_json::from_str(&first.json).expect("valid JSON");
            prop_assert_eq!(Snapshot::of(&read).expect("json"), first);
        }
    }
}
