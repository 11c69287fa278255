//! What is known about an applicant when a tier is checked.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::RuleId;
use crate::domain::catalogue::{Scenario, ScenarioId};
use crate::domain::link::Link;
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::tier::Tier;

/// Legal form of the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// 独立法人.
    LegalPerson,
    /// 法人的分支机构.
    Branch,
}

impl Entity {
    /// Both forms.
    pub const ALL: [Self; 2] = [Self::LegalPerson, Self::Branch];

    /// The code, as in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LegalPerson => "legal_person",
            Self::Branch => "branch",
        }
    }
}

impl FromStr for Entity {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|entity| entity.as_str() == text)
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// The worst safety, environment or quality incident of the last three years, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incident {
    /// None happened.
    None,
    /// 一般.
    General,
    /// 较大.
    Larger,
    /// 重大.
    Major,
    /// 特别重大.
    Extraordinary,
}

impl Incident {
    /// Every severity, mildest first.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::General,
        Self::Larger,
        Self::Major,
        Self::Extraordinary,
    ];

    /// The code, as in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::General => "general",
            Self::Larger => "larger",
            Self::Major => "major",
            Self::Extraordinary => "extraordinary",
        }
    }
}

impl FromStr for Incident {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|incident| incident.as_str() == text)
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// A text that is none of the codes of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown code `{0}`")]
pub struct UnknownCode(pub String);

/// An industrial division of GB/T 4754-2017: sections B, C and D, `06` to `46`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Industry(u8);

/// The text is not an industrial division.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no industrial division of GB/T 4754-2017 (06 to 46)")]
pub struct UnknownIndustry(pub String);

impl FromStr for Industry {
    type Err = UnknownIndustry;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let two_digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text
            .parse::<u8>()
            .ok()
            .filter(|n| two_digits && (6..=46).contains(n));
        number
            .map(Self)
            .ok_or_else(|| UnknownIndustry(text.to_owned()))
    }
}

impl TryFrom<String> for Industry {
    type Error = UnknownIndustry;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Industry> for String {
    fn from(industry: Industry) -> Self {
        industry.to_string()
    }
}

impl fmt::Display for Industry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// Declarations about the applicant; `None` = not answered yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// Registered in the region.
    pub registered_in_region: Option<bool>,
    /// Legal form.
    pub entity: Option<Entity>,
    /// Above designated size (规模以上), as a legal person.
    pub above_scale: Option<bool>,
    /// Industrial division; a branch needs it.
    pub industry: Option<Industry>,
    /// Whether the legal person a branch belongs to is above designated size.
    pub parent_above_scale: Option<bool>,
    /// Strong market competitiveness of enterprise and products.
    pub market_competitive: Option<bool>,
    /// Three years' normal operation, law-abiding.
    pub operating_normally: Option<bool>,
    /// The worst incident of the last three years.
    pub worst_incident: Option<Incident>,
    /// On the list of the seriously dishonest.
    pub seriously_dishonest: Option<bool>,
    /// Key equipment, software, operating systems and solutions are secure and controllable.
    pub secure_and_controllable: Option<bool>,
    /// Network and data security risks are controlled.
    pub security_risk_controlled: Option<bool>,
    /// An organisation for planning, building and running the factory is in place.
    pub organisation_in_place: Option<bool>,
    /// Basic digital, networked and intelligent capability.
    pub digital_capability: Option<bool>,
    /// The highest tier the factory already holds.
    pub held_tier: Option<Tier>,
}

/// The maturity level the applicant found by self-assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredMaturity {
    /// The level.
    pub level: MaturityLevel,
}

/// One scenario said to be built to the standard of a tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The scenario of the catalogue.
    pub scenario: ScenarioId,
    /// Its link, as the catalogue says.
    pub link: Link,
    /// The tier whose standard it meets.
    pub tier: Tier,
    /// Whether it has content and evidence; without them it counts nowhere.
    #[serde(default = "filled", skip_serializing_if = "Clone::clone")]
    pub filled: bool,
    /// The tiers below whose own tables do not list it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlisted: Vec<Tier>,
}

const fn filled() -> bool {
    true
}

impl Claim {
    /// A filled claim to the standard of a tier.
    pub fn of(scenario: &Scenario, tier: Tier) -> Self {
        let lower = Tier::ALL.into_iter().filter(|lower| *lower < tier);
        Self {
            scenario: scenario.id.clone(),
            link: scenario.link,
            tier,
            filled: true,
            unlisted: lower
                .filter(|lower| !scenario.is_in_table(*lower))
                .collect(),
        }
    }
}

/// What a person found on a clause. Meeting one settles what the rules leave to a person; refusing
/// one stands against whatever was declared. What the rules find unmet no judgement mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// The clause is met.
    Met,
    /// The clause is not met.
    Unmet,
}

/// What people found, by the tier they judged and the rule. See [`Facts::judgement`].
pub type Judgements = BTreeMap<Tier, BTreeMap<RuleId, Judgement>>;

/// Everything the rules look at, bound to a catalogue edition. Made by [`super::FactsInput`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Edition of the catalogue the scenarios were looked up in.
    pub catalogue: String,
    /// Declarations.
    pub applicant: Applicant,
    /// Self-assessed maturity; `None` = not assessed.
    pub maturity: Option<DeclaredMaturity>,
    /// Scenario instances, several of which may belong to one scenario.
    pub scenarios: Vec<Claim>,
    /// What people have judged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub judgements: Judgements,
}

impl Facts {
    /// Records what a person found on a clause of one tier.
    pub fn judge(&mut self, tier: Tier, rule: RuleId, judgement: Judgement) {
        self.judgements
            .entry(tier)
            .or_default()
            .insert(rule, judgement);
    }

    /// What people's findings say about a clause of one tier, if anyone judged it. A clause found
    /// met is so for the tier that was judged. One that was refused is refused for every higher
    /// tier, which asks for no less, and a base requirement for all tiers.
    pub fn judgement(&self, tier: Tier, rule: RuleId) -> Option<Judgement> {
        let refused = self.judgements.iter().any(|(judged, found)| {
            let reaches = *judged <= tier || rule.is_base();
            reaches && found.get(&rule) == Some(&Judgement::Unmet)
        });
        if refused {
            return Some(Judgement::Unmet);
        }
        self.judgements.get(&tier)?.get(&rule).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_industrial_divisions_are_industries() {
        for number in 0..=99_u8 {
            let text = format!("{number:02}");
            let parsed = text.parse::<Industry>();
            assert_eq!(parsed.is_ok(), (6..=46).contains(&number), "{text}");
            assert!(parsed.is_err() || parsed.unwrap().to_string() == text);
        }
        for wrong in ["", "6", "+6", "006", "3210", "ab"] {
            assert!(wrong.parse::<Industry>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn incidents_are_ordered_and_spelled_as_the_interface_says() {
        assert!(Incident::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(
            serde_json::to_string(&Incident::ALL).unwrap(),
            r#"["none","general","larger","major","extraordinary"]"#
        );
    }
}
