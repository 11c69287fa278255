//! Reads a catalogue from TOML and refuses what cannot be right, each with its line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Catalogue, Scenario};
use crate::domain::source::{LoadError, Source};
use crate::domain::tier::TierTable;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    edition: Spanned<String>,
    title: Spanned<String>,
    official: bool,
    rules_edition: Spanned<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    scenarios: Vec<RawScenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScenario {
    id: Spanned<String>,
    name: Spanned<String>,
    link: Spanned<String>,
    standards: Spanned<TierTable<Option<String>>>,
}

impl Catalogue {
    /// Reads a catalogue edition.
    ///
    /// # Errors
    /// Everything wrong in the file: broken TOML, no scenarios, unknown links, ids used twice, empty
    /// names, scenarios that no tier's table lists.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        let source = Source { file, text };
        let raw: Raw = source.read_toml().map_err(|error| vec![error])?;
        let mut errors = head_errors(&source, &raw);
        let mut seen = BTreeMap::new();
        let mut scenarios = Vec::with_capacity(raw.scenarios.len());
        for row in raw.scenarios {
            let position = row.id.span().start;
            if let Some(first) = seen.insert(row.id.get_ref().clone(), source.line_at(position)) {
                let message = format!("scenario `{}` is already on line {first}", row.id.get_ref());
                errors.push(source.error(position, message));
            }
            match scenario(&source, row) {
                Ok(scenario) => scenarios.push(scenario),
                Err(found) => errors.extend(found),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            edition: raw.edition.into_inner(),
            title: raw.title.into_inner(),
            official: raw.official,
            rules_edition: raw.rules_edition.into_inner(),
            note: raw.note,
            scenarios,
        })
    }
}

fn head_errors(source: &Source<'_>, raw: &Raw) -> Vec<LoadError> {
    let mut errors: Vec<LoadError> = [&raw.edition, &raw.title, &raw.rules_edition]
        .into_iter()
        .filter(|value| value.get_ref().trim().is_empty())
        .map(|value| source.error(value.span().start, "must not be empty"))
        .collect();
    if raw.scenarios.is_empty() {
        let message = "the catalogue lists no scenarios";
        errors.push(source.error(raw.edition.span().start, message));
    }
    errors
}

fn scenario(source: &Source<'_>, raw: RawScenario) -> Result<Scenario, Vec<LoadError>> {
    let mut errors = Vec::new();
    let mut refuse = |at: usize, message: String| errors.push(source.error(at, message));
    let id = raw
        .id
        .get_ref()
        .parse()
        .map_err(|e| refuse(raw.id.span().start, format!("{e}")))
        .ok();
    let link = raw
        .link
        .get_ref()
        .parse()
        .map_err(|e| refuse(raw.link.span().start, format!("{e}")))
        .ok();
    if raw.name.get_ref().trim().is_empty() {
        refuse(raw.name.span().start, "the scenario has no name".to_owned());
    }
    let standards = raw.standards.get_ref();
    if standards.iter().all(|(_, words)| words.is_none()) {
        refuse(
            raw.id.span().start,
            "no tier's table lists this scenario".to_owned(),
        );
    }
    if standards
        .iter()
        .any(|(_, words)| words.as_deref().is_some_and(|w| w.trim().is_empty()))
    {
        refuse(
            raw.standards.span().start,
            "a tier's requirement must not be empty".to_owned(),
        );
    }
    match (id, link) {
        (Some(id), Some(link)) if errors.is_empty() => Ok(Scenario {
            id,
            name: raw.name.into_inner(),
            link,
            standards: raw.standards.into_inner(),
        }),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::link::Group;
    use crate::domain::tier::Tier;

    const SAMPLE: &str = include_str!("../../../config/seasons/2025/catalogue.toml");
    const HEAD: &str = "edition = 'e'\ntitle = 't'\nofficial = false\nrules_edition = 'r'\n";

    fn lines(text: &str) -> Vec<String> {
        let errors = Catalogue::from_toml("c.toml", text).unwrap_err();
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_sample_has_38_scenarios_in_every_table_and_is_not_official() {
        let sample = Catalogue::from_toml("catalogue.toml", SAMPLE).unwrap();
        assert_eq!(sample.scenarios.len(), 38);
        assert!(!sample.official);
        for tier in Tier::ALL {
            assert_eq!(sample.table(tier).count(), 38);
        }
        let per_group = Group::ALL.map(|group| {
            sample
                .scenarios
                .iter()
                .filter(|s| s.group() == group)
                .count()
        });
        assert_eq!(per_group, [3, 4, 10, 12, 9]);
        for absent in ["S30", "S31"] {
            assert!(sample.scenario(&absent.parse().unwrap()).is_none());
        }
    }

    #[test]
    fn every_tier_of_the_sample_asks_for_something_else() {
        let sample = Catalogue::from_toml("catalogue.toml", SAMPLE).unwrap();
        let mut words: Vec<&String> = sample
            .scenarios
            .iter()
            .flat_map(|scenario| {
                scenario
                    .standards
                    .iter()
                    .filter_map(|(_, text)| text.as_ref())
            })
            .collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!((all, words.len()), (38 * 4, 38 * 4));
    }

    #[test]
    fn an_empty_catalogue_is_refused() {
        assert_eq!(lines(HEAD), ["c.toml:1: the catalogue lists no scenarios"]);
    }

    #[test]
    fn every_error_is_told_with_its_line() {
        let row = |id: &str, link: &str| {
            format!(
                "[[scenarios]]\nid = '{id}'\nname = 'n'\nlink = '{link}'\nstandards.basic = 'x'\n"
            )
        };
        let text = format!(
            "{HEAD}{}{}{}",
            row("S01", "L01"),
            row("S01", "L15"),
            row("S 2", "L02")
        );
        let errors = lines(&text);
        assert_eq!(errors[0], "c.toml:11: scenario `S01` is already on line 6");
        assert_eq!(errors[1], "c.toml:13: unknown link `L15`");
        assert!(errors[2].starts_with("c.toml:16: `S 2` is no scenario id"));
        assert_eq!(errors.len(), 3);
    }

    #[test]
    fn unknown_tiers_and_keys_are_refused() {
        let row = "[[scenarios]]\nid = 'S01'\nname = 'n'\nlink = 'L01'\nstandards.gold = 'x'\n";
        assert!(lines(&format!("{HEAD}{row}"))[0].contains("unknown field `gold`"));
        assert!(lines(&format!("{HEAD}colour = 1\n"))[0].starts_with("c.toml:5:"));
    }

    #[test]
    fn a_scenario_of_no_table_is_refused() {
        let row = "[[scenarios]]\nid = 'S01'\nname = 'n'\nlink = 'L01'\nstandards = {}\n";
        let errors = lines(&format!("{HEAD}{row}"));
        assert_eq!(errors, ["c.toml:6: no tier's table lists this scenario"]);
    }
}
