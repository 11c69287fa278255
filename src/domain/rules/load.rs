//! Reads a rule set and refuses conditions that contradict each other, with the line.

use serde::Deserialize;
use toml::Spanned;

use super::RuleSet;
use crate::domain::link::Group;
use crate::domain::source::{LoadError, Source};
use crate::domain::tier::{Tier, TierTable};

/// Name of the file and lines in it: where a rule set was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    pub file: String,
    pub edition: usize,
    pub tiers: TierTable<TierLines>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct TierLines {
    pub scenarios: usize,
    pub groups: usize,
    pub maturity: usize,
    pub incidents: usize,
}

impl Origin {
    pub fn error(&self, line: usize, message: String) -> LoadError {
        LoadError {
            file: self.file.clone(),
            line,
            message,
        }
    }
}

/// The same file once more, for its places only.
#[derive(Deserialize)]
struct Places {
    edition: Spanned<String>,
    tiers: TierTable<TierPlaces>,
}

#[derive(Deserialize)]
struct TierPlaces {
    scenarios: Spanned<u32>,
    groups: Spanned<Vec<Group>>,
    maturity: Spanned<toml::Table>,
    incidents: Spanned<toml::Table>,
}

impl Places {
    fn origin(&self, source: &Source<'_>) -> Origin {
        Origin {
            file: source.file.to_owned(),
            edition: source.line_at(self.edition.span().start),
            tiers: self.tiers.map(|places| TierLines {
                scenarios: source.line_at(places.scenarios.span().start),
                groups: source.line_at(places.groups.span().start),
                maturity: source.line_at(places.maturity.span().start),
                incidents: source.line_at(places.incidents.span().start),
            }),
        }
    }
}

impl RuleSet {
    /// Reads an edition of the requirements.
    ///
    /// # Errors
    /// Broken TOML, unknown keys, tiers, groups, industries or levels; an empty edition; thresholds
    /// of zero; conditions that a higher tier loosens.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        let source = Source { file, text };
        let mut rules: Self = source.read_toml().map_err(|error| vec![error])?;
        let places: Places = source.read_toml().map_err(|error| vec![error])?;
        rules.origin = places.origin(&source);
        let errors = rules.contradictions();
        if errors.is_empty() {
            Ok(rules)
        } else {
            Err(errors)
        }
    }

    fn contradictions(&self) -> Vec<LoadError> {
        let mut errors = Vec::new();
        if self.edition.trim().is_empty() {
            errors.push(
                self.origin
                    .error(self.origin.edition, "must not be empty".to_owned()),
            );
        }
        for tier in Tier::ALL {
            errors.extend(self.impossible(tier));
            if let Some(lower) = tier.below() {
                errors.extend(self.loosened(lower, tier));
            }
        }
        errors
    }

    /// Conditions of one tier that cannot be meant.
    fn impossible(&self, tier: Tier) -> Vec<LoadError> {
        let (conditions, lines) = (self.tiers.get(tier), self.origin.tiers.get(tier));
        let mut errors = Vec::new();
        let mut refuse = |line, message: &str| {
            errors.push(self.origin.error(line, format!("{tier}: {message}")));
        };
        if conditions.scenarios == 0 {
            refuse(lines.scenarios, "at least one scenario must be required");
        }
        if conditions.groups.len() > conditions.scenarios as usize {
            refuse(lines.groups, "more groups than scenarios are required");
        }
        if conditions.groups.windows(2).any(|pair| pair[0] >= pair[1]) {
            refuse(lines.groups, "groups must be in order, each once");
        }
        let incidents = conditions.incidents;
        if incidents
            .review_from
            .is_some_and(|from| from >= incidents.refused_from)
        {
            refuse(
                lines.incidents,
                "review_from must be milder than refused_from",
            );
        }
        errors
    }

    /// Conditions that a higher tier asks less of than a lower one.
    fn loosened(&self, lower: Tier, higher: Tier) -> Vec<LoadError> {
        let (low, high) = (self.tiers.get(lower), self.tiers.get(higher));
        let lines = self.origin.tiers.get(higher);
        let mut errors = Vec::new();
        let mut refuse = |line, what: &str| {
            let message = format!("{higher} asks less than {lower}: {what}");
            errors.push(self.origin.error(line, message));
        };
        if high.scenarios < low.scenarios {
            refuse(lines.scenarios, "number of scenarios");
        }
        if low.groups.iter().any(|group| !high.groups.contains(group)) {
            refuse(lines.groups, "required groups");
        }
        if high.maturity.minimum < low.maturity.minimum
            || low.maturity.self_assessed && !high.maturity.self_assessed
        {
            refuse(lines.maturity, "maturity");
        }
        if high.incidents.refused_from > low.incidents.refused_from {
            refuse(lines.incidents, "incidents");
        }
        errors
    }
}
