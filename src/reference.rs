//! Loads what ships in `config/`: the region's bureaus and divisions, the default editions, and the
//! known years of the calendar.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, de::DeserializeOwned};
use sqlx::PgConnection;

use crate::{
    access::System,
    db::{
        calendar,
        editions::{self, EditionKind, NewEdition},
        regions,
    },
    domain::{
        calendar::{CalendarYear, DayKind},
        formal_check::Checklist,
        review::sheet::ScoreSheet,
        rules::Edition,
    },
};

/// Loads the region on the first start, imports the default editions if they are new, and adds years
/// of the calendar that nobody has added yet.
///
/// # Errors
/// When a file is missing or wrong (with its line), or an edition changed without a new name.
pub async fn load(
    conn: &mut PgConnection,
    season_directory: &Path,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let region = region_directory(season_directory);
    regions::load(
        conn,
        &records(&region.join("bureaus.csv"))?,
        &records(&region.join("divisions.csv"))?,
    )
    .await?;
    for document in default_editions(season_directory)? {
        let new = NewEdition {
            kind: document.kind,
            edition: &document.edition,
            title: &document.title,
            document: &document.text,
        };
        editions::import(conn, &System::acting(), new, now).await?;
    }
    let sources: Vec<YearSource> = records(&season_directory.join("calendar_sources.csv"))?;
    for year in calendar_years(&season_directory.join("calendar.csv"))? {
        let source = sources.iter().find(|it| it.year == year.year);
        let source = source.with_context(|| format!("no source of the year {}", year.year))?;
        add_if_new(conn, (&year, &source.source), now).await?;
    }
    Ok(())
}

/// The document that a year of the calendar is from.
#[derive(Deserialize)]
struct YearSource {
    year: i32,
    source: String,
}

/// The years of a file with the columns `date` and `kind`.
///
/// # Errors
/// When it cannot be read, with the line.
pub fn calendar_years(path: &Path) -> anyhow::Result<Vec<CalendarYear>> {
    let days: Vec<(NaiveDate, DayKind)> = records(path)?;
    Ok(CalendarYear::of_days(days))
}

/// Adds a year to the calendar, unless the office has it already.
///
/// # Errors
/// The database's.
pub async fn add_if_new(
    conn: &mut PgConnection,
    (year, source): (&CalendarYear, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let known = calendar::years(conn).await?;
    if known.iter().any(|it| it.year.year == year.year) {
        return Ok(());
    }
    calendar::add(conn, &System::acting(), (year, source), now).await
}

/// `config/seasons/2025` lies beside `config/region`.
fn region_directory(season_directory: &Path) -> PathBuf {
    season_directory.join("../../region")
}

fn records<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    csv::Reader::from_path(path)
        .and_then(|mut reader| reader.deserialize().collect())
        .with_context(|| format!("reading {}", path.display()))
}

struct Document {
    kind: EditionKind,
    edition: String,
    title: String,
    text: String,
}

fn default_editions(directory: &Path) -> anyhow::Result<Vec<Document>> {
    let read = |name: &str| {
        let path = directory.join(name);
        std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))
            .map(|text| (path.display().to_string(), text))
    };
    let (rules_file, rules_text) = read("rules.toml")?;
    let (file, catalogue_text) = read("catalogue.toml")?;
    let edition = Edition::from_toml((&rules_file, &rules_text), (&file, &catalogue_text));
    let Edition { rules, catalogue } = edition.map_err(listed)?;
    let (file, sheet_text) = read("score_sheet.toml")?;
    let sheet = ScoreSheet::from_toml(&file, &sheet_text).map_err(listed)?;
    let (file, check_text) = read("formal_check.toml")?;
    let check = Checklist::from_toml(&file, &check_text).map_err(listed)?;
    let document = |kind, edition: &str, title: &str, text| Document {
        kind,
        edition: edition.to_owned(),
        title: title.to_owned(),
        text,
    };
    Ok(vec![
        document(EditionKind::Rules, &rules.edition, &rules.title, rules_text),
        document(
            EditionKind::Catalogue,
            &catalogue.edition,
            &catalogue.title,
            catalogue_text,
        ),
        document(
            EditionKind::ScoreSheet,
            &sheet.edition,
            &sheet.title,
            sheet_text,
        ),
        document(
            EditionKind::FormalCheck,
            &check.edition,
            &check.title,
            check_text,
        ),
    ])
}

fn listed<E: ToString>(errors: Vec<E>) -> anyhow::Error {
    anyhow::anyhow!(
        errors
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    )
}
