//! Loading the office's own text of the requirements: read, shown clause by clause, confirmed.

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
        document::DocumentFault,
        field::{FieldError, FieldErrors},
        rules::Attached,
        values::line::Line,
    },
    files::document,
    text::official_text as words,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{import_edition::ImportError, load_official_text::load_official_text},
};

#[derive(Template)]
#[template(path = "admin/official_text.html")]
struct Page {
    layout: Layout,
    errors: Errors,
    input: Input,
    editions: Editions,
    preview: Option<Preview>,
}

/// What was read, before it is kept.
struct Preview {
    summary: String,
    clauses: Vec<Row>,
    silent: Vec<String>,
    loose: Vec<String>,
}

struct Row {
    place: String,
    title: String,
    summary: String,
    text: String,
}

/// What was posted: a file to read, or the text that was read before.
#[derive(Clone, Debug, Default)]
struct Input {
    base: String,
    edition: String,
    name: String,
    text: String,
    confirmed: bool,
    file: Vec<u8>,
}

/// The most bytes of a document.
const MOST: usize = 5_000_000;
/// The most bytes of a whole request, so that a document that is too large is refused at its field.
const MOST_POSTED: usize = 4 * MOST;

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
                let file_name = part.file_name().unwrap_or_default().to_owned();
                input.file = part.bytes().await.map_err(bad)?.to_vec();
                if !input.file.is_empty() {
                    input.name = file_name;
                }
                continue;
            }
            let text = part.text().await.map_err(bad)?;
            match name.as_str() {
                "base" => input.base = text,
                "edition" => input.edition = text,
                "name" => input.name = text,
                "text" => input.text = text,
                "confirmed" => input.confirmed = text == "yes",
                _ => return Err(PageError::BadRequest),
            }
        }
        Ok(input)
    }

    /// Reads the file, if there is one, into the text.
    async fn unpack(&mut self) -> PageResult<Errors> {
        if self.file.is_empty() {
            let missing = self.text.trim().is_empty();
            let none = || Errors::one("file", words::NO_FILE);
            return Ok(if missing { none() } else { Errors::default() });
        }
        self.confirmed = false;
        let file = std::mem::take(&mut self.file);
        if file.len() > MOST {
            return Ok(Errors::one("file", words::fault(DocumentFault::TooLong)));
        }
        let read = spawn_blocking(move || document::paragraphs(&file)).await;
        match read.map_err(anyhow::Error::from)? {
            Ok(paragraphs) => {
                self.text = paragraphs.join("\n");
                Ok(Errors::default())
            }
            Err(fault) => Ok(Errors::one("file", words::fault(fault))),
        }
    }

    /// The text attached to the clauses of the chosen edition, or what is wrong in the form.
    async fn attach(
        &self,
        app: &AppState,
        conn: &mut PgConnection,
        known: &Editions,
    ) -> PageResult<Result<Attached, Errors>> {
        let mut found = FieldErrors::default();
        let edition = found.check("edition", Line::parse(&self.edition, 60));
        let is_known = known.0.iter().any(|choice| choice.is(&self.base));
        let base = is_known.then_some(&self.base).ok_or(FieldError::NotChosen);
        let base = found.check("base", base);
        let (Some(edition), Some(base)) = (edition, base) else {
            return Ok(Err(Errors::of(&found, words::FIELDS)));
        };
        let rules = app.editions.rules(conn, base).await?;
        let paragraphs: Vec<String> = self.text.lines().map(str::to_owned).collect();
        let attached = rules.with_official_text(
            &paragraphs,
            &words::landmarks(),
            (edition.as_ref(), &self.name),
        );
        if attached.sentences == 0 {
            return Ok(Err(Errors::one("file", words::NOTHING_FOUND)));
        }
        Ok(Ok(attached))
    }
}

impl From<&Attached> for Preview {
    fn from(attached: &Attached) -> Self {
        let row = |clause: &crate::domain::rules::Clause| Row {
            place: clause.place.clone(),
            title: clause.title.clone(),
            summary: clause.summary.clone(),
            text: clause.text.clone(),
        };
        Self {
            summary: words::read(attached),
            clauses: attached.rules.clauses().into_iter().map(row).collect(),
            silent: attached.silent.clone(),
            loose: attached.loose.clone(),
        }
    }
}

/// The form.
pub(super) async fn show(
    _: paths::OfficialText,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let editions: Editions = names(&mut conn, EditionKind::Rules).await?.into();
    let newest = editions.0.first().map(|it| it.value.clone());
    Ok(View(Page {
        layout: furniture.layout(),
        errors: Errors::default(),
        input: Input {
            base: newest.unwrap_or_default(),
            ..Input::default()
        },
        editions,
        preview: None,
    }))
}

/// Shows what was read; keeps it once that was confirmed.
pub(super) async fn post(
    _: paths::OfficialText,
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
    let mut input = Input::read(parts).await?;
    let mut errors = input.unpack().await?;
    let mut tx = app.db.begin().await?;
    let editions: Editions = names(&mut tx, EditionKind::Rules).await?.into();
    let mut preview = None;
    if errors.is_empty() {
        match input.attach(&app, &mut tx, &editions).await? {
            Err(found) => errors = found,
            Ok(attached) => {
                if input.confirmed {
                    match load_official_text(&mut tx, &me, &attached.rules, now).await {
                        Ok(()) => {
                            tx.commit().await?;
                            let kept = Notice::OfficialTextLoaded;
                            return Ok(notice::see_other(paths::Seasons, kept));
                        }
                        Err(error) => errors = refusal(error)?,
                    }
                }
                preview = Some(Preview::from(&attached));
            }
        }
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = Page {
        layout: furniture.layout(),
        errors,
        input,
        editions,
        preview,
    };
    Ok((status, View(page)).into_response())
}

fn refusal(error: ImportError) -> PageResult<Errors> {
    match error {
        ImportError::Edition(EditionError::Changed(..)) => {
            Ok(Errors::one("edition", words::EDITION_TAKEN))
        }
        ImportError::Edition(error) => Err(error.into()),
        error => Err(PageError::Internal(error.into())),
    }
}
