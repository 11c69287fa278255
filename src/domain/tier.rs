//! The four tiers (等级) of smart factories, in order, and a table with one entry per tier.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A tier of smart factories, ordered from 基础级 to 领航级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// 基础级.
    Basic,
    /// 先进级.
    Advanced,
    /// 卓越级.
    Excellent,
    /// 领航级.
    Leading,
}

impl Tier {
    /// Every tier, lowest first.
    pub const ALL: [Self; 4] = [Self::Basic, Self::Advanced, Self::Excellent, Self::Leading];

    /// The code used in the database, in files and in the public interface.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Advanced => "advanced",
            Self::Excellent => "excellent",
            Self::Leading => "leading",
        }
    }

    /// The tier just below, if there is one.
    pub const fn below(self) -> Option<Self> {
        match self {
            Self::Basic => None,
            Self::Advanced => Some(Self::Basic),
            Self::Excellent => Some(Self::Advanced),
            Self::Leading => Some(Self::Excellent),
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no tier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown tier `{0}`")]
pub struct UnknownTier(pub String);

impl FromStr for Tier {
    type Err = UnknownTier;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|tier| tier.as_str() == text)
            .ok_or_else(|| UnknownTier(text.to_owned()))
    }
}

/// One value for each tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierTable<T> {
    /// For 基础级.
    pub basic: T,
    /// For 先进级.
    pub advanced: T,
    /// For 卓越级.
    pub excellent: T,
    /// For 领航级.
    pub leading: T,
}

impl<T> TierTable<T> {
    /// A table made by asking for the value of each tier, lowest first.
    pub fn from_fn(mut value: impl FnMut(Tier) -> T) -> Self {
        Self {
            basic: value(Tier::Basic),
            advanced: value(Tier::Advanced),
            excellent: value(Tier::Excellent),
            leading: value(Tier::Leading),
        }
    }

    /// The value of one tier.
    pub const fn get(&self, tier: Tier) -> &T {
        match tier {
            Tier::Basic => &self.basic,
            Tier::Advanced => &self.advanced,
            Tier::Excellent => &self.excellent,
            Tier::Leading => &self.leading,
        }
    }

    /// Tier and value, lowest tier first.
    pub fn iter(&self) -> impl Iterator<Item = (Tier, &T)> {
        Tier::ALL.into_iter().map(|tier| (tier, self.get(tier)))
    }

    /// Tier and value to change, lowest tier first.
    pub const fn each_mut(&mut self) -> [(Tier, &mut T); 4] {
        [
            (Tier::Basic, &mut self.basic),
            (Tier::Advanced, &mut self.advanced),
            (Tier::Excellent, &mut self.excellent),
            (Tier::Leading, &mut self.leading),
        ]
    }

    /// The same table with each value turned into another.
    pub fn map<U>(&self, mut change: impl FnMut(&T) -> U) -> TierTable<U> {
        TierTable::from_fn(|tier| change(self.get(tier)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_ordered_and_round_trip() {
        assert!(Tier::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        for tier in Tier::ALL {
            assert_eq!(tier.as_str().parse(), Ok(tier));
            assert_eq!(serde_json::to_string(&tier).unwrap(), format!("\"{tier}\""));
        }
        assert_eq!(
            "Basic".parse::<Tier>(),
            Err(UnknownTier("Basic".to_owned()))
        );
    }

    #[test]
    fn below_steps_down_one_tier() {
        let below = Tier::ALL.map(Tier::below);
        assert_eq!(below[0], None);
        assert_eq!(
            below[1..],
            Tier::ALL[..3].iter().copied().map(Some).collect::<Vec<_>>()
        );
    }
}
