//! What several experts' totals make together, in integers, rounded half up.

use serde::Serialize;

use crate::domain::review::points::Points;
use crate::domain::season::SeasonSettings;
use crate::domain::values::decimal::Decimal;

/// From this many scores on the highest and the lowest can be left out of the mean.
const TRIMMED_FROM: usize = 5;

/// From when on the experts have to talk, as a season sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Divergence {
    /// Highest less lowest, from which they do.
    pub range: Points,
    /// Distance of one score from the median, beyond which they do.
    pub deviation: Points,
}

/// The most experts of one application: as many as the season asks for, and up to its most when
/// the totals filed so far make the experts talk.
pub fn most_experts(season: &SeasonSettings, filed: &[Points]) -> usize {
    let divergent = Aggregate::of(filed, season.divergence()).is_some_and(|it| it.divergent);
    let most = if divergent {
        season.experts_max
    } else {
        season.experts_min
    };
    usize::try_from(most).unwrap_or_default()
}

/// A number of points in hundredths, as means have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Hundredths(i32);

impl Hundredths {
    /// Points from hundredths.
    pub const fn new(hundredths: i32) -> Self {
        Self(hundredths)
    }

    /// The points in hundredths.
    pub const fn get(self) -> i32 {
        self.0
    }

    /// The points as an exact number with two decimal places.
    pub fn decimal(self) -> Decimal {
        Decimal {
            units: i64::from(self.0),
            decimals: 2,
        }
    }
}

/// Which mean ranks the applications of a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The mean of all scores.
    Mean,
    /// The mean without one highest and one lowest when there are five scores or more.
    TrimmedMean,
}

/// The scores of one application taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Aggregate {
    /// How many scores there are.
    pub count: usize,
    /// The mean of all.
    pub mean: Hundredths,
    /// The mean without one highest and one lowest, when there are five or more.
    pub trimmed_mean: Option<Hundredths>,
    /// The middle score, or the mean of the two middle ones.
    pub median: Hundredths,
    /// Highest less lowest.
    pub spread: Points,
    /// Whether the experts differ so much that they have to talk.
    pub divergent: bool,
}

impl Aggregate {
    /// Takes scores together in whatever order they come; nothing when there are none.
    pub fn of(totals: &[Points], divergence: Divergence) -> Option<Self> {
        let mut sorted: Vec<i32> = totals.iter().map(|points| points.tenths()).collect();
        sorted.sort_unstable();
        let (lowest, highest) = (*sorted.first()?, *sorted.last()?);
        let median = median(&sorted)?;
        let spread = Points::from_tenths(highest - lowest);
        let far = [lowest, highest]
            .iter()
            .any(|tenths| (tenths * 10 - median.0).abs() > divergence.deviation.tenths() * 10);
        Some(Self {
            count: sorted.len(),
            mean: mean(&sorted)?,
            trimmed_mean: trimmed(&sorted).and_then(mean),
            median,
            spread,
            divergent: spread >= divergence.range || far,
        })
    }

    /// The number that ranks, by the method of the season.
    pub fn score(&self, method: Method) -> Hundredths {
        match method {
            Method::Mean => self.mean,
            Method::TrimmedMean => self.trimmed_mean.unwrap_or(self.mean),
        }
    }
}

/// The mean of tenths in hundredths, half up; nothing of no scores.
fn mean(tenths: &[i32]) -> Option<Hundredths> {
    let count = i64::try_from(tenths.len())
        .ok()
        .filter(|count| *count > 0)?;
    let hundredths: i64 = tenths.iter().map(|tenths| i64::from(*tenths) * 10).sum();
    i32::try_from((2 * hundredths + count).div_euclid(2 * count))
        .ok()
        .map(Hundredths)
}

fn median(sorted: &[i32]) -> Option<Hundredths> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get((sorted.len() - 1) / 2)?;
    // Two tenths' sum halved is always a whole number of hundredths.
    Some(Hundredths((lower + upper) * 5))
}

fn trimmed(sorted: &[i32]) -> Option<&[i32]> {
    if sorted.len() < TRIMMED_FROM {
        None
    } else {
        sorted.get(1..sorted.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const USUAL: Divergence = Divergence {
        range: Points::whole(20),
        deviation: Points::whole(15),
    };

    fn of(tenths: &[i32]) -> Aggregate {
        let points: Vec<_> = tenths.iter().copied().map(Points::from_tenths).collect();
        Aggregate::of(&points, USUAL).expect("some scores")
    }

    #[test]
    fn table() {
        for (tenths, mean, trimmed, median, spread, divergent) in [
            (&[800][..], 8_000, None, 8_000, 0, false),
            (&[800, 801], 8_005, None, 8_005, 1, false),
            // 80.0333… down, 80.0666… up, exactly half up.
            (&[800, 800, 801], 8_003, None, 8_000, 1, false),
            (&[800, 801, 801], 8_007, None, 8_010, 1, false),
            (
                &[800, 800, 800, 801, 801, 801, 801, 800],
                8_005,
                Some(8_005),
                8_005,
                1,
                false,
            ),
            (&[0, 0, 0, 0, 0, 0, 0, 1], 1, Some(0), 0, 1, false),
            (
                &[700, 800, 810, 820, 900],
                8_060,
                Some(8_100),
                8_100,
                200,
                true,
            ),
            (&[700, 899], 7_995, None, 7_995, 199, false),
            (&[700, 900], 8_000, None, 8_000, 200, true),
            (&[700, 851, 851], 8_007, None, 8_510, 151, true),
            (&[700, 850, 850], 8_000, None, 8_500, 150, false),
        ] {
            let expected = Aggregate {
                count: tenths.len(),
                mean: Hundredths(mean),
                trimmed_mean: trimmed.map(Hundredths),
                median: Hundredths(median),
                spread: Points::from_tenths(spread),
                divergent,
            };
            assert_eq!(of(tenths), expected, "{tenths:?}");
        }
        assert_eq!(Aggregate::of(&[], USUAL), None);
    }

    #[test]
    fn exactly_half_is_rounded_up() {
        // 0.125 points: an eighth of a point, exact in thousandths only.
        assert_eq!(of(&[0, 0, 0, 0, 0, 0, 0, 10]).mean, Hundredths(13));
        assert_eq!(of(&[1, 0, 0, 0]).mean, Hundredths(3));
    }

    #[test]
    fn the_method_falls_back_to_the_mean() {
        let few = of(&[700, 800, 900]);
        assert_eq!(few.score(Method::TrimmedMean), few.mean);
        let many = of(&[0, 800, 800, 800, 900]);
        assert_eq!(many.score(Method::TrimmedMean), Hundredths(8_000));
        assert_eq!(many.score(Method::Mean), Hundredths(6_600));
    }

    proptest! {
        #[test]
        fn order_does_not_matter(
            (sorted, shuffled) in prop::collection::vec(0_i32..=1000, 1..12)
                .prop_flat_map(|scores| (Just(scores.clone()), Just(scores).prop_shuffle()))
        ) {
            prop_assert_eq!(of(&sorted), of(&shuffled));
        }

        #[test]
        fn lies_between_lowest_and_highest(scores in prop::collection::vec(0_i32..=1000, 1..12)) {
            let result = of(&scores);
            let lowest = scores.iter().min().expect("not empty") * 10;
            let highest = scores.iter().max().expect("not empty") * 10;
            for value in [result.mean, result.median].into_iter().chain(result.trimmed_mean) {
                prop_assert!((lowest..=highest).contains(&value.get()));
            }
        }

        #[test]
        fn equal_scores_give_themselves(score in 0_i32..=1000, count in 1_usize..12) {
            let result = of(&vec![score; count]);
            prop_assert_eq!(result.mean, Hundredths(score * 10));
            prop_assert_eq!(result.median, Hundredths(score * 10));
            prop_assert!(!result.divergent);
        }
    }
}
