//! 二、工厂概况: one factory of the enterprise.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    factory_input::{Input, as_profile},
    fields::{choices, rows},
    paths,
    profile::{From, industry_choices},
};
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::{factories, regions},
    domain::field::{FieldError, FieldErrors},
    text::{answers, choices::PRODUCTION, fields},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{Notice, see_other},
        parts::SummaryRow,
        view::{Layout, View},
    },
    workflow::save_factory::{SaveFactoryError, add_factory, save_factory},
};

#[derive(Template)]
#[template(path = "enterprise/factory.html")]
struct Page {
    layout: Layout,
    is_new: bool,
    errors: Errors,
    conflict: bool,
    stored: Vec<SummaryRow>,
    divisions: Vec<Choice>,
    industries: Vec<Choice>,
    productions: Vec<Choice>,
    here: String,
    back: String,
    input: Input,
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    here: String,
    back: String,
    input: Input,
) -> sqlx::Result<Page> {
    let divisions = regions::divisions(conn).await?;
    let choice = |division: regions::Division| {
        Choice::new(
            division.code,
            format!("{} {}", division.league, division.name),
        )
    };
    Ok(Page {
        layout: furniture.layout(),
        is_new: false,
        errors: Errors::default(),
        conflict: false,
        stored: Vec::new(),
        divisions: divisions.into_iter().map(choice).collect(),
        industries: industry_choices(),
        productions: choices(PRODUCTION),
        here,
        back,
        input,
    })
}

/// The empty form.
pub async fn show_new(
    _: paths::NewFactory,
    State(app): State<AppState>,
    _me: EnterpriseMember,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    Ok(View(
        new_page(&mut conn, &furniture, Input::default()).await?,
    ))
}

async fn new_page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    input: Input,
) -> sqlx::Result<Page> {
    let (here, back) = (paths::NewFactory.to_string(), paths::Factories.to_string());
    let page = page(conn, furniture, here, back, input).await?;
    Ok(Page {
        is_new: true,
        ..page
    })
}

/// Adds a factory.
pub async fn add(
    _: paths::NewFactory,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let refused = match parsed(&mut tx, &input, now).await? {
        Ok(content) => match add_factory(&mut tx, &me, &content, now).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(see_other(paths::Factories, Notice::Saved));
            }
            Err(SaveFactoryError::NameTaken) => name_taken(),
            Err(SaveFactoryError::Database(error)) => return Err(error.into()),
        },
        Err(errors) => errors,
    };
    drop(tx);
    let mut conn = app.db.acquire().await?;
    let errors = Errors::of(&refused, fields::FACTORY);
    let page = new_page(&mut conn, &furniture, input).await?;
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        View(Page { errors, ..page }),
    )
        .into_response())
}

/// The form of one factory.
pub async fn show(
    path: paths::Factory,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Queried(from): Queried<From>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let factory = enterprise::own_factory(&mut conn, &me, path.factory).await?;
    let (content, version) = factories::content(&mut conn, &factory).await?;
    let input = Input::of(&content, version);
    let (here, back) = (from.address(path), from.back(paths::Factories));
    Ok(View(page(&mut conn, &furniture, here, back, input).await?))
}

/// Saves one factory.
#[expect(clippy::too_many_arguments, reason = "all that a request brings")]
pub async fn save(
    path: paths::Factory,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    Queried(from): Queried<From>,
    furniture: Furniture,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let factory = enterprise::own_factory(&mut tx, &me, path.factory).await?;
    let refused = match parsed(&mut tx, &input, now).await? {
        Err(errors) => Some(errors),
        Ok(content) => {
            match save_factory(&mut tx, &me, &factory, &content, input.version, now).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(see_other(from.back(paths::Factories), Notice::Saved));
                }
                Err(SaveFactoryError::NameTaken) => Some(name_taken()),
                Err(SaveFactoryError::Database(sqlx::Error::RowNotFound)) => None,
                Err(SaveFactoryError::Database(error)) => return Err(error.into()),
            }
        }
    };
    drop(tx);
    let mut conn = app.db.acquire().await?;
    let (content, version) = factories::content(&mut conn, &factory).await?;
    let (here, back) = (from.address(path), from.back(paths::Factories));
    let shown = page(&mut conn, &furniture, here, back, input).await?;
    Ok(if let Some(errors) = refused {
        let errors = Errors::of(&errors, fields::FACTORY);
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            View(Page { errors, ..shown }),
        )
            .into_response()
    } else {
        let division = regions::division(&mut conn, &content.division_code).await?;
        let place = division.map(|it| format!("{}{}", it.league, it.name));
        let stored = answers::factory(&as_profile(content, place.unwrap_or_default()));
        let stored = rows(stored, None);
        let input = Input {
            version,
            ..shown.input
        };
        let page = Page {
            conflict: true,
            stored,
            input,
            ..shown
        };
        (StatusCode::CONFLICT, View(page)).into_response()
    })
}

fn name_taken() -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("name", FieldError::AlreadyTaken);
    errors
}

/// Reads the form; the division must be one of the region.
async fn parsed(
    conn: &mut PgConnection,
    input: &Input,
    now: DateTime<Utc>,
) -> Result<Result<factories::FactoryContent, FieldErrors>, PageError> {
    let known = regions::division(conn, &input.division).await?.is_some();
    Ok(input.parse(known, now))
}
