//! What an application ends as when it succeeds.

use serde::{Deserialize, Serialize};

use crate::domain::tier::Tier;

/// The kind of success: what the region itself may decide differs by tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 认定: recognised by the region.
    Recognised,
    /// 备案: filed by the bureau.
    Filed,
    /// 推荐上报: recommended to the nation, which decides.
    RecommendedUp,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 3] = [Self::Recognised, Self::Filed, Self::RecommendedUp];

    /// The usual outcome of a tier; a season may set another.
    pub const fn of(tier: Tier) -> Self {
        match tier {
            Tier::Basic => Self::Filed,
            Tier::Advanced => Self::Recognised,
            Tier::Excellent | Tier::Leading => Self::RecommendedUp,
        }
    }

    /// The outcome as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recognised => "recognised",
            Self::Filed => "filed",
            Self::RecommendedUp => "recommended_up",
        }
    }
}

/// The text names no outcome.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown outcome `{0}`")]
pub struct UnknownOutcome(pub String);

impl std::str::FromStr for Outcome {
    type Err = UnknownOutcome;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL
            .into_iter()
            .find(|outcome| outcome.as_str() == text);
        found.ok_or_else(|| UnknownOutcome(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_awards_only_the_two_lower_tiers() {
        let outcomes = Tier::ALL.map(Outcome::of);
        let expected = [
            Outcome::Filed,
            Outcome::Recognised,
            Outcome::RecommendedUp,
            Outcome::RecommendedUp,
        ];
        assert_eq!(outcomes, expected);
    }

    #[test]
    fn outcomes_round_trip() {
        for outcome in Outcome::ALL {
            assert_eq!(outcome.as_str().parse(), Ok(outcome));
            assert_eq!(
                serde_json::to_value(outcome).expect("json"),
                outcome.as_str()
            );
        }
        assert!("x".parse::<Outcome>().is_err());
    }
}
