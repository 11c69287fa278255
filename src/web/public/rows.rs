//! The lines of a publicity or a list as a page shows them: searched, by region, page by page.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    db::public_rows::RowFilter,
    domain::public_list::PublicRow,
    text::public as words,
    web::{form::Choice, headers::percent_encoded, parts::Pager},
};

/// Lines on one page.
pub const PAGE: i64 = 100;

/// What the address of such a page says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RowsQuery {
    /// Part of a name or of a credit code.
    pub q: String,
    /// The region (盟市).
    pub region: String,
    /// The place behind which the page begins.
    pub after: i32,
}

impl RowsQuery {
    /// Which lines are looked for.
    #[must_use]
    pub fn filter(&self) -> RowFilter {
        RowFilter {
            search: self.q.chars().take(60).collect(),
            league: self.region.clone(),
        }
    }

    fn address(&self, path: &str, after: i32) -> String {
        let (search, region) = (percent_encoded(&self.q), percent_encoded(&self.region));
        format!("{path}?q={search}&region={region}&after={after}")
    }
}

/// One page of lines.
#[derive(Clone, Debug)]
pub struct RowsView {
    /// The address without a query.
    pub path: String,
    /// What was looked for.
    pub query: RowsQuery,
    /// The regions to choose from.
    pub regions: Vec<Choice>,
    /// The lines.
    pub rows: Vec<PublicRow>,
    /// What became of lines since, by their places.
    pub marks: BTreeMap<i32, String>,
    /// Where this page stands.
    pub pager: Pager,
}

impl RowsView {
    /// A page of at most [`PAGE`] lines; `rows` holds one more when there is another page.
    #[must_use]
    pub fn new(
        path: String,
        query: RowsQuery,
        regions: Vec<String>,
        mut rows: Vec<PublicRow>,
        found: i64,
    ) -> Self {
        let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let last = rows.last().map(|row| row.number);
        let first = rows.first().map_or(0, |row| row.number);
        let pager = Pager {
            summary: words::shown(first, last.unwrap_or(0), found),
            previous: (query.after > 0).then(|| query.address(&path, 0)),
            next: last.filter(|_| more).map(|last| query.address(&path, last)),
        };
        Self {
            path,
            query,
            regions: regions
                .into_iter()
                .map(|region| Choice::new(region.clone(), region))
                .collect(),
            rows,
            marks: BTreeMap::new(),
            pager,
        }
    }

    /// The same page with what became of lines since they were frozen.
    #[must_use]
    pub fn marked(self, marks: impl IntoIterator<Item = (i32, String)>) -> Self {
        Self {
            marks: marks.into_iter().collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(numbers: std::ops::RangeInclusive<i32>) -> Vec<PublicRow> {
        numbers
            .map(|number| PublicRow {
                number,
                league: "a".to_owned(),
                enterprise: "b".to_owned(),
                factory: "c".to_owned(),
                credit_code: "d".to_owned(),
            })
            .collect()
    }

    fn view(after: i32, numbers: std::ops::RangeInclusive<i32>) -> RowsView {
        let query = RowsQuery {
            q: "a&b".to_owned(),
            region: String::new(),
            after,
        };
        RowsView::new("/lists/1".to_owned(), query, Vec::new(), rows(numbers), 150)
    }

    #[test]
    fn another_page_begins_behind_the_last_line_shown_and_keeps_the_search() {
        let first = view(0, 1..=101);
        assert_eq!(first.rows.len(), 100);
        assert_eq!(first.pager.previous, None);
        assert_eq!(
            first.pager.next.as_deref(),
            Some("/lists/1?q=a%26b&region=&after=100")
        );
    }

    #[test]
    fn the_last_page_leads_back_only() {
        let last = view(100, 101..=150);
        assert_eq!(last.pager.next, None);
        assert_eq!(
            last.pager.previous.as_deref(),
            Some("/lists/1?q=a%26b&region=&after=0")
        );
    }
}
