//! What the form macros take: the sentences of a refused form, and the answers to choose from.

use crate::domain::field::{FieldError, FieldErrors};
use crate::text::field_errors;

/// What is wrong with a refused form, in the order of the page. The empty field name stands for the
/// form as a whole and appears only in the summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<Entry>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    field: String,
    at_field: String,
    in_summary: String,
}

impl Errors {
    /// Words what `parse` found. `labels` gives the label of each field as the page shows it, so that
    /// the summary says which field is meant.
    #[must_use]
    pub fn of(found: &FieldErrors, labels: &[(&str, &str)]) -> Self {
        let entry = |(field, error): (&str, &FieldError)| {
            let label = labels.iter().find(|(name, _)| *name == field);
            Entry {
                field: field.to_owned(),
                at_field: field_errors::sentence(error),
                in_summary: field_errors::labelled(label.map_or("", |(_, label)| *label), error),
            }
        };
        Self(found.iter().map(entry).collect())
    }

    /// One sentence about one field, or about the form with an empty name.
    pub fn one(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, sentence);
        errors
    }

    /// Adds a sentence about a field.
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        let sentence = sentence.into();
        self.0.push(Entry {
            field: field.into(),
            at_field: sentence.clone(),
            in_summary: sentence,
        });
    }

    /// Adds what another part of the form found.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The first sentence about this field, as it stands above its control.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|entry| entry.field == name)
            .map(|entry| entry.at_field.as_str())
    }

    /// All fields with their sentences, as they stand in the summary.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|entry| (entry.field.as_str(), entry.in_summary.as_str()))
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One answer of a choice, a select or a list of boxes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What the person reads.
    pub label: String,
    /// A line of explanation; may be empty.
    pub hint: String,
}

impl Choice {
    /// An answer without explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }

    /// The same answer with a line of explanation.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }

    /// Whether this is the answer given.
    #[must_use]
    pub fn is(&self, chosen: &str) -> bool {
        self.value == chosen
    }

    /// Whether this is one of the answers given.
    #[must_use]
    pub fn among(&self, chosen: &[String]) -> bool {
        chosen.contains(&self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_the_field_and_the_field_does_not() {
        let mut found = FieldErrors::default();
        found.add("title", FieldError::Required);
        found.add("title", FieldError::NotChosen);
        let errors = Errors::of(&found, &[("title", "Label")]);
        let (field, sentence) = errors.iter().next().unwrap();
        assert_eq!(field, "title");
        assert!(sentence.starts_with("Label"));
        assert!(sentence.ends_with(errors.get("title").unwrap()));
        assert_eq!(errors.iter().count(), 2);
        assert_eq!(errors.get("other"), None);
    }

    #[test]
    fn a_sentence_of_ones_own_is_the_same_in_both_places() {
        let errors = Errors::one("file", "sentence");
        assert_eq!(errors.get("file"), Some("sentence"));
        assert_eq!(errors.iter().next(), Some(("file", "sentence")));
        assert!(!errors.is_empty() && Errors::default().is_empty());
    }

    #[test]
    fn an_answer_knows_whether_it_was_given() {
        let answer = Choice::new("advanced", "label");
        assert!(answer.is("advanced"));
        assert!(!answer.is("basic"));
        assert!(answer.among(&["basic".into(), "advanced".into()]));
        assert!(!answer.among(&[]));
    }
}
