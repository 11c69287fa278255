//! Importing a catalogue of scenarios from a spreadsheet as a new edition.

use askama::Template;
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request, State, multipart::MultipartError,
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{paths, season_input::Editions};
use crate::{
    access::Administrator,
    app::AppState,
    db::editions::{EditionError, EditionKind, names},
    domain::{
        catalogue::{
            Catalogue, Scenario,
            table::{self, HeadingFault, TableError},
        },
        field::{FieldError, FieldErrors},
        values::line::Line,
    },
    files::spreadsheet::{self, Rows, Unreadable},
    text::{admin as words, catalogue_import as faults},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::import_edition::{ImportError, import_catalogue},
};

#[derive(Template)]
#[template(path = "admin/import_catalogue.html")]
struct Page {
    layout: Layout,
    errors: Errors,
    input: Input,
    rules: Editions,
}

/// What was posted.
#[derive(Clone, Debug, Default)]
struct Input {
    edition: String,
    title: String,
    rules: String,
    official: bool,
    file: Vec<u8>,
}

/// The most bytes of a table.
const MOST: usize = 2_000_000;
/// The most bytes of a whole request: beyond a table's limit, so that one that is too large can be
/// refused beside its field with everything typed kept.
const MOST_POSTED: usize = 10 * MOST;

impl Input {
    async fn read(mut parts: Multipart) -> PageResult<Self> {
        let mut input = Self::default();
        let bad = |error: MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
            _ => PageError::BadRequest,
        };
        while let Some(part) = parts.next_field().await.map_err(bad)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                input.file = part.bytes().await.map_err(bad)?.to_vec();
                continue;
            }
            let text = part.text().await.map_err(bad)?;
            match name.as_str() {
                "edition" => input.edition = text,
                "title" => input.title = text,
                "rules" => input.rules = text,
                "official" => input.official = text == "yes",
                _ => return Err(PageError::BadRequest),
            }
        }
        Ok(input)
    }

    /// The catalogue, or what is wrong in the form and in the rows of the file.
    fn parse(&self, rules: &Editions) -> Result<Catalogue, Errors> {
        let mut found = FieldErrors::default();
        let edition = found.check("edition", Line::parse(&self.edition, 60));
        let title = found.check("title", Line::parse(&self.title, 100));
        let known = rules.0.iter().any(|choice| choice.is(&self.rules));
        let rules_edition = known
            .then(|| self.rules.clone())
            .ok_or(FieldError::NotChosen);
        let rules_edition = found.check("rules", rules_edition);
        let mut errors = Errors::of(&found, words::FIELDS);
        let scenarios = self.scenarios(&mut errors);
        match (edition, title, rules_edition, scenarios) {
            (Some(edition), Some(title), Some(rules_edition), Some(scenarios)) => Ok(Catalogue {
                edition: edition.to_string(),
                title: title.to_string(),
                official: self.official,
                rules_edition,
                note: String::new(),
                scenarios,
            }),
            _ => Err(errors),
        }
    }

    fn scenarios(&self, errors: &mut Errors) -> Option<Vec<Scenario>> {
        if self.file.is_empty() {
            errors.add("file", faults::NO_FILE);
            return None;
        }
        if self.file.len() > MOST {
            errors.add("file", faults::TOO_LARGE);
            return None;
        }
        let read = match spreadsheet::sheets(&self.file) {
            Ok(sheets) => from_first_table(&sheets),
            Err(Unreadable::NoTable) => {
                errors.add("file", faults::NO_TABLE);
                return None;
            }
            Err(Unreadable::TooMuch) => {
                errors.add("file", faults::TOO_MUCH);
                return None;
            }
        };
        match read {
            Ok(scenarios) if scenarios.is_empty() => {
                errors.add("file", faults::NO_ROWS);
                None
            }
            Ok(scenarios) => Some(scenarios),
            Err(TableError::Heading(fault)) => {
                errors.add("file", faults::heading(&fault));
                None
            }
            Err(TableError::Rows(found)) => {
                for error in &found {
                    errors.add("file", faults::row(error));
                }
                None
            }
        }
    }
}

/// Reads the first sheet with a heading: an explanation may stand before it.
fn from_first_table(sheets: &[Rows]) -> Result<Vec<Scenario>, TableError> {
    let mut fault = HeadingFault::None;
    for rows in sheets {
        match table::scenarios(rows, &faults::MEANING) {
            Err(TableError::Heading(HeadingFault::None)) => {}
            Err(TableError::Heading(found)) if fault == HeadingFault::None => fault = found,
            Err(TableError::Heading(_)) => {}
            read => return read,
        }
    }
    Err(TableError::Heading(fault))
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    Ok(View(Page {
        layout: furniture.layout(),
        errors,
        input,
        rules: names(conn, EditionKind::Rules).await?.into(),
    }))
}

/// The form.
pub(super) async fn show(
    _: paths::ImportCatalogue,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let rules: Editions = names(&mut conn, EditionKind::Rules).await?.into();
    let input = Input {
        rules: rules
            .0
            .first()
            .map_or_else(String::new, |it| it.value.clone()),
        official: true,
        ..Input::default()
    };
    Ok(page(&mut conn, &furniture, (input, Errors::default()))
        .await?
        .into_response())
}

/// Imports, or says what is wrong in which row.
pub(super) async fn post(
    _: paths::ImportCatalogue,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    mut request: Request,
) -> PageResult<Response> {
    DefaultBodyLimit::max(MOST_POSTED).apply(&mut request);
    let parts = Multipart::from_request(request, &app)
        .await
        .map_err(|_| PageError::BadRequest)?;
    let input = Input::read(parts).await?;
    let mut tx = app.db.begin().await?;
    let rules: Editions = names(&mut tx, EditionKind::Rules).await?.into();
    // Off the async threads: nobody else waits for a large table.
    let (input, parsed) = spawn_blocking(move || {
        let parsed = input.parse(&rules);
        (input, parsed)
    })
    .await
    .map_err(anyhow::Error::from)?;
    let errors = match parsed {
        Err(errors) => errors,
        Ok(catalogue) => {
            let rules = app
                .editions
                .rules(&mut tx, &catalogue.rules_edition)
                .await?;
            match import_catalogue(&mut tx, &me, &catalogue, &rules, now).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(notice::see_other(paths::Seasons, Notice::CatalogueImported));
                }
                Err(error) => refusal(error)?,
            }
        }
    };
    let page = page(&mut tx, &furniture, (input, errors)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn refusal(error: ImportError) -> PageResult<Errors> {
    match error {
        ImportError::Gaps(gaps) => {
            let mut errors = Errors::default();
            for gap in gaps {
                errors.add("file", faults::gap(gap));
            }
            Ok(errors)
        }
        ImportError::Edition(EditionError::Changed(..)) => {
            Ok(Errors::one("edition", faults::EDITION_TAKEN))
        }
        ImportError::Edition(error) => Err(error.into()),
        ImportError::Document(why) => Err(PageError::Internal(anyhow::anyhow!(why))),
    }
}
