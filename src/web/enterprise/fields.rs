//! Reads the fields of the enterprise's forms: an empty field of a draft is not an error.

use chrono::NaiveDate;

use crate::{
    domain::field::FieldError,
    text::{
        answers::Answer,
        choices::{YES_NO, yes_no_label},
    },
    web::{form::Choice, parts::SummaryRow},
};

/// Reads a field that may be left empty.
pub fn optional<T>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, FieldError>,
) -> Result<Option<T>, FieldError> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        parse(text).map(Some)
    }
}

/// Reads the answer to a yes-or-no question.
pub fn yes_no(text: &str) -> Result<Option<bool>, FieldError> {
    optional(text, |text| match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(FieldError::NotAChoice),
    })
}

/// Writes the answer to a yes-or-no question as the form posts it.
pub fn yes_no_code(answer: Option<bool>) -> String {
    answer
        .and_then(|answer| {
            YES_NO
                .iter()
                .find(|(_, label)| *label == yes_no_label(answer))
        })
        .map_or_else(String::new, |(code, _)| (*code).to_owned())
}

/// Writes a day as the form posts it.
pub fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.format("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

/// Writes a month as the form posts it.
pub fn month(day: Option<NaiveDate>) -> String {
    day.map(|day| day.format("%Y-%m").to_string())
        .unwrap_or_default()
}

/// The choices of posted codes with their words.
pub fn choices<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    pairs
        .into_iter()
        .map(|(code, label)| Choice::new(code, label))
        .collect()
}

/// Answers as the rows of a summary. `change`: where they are changed.
pub fn rows(answers: Vec<Answer>, change: Option<&str>) -> Vec<SummaryRow> {
    answers
        .into_iter()
        .map(|answer| SummaryRow {
            label: answer.label,
            value: answer.value,
            change: change.map(ToOwned::to_owned),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_is_no_answer_and_a_wrong_one_is_refused() {
        assert_eq!(yes_no(" "), Ok(None));
        assert_eq!(yes_no("yes"), Ok(Some(true)));
        assert_eq!(yes_no("maybe"), Err(FieldError::NotAChoice));
        for answer in [None, Some(true), Some(false)] {
            assert_eq!(yes_no(&yes_no_code(answer)), Ok(answer));
        }
    }
}
