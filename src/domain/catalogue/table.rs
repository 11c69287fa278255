//! Reads the scenarios of a catalogue from the rows of a spreadsheet, each fault with its row.
//!
//! Columns: id, name, link, then what the basic, advanced, excellent and leading tier ask for; an
//! empty cell means that the tier's table does not list the scenario. The first row is a heading.

use std::collections::BTreeMap;

use super::{Catalogue, Group, Link, Scenario, ScenarioId};
use crate::domain::{
    rules::RuleSet,
    tier::{Tier, TierTable},
};

/// How many columns the table has.
pub const COLUMNS: usize = 7;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// The id is not 1 to 16 ASCII letters, digits or hyphens.
    BadId(String),
    /// The id is in an earlier row already.
    Repeated {
        /// The earlier row.
        first: usize,
    },
    /// There is no name.
    NoName,
    /// The link is not one of the fourteen.
    UnknownLink(String),
    /// No tier asks for anything.
    NoStandard,
}

/// What is wrong, and in which row, counted from 1 as a spreadsheet does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row.
    pub row: usize,
    /// The fault.
    pub fault: RowFault,
}

/// Reads the rows below the heading; empty rows are left out. `link_of` knows the names of links.
///
/// # Errors
/// Every fault of every row.
pub fn scenarios(
    rows: &[Vec<String>],
    link_of: impl Fn(&str) -> Option<Link>,
) -> Result<Vec<Scenario>, Vec<RowError>> {
    let (mut scenarios, mut errors) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (row, cells) in (1..).zip(rows).skip(1) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |index: usize| cells.get(index).map_or("", |cell| cell.trim());
        if let Some(first) = seen.insert(cell(0).to_owned(), row) {
            let fault = RowFault::Repeated { first };
            errors.push(RowError { row, fault });
        }
        match scenario(cell, &link_of) {
            Ok(scenario) => scenarios.push(scenario),
            Err(faults) => errors.extend(faults.into_iter().map(|fault| RowError { row, fault })),
        }
    }
    if errors.is_empty() {
        Ok(scenarios)
    } else {
        Err(errors)
    }
}

fn scenario<'a>(
    cell: impl Fn(usize) -> &'a str,
    link_of: impl Fn(&str) -> Option<Link>,
) -> Result<Scenario, Vec<RowFault>> {
    let mut faults = Vec::new();
    let id = cell(0).parse::<ScenarioId>().ok();
    if id.is_none() {
        faults.push(RowFault::BadId(cell(0).to_owned()));
    }
    if cell(1).is_empty() {
        faults.push(RowFault::NoName);
    }
    let link = cell(2).parse().ok().or_else(|| link_of(cell(2)));
    if link.is_none() {
        faults.push(RowFault::UnknownLink(cell(2).to_owned()));
    }
    let words = |index| Some(cell(index).to_owned()).filter(|words| !words.is_empty());
    let standards = TierTable {
        basic: words(3),
        advanced: words(4),
        excellent: words(5),
        leading: words(6),
    };
    if standards.iter().all(|(_, words)| words.is_none()) {
        faults.push(RowFault::NoStandard);
    }
    match (id, link) {
        (Some(id), Some(link)) if faults.is_empty() => Ok(Scenario {
            id,
            name: cell(1).to_owned(),
            link,
            standards,
        }),
        _ => Err(faults),
    }
}

/// Why a catalogue does not suffice for a rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatalogueGap {
    /// A tier's table lists fewer scenarios than the tier requires.
    TooFew {
        /// The tier.
        tier: Tier,
        /// Listed.
        listed: usize,
        /// Required.
        required: u32,
    },
    /// A tier's table has no scenario of a group.
    EmptyGroup {
        /// The tier.
        tier: Tier,
        /// The group.
        group: Group,
    },
}

/// Everything that keeps the catalogue from being used with the rule set.
pub fn gaps(catalogue: &Catalogue, rules: &RuleSet) -> Vec<CatalogueGap> {
    let mut gaps = Vec::new();
    for (tier, conditions) in rules.tiers.iter() {
        let (listed, required) = (catalogue.table(tier).count(), conditions.scenarios);
        if listed < usize::try_from(required).unwrap_or(usize::MAX) {
            gaps.push(CatalogueGap::TooFew {
                tier,
                listed,
                required,
            });
        }
        for group in Group::ALL {
            if catalogue
                .table(tier)
                .all(|scenario| scenario.group() != group)
            {
                gaps.push(CatalogueGap::EmptyGroup { tier, group });
            }
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let heading = vec![String::new(); COLUMNS];
        let row = |line: &str| line.split(',').map(str::to_owned).collect();
        std::iter::once(heading)
            .chain(text.lines().map(row))
            .collect()
    }

    fn known(name: &str) -> Option<Link> {
        (name == "plan").then_some(Link::L08)
    }

    #[test]
    fn reads_ids_and_names_of_links() {
        let read = scenarios(&rows("S01,one,L01,a,,,d\n,,,,,,\nS02,two,plan,,b,,"), known).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(
            read[0].tiers().collect::<Vec<_>>(),
            [Tier::Basic, Tier::Leading]
        );
        assert_eq!((read[1].link, read[1].name.as_str()), (Link::L08, "two"));
    }

    #[test]
    fn every_fault_is_told_with_its_row() {
        let errors = scenarios(&rows("S01,one,L01,a\nS 2,,L99,\nS01,three,L02,c"), known);
        let error = |row, fault| RowError { row, fault };
        assert_eq!(
            errors.unwrap_err(),
            [
                error(3, RowFault::BadId("S 2".to_owned())),
                error(3, RowFault::NoName),
                error(3, RowFault::UnknownLink("L99".to_owned())),
                error(3, RowFault::NoStandard),
                error(4, RowFault::Repeated { first: 2 }),
            ]
        );
    }

    #[test]
    fn a_short_catalogue_has_gaps() {
        let rules = include_str!("../../../config/seasons/2025/rules.toml");
        let rules = RuleSet::from_toml("rules.toml", rules).unwrap();
        let catalogue = Catalogue {
            edition: "e".to_owned(),
            title: "t".to_owned(),
            official: true,
            rules_edition: rules.edition.clone(),
            note: String::new(),
            scenarios: scenarios(&rows("S01,one,L01,a,b,c,d"), known).unwrap(),
        };
        let gaps = gaps(&catalogue, &rules);
        assert!(gaps.contains(&CatalogueGap::TooFew {
            tier: Tier::Leading,
            listed: 1,
            required: 20
        }));
        assert!(gaps.contains(&CatalogueGap::EmptyGroup {
            tier: Tier::Basic,
            group: Group::G5
        }));
        assert!(!gaps.contains(&CatalogueGap::EmptyGroup {
            tier: Tier::Basic,
            group: Group::G1
        }));
    }
}
