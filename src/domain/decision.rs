//! What stands against proposing a reviewed application for the list.

use super::{
    application::overrides::Obstacle,
    review::{aggregate::Hundredths, points::Points},
    rules::{TierReport, Verdict},
};

/// What is known of a reviewed application when it is decided on.
#[derive(Clone, Copy, Debug)]
pub struct Reviewed<'a> {
    /// The report of its tier on what the experts accepted.
    pub report: &'a TierReport,
    /// Whether the experts have to talk.
    pub divergent: bool,
    /// The mean that ranks.
    pub mean: Hundredths,
    /// The least mean that needs no reason; none sets no line.
    pub line: Option<Points>,
    /// How many reviews are filed.
    pub reviews: i32,
    /// How many the season asks for.
    pub wanted: i32,
}

impl Reviewed<'_> {
    /// Everything that stands against proposing it, in the order of the report.
    #[must_use]
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let unmet = self.report.with_outcome(Verdict::Unmet);
        let mut found: Vec<Obstacle> = unmet.map(|it| Obstacle::Unmet(it.rule)).collect();
        if self.divergent {
            found.push(Obstacle::Divergent);
        }
        let (mean, line) = (self.mean.get(), self.line.map(|line| line.tenths() * 10));
        if let Some(line) = line.filter(|line| mean < *line) {
            found.push(Obstacle::BelowLine { mean, line });
        }
        if self.reviews < self.wanted {
            found.push(Obstacle::MissingReviews {
                filed: self.reviews,
                wanted: self.wanted,
            });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        rules::{Finding, Measure, RuleId},
        tier::Tier,
    };

    fn report(outcomes: &[Verdict]) -> TierReport {
        TierReport {
            edition: "e".to_owned(),
            tier: Tier::Advanced,
            findings: RuleId::ALL
                .into_iter()
                .zip(outcomes)
                .map(|(rule, outcome)| Finding {
                    rule,
                    clause: String::new(),
                    outcome: *outcome,
                    required: Measure::Nothing,
                    actual: Measure::Nothing,
                    judged: false,
                })
                .collect(),
            scenarios: Vec::new(),
        }
    }

    #[test]
    fn every_unmet_clause_divergence_low_mean_and_missing_review_is_named() {
        let report = report(&[
            Verdict::Unmet,
            Verdict::Met,
            Verdict::Review,
            Verdict::Unmet,
        ]);
        let reviewed = Reviewed {
            report: &report,
            divergent: true,
            mean: Hundredths::new(5_999),
            line: Some(Points::whole(60)),
            reviews: 2,
            wanted: 3,
        };
        let expected = [
            Obstacle::Unmet(RuleId::ALL[0]),
            Obstacle::Unmet(RuleId::ALL[3]),
            Obstacle::Divergent,
            Obstacle::BelowLine {
                mean: 5_999,
                line: 6_000,
            },
            Obstacle::MissingReviews {
                filed: 2,
                wanted: 3,
            },
        ];
        assert_eq!(reviewed.obstacles(), expected);
    }

    #[test]
    fn nothing_stands_against_what_passes_in_agreement() {
        let report = report(&[Verdict::Met, Verdict::Review]);
        for line in [None, Some(Points::whole(60))] {
            let reviewed = Reviewed {
                report: &report,
                divergent: false,
                mean: Hundredths::new(6_000),
                line,
                reviews: 3,
                wanted: 3,
            };
            assert_eq!(reviewed.obstacles(), []);
        }
    }
}
