//! A rule set and the catalogue its scenarios are counted in, refused when they do not fit.

use super::RuleSet;
use crate::domain::catalogue::Catalogue;
use crate::domain::link::Group;
use crate::domain::source::LoadError;

/// What an application is checked against: a rule set and the catalogue of its scenarios.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The requirements.
    pub rules: &'a RuleSet,
    /// The scenarios.
    pub catalogue: &'a Catalogue,
}

/// A rule set with the catalogue its scenarios are counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The requirements.
    pub rules: RuleSet,
    /// The scenarios.
    pub catalogue: Catalogue,
}

impl Edition {
    /// What an application is checked against.
    pub const fn terms(&self) -> Terms<'_> {
        Terms {
            rules: &self.rules,
            catalogue: &self.catalogue,
        }
    }

    /// Joins a rule set and a catalogue.
    ///
    /// # Errors
    /// A catalogue made for another edition; a tier's table shorter than its threshold or without a
    /// scenario in a group; the line is that of the condition.
    pub fn new(rules: RuleSet, catalogue: Catalogue) -> Result<Self, Vec<LoadError>> {
        let errors = mismatches(&rules, &catalogue);
        if errors.is_empty() {
            Ok(Self { rules, catalogue })
        } else {
            Err(errors)
        }
    }

    /// Reads both files, given as (name, text).
    ///
    /// # Errors
    /// Everything wrong in either file or between them.
    pub fn from_toml(rules: (&str, &str), catalogue: (&str, &str)) -> Result<Self, Vec<LoadError>> {
        match (
            RuleSet::from_toml(rules.0, rules.1),
            Catalogue::from_toml(catalogue.0, catalogue.1),
        ) {
            (Ok(rules), Ok(catalogue)) => Self::new(rules, catalogue),
            (rules, catalogue) => Err([rules.err(), catalogue.err()]
                .into_iter()
                .flatten()
                .flatten()
                .collect()),
        }
    }
}

fn mismatches(rules: &RuleSet, catalogue: &Catalogue) -> Vec<LoadError> {
    let origin = &rules.origin;
    let mut errors = Vec::new();
    if ![rules.edition.as_str(), rules.first_edition()].contains(&catalogue.rules_edition.as_str())
    {
        let message = format!(
            "unknown edition: catalogue `{}` was made for `{}`, not for `{}`",
            catalogue.edition, catalogue.rules_edition, rules.edition
        );
        errors.push(origin.error(origin.edition, message));
    }
    for (tier, conditions) in rules.tiers.iter() {
        let lines = origin.tiers.get(tier);
        let listed = catalogue.table(tier).count();
        if listed < conditions.scenarios as usize {
            let message = format!(
                "{tier} requires {} scenarios, its table in catalogue `{}` lists {listed}",
                conditions.scenarios, catalogue.edition
            );
            errors.push(origin.error(lines.scenarios, message));
        }
        for group in Group::ALL {
            if catalogue
                .table(tier)
                .all(|scenario| scenario.group() != group)
            {
                let message = format!(
                    "{tier}: its table in catalogue `{}` has no scenario in {group}",
                    catalogue.edition
                );
                errors.push(origin.error(lines.groups, message));
            }
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::testing::{CATALOGUE, RULES, edition};
    use crate::domain::tier::TierTable;

    fn refusals(change: &str, to: &str) -> Vec<String> {
        assert!(RULES.contains(change), "{change}");
        let rules = RULES.replacen(change, to, 1);
        let errors = Edition::from_toml(("r.toml", &rules), ("c.toml", CATALOGUE)).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    }

    fn line_of(text: &str) -> usize {
        1 + RULES.lines().position(|line| line == text).unwrap()
    }

    #[test]
    fn the_shipped_edition_loads() {
        let edition = edition();
        assert_eq!(edition.catalogue.rules_edition, edition.rules.edition);
        assert_eq!(
            edition.rules.tiers.map(|tier| tier.scenarios),
            TierTable {
                basic: 5,
                advanced: 10,
                excellent: 16,
                leading: 20
            }
        );
    }

    #[test]
    fn an_impossible_threshold_is_refused_at_its_line() {
        let line = line_of("scenarios = 20");
        assert_eq!(
            refusals("scenarios = 20", "scenarios = 39"),
            [format!(
                "r.toml:{line}: leading requires 39 scenarios, its table in catalogue \
             `nmg-2025-sample` lists 38"
            )]
        );
        let line = line_of("scenarios = 5");
        assert_eq!(
            refusals("scenarios = 5", "scenarios = 0"),
            [
                format!("r.toml:{line}: basic: at least one scenario must be required"),
                format!(
                    "r.toml:{}: basic: more groups than scenarios are required",
                    line + 1
                ),
            ]
        );
    }

    #[test]
    fn a_threshold_that_a_higher_tier_loosens_is_refused_at_its_line() {
        let line = line_of("scenarios = 16");
        assert_eq!(
            refusals("scenarios = 16", "scenarios = 9"),
            [format!(
                "r.toml:{line}: excellent asks less than advanced: number of scenarios"
            )]
        );
        for (change, to, what) in [
            ("minimum = 3", "minimum = 1", "maturity"),
            (
                r#"groups = ["G3", "G4", "G5"]"#,
                r#"groups = ["G4"]"#,
                "required groups",
            ),
            (
                r#"refused_from = "major", review_from = "larger""#,
                r#"refused_from = "extraordinary""#,
                "incidents",
            ),
        ] {
            assert!(refusals(change, to)[0].ends_with(what), "{what}");
        }
    }

    #[test]
    fn unknown_words_are_refused_at_their_line() {
        for (change, to, word) in [
            (
                r#"groups = ["G3"]"#,
                r#"groups = ["G6"]"#,
                "unknown variant `G6`",
            ),
            (
                "minimum = 2",
                "minimum = 6",
                "maturity level must be 1 to 5, not 6",
            ),
            (
                r#""07", "25""#,
                r#""07", "65""#,
                "`65` is no industrial division",
            ),
            (
                "unit_of_coverage = \"group\"",
                "unit_of_coverage = \"link\"",
                "unknown variant `link`",
            ),
            (
                "instances_count_once",
                "count_once",
                "unknown field `count_once`",
            ),
            ("prior_tier = \"none\"", "", "missing field `prior_tier`"),
            (
                "quality_binds = \"required_groups\"",
                "quality_binds = \"some\"",
                "unknown variant `some`",
            ),
            (
                "reviewed_declarations = []",
                "reviewed_declarations = ['x']",
                "unknown rule `x`",
            ),
        ] {
            let errors = refusals(change, to);
            assert_eq!(errors.len(), 1);
            assert!(errors[0].contains(word), "{errors:?}");
            let line: usize = errors[0].split(':').nth(1).unwrap().parse().unwrap();
            assert!(line > 1, "{errors:?}");
        }
    }

    #[test]
    fn a_catalogue_of_another_edition_or_with_an_empty_group_is_refused() {
        let Edition { rules, catalogue } = edition();
        let mut other = catalogue.clone();
        other.rules_edition = "elsewhere-2019".to_owned();
        let errors = Edition::new(rules.clone(), other).unwrap_err();
        let place = format!("rules.toml:{}: unknown", line_of("edition = \"nmg-2025\""));
        assert!(errors[0].to_string().starts_with(&place), "{errors:?}");
        let mut gap = catalogue;
        gap.scenarios
            .retain(|scenario| scenario.group() != Group::G1);
        let errors = Edition::new(rules, gap).unwrap_err();
        assert_eq!(errors.len(), 4);
        assert!(errors[0].message.ends_with("has no scenario in G1"));
    }

    #[test]
    fn errors_of_both_files_are_told() {
        let errors = Edition::from_toml(("r.toml", "x = 1"), ("c.toml", "")).unwrap_err();
        let files: Vec<&str> = errors.iter().map(|error| error.file.as_str()).collect();
        assert_eq!(files, ["r.toml", "c.toml"]);
    }
}
