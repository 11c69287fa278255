//! Plain data for the component macros of `templates/components`: what a row of a task list, a
//! timeline, a file list, a pager or a summary shows. Pages fill these; the words come from `text`.

use crate::web::{form::Choice, view::State};

/// Answers of a select under a common heading.
#[derive(Clone, Debug, Default)]
pub struct ChoiceGroup {
    /// The heading.
    pub label: String,
    /// The answers.
    pub options: Vec<Choice>,
}

/// One line of a task list.
#[derive(Clone, Debug, Default)]
pub struct Task {
    /// Name of the section.
    pub label: String,
    /// What is in it so far; may be empty.
    pub note: String,
    /// Where it is done; none while it cannot be opened.
    pub href: Option<String>,
    /// How it stands.
    pub state: State,
    /// How it stands, in words.
    pub state_label: String,
}

/// One line of a timeline.
#[derive(Clone, Debug, Default)]
pub struct TimelineEntry {
    /// When, in words.
    pub at: String,
    /// Who did it; may be empty.
    pub who: String,
    /// What happened.
    pub what: String,
    /// A reason or a remark; may be empty.
    pub note: String,
    /// Whether it still lies ahead.
    pub ahead: bool,
}

/// One piece of evidence in a file list.
#[derive(Clone, Debug, Default)]
pub struct FileRow {
    /// Short word for the kind of file, such as `PDF`.
    pub kind: String,
    /// The name the applicant gave it.
    pub name: String,
    /// Size, pages and date in one line.
    pub facts: String,
    /// Where it is opened; none while it is being checked.
    pub href: Option<String>,
    /// How it stands.
    pub state: State,
    /// How it stands, in words; empty shows no tag.
    pub state_label: String,
    /// Address that removes it by POST; none when the viewer may not.
    pub remove: Option<String>,
    /// Address that takes a removal back by POST; a row with it is shown as removed.
    pub undo: Option<String>,
}

/// Where a long list stands.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// Which part of how many, in words.
    pub summary: String,
    /// Address of the part before.
    pub previous: Option<String>,
    /// Address of the part after.
    pub next: Option<String>,
}

/// The head of a column that sorts.
#[derive(Clone, Debug, Default)]
pub struct SortHead {
    /// Name of the column.
    pub label: String,
    /// Address of the list sorted by it.
    pub href: String,
    /// The direction it is sorted in now.
    pub direction: SortDirection,
    /// Whether the column holds figures.
    pub is_figure: bool,
}

/// Whether and how a column is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortDirection {
    /// Not by this column.
    #[default]
    None,
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

impl SortDirection {
    /// The word of `aria-sort`.
    #[must_use]
    pub fn aria(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    /// The arrow beside the name.
    #[must_use]
    pub fn arrow(self) -> &'static str {
        match self {
            Self::None => "↕",
            Self::Ascending => "↑",
            Self::Descending => "↓",
        }
    }
}

/// One line of a summary: a question and its answer.
#[derive(Clone, Debug, Default)]
pub struct SummaryRow {
    /// The question.
    pub label: String,
    /// The answer.
    pub value: String,
    /// Where it is changed; none when it cannot be.
    pub change: Option<String>,
}

/// One entry of a work list beside a case.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// Its name.
    pub label: String,
    /// Where it opens.
    pub href: String,
    /// Whether it is open now.
    pub current: bool,
    /// How it stands.
    pub state: State,
    /// How it stands, in words.
    pub state_label: String,
}

/// One tab of a page.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    /// The words shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is shown now.
    pub current: bool,
}

/// One bar of a chart.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// What is counted.
    pub label: String,
    /// The number.
    pub value: i64,
    /// The list it counts.
    pub href: Option<String>,
}

/// The length of a bar, so that the greatest value fills `full`.
#[must_use]
pub fn share(value: &i64, bars: &[Bar], full: i64) -> i64 {
    let widest = bars.iter().map(|bar| bar.value).max().unwrap_or(1).max(1);
    value.saturating_mul(full) / widest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_value_fills_the_chart_and_nothing_divides_by_zero() {
        let bars = [3, 12, 0].map(|value| Bar {
            value,
            ..Bar::default()
        });
        assert_eq!(
            [3, 12, 0].map(|value| share(&value, &bars, 400)),
            [100, 400, 0]
        );
        assert_eq!(share(&0, &[], 400), 0);
    }
}
