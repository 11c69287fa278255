//! The catalogue of scenarios (典型场景): names, links and what each tier asks of a scenario.

mod load;
pub mod table;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use super::link::{Group, Link};
use super::tier::{Tier, TierTable};

/// The id of a scenario within a catalogue edition, such as `S08`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScenarioId(String);

impl ScenarioId {
    /// Longest id that is accepted, in bytes.
    pub const MAX_LENGTH: usize = 16;

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text cannot be the id of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no scenario id (1 to 16 ASCII letters, digits or hyphens)")]
pub struct BadScenarioId(pub String);

impl TryFrom<String> for ScenarioId {
    type Error = BadScenarioId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = (1..=Self::MAX_LENGTH).contains(&text.len());
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if fits && plain {
            Ok(Self(text))
        } else {
            Err(BadScenarioId(text))
        }
    }
}

impl FromStr for ScenarioId {
    type Err = BadScenarioId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl From<ScenarioId> for String {
    fn from(id: ScenarioId) -> Self {
        id.0
    }
}

impl fmt::Display for ScenarioId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A scenario of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its id in this edition.
    pub id: ScenarioId,
    /// Its Chinese name.
    pub name: String,
    /// The link it belongs to.
    pub link: Link,
    /// What each tier asks of it, in words; `None` = not in that tier's table.
    pub standards: TierTable<Option<String>>,
}

impl Scenario {
    /// The group its link belongs to.
    pub const fn group(&self) -> Group {
        self.link.group()
    }

    /// Whether the table of `tier` lists it.
    pub const fn is_in_table(&self, tier: Tier) -> bool {
        self.standards.get(tier).is_some()
    }

    /// The tiers whose tables list it, lowest first.
    pub fn tiers(&self) -> impl Iterator<Item = Tier> {
        Tier::ALL.into_iter().filter(|tier| self.is_in_table(*tier))
    }
}

/// One edition of the catalogue (典型场景参考标准).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Id of the edition, frozen by a season.
    pub edition: String,
    /// Its Chinese title.
    pub title: String,
    /// Whether it is the table issued with the requirements; a sample never is.
    pub official: bool,
    /// The edition of the requirements it was made for.
    pub rules_edition: String,
    /// What whoever reads it must know, such as scenarios that have no place in the links.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Its scenarios, in the order shown.
    pub scenarios: Vec<Scenario>,
}

impl Catalogue {
    /// The scenario with this id.
    pub fn scenario(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == *id)
    }

    /// The scenarios of one link, in the order of the catalogue.
    pub fn of_link(&self, link: Link) -> impl Iterator<Item = &Scenario> {
        self.scenarios
            .iter()
            .filter(move |scenario| scenario.link == link)
    }

    /// The scenarios that the table of one tier lists.
    pub fn table(&self, tier: Tier) -> impl Iterator<Item = &Scenario> {
        self.scenarios
            .iter()
            .filter(move |scenario| scenario.is_in_table(tier))
    }
}
