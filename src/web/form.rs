//! What the form macros take: the sentences of a refused form, and the answers to choose from.

/// Field names with the sentence that says what is wrong there, in the order of the page.
/// The empty name stands for the form as a whole and appears only in the summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(pub Vec<(String, String)>);

impl Errors {
    /// The first sentence about this field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(field, _)| *field == name)
            .map(|(_, sentence)| sentence)
    }

    /// All fields with their sentences.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(field, sentence)| (field.as_str(), sentence.as_str()))
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
    fn the_first_sentence_of_a_field_is_shown_at_the_field() {
        let errors = Errors(vec![
            ("title".into(), "first".into()),
            ("title".into(), "second".into()),
        ]);
        assert_eq!(errors.get("title"), Some("first"));
        assert_eq!(errors.get("other"), None);
        assert!(!errors.is_empty());
        assert_eq!(errors.iter().count(), 2);
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
