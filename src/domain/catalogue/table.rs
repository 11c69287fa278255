//! Reads the scenarios of a catalogue from the rows of a spreadsheet, each fault with its row.
//!
//! Columns are found by their headings, in any order, below whatever stands above them; an empty
//! cell means that the tier's table does not list the scenario.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Catalogue, Group, Link, Scenario, ScenarioId};
use crate::domain::{
    rules::RuleSet,
    tier::{Tier, TierTable},
    values::{line::Line, normalise::compact, prose::Prose},
};

/// Rows among which the heading is looked for.
const HEADING_WITHIN: usize = 30;
/// Headings that make a row the heading, so that what is missing in it can be told.
const HEADING_HAS: usize = 3;
/// Longest name, in characters.
const NAME: usize = 100;
/// Longest requirement, in characters.
const STANDARD: usize = 3_000;

/// A cell as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text or a number.
    Text(String),
    /// A formula's error, such as `#REF!`.
    Error(String),
    /// A date, with its day where it has one.
    Date(Option<NaiveDate>),
}

impl Default for Cell {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Cell {
    /// Its text; empty for a cell that is none.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Error(_) | Self::Date(_) => "",
        }
    }

    /// Whether nobody sees anything in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if compact(text).is_empty())
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The scenario's id.
    Id,
    /// Its name.
    Name,
    /// Its link.
    Link,
    /// What a tier asks.
    Standard(Tier),
}

impl Column {
    /// All columns, as they are usually ordered.
    pub const ALL: [Self; 7] = [
        Self::Id,
        Self::Name,
        Self::Link,
        Self::Standard(Tier::Basic),
        Self::Standard(Tier::Advanced),
        Self::Standard(Tier::Excellent),
        Self::Standard(Tier::Leading),
    ];
}

/// What the words of a table mean.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// The column with this heading, given without white space.
    pub column: fn(&str) -> Option<Column>,
    /// The link of this name.
    pub link: fn(&str) -> Option<Link>,
    /// Whether a cell says that there is nothing.
    pub says_none: fn(&str) -> bool,
}

/// Why the table has no heading to go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadingFault {
    /// No row looks like one.
    None,
    /// These columns are missing.
    Missing(Vec<Column>),
    /// Two columns have the same heading.
    Doubled(Column),
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// Its heading.
    Heading(HeadingFault),
    /// Its rows.
    Rows(Vec<RowError>),
}

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
    /// A name or a requirement is too long, or has characters that were lost on the way.
    BadText(Column),
    /// The link is not one of the fourteen.
    UnknownLink(String),
    /// No tier asks for anything.
    NoStandard,
    /// The cell of this column holds an error of a formula.
    FormulaError(Column, String),
    /// The cell of this column holds a date.
    Date(Column),
}

/// What is wrong, and in which row, counted from 1 as a spreadsheet does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row.
    pub row: usize,
    /// The fault.
    pub fault: RowFault,
}

/// Where each column is, and in which row of the table its heading stands, from 0.
#[derive(Debug)]
struct Heading {
    row: usize,
    places: BTreeMap<Column, usize>,
}

fn heading(rows: &[Vec<Cell>], meaning: &Meaning) -> Result<Heading, HeadingFault> {
    let mut found = HeadingFault::None;
    for (row, cells) in rows.iter().enumerate().take(HEADING_WITHIN) {
        let mut places = BTreeMap::new();
        let mut doubled = None;
        for (place, cell) in cells.iter().enumerate() {
            if let Some(column) = (meaning.column)(&compact(cell.text()))
                && places.insert(column, place).is_some()
            {
                doubled = doubled.or(Some(column));
            }
        }
        let missing: Vec<Column> = Column::ALL
            .into_iter()
            .filter(|column| !places.contains_key(column))
            .collect();
        match doubled {
            Some(column) if places.len() >= HEADING_HAS => {
                return Err(HeadingFault::Doubled(column));
            }
            _ if missing.is_empty() => return Ok(Heading { row, places }),
            _ if places.len() >= HEADING_HAS && found == HeadingFault::None => {
                found = HeadingFault::Missing(missing);
            }
            _ => {}
        }
    }
    Err(found)
}

/// Reads the rows below the heading; empty rows are left out.
///
/// # Errors
/// A heading that is missing or doubled, or every fault of every row.
pub fn scenarios(rows: &[Vec<Cell>], meaning: &Meaning) -> Result<Vec<Scenario>, TableError> {
    let heading = heading(rows, meaning).map_err(TableError::Heading)?;
    let (mut scenarios, mut errors) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (row, cells) in (1..).zip(rows).skip(heading.row + 1) {
        let row_of = Row {
            cells,
            places: &heading.places,
            meaning,
        };
        if row_of.is_empty() {
            continue;
        }
        if let Some(first) = seen.insert(compact(row_of.cell(Column::Id).text()), row) {
            let fault = RowFault::Repeated { first };
            errors.push(RowError { row, fault });
        }
        match row_of.scenario() {
            Ok(scenario) => scenarios.push(scenario),
            Err(faults) => errors.extend(faults.into_iter().map(|fault| RowError { row, fault })),
        }
    }
    if errors.is_empty() {
        Ok(scenarios)
    } else {
        Err(TableError::Rows(errors))
    }
}

/// One row below the heading.
struct Row<'a> {
    cells: &'a [Cell],
    places: &'a BTreeMap<Column, usize>,
    meaning: &'a Meaning,
}

impl Row<'_> {
    fn cell(&self, column: Column) -> Cell {
        let place = self.places.get(&column);
        let cell = place.and_then(|place| self.cells.get(*place));
        cell.cloned().unwrap_or_default()
    }

    /// Whether nothing of the row matters. A merged cell may say the link of rows that are empty.
    fn is_empty(&self) -> bool {
        Column::ALL
            .into_iter()
            .filter(|column| *column != Column::Link)
            .all(|column| self.cell(column).is_empty())
    }

    fn scenario(&self) -> Result<Scenario, Vec<RowFault>> {
        let mut faults: Vec<RowFault> = Column::ALL
            .into_iter()
            .filter_map(|column| match self.cell(column) {
                Cell::Error(error) => Some(RowFault::FormulaError(column, error)),
                Cell::Date(_) => Some(RowFault::Date(column)),
                Cell::Text(_) => None,
            })
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let code = compact(self.cell(Column::Id).text());
        let id = code.parse::<ScenarioId>().ok();
        if id.is_none() {
            faults.push(RowFault::BadId(code));
        }
        let name = self.name(&mut faults);
        let said = compact(self.cell(Column::Link).text());
        let link = said.parse().ok().or_else(|| (self.meaning.link)(&said));
        if link.is_none() {
            faults.push(RowFault::UnknownLink(said));
        }
        let standards = TierTable {
            basic: self.standard(Tier::Basic, &mut faults),
            advanced: self.standard(Tier::Advanced, &mut faults),
            excellent: self.standard(Tier::Excellent, &mut faults),
            leading: self.standard(Tier::Leading, &mut faults),
        };
        if standards.iter().all(|(_, words)| words.is_none()) {
            faults.push(RowFault::NoStandard);
        }
        match (id, name, link) {
            (Some(id), Some(name), Some(link)) if faults.is_empty() => Ok(Scenario {
                id,
                name,
                link,
                standards,
            }),
            _ => Err(faults),
        }
    }

    fn name(&self, faults: &mut Vec<RowFault>) -> Option<String> {
        let cell = self.cell(Column::Name);
        if cell.is_empty() {
            faults.push(RowFault::NoName);
            return None;
        }
        // A line break in a cell is layout.
        let text: String = cell
            .text()
            .chars()
            .filter(|character| !matches!(character, '\r' | '\n'))
            .collect();
        match Line::parse(&text, NAME) {
            Ok(name) if !is_garbled(&text) => Some(name.to_string()),
            _ => {
                faults.push(RowFault::BadText(Column::Name));
                None
            }
        }
    }

    fn standard(&self, tier: Tier, faults: &mut Vec<RowFault>) -> Option<String> {
        let column = Column::Standard(tier);
        let cell = self.cell(column);
        let said = compact(cell.text());
        if said.is_empty() || (self.meaning.says_none)(&said) {
            return None;
        }
        match Prose::parse(cell.text(), 1, STANDARD) {
            Ok(words) if !is_garbled(cell.text()) => Some(words.as_str().to_owned()),
            _ => {
                faults.push(RowFault::BadText(column));
                None
            }
        }
    }
}

fn is_garbled(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
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

    const HEADING: &str = "id,name,link,basic,advanced,excellent,leading\n";

    fn rows(text: &str) -> Vec<Vec<Cell>> {
        let cell = |text: &str| match text {
            "#REF!" => Cell::Error(text.to_owned()),
            "46082" => Cell::Date(None),
            text => Cell::Text(text.to_owned()),
        };
        let row = |line: &str| line.split(',').map(cell).collect();
        text.lines().map(row).collect()
    }

    const MEANING: Meaning = Meaning {
        column: |heading| {
            let names = [
                "id",
                "name",
                "link",
                "basic",
                "advanced",
                "excellent",
                "leading",
            ];
            let place = names.iter().position(|name| *name == heading)?;
            Column::ALL.get(place).copied()
        },
        link: |name| (name == "plan").then_some(Link::L08),
        says_none: |text| text == "/",
    };

    fn read(text: &str) -> Result<Vec<Scenario>, TableError> {
        scenarios(&rows(text), &MEANING)
    }

    #[test]
    fn reads_ids_and_names_of_links() {
        let read = read(&format!(
            "{HEADING}S01,one,L01,a,/,,d\n,,,,,,\n\u{ff33}02,two,plan,,b,,"
        ))
        .unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(
            read[0].tiers().collect::<Vec<_>>(),
            [Tier::Basic, Tier::Leading]
        );
        assert_eq!((read[1].link, read[1].id.as_str()), (Link::L08, "S02"));
    }

    /// Columns taken by their place would let the basic tier ask what the leading tier asks.
    #[test]
    fn columns_are_found_by_their_headings_below_a_title() {
        let read =
            read("a title\nid,x,leading,excellent,advanced,basic,link,name\nS01,?,d,c,b,a,L01,one")
                .unwrap();
        assert_eq!(read[0].name, "one");
        assert_eq!(read[0].standards.basic.as_deref(), Some("a"));
        assert_eq!(read[0].standards.leading.as_deref(), Some("d"));
    }

    #[test]
    fn a_heading_that_is_missing_or_doubled_is_never_guessed() {
        let fault = |text| match read(text) {
            Err(TableError::Heading(fault)) => fault,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault("S01,one,L01,a,b,c,d"), HeadingFault::None);
        assert_eq!(
            fault("id,name,link,basic,advanced,excellent"),
            HeadingFault::Missing(vec![Column::Standard(Tier::Leading)])
        );
        assert_eq!(
            fault("id,name,link,basic,basic,excellent,leading"),
            HeadingFault::Doubled(Column::Standard(Tier::Basic))
        );
    }

    #[test]
    fn every_fault_is_told_with_its_row() {
        let errors = read(&format!(
            "{HEADING}S01,one,L01,a\nS 2!,,L99,\nS01,three,L02,c\nS04,#REF!,L01,46082\nS05,a\u{fffd},L01,a"
        ));
        let error = |row, fault| RowError { row, fault };
        assert_eq!(
            errors.unwrap_err(),
            TableError::Rows(vec![
                error(3, RowFault::BadId("S2!".to_owned())),
                error(3, RowFault::NoName),
                error(3, RowFault::UnknownLink("L99".to_owned())),
                error(3, RowFault::NoStandard),
                error(4, RowFault::Repeated { first: 2 }),
                error(5, RowFault::FormulaError(Column::Name, "#REF!".to_owned())),
                error(5, RowFault::Date(Column::Standard(Tier::Basic))),
                error(6, RowFault::BadText(Column::Name)),
            ])
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
            scenarios: read(&format!("{HEADING}S01,one,L01,a,b,c,d")).unwrap(),
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
