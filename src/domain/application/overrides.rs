//! What stands against an act on an application, and a person's decision to do it all the same.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Act;
use crate::domain::{field::FieldError, rules::RuleId, values::prose::Prose};

/// The fewest 字 of the reason of an override.
pub const REASON_MIN: usize = 10;
/// The most 字 of the reason of an override.
pub const REASON_MAX: usize = 500;

/// One thing that stands against an act.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// A clause is not met on the most authoritative report.
    Unmet(RuleId),
    /// The experts differ so much that they have to talk.
    Divergent,
    /// The mean of the reviews is below the line of the season; both in hundredths of a point.
    BelowLine {
        /// The mean.
        mean: i32,
        /// The line.
        line: i32,
    },
    /// Fewer reviews are filed than the season asks for.
    MissingReviews {
        /// How many are filed.
        filed: i32,
        /// How many there have to be.
        wanted: i32,
    },
}

/// Obstacles that a person saw and decided to pass over. It covers these and no others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Override {
    obstacles: Vec<Obstacle>,
    reason: String,
}

/// Why something that stands against an act was not passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// What stands against the act is not what the page showed.
    Others,
    /// The reason is missing, too short or too long.
    Reason(FieldError),
}

impl Override {
    /// Passes over everything present when it is exactly what the page showed ([`code`]) and a
    /// reason is given; none when nothing stands against the act.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn over(present: &[Obstacle], shown: &str, reason: &str) -> Result<Option<Self>, Refused> {
        if code(present) != shown {
            return Err(Refused::Others);
        }
        if present.is_empty() {
            return Ok(None);
        }
        let reason = Prose::parse(reason, REASON_MIN, REASON_MAX).map_err(Refused::Reason)?;
        Ok(Some(Self {
            obstacles: present.to_vec(),
            reason: reason.to_string(),
        }))
    }

    /// What is passed over.
    pub fn obstacles(&self) -> &[Obstacle] {
        &self.obstacles
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether it covers exactly these.
    pub fn covers(&self, present: &[Obstacle]) -> bool {
        code(&self.obstacles) == code(present)
    }
}

/// An override as it was made.
#[derive(Clone, Debug)]
pub struct KeptOverride {
    /// The submission it is about.
    pub submission: i32,
    /// What was done.
    pub act: Act,
    /// What stood against it.
    pub obstacles: Vec<Obstacle>,
    /// Why it was done all the same.
    pub reason: String,
    /// Who did it.
    pub name: String,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// What a page carries of the obstacles it showed, in whatever order they were found; empty for none.
pub fn code(obstacles: &[Obstacle]) -> String {
    let mut codes: Vec<String> = obstacles
        .iter()
        .map(|obstacle| match obstacle {
            Obstacle::Unmet(rule) => format!("unmet-{rule}"),
            Obstacle::Divergent => "divergent".to_owned(),
            Obstacle::BelowLine { mean, line } => format!("mean-{mean}-below-{line}"),
            Obstacle::MissingReviews { filed, wanted } => format!("reviews-{filed}-of-{wanted}"),
        })
        .collect();
    codes.sort();
    codes.dedup();
    codes.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::subsequence};

    use super::*;

    fn all() -> Vec<Obstacle> {
        let mut all: Vec<Obstacle> = RuleId::ALL.into_iter().map(Obstacle::Unmet).collect();
        all.push(Obstacle::Divergent);
        all.extend(
            [(5_999, 6_000), (0, 6_000)].map(|(mean, line)| Obstacle::BelowLine { mean, line }),
        );
        all.extend(
            [(0, 3), (2, 3), (2, 5)]
                .map(|(filed, wanted)| Obstacle::MissingReviews { filed, wanted }),
        );
        all
    }

    fn some() -> impl Strategy<Value = Vec<Obstacle>> {
        let all = all();
        let most = all.len();
        subsequence(all, 0..=most)
    }

    proptest! {
        #[test]
        fn only_what_was_shown_is_passed_over(present in some(), shown in some()) {
            let made = Override::over(&present, &code(&shown), "已取得修复证明并经现场核实");
            if present == shown {
                let made = made.unwrap();
                prop_assert_eq!(made.is_none(), present.is_empty());
                prop_assert!(made.is_none_or(|made| made.covers(&present)));
            } else {
                prop_assert_eq!(made, Err(Refused::Others));
            }
        }

        #[test]
        fn the_order_in_which_they_were_found_does_not_matter(present in some()) {
            let mut turned = present.clone();
            turned.reverse();
            prop_assert_eq!(code(&turned), code(&present));
        }

        #[test]
        fn what_is_stored_is_read_back(present in some()) {
            let stored = serde_json::to_value(&present).unwrap();
            prop_assert_eq!(serde_json::from_value::<Vec<Obstacle>>(stored).unwrap(), present);
        }
    }

    #[test]
    fn nothing_is_passed_over_without_a_reason() {
        let present = [Obstacle::Unmet(RuleId::Credit)];
        let made = Override::over(&present, &code(&present), "同意");
        assert!(matches!(made, Err(Refused::Reason(_))));
    }
}
