//! Loads what ships in `config/`: the region's bureaus and divisions, and the default editions.

use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use sqlx::PgConnection;

use crate::{
    access::System,
    db::{
        editions::{self, EditionKind, NewEdition},
        regions,
    },
    domain::{
        calendar::WorkingCalendar, formal_check::Checklist, review::sheet::ScoreSheet, rules::Edition,
    },
};

/// Loads the region on the first start and imports the default editions if they are new.
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
    Ok(())
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
    let (file, calendar_text) = read("calendar.csv")?;
    WorkingCalendar::from_csv(&file, &calendar_text).map_err(listed)?;
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
            EditionKind::Calendar,
            CALENDAR_EDITION,
            CALENDAR_EDITION,
            calendar_text,
        ),
        document(
            EditionKind::FormalCheck,
            &check.edition,
            &check.title,
            check_text,
        ),
    ])
}

/// The calendar that ships with the program: the years 2025 and 2026.
pub const CALENDAR_EDITION: &str = "2025-2026";

fn listed<E: ToString>(errors: Vec<E>) -> anyhow::Error {
    anyhow::anyhow!(
        errors
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    )
}
