//! Editions (rules, catalogue, score sheet, formal check): stored as the documents they were imported
//! from and never changed, so that every past decision can be re-run.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::seasons::Season;
use crate::{
    access::Acting,
    domain::{
        catalogue::Catalogue,
        formal_check::Checklist,
        ids::AccountId,
        review::sheet::ScoreSheet,
        rules::{RuleSet, Terms},
    },
};

/// What an edition is an edition of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditionKind {
    /// 要素条件
    Rules,
    /// 典型场景目录
    Catalogue,
    /// 评分表
    ScoreSheet,
    /// 形式审查表
    FormalCheck,
}

impl EditionKind {
    /// The stored code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Catalogue => "catalogue",
            Self::ScoreSheet => "score_sheet",
            Self::FormalCheck => "formal_checklist",
        }
    }
}

/// Why an edition could not be imported or read.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// The same edition is there with another content: a new content needs a new edition.
    #[error("{0} edition {1} is already imported with another content; give it a new edition name")]
    Changed(&'static str, String),
    /// No such edition is stored.
    #[error("{0} edition {1} is not imported")]
    Unknown(&'static str, String),
    /// The stored document is not readable by this version of the program.
    #[error("{0} edition {1}: {2}")]
    Unreadable(&'static str, String, String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// A document to import.
#[derive(Clone, Copy, Debug)]
pub struct NewEdition<'a> {
    /// What it is an edition of.
    pub kind: EditionKind,
    /// Its name.
    pub edition: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The document, already validated.
    pub document: &'a str,
}

/// The name and title of an edition, for a choice.
#[derive(Clone, Debug)]
pub struct EditionName {
    /// Its name.
    pub edition: String,
    /// Its title.
    pub title: String,
}

/// Imports an edition. Importing the same content again changes nothing.
///
/// # Errors
/// [`EditionError::Changed`] when the name is taken by another content, or the database's.
pub async fn import(
    conn: &mut PgConnection,
    actor: &impl Acting,
    new: NewEdition<'_>,
    now: DateTime<Utc>,
) -> Result<(), EditionError> {
    let digest = Sha256::digest(new.document.as_bytes()).to_vec();
    sqlx::query!(
        "INSERT INTO editions (kind, edition, title, document, digest, imported_at, imported_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        new.kind.as_str(),
        new.edition,
        new.title,
        new.document,
        digest,
        now,
        actor.account() as Option<AccountId>,
    )
    .execute(&mut *conn)
    .await?;
    let stored = sqlx::query_scalar!(
        "SELECT digest FROM editions WHERE kind = $1 AND edition = $2",
        new.kind.as_str(),
        new.edition,
    )
    .fetch_one(conn)
    .await?;
    if stored == digest {
        Ok(())
    } else {
        Err(EditionError::Changed(
            new.kind.as_str(),
            new.edition.to_owned(),
        ))
    }
}

/// The editions of one kind, newest first.
///
/// # Errors
/// The database's.
pub async fn names(conn: &mut PgConnection, kind: EditionKind) -> sqlx::Result<Vec<EditionName>> {
    sqlx::query_as!(
        EditionName,
        "SELECT edition, title FROM editions WHERE kind = $1
         ORDER BY imported_at DESC, edition DESC LIMIT 100",
        kind.as_str(),
    )
    .fetch_all(conn)
    .await
}

async fn document(
    conn: &mut PgConnection,
    kind: EditionKind,
    edition: &str,
) -> Result<String, EditionError> {
    sqlx::query_scalar!(
        "SELECT document FROM editions WHERE kind = $1 AND edition = $2",
        kind.as_str(),
        edition,
    )
    .fetch_optional(conn)
    .await?
    .ok_or_else(|| EditionError::Unknown(kind.as_str(), edition.to_owned()))
}

/// Everything a season is judged by, parsed.
#[derive(Clone, Debug)]
pub struct SeasonEditions {
    /// 要素条件
    pub rules: Arc<RuleSet>,
    /// 典型场景目录
    pub catalogue: Arc<Catalogue>,
    /// 评分表
    pub sheet: Arc<ScoreSheet>,
}

impl SeasonEditions {
    /// What an application is checked against.
    pub fn terms(&self) -> Terms<'_> {
        Terms {
            rules: &self.rules,
            catalogue: &self.catalogue,
        }
    }
}

/// What the public is shown.
#[derive(Clone, Debug)]
pub struct EditionInForce {
    /// 要素条件
    pub rules: Arc<RuleSet>,
    /// 典型场景目录
    pub catalogue: Arc<Catalogue>,
}

impl EditionInForce {
    /// What an application is checked against.
    pub fn terms(&self) -> Terms<'_> {
        Terms {
            rules: &self.rules,
            catalogue: &self.catalogue,
        }
    }
}

async fn newest(conn: &mut PgConnection, kind: EditionKind) -> Result<String, EditionError> {
    names(conn, kind)
        .await?
        .into_iter()
        .next()
        .map(|newest| newest.edition)
        .ok_or_else(|| EditionError::Unknown(kind.as_str(), String::new()))
}

/// Parsed editions, kept because an edition never changes. Any instance can fill its own.
#[derive(Debug, Default)]
pub struct EditionCache {
    rules: Slot<RuleSet>,
    catalogues: Slot<Catalogue>,
    sheets: Slot<ScoreSheet>,
    checklists: Slot<Checklist>,
}

impl EditionCache {
    /// The three editions a season freezes.
    ///
    /// # Errors
    /// [`EditionError`] when one is missing or unreadable.
    pub async fn of(
        &self,
        conn: &mut PgConnection,
        season: &Season,
    ) -> Result<SeasonEditions, EditionError> {
        Ok(SeasonEditions {
            rules: self.rules(conn, &season.rules_edition).await?,
            catalogue: self.catalogue(conn, &season.catalogue_edition).await?,
            sheet: self.sheet(conn, &season.score_sheet_edition).await?,
        })
    }

    /// The rules and the catalogue the public is shown: the open season's, else the newest.
    ///
    /// # Errors
    /// [`EditionError`]
    pub async fn in_force(
        &self,
        conn: &mut PgConnection,
        season: Option<&Season>,
    ) -> Result<EditionInForce, EditionError> {
        let (rules, catalogue) = match season {
            Some(season) => (
                season.rules_edition.clone(),
                season.catalogue_edition.clone(),
            ),
            None => (
                newest(conn, EditionKind::Rules).await?,
                newest(conn, EditionKind::Catalogue).await?,
            ),
        };
        Ok(EditionInForce {
            rules: self.rules(conn, &rules).await?,
            catalogue: self.catalogue(conn, &catalogue).await?,
        })
    }

    /// One edition of the rules.
    ///
    /// # Errors
    /// [`EditionError`]
    pub async fn rules(
        &self,
        conn: &mut PgConnection,
        edition: &str,
    ) -> Result<Arc<RuleSet>, EditionError> {
        self.rules
            .get(conn, EditionKind::Rules, edition, |text| {
                RuleSet::from_toml(edition, text).map_err(joined)
            })
            .await
    }

    /// One edition of the catalogue.
    ///
    /// # Errors
    /// [`EditionError`]
    pub async fn catalogue(
        &self,
        conn: &mut PgConnection,
        edition: &str,
    ) -> Result<Arc<Catalogue>, EditionError> {
        self.catalogues
            .get(conn, EditionKind::Catalogue, edition, |text| {
                Catalogue::from_toml(edition, text).map_err(joined)
            })
            .await
    }

    /// One edition of the score sheet.
    ///
    /// # Errors
    /// [`EditionError`]
    pub async fn sheet(
        &self,
        conn: &mut PgConnection,
        edition: &str,
    ) -> Result<Arc<ScoreSheet>, EditionError> {
        self.sheets
            .get(conn, EditionKind::ScoreSheet, edition, |text| {
                ScoreSheet::from_toml(edition, text).map_err(joined)
            })
            .await
    }

    /// The newest list of the formal check: every conclusion keeps the list it was made by.
    ///
    /// # Errors
    /// [`EditionError`]
    pub async fn checklist(&self, conn: &mut PgConnection) -> Result<Arc<Checklist>, EditionError> {
        let edition = newest(conn, EditionKind::FormalCheck).await?;
        self.checklists
            .get(conn, EditionKind::FormalCheck, &edition, |text| {
                Checklist::from_toml(&edition, text).map_err(joined)
            })
            .await
    }
}

fn joined<E: ToString>(errors: Vec<E>) -> String {
    errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

#[derive(Debug)]
struct Slot<T>(Mutex<HashMap<String, Arc<T>>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Slot<T> {
    async fn get(
        &self,
        conn: &mut PgConnection,
        kind: EditionKind,
        edition: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Arc<T>, EditionError> {
        if let Some(known) = self.entries().get(edition) {
            return Ok(Arc::clone(known));
        }
        let text = document(conn, kind, edition).await?;
        let parsed = Arc::new(parse(&text).map_err(|reason| {
            EditionError::Unreadable(kind.as_str(), edition.to_owned(), reason)
        })?);
        self.entries()
            .insert(edition.to_owned(), Arc::clone(&parsed));
        Ok(parsed)
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
