//! The office's own words are attached to the clauses of an edition: a new edition.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::import_edition::ImportError;
use crate::{
    access::Acting,
    db::{
        audit::{self, Entry},
        editions::{self, EditionError, EditionKind, NewEdition},
    },
    domain::{audit::AuditAct, rules::RuleSet},
};

/// Keeps the edition, whose clauses have the office's words, beside the one it was made from.
///
/// # Errors
/// [`ImportError::Edition`] when the name is taken by other content, or the database's.
pub async fn load_official_text(
    conn: &mut PgConnection,
    me: &impl Acting,
    rules: &RuleSet,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    let document = document(rules)?;
    let new = NewEdition {
        kind: EditionKind::Rules,
        edition: &rules.edition,
        title: &rules.title,
        document: &document,
    };
    editions::import(conn, me, new, now).await?;
    let entry = Entry {
        act: AuditAct::ImportEdition,
        application: None,
        detail: serde_json::json!({
            "kind": "rules",
            "edition": rules.edition,
            "official_text": rules.official,
        }),
    };
    audit::record(conn, me, &entry, now)
        .await
        .map_err(EditionError::from)?;
    Ok(())
}

/// The document, proven to be read back as the same edition.
fn document(rules: &RuleSet) -> Result<String, ImportError> {
    let document =
        toml::to_string(rules).map_err(|error| ImportError::Document(error.to_string()))?;
    match RuleSet::from_toml(&rules.edition, &document) {
        Ok(read) if read.is_same(rules) => Ok(document),
        read => Err(ImportError::Document(format!("{read:?}"))),
    }
}
