//! The calendar of working days: the years that are known, and the way a year gets in: read, shown,
//! confirmed.

use std::fmt::Write as _;

use askama::Template;
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request, State, multipart::MultipartError,
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tokio::task::spawn_blocking;

use super::paths;
use crate::{
    access::Administrator,
    app::AppState,
    db::calendar::{self, KnownYear},
    domain::{
        calendar::{CalendarYear, DayKind, table},
        field::FieldErrors,
        values::line::Line,
    },
    files::spreadsheet::{self, Unreadable},
    text::calendar as words,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::load_calendar::load_calendar,
};

/// The most bytes of a table, and of a whole request.
const MOST: usize = 500_000;
const MOST_POSTED: usize = 10 * MOST;

#[derive(Template)]
#[template(path = "admin/calendar.html")]
struct Page {
    layout: Layout,
    errors: Errors,
    input: Input,
    known: Vec<YearRow>,
    preview: Vec<YearRow>,
}

struct YearRow {
    year: i32,
    source: String,
    counts: String,
    holidays: String,
    workdays: String,
    /// Who added it, or what becomes of what is known.
    remark: String,
}

impl YearRow {
    fn of(year: &CalendarYear, source: &str, remark: String) -> Self {
        Self {
            year: year.year,
            source: source.to_owned(),
            counts: words::counts(year),
            holidays: words::days(year, DayKind::Holiday),
            workdays: words::days(year, DayKind::Workday),
            remark,
        }
    }

    fn known(known: &KnownYear) -> Self {
        let added = words::added(known.added_by.as_deref(), known.added_at);
        Self::of(&known.year, &known.source, added)
    }
}

/// What was posted: a file to read, or the days that were read before.
#[derive(Clone, Debug, Default)]
struct Input {
    source: String,
    days: String,
    confirmed: bool,
    file: Vec<u8>,
}

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
                "source" => input.source = text,
                "days" => input.days = text,
                "confirmed" => input.confirmed = text == "yes",
                _ => return Err(PageError::BadRequest),
            }
        }
        if !input.file.is_empty() {
            input.confirmed = false;
        }
        Ok(input)
    }

    /// The years, or what is wrong with the form and the table.
    fn parse(&self) -> Result<(Vec<CalendarYear>, String), Errors> {
        let mut found = FieldErrors::default();
        let source = found.check("source", Line::parse(&self.source, 120));
        let mut errors = Errors::of(&found, words::FIELDS);
        match (source, self.years()) {
            (Some(source), Ok(years)) => Ok((years, source.to_string())),
            (_, Err(sentences)) => {
                for sentence in sentences {
                    errors.add("file", sentence);
                }
                Err(errors)
            }
            (None, Ok(_)) => Err(errors),
        }
    }

    fn years(&self) -> Result<Vec<CalendarYear>, Vec<String>> {
        let one = |sentence: &str| Err(vec![sentence.to_owned()]);
        let bytes = match (self.file.as_slice(), self.days.as_bytes()) {
            ([], []) => return one(words::NO_FILE),
            ([], days) => days,
            (file, _) => file,
        };
        if bytes.len() > MOST {
            return one(words::TOO_LARGE);
        }
        let sheets = match spreadsheet::sheets(bytes) {
            Ok(sheets) => sheets,
            Err(Unreadable::NoTable) => return one(words::NO_TABLE),
            Err(Unreadable::TooMuch) => return one(words::TOO_LARGE),
        };
        table::first_years(&sheets, &words::MEANING).map_err(|error| words::faults(&error))
    }
}

/// The days in the form in which the page posts them again to be kept.
fn written(years: &[CalendarYear]) -> String {
    let mut text = String::from("date,kind\n");
    for (day, kind) in years.iter().flat_map(|year| &year.days) {
        let kind = match kind {
            DayKind::Holiday => "holiday",
            DayKind::Workday => "workday",
        };
        let _ = writeln!(text, "{day},{kind}");
    }
    text
}

/// The years that are known, and the form.
pub(super) async fn show(
    _: paths::Calendar,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let known = calendar::years(&mut *app.db.acquire().await?).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        errors: Errors::default(),
        input: Input::default(),
        known: known.iter().rev().map(YearRow::known).collect(),
        preview: Vec::new(),
    }))
}

/// Shows what was read; keeps it once that was confirmed.
pub(super) async fn post(
    _: paths::Calendar,
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
    // Off the async threads: nobody else waits for a large table.
    let (mut input, parsed) = spawn_blocking(move || {
        let parsed = input.parse();
        (input, parsed)
    })
    .await
    .map_err(anyhow::Error::from)?;
    let mut tx = app.db.begin().await?;
    if let (Ok((years, source)), true) = (&parsed, input.confirmed) {
        load_calendar(&mut tx, &me, years, source, now).await?;
        tx.commit().await?;
        return Ok(notice::see_other(paths::Calendar, Notice::CalendarLoaded));
    }
    let known = calendar::years(&mut tx).await?;
    let (status, errors, preview) = match parsed {
        Err(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors, Vec::new()),
        Ok((years, source)) => {
            input.days = written(&years);
            let row = |year: &CalendarYear| {
                let before = known.iter().find(|it| it.year.year == year.year);
                let remark = words::difference(year, before.map(|it| &it.year));
                YearRow::of(year, &source, remark)
            };
            (
                StatusCode::OK,
                Errors::default(),
                years.iter().map(row).collect(),
            )
        }
    };
    let page = Page {
        layout: furniture.layout(),
        errors,
        input,
        known: known.iter().rev().map(YearRow::known).collect(),
        preview,
    };
    Ok((status, View(page)).into_response())
}
