//! Recommendation tables (推荐汇总表) as bureaus hand them in: what they freeze, and what of an order stays.

use serde::{Deserialize, Serialize};

use super::{
    ids::{ApplicationId, BureauId, SeasonId},
    tier::Tier,
};

/// The format of [`TableContent`].
pub const FORMAT: u32 = 1;

/// What a table freezes. Everything else it shows follows from the submissions it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableContent {
    /// The format of this record.
    pub format: u32,
    /// The season.
    pub season: SeasonId,
    /// The tier.
    pub tier: Tier,
    /// The recommending unit.
    pub bureau: BureauId,
    /// Its number among the tables of this unit, season and tier, from 1.
    pub number: i32,
    /// The recommendations in their order.
    pub rows: Vec<TableLine>,
}

/// One recommendation of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableLine {
    /// The application.
    pub application: ApplicationId,
    /// Its number (申报编号).
    pub number: String,
    /// The submission that was recommended.
    pub submission: i32,
    /// The check code of that submission, hexadecimal.
    pub digest: String,
    /// Why it does not count against the quota; none when it does.
    pub exempt_reason: Option<String>,
}

/// A paper that belongs to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperKind {
    /// The table, signed and sealed.
    SealedTable,
    /// The letter of recommendation (推荐函).
    Letter,
}

impl PaperKind {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::SealedTable, Self::Letter];

    /// The kind as stored and posted.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SealedTable => "sealed_table",
            Self::Letter => "letter",
        }
    }

    /// The kind of this name.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Whether a new order leaves the first `fixed` places as they stand.
pub fn keeps_what_is_fixed<T: PartialEq>(stands: &[T], new: &[T], fixed: usize) -> bool {
    let fixed = fixed.min(stands.len());
    stands.len() == new.len() && stands.get(..fixed) == new.get(..fixed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_order_keeps_exactly_the_places_before_its_first_change(
            length in 2_usize..20, from: usize, to: usize, fixed in 0_usize..25,
        ) {
            let (from, to) = (from % length, to % length);
            let stands: Vec<usize> = (0..length).collect();
            let mut new = stands.clone();
            let moved = new.remove(from);
            new.insert(to, moved);
            let first_change = if from == to { length } else { from.min(to) };
            prop_assert_eq!(
                keeps_what_is_fixed(&stands, &new, fixed),
                fixed.min(length) <= first_change
            );
        }
    }

    #[test]
    fn kinds_read_back() {
        for kind in PaperKind::ALL {
            assert_eq!(PaperKind::of_str(kind.as_str()), Some(kind));
        }
        assert_eq!(PaperKind::of_str("x"), None);
    }
}
