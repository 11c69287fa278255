//! Who judged what of a submission, and how often.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::screening::ScreenItem;

/// Who judged an item last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name of the account.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How often the item was judged in this submission.
    pub revision: i32,
}

/// Who judged what of one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authors(pub BTreeMap<ScreenItem, Author>);

impl Authors {
    /// Who judged an item last, if anybody did.
    pub fn of(&self, item: ScreenItem) -> Option<&Author> {
        self.0.get(&item)
    }

    /// How often an item was judged.
    pub fn revision(&self, item: ScreenItem) -> i32 {
        self.of(item).map_or(0, |author| author.revision)
    }

    /// How often anything was judged: grows with every finding.
    pub fn revisions(&self) -> i64 {
        self.0
            .values()
            .map(|author| i64::from(author.revision))
            .sum()
    }
}
