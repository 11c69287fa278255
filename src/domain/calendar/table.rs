//! Reads years of the calendar from the rows of a spreadsheet, each fault with its row.
//!
//! The two columns are found by their headings, in any order, below whatever stands above them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{CalendarYear, DayKind};
use crate::domain::{
    catalogue::table::Cell,
    values::{date::parse_date, normalise::compact},
};

/// Rows among which the heading is looked for.
const HEADING_WITHIN: usize = 30;
/// Faults that are told; a file with more is another kind of table.
const MOST_FAULTS: usize = 50;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The day.
    Day,
    /// Off or worked.
    Kind,
}

/// What the words of a table mean, given without white space.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    /// The column with this heading.
    pub column: fn(&str) -> Option<Column>,
    /// What a cell says of its day.
    pub kind: fn(&str) -> Option<DayKind>,
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// No row has both headings once.
    NoHeading,
    /// Below the heading is no day.
    Empty,
    /// Rows, each with its number from 1 as a spreadsheet counts.
    Rows(Vec<(usize, RowFault)>),
    /// Years of which the New Year or the National Day is missing, with how many days are there.
    NotWhole(Vec<(i32, usize)>),
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// Not a day.
    Day(String),
    /// Neither off nor worked.
    Kind(String),
    /// The day is in an earlier row already.
    Repeated {
        /// The earlier row.
        first: usize,
    },
}

/// The years of a table, ascending.
///
/// # Errors
/// [`TableError`]
pub fn years(rows: &[Vec<Cell>], meaning: &Meaning) -> Result<Vec<CalendarYear>, TableError> {
    let heading = rows.iter().take(HEADING_WITHIN).enumerate();
    let found = heading.filter_map(|(index, cells)| Some((index, places(cells, meaning)?)));
    let (heading, (day_at, kind_at)) = found.take(1).next().ok_or(TableError::NoHeading)?;
    let mut days: BTreeMap<NaiveDate, (usize, DayKind)> = BTreeMap::new();
    let mut faults = Vec::new();
    for (row, cells) in (1..).zip(rows).skip(heading + 1) {
        let at = |place: usize| cells.get(place).cloned().unwrap_or_default();
        let (day, kind) = (at(day_at), at(kind_at));
        if day.is_empty() && kind.is_empty() {
            continue;
        }
        match (read_day(&day), read_kind(&kind, meaning)) {
            (Err(fault), _) | (_, Err(fault)) => faults.push((row, fault)),
            (Ok(day), Ok(kind)) => {
                if let Some((first, _)) = days.get(&day) {
                    let first = *first;
                    faults.push((row, RowFault::Repeated { first }));
                } else {
                    days.insert(day, (row, kind));
                }
            }
        }
    }
    if !faults.is_empty() {
        faults.truncate(MOST_FAULTS);
        return Err(TableError::Rows(faults));
    }
    let days = days.into_iter().map(|(day, (_, kind))| (day, kind));
    whole(CalendarYear::of_days(days))
}

/// The years of the first sheet that has the headings: an explanation may stand before it.
///
/// # Errors
/// [`TableError`]
pub fn first_years(
    sheets: &[Vec<Vec<Cell>>],
    meaning: &Meaning,
) -> Result<Vec<CalendarYear>, TableError> {
    let read = sheets.iter().map(|rows| years(rows, meaning));
    read.into_iter()
        .find(|read| *read != Err(TableError::NoHeading))
        .unwrap_or(Err(TableError::NoHeading))
}

fn whole(years: Vec<CalendarYear>) -> Result<Vec<CalendarYear>, TableError> {
    if years.is_empty() {
        return Err(TableError::Empty);
    }
    let parts = years.iter().filter(|year| !year.is_whole());
    let parts: Vec<_> = parts.map(|it| (it.year, it.days.len())).collect();
    if parts.is_empty() {
        Ok(years)
    } else {
        Err(TableError::NotWhole(parts))
    }
}

/// Where the columns stand, when this is the heading.
fn places(cells: &[Cell], meaning: &Meaning) -> Option<(usize, usize)> {
    let place = |wanted: Column| {
        let named = |cell: &Cell| (meaning.column)(&compact(cell.text())) == Some(wanted);
        let mut found = (0..).zip(cells).filter(|(_, cell)| named(cell));
        let first = found.next().map(|(index, _)| index);
        first.filter(|_| found.next().is_none())
    };
    place(Column::Day).zip(place(Column::Kind))
}

fn read_day(cell: &Cell) -> Result<NaiveDate, RowFault> {
    let day = match cell {
        Cell::Date(day) => *day,
        cell => parse_date(cell.text()).ok(),
    };
    day.filter(|day| (2000..2100).contains(&day.year()))
        .ok_or_else(|| RowFault::Day(cell.text().trim().to_owned()))
}

fn read_kind(cell: &Cell, meaning: &Meaning) -> Result<DayKind, RowFault> {
    (meaning.kind)(&compact(cell.text()))
        .ok_or_else(|| RowFault::Kind(cell.text().trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEANING: Meaning = Meaning {
        column: |heading| match heading {
            "date" => Some(Column::Day),
            "kind" => Some(Column::Kind),
            _ => None,
        },
        kind: |words| match words {
            "holiday" => Some(DayKind::Holiday),
            "workday" => Some(DayKind::Workday),
            _ => None,
        },
    };

    fn rows(text: &str) -> Vec<Vec<Cell>> {
        let cell = |text: &str| match text {
            "typed" => Cell::Date(NaiveDate::from_ymd_opt(2027, 1, 2)),
            "duration" => Cell::Date(None),
            text => Cell::Text(text.to_owned()),
        };
        let row = |line: &str| line.split(',').map(cell).collect();
        text.lines().map(row).collect()
    }

    fn read(text: &str) -> Result<Vec<CalendarYear>, TableError> {
        years(&rows(text), &MEANING)
    }

    #[test]
    fn finds_its_columns_below_a_title_and_sorts_days_into_years() {
        let text = "a title\n\nno,kind,date\n1,holiday,2027-10-01\n2,holiday,2027/1/1\n\
                    3,workday,typed\n,,\n4,holiday,2026-01-01\n5,holiday,2026-10-01";
        let found = read(text).unwrap();
        let counts: Vec<_> = found.iter().map(|it| (it.year, it.days.len())).collect();
        assert_eq!(counts, [(2026, 2), (2027, 3)]);
        let worked: Vec<_> = found[1].of_kind(DayKind::Workday).collect();
        assert_eq!(worked, [NaiveDate::from_ymd_opt(2027, 1, 2).unwrap()]);
    }

    #[test]
    fn names_every_wrong_row() {
        let text = "date,kind\n2027-01-01,holiday\n2027-02-30,holiday\n2027-01-02,free\n\
                    2027-01-01,workday\nduration,holiday\n1999-12-31,holiday";
        let expected = vec![
            (3, RowFault::Day("2027-02-30".to_owned())),
            (4, RowFault::Kind("free".to_owned())),
            (5, RowFault::Repeated { first: 2 }),
            (6, RowFault::Day(String::new())),
            (7, RowFault::Day("1999-12-31".to_owned())),
        ];
        assert_eq!(read(text), Err(TableError::Rows(expected)));
    }

    #[test]
    fn refuses_what_is_no_table_of_whole_years() {
        for text in ["", "day,what\n", "date,date,kind\n"] {
            assert_eq!(read(text), Err(TableError::NoHeading), "{text:?}");
        }
        assert_eq!(read("date,kind\n"), Err(TableError::Empty));
        let spilled = "date,kind\n2026-12-31,holiday\n2027-01-01,holiday\n2027-10-01,holiday";
        assert_eq!(read(spilled), Err(TableError::NotWhole(vec![(2026, 1)])));
    }
}
