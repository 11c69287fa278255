//! The columns of the season board: states that mean the same to the office, each with a code that
//! the list of applications filters by.

use crate::{domain::application::Status, text::admin as words, web::form::Choice};

/// A column of the board.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// What the address carries.
    pub code: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// The states it counts.
    pub statuses: &'static [Status],
}

const fn column(code: &'static str, label: &'static str, statuses: &'static [Status]) -> Column {
    Column {
        code,
        label,
        statuses,
    }
}

/// The columns, in the order of an application's life.
pub(super) const COLUMNS: [Column; 11] = [
    column("draft", words::DRAFT, &[Status::Draft]),
    column("submitted", words::SUBMITTED, &[Status::Submitted]),
    column("returned", words::RETURNED, &[Status::Returned]),
    column(
        "recommended",
        words::RECOMMENDED,
        &[Status::Recommended, Status::Supplement],
    ),
    column("in_review", words::IN_REVIEW, &[Status::InReview]),
    column("reviewed", words::REVIEWED, &[Status::Reviewed]),
    column("proposed", words::PROPOSED, &[Status::Proposed]),
    column(
        "in_publicity",
        words::IN_PUBLICITY,
        &[Status::InPublicity, Status::Held],
    ),
    column("concluded", words::CONCLUDED, &[Status::Concluded]),
    column(
        "ended",
        words::ENDED,
        &[
            Status::NotRecommended,
            Status::FormallyRejected,
            Status::NotApproved,
            Status::Pool,
        ],
    ),
    column(
        "taken_back",
        words::TAKEN_BACK,
        &[Status::Withdrawn, Status::Revoked],
    ),
];

/// The states behind a code; none when the code names no column.
pub(super) fn statuses_of(code: &str) -> &'static [Status] {
    COLUMNS
        .iter()
        .find(|column| column.code == code)
        .map_or(&[], |column| column.statuses)
}

/// The columns as answers of a filter.
pub(super) fn choices() -> Vec<Choice> {
    COLUMNS
        .iter()
        .map(|column| Choice::new(column.code, column.label))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_counted_once() {
        for status in Status::ALL {
            let counted = COLUMNS
                .iter()
                .filter(|column| column.statuses.contains(status))
                .count();
            assert_eq!(counted, 1, "{status}");
        }
    }
}
