//! The ids of the rules, as the public interface and stored reports spell them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::domain::link::Group;

/// One rule of the requirements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleId {
    /// Registered in the region.
    Region,
    /// A legal person, or a branch in an excepted industry.
    Entity,
    /// Above designated size (规模以上).
    AboveScale,
    /// Strong market competitiveness of enterprise and products.
    Competitiveness,
    /// Three years' normal and honest operation.
    Operation,
    /// No serious safety, environment or quality incident in three years.
    Incidents,
    /// Not on the list of the seriously dishonest.
    Credit,
    /// Key equipment, software and solutions secure and controllable.
    Controllable,
    /// Network and data risk controlled.
    SecurityRisk,
    /// An organisation for planning, building and running the factory.
    Organisation,
    /// Basic digital, networked and intelligent capability.
    DigitalCapability,
    /// Self-assessed maturity level.
    Maturity,
    /// The tier held before.
    PriorTier,
    /// Number of distinct scenarios.
    ScenarioCount,
    /// A counted scenario in the group.
    Coverage(Group),
    /// The paragraph of the tier's section about the group; a person judges it.
    Quality(Group),
}

impl RuleId {
    /// Every rule in the order of a report.
    pub const ALL: [Self; 24] = [
        Self::Region,
        Self::Entity,
        Self::AboveScale,
        Self::Competitiveness,
        Self::Operation,
        Self::Incidents,
        Self::Credit,
        Self::Controllable,
        Self::SecurityRisk,
        Self::Organisation,
        Self::DigitalCapability,
        Self::Maturity,
        Self::PriorTier,
        Self::ScenarioCount,
        Self::Coverage(Group::G1),
        Self::Coverage(Group::G2),
        Self::Coverage(Group::G3),
        Self::Coverage(Group::G4),
        Self::Coverage(Group::G5),
        Self::Quality(Group::G1),
        Self::Quality(Group::G2),
        Self::Quality(Group::G3),
        Self::Quality(Group::G4),
        Self::Quality(Group::G5),
    ];

    /// The id as text, such as `scenario-count` or `coverage-G3`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Entity => "entity",
            Self::AboveScale => "above-scale",
            Self::Competitiveness => "competitiveness",
            Self::Operation => "operation",
            Self::Incidents => "incidents",
            Self::Credit => "credit",
            Self::Controllable => "controllable",
            Self::SecurityRisk => "security-risk",
            Self::Organisation => "organisation",
            Self::DigitalCapability => "digital-capability",
            Self::Maturity => "maturity",
            Self::PriorTier => "prior-tier",
            Self::ScenarioCount => "scenario-count",
            Self::Coverage(group) => coverage_id(group),
            Self::Quality(group) => quality_id(group),
        }
    }

    /// Whether a person judges this rule; the others follow from the scenarios, and come before a
    /// person only where they are for review.
    pub const fn is_judged(self) -> bool {
        !matches!(self, Self::ScenarioCount | Self::Coverage(_))
    }

    /// Whether this is a base requirement (section 1), which asks the same for every tier.
    pub const fn is_base(self) -> bool {
        match self {
            Self::Region
            | Self::Entity
            | Self::AboveScale
            | Self::Competitiveness
            | Self::Operation
            | Self::Incidents
            | Self::Credit
            | Self::Controllable
            | Self::SecurityRisk
            | Self::Organisation
            | Self::DigitalCapability => true,
            Self::Maturity
            | Self::PriorTier
            | Self::ScenarioCount
            | Self::Coverage(_)
            | Self::Quality(_) => false,
        }
    }
}

const fn coverage_id(group: Group) -> &'static str {
    match group {
        Group::G1 => "coverage-G1",
        Group::G2 => "coverage-G2",
        Group::G3 => "coverage-G3",
        Group::G4 => "coverage-G4",
        Group::G5 => "coverage-G5",
    }
}

const fn quality_id(group: Group) -> &'static str {
    match group {
        Group::G1 => "quality-G1",
        Group::G2 => "quality-G2",
        Group::G3 => "quality-G3",
        Group::G4 => "quality-G4",
        Group::G5 => "quality-G5",
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule `{0}`")]
pub struct UnknownRule(pub String);

impl FromStr for RuleId {
    type Err = UnknownRule;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.as_str() == text)
            .ok_or_else(|| UnknownRule(text.to_owned()))
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_round_trips() {
        for rule in RuleId::ALL {
            assert_eq!(rule.as_str().parse(), Ok(rule));
            let json = serde_json::to_string(&rule).unwrap();
            assert_eq!(json, format!("\"{rule}\""));
            assert_eq!(serde_json::from_str::<RuleId>(&json).unwrap(), rule);
        }
        assert!(serde_json::from_str::<RuleId>("\"coverage-G6\"").is_err());
    }
}
