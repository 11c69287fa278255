//! A case that its bureau left when its time was over: more time, or its end.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::paths;
use crate::{
    access::{
        Administrator, MayChange,
        admin::{LeftOverCase, left_over_case},
    },
    app::AppState,
    db::applications::names,
    domain::{
        field::{FieldError, FieldErrors, Mismatch},
        letter::ApplicationNames,
        time::{beijing_date, end_of_day},
        values::{date::parse_minute, prose::Prose},
    },
    text::{format, left_over as words},
    web::{
        bound::Shown,
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{
        extend::{Extension, decline_left_over, extend_screening},
        screening::ScreeningError,
    },
};

/// The fewest and the most 字 of a reason.
const REASON: (usize, usize) = (10, 500);

/// Days proposed for an extension.
const USUAL_DAYS: i64 = 5;

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    shown: String,
    result: String,
    until: String,
    due_at: String,
    reason: String,
}

enum Conclusion {
    Extend {
        until: DateTime<Utc>,
        due_at: Option<DateTime<Utc>>,
    },
    End,
}

#[derive(Template)]
#[template(path = "admin/left_over.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    back: String,
    standing: String,
    is_returned: bool,
    results: Vec<Choice>,
    input: Input,
    errors: Errors,
}

impl Input {
    fn parse(
        &self,
        case: &LeftOverCase,
        now: DateTime<Utc>,
    ) -> Result<(Conclusion, Prose), FieldErrors> {
        let mut errors = FieldErrors::default();
        let conclusion = match self.result.as_str() {
            "extend" => self.extension(case, now, &mut errors),
            "end" => Some(Conclusion::End),
            _ => errors.check("result", Err(FieldError::NotChosen)),
        };
        let reason = errors.check("reason", Prose::parse(&self.reason, REASON.0, REASON.1));
        errors.into_result(conclusion.zip(reason))
    }

    fn extension(
        &self,
        case: &LeftOverCase,
        now: DateTime<Utc>,
        errors: &mut FieldErrors,
    ) -> Option<Conclusion> {
        let future = |text: &str| {
            let at = parse_minute(text)?;
            (at > now).then_some(at).ok_or(FieldError::InPast)
        };
        let until = errors.check("until", future(&self.until))?;
        let due_at = if case.is_returned() && !self.due_at.trim().is_empty() {
            let due = future(&self.due_at).and_then(|due| {
                let error = FieldError::Mismatch(Mismatch::EndBeforeStart);
                (due <= until).then_some(due).ok_or(error)
            });
            Some(errors.check("due_at", due)?)
        } else {
            None
        };
        Some(Conclusion::Extend { until, due_at })
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    case: &LeftOverCase,
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    let application = case.application();
    let back = paths::Application {
        application: application.id(),
    };
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(conn, application).await?,
        back: back.to_string(),
        standing: words::standing(application.status(), case.closed_at()),
        is_returned: case.is_returned(),
        results: vec![
            Choice::new("extend", words::EXTEND),
            Choice::new("end", words::END),
        ],
        input: Input {
            shown: Shown::of(application, 0).code(),
            ..input
        },
        errors,
    }))
}

/// The form.
pub(super) async fn show(
    path: paths::LeftOver,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = left_over_case(&mut tx, &me, path.application, now).await?;
    let begun = Input {
        until: format::minute_input(end_of_day(beijing_date(now + TimeDelta::days(USUAL_DAYS)))),
        ..Input::default()
    };
    let page = page(&mut tx, &furniture, &case, (begun, Errors::default())).await?;
    Ok(page.into_response())
}

/// Gives more time, or ends the case.
pub(super) async fn post(
    path: paths::LeftOver,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = left_over_case(&mut tx, &me, path.application, now).await?;
    let back = paths::Application {
        application: path.application,
    };
    let (conclusion, reason) = match input.parse(&case, now) {
        Ok(parsed) => parsed,
        Err(found) => {
            let refused = (input, Errors::of(&found, words::FIELDS));
            let page = page(&mut tx, &furniture, &case, refused).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    Shown::of(case.application(), 0).check(&input.shown, back)?;
    let done = conclude(&mut tx, &me, &case, (conclusion, reason.as_str()), now).await;
    let told = done.map_err(PageError::from)?;
    tx.commit().await?;
    Ok(notice::see_other(back, told))
}

async fn conclude(
    conn: &mut PgConnection,
    me: &Administrator,
    case: &LeftOverCase,
    (conclusion, reason): (Conclusion, &str),
    now: DateTime<Utc>,
) -> Result<Notice, ScreeningError> {
    match conclusion {
        Conclusion::Extend { until, due_at } => {
            let extension = Extension {
                until,
                due_at,
                reason,
            };
            extend_screening(conn, me, case, extension, now).await?;
            Ok(Notice::ScreeningExtended)
        }
        Conclusion::End => {
            decline_left_over(conn, me, case, reason, now).await?;
            Ok(Notice::LeftOverEnded)
        }
    }
}
