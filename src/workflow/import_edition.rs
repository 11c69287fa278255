//! The office imports a catalogue of scenarios as a new edition.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::Administrator,
    db::{
        audit::{self, Entry},
        editions::{self, EditionError, EditionKind, NewEdition},
    },
    domain::{
        audit::AuditAct,
        catalogue::{
            Catalogue,
            table::{CatalogueGap, gaps},
        },
        rules::RuleSet,
    },
};

/// Why a catalogue was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It does not suffice for the requirements it was made for.
    #[error("the catalogue has gaps: {0:?}")]
    Gaps(Vec<CatalogueGap>),
    /// It cannot be written as the document that editions are kept as.
    #[error("the catalogue cannot be kept: {0}")]
    Document(String),
    /// The edition is taken, or the database failed.
    #[error(transparent)]
    Edition(#[from] EditionError),
}

/// Keeps the catalogue as an edition that new seasons may choose.
///
/// # Errors
/// [`ImportError`]
pub async fn import_catalogue(
    conn: &mut PgConnection,
    me: &Administrator,
    catalogue: &Catalogue,
    rules: &RuleSet,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    let gaps = gaps(catalogue, rules);
    if !gaps.is_empty() {
        return Err(ImportError::Gaps(gaps));
    }
    let document = document(catalogue)?;
    let new = NewEdition {
        kind: EditionKind::Catalogue,
        edition: &catalogue.edition,
        title: &catalogue.title,
        document: &document,
    };
    editions::import(conn, me, new, now).await?;
    let entry = Entry {
        act: AuditAct::ImportEdition,
        application: None,
        detail: serde_json::json!({
            "kind": "catalogue",
            "edition": catalogue.edition,
            "official": catalogue.official,
            "scenarios": catalogue.scenarios.len(),
        }),
    };
    audit::record(conn, me, &entry, now)
        .await
        .map_err(EditionError::from)?;
    Ok(())
}

/// The document, proven to be read back as the same catalogue.
fn document(catalogue: &Catalogue) -> Result<String, ImportError> {
    let document =
        toml::to_string(catalogue).map_err(|error| ImportError::Document(error.to_string()))?;
    match Catalogue::from_toml(&catalogue.edition, &document) {
        Ok(read) if read == *catalogue => Ok(document),
        read => Err(ImportError::Document(format!("{read:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalogue_is_kept_as_it_is() {
        let text = include_str!("../../config/seasons/2025/catalogue.toml");
        let catalogue = Catalogue::from_toml("catalogue.toml", text).unwrap();
        let document = document(&catalogue).unwrap();
        assert_eq!(Catalogue::from_toml("again", &document).unwrap(), catalogue);
    }
}
