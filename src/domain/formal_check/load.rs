//! Reading the items of the formal check from their file, every mistake with its line.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::{CheckItem, Checklist, Show};
use crate::domain::source::{LoadError, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    edition: String,
    title: String,
    items: Vec<Spanned<ItemFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemFile {
    id: String,
    title: String,
    hint: String,
    shows: Vec<String>,
    #[serde(default)]
    supplemented: bool,
}

impl Checklist {
    /// Reads a list.
    ///
    /// # Errors
    /// Every mistake with file and line: unreadable or unknown fields, empty texts, an id that is there
    /// twice or is not lower-case letters and hyphens, something to show that does not exist.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        let source = Source { file, text };
        let read: ListFile = source.read_toml().map_err(|error| vec![error])?;
        let mut mistakes = Vec::new();
        if read.edition.trim().is_empty() || read.title.trim().is_empty() {
            mistakes.push(source.error(0, "edition and title must not be empty"));
        }
        let mut names = BTreeSet::new();
        let mut items = Vec::new();
        for entry in read.items {
            let at = entry.span().start;
            let entry = entry.into_inner();
            let id = entry.id.clone();
            if !names.insert(id.clone()) {
                mistakes.push(source.error(at, format!("item {id} is there twice")));
            }
            match item(entry) {
                Ok(item) => items.push(item),
                Err(reason) => mistakes.push(source.error(at, format!("item {id}: {reason}"))),
            }
        }
        if mistakes.is_empty() {
            Ok(Self {
                edition: read.edition,
                title: read.title,
                items,
            })
        } else {
            Err(mistakes)
        }
    }
}

fn item(entry: ItemFile) -> Result<CheckItem, String> {
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    if entry.id.is_empty() || !entry.id.bytes().all(is_name) {
        return Err("the id must be lower-case letters and hyphens".to_owned());
    }
    if entry.title.trim().is_empty() || entry.hint.trim().is_empty() {
        return Err("title and hint must not be empty".to_owned());
    }
    let shows = entry.shows.iter().map(|name| show(name));
    Ok(CheckItem {
        shows: shows.collect::<Result<_, _>>()?,
        id: entry.id,
        title: entry.title,
        hint: entry.hint,
        supplemented: entry.supplemented,
    })
}

fn show(name: &str) -> Result<Show, String> {
    Ok(match name {
        "commitment" => Show::Commitment,
        "recommendation" => Show::Recommendation,
        "quota" => Show::Quota,
        "changes" => Show::Changes,
        rule => Show::Clause(
            rule.parse()
                .map_err(|_| format!("nothing to show is called {rule}"))?,
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "edition = \"e\"\ntitle = \"t\"\n";

    fn read(items: &str) -> Result<Checklist, Vec<LoadError>> {
        Checklist::from_toml("f.toml", &format!("{HEAD}{items}"))
    }

    #[test]
    fn the_list_that_ships_is_readable() {
        let text = include_str!("../../../config/seasons/2025/formal_check.toml");
        let list = Checklist::from_toml("formal_check.toml", text).unwrap();
        assert_eq!(list.items(false).count() + 1, list.items(true).count());
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let item = |id: &str, shows: &str| {
            format!(
                "[[items]]\nid = \"{id}\"\ntitle = \"t\"\nhint = \"h\"\nshows = [\"{shows}\"]\n"
            )
        };
        let items = [
            item("a", "region"),
            item("a", "region"),
            item("B", "quota"),
            item("c", "x"),
        ];
        let found = read(&items.concat()).unwrap_err();
        let lines: Vec<usize> = found.iter().map(|error| error.line).collect();
        assert_eq!(lines, [8, 13, 18]);
        assert!(read("items = 3").is_err());
    }
}
