//! The ranking of the reviewed applications of one season and tier.
//!
//! It rests on frozen data only: the filed reviews' result, the maturity of the submission they
//! judged, and the scenarios accepted in them. What decides is declared by the fields of
//! [`Standing`], in their order; whoever is equal in all of them has the same place. A bureau's
//! own rank orders equals on paper but gives no better place: ranks of two bureaus do not compare.

use serde::{Deserialize, Serialize};

use super::{
    application::snapshot::Snapshot,
    ids::{ApplicationId, SeasonId},
    tier::Tier,
};

/// The edition of the method, stored with every ranking it makes.
pub const METHOD: &str = "mean,maturity_score,accepted/1";

/// What decides an application's place: the greater is the better, from the first field on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Standing {
    /// The mean that ranks, hundredths of a point.
    pub mean: i32,
    /// The maturity score of the submission, hundredths; none is less than any.
    pub maturity_score: Option<i16>,
    /// Different scenarios that count, as accepted by the experts.
    pub accepted: i32,
}

/// A reviewed application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contender {
    /// The application.
    pub application: ApplicationId,
    /// 申报编号
    pub number: Option<String>,
    /// The submission that was reviewed.
    pub submission: i32,
    /// What decides.
    pub standing: Standing,
    /// The place of its recommending unit among all, for the order of equals on paper.
    pub bureau: i16,
    /// The rank its recommending unit gave it.
    pub bureau_rank: Option<i32>,
}

/// A contender with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// From 1; as many as are better, and one.
    pub place: usize,
    /// The contender.
    #[serde(flatten)]
    pub contender: Contender,
}

/// A ranking as it is stored with the decisions that rest on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// The edition of the method.
    pub method: String,
    /// The season.
    pub season: SeasonId,
    /// The tier.
    pub tier: Tier,
    /// The best first.
    pub rows: Vec<Placed>,
}

impl Ranking {
    /// Ranks contenders given in any order.
    #[must_use]
    pub fn of(season: SeasonId, tier: Tier, mut contenders: Vec<Contender>) -> Self {
        contenders.sort_by_key(|it| {
            let on_paper = (
                it.bureau,
                it.bureau_rank.unwrap_or(i32::MAX),
                it.application,
            );
            (std::cmp::Reverse(it.standing), on_paper)
        });
        let mut rows: Vec<Placed> = Vec::with_capacity(contenders.len());
        for (index, contender) in contenders.into_iter().enumerate() {
            let equal = rows
                .last()
                .filter(|above| above.contender.standing == contender.standing);
            let place = equal.map_or(index + 1, |above| above.place);
            rows.push(Placed { place, contender });
        }
        Self {
            method: METHOD.to_owned(),
            season,
            tier,
            rows,
        }
    }

    /// The same ranking made anew of the contenders it names.
    #[must_use]
    pub fn again(&self) -> Self {
        let contenders = self.rows.iter().map(|row| row.contender.clone());
        Self::of(self.season, self.tier, contenders.collect())
    }

    /// The place of an application.
    #[must_use]
    pub fn place(&self, application: ApplicationId) -> Option<usize> {
        let row = |row: &&Placed| row.contender.application == application;
        self.rows.iter().find(row).map(|row| row.place)
    }

    /// The text that is stored, with its digest.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which plain data always can.
    pub fn frozen(&self) -> serde_json::Result<Snapshot> {
        Snapshot::of(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn contenders() -> impl Strategy<Value = Vec<Contender>> {
        // Few values, so that many are equal.
        let one = (
            0..3,
            prop::option::of(0_i16..3),
            0..3,
            0_i16..3,
            prop::option::of(1..4),
        );
        prop::collection::vec(one, 0..40).prop_map(|rows| {
            let contender =
                |(index, (mean, maturity_score, accepted, bureau, bureau_rank))| Contender {
                    application: ApplicationId(Uuid::from_u128(index)),
                    number: None,
                    submission: 1,
                    standing: Standing {
                        mean,
                        maturity_score,
                        accepted,
                    },
                    bureau,
                    bureau_rank,
                };
            (0..).zip(rows).map(contender).collect()
        })
    }

    fn ranked(contenders: Vec<Contender>) -> Ranking {
        Ranking::of(SeasonId(Uuid::nil()), Tier::Advanced, contenders)
    }

    proptest! {
        #[test]
        fn equal_is_equal_and_a_place_counts_the_better_ones(contenders in contenders()) {
            let ranking = ranked(contenders.clone());
            prop_assert_eq!(ranking.rows.len(), contenders.len());
            for row in &ranking.rows {
                let better = contenders
                    .iter()
                    .filter(|other| other.standing > row.contender.standing)
                    .count();
                prop_assert_eq!(row.place, better + 1);
                prop_assert_eq!(ranking.place(row.contender.application), Some(row.place));
            }
        }

        #[test]
        fn the_order_it_was_read_in_changes_nothing(contenders in contenders(), turn in 0_usize..40) {
            let mut other = contenders.clone();
            if !other.is_empty() {
                let turn = turn % other.len();
                other.rotate_left(turn);
            }
            prop_assert_eq!(ranked(other), ranked(contenders));
        }

        #[test]
        fn a_stored_ranking_is_computed_again_byte_for_byte(contenders in contenders()) {
            let stored = ranked(contenders).frozen().unwrap();
            let read: Ranking = serde_json::from_str(&stored.json).unwrap();
            prop_assert_eq!(read.again().frozen().unwrap(), stored);
        }

        #[test]
        fn what_a_bureau_ranks_moves_no_place(contenders in contenders()) {
            let places = |ranking: &Ranking| -> Vec<_> {
                let mut places: Vec<_> = ranking
                    .rows
                    .iter()
                    .map(|row| (row.contender.application, row.place))
                    .collect();
                places.sort_unstable();
                places
            };
            let mut others = contenders.clone();
            for other in &mut others {
                other.bureau_rank = other.bureau_rank.map(|rank| 4 - rank);
            }
            prop_assert_eq!(places(&ranked(others)), places(&ranked(contenders)));
        }
    }

    #[test]
    fn no_maturity_is_less_than_any() {
        let standing = |maturity_score| Standing {
            mean: 1,
            maturity_score,
            accepted: 1,
        };
        assert!(standing(None) < standing(Some(0)));
    }
}
