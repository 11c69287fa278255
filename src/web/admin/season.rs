//! The settings of one season: a window changes only with a reason on record.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{paths, season_input::SeasonInput, seasons::approvals};
use crate::{
    access::{Administrator, admin::season_desk},
    app::AppState,
    db::seasons::{self, Season, SeasonSettings},
    domain::season::{Stage, WindowFault},
    text::{admin as words, season_labels::window_fault},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::change_season::{ChangeSeasonError, SeasonChange, change_season},
};

#[derive(Template)]
#[template(path = "admin/season.html")]
struct Page {
    layout: Layout,
    heading: String,
    open: bool,
    quotas: paths::Quotas,
    close: paths::CloseSeason,
    errors: Errors,
    input: SeasonInput,
    approvals: Vec<Choice>,
}

fn page(
    furniture: &Furniture,
    season: &Season,
    (input, errors): (SeasonInput, Errors),
) -> View<Page> {
    View(Page {
        layout: furniture.layout(),
        heading: season.title.clone(),
        open: season.open,
        quotas: paths::Quotas { season: season.id },
        close: paths::CloseSeason { season: season.id },
        errors,
        // What a season freezes is never taken from the form.
        input: SeasonInput {
            code: season.code.clone(),
            rules: season.rules_edition.clone(),
            catalogue: season.catalogue_edition.clone(),
            score_sheet: season.score_sheet_edition.clone(),
            calendar: season.calendar_edition.clone(),
            ..input
        },
        approvals: approvals(),
    })
}

/// The form.
pub(super) async fn show(
    path: paths::Season,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let season = seasons::find(&mut conn, path.season).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let shown = (SeasonInput::of(&season), Errors::default());
    Ok(page(&furniture, &season, shown).into_response())
}

/// Saves the settings, or says what is wrong.
pub(super) async fn post(
    path: paths::Season,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<SeasonInput>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = season_desk(&mut tx, &me, path.season).await?;
    let season = seasons::find(&mut tx, path.season).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let errors = match input.parse_settings() {
        Err(found) => Errors::of(&found, words::FIELDS),
        Ok(settings) => {
            let change = change_of(&settings, &input);
            match change_season(&mut tx, &me, (&desk, &season), change, now).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(notice::see_other(path, Notice::Saved));
                }
                Err(error) => refusal(error)?,
            }
        }
    };
    let page = page(&furniture, &season, (input, errors));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn change_of<'a>(settings: &'a SeasonSettings, input: &'a SeasonInput) -> SeasonChange<'a> {
    SeasonChange {
        settings,
        version: input.version,
        reason: &input.reason,
    }
}

fn refusal(error: ChangeSeasonError) -> PageResult<Errors> {
    match error {
        ChangeSeasonError::Window(stage, fault) => {
            Ok(Errors::one(field(stage, fault), window_fault(fault)))
        }
        ChangeSeasonError::NoReason => Ok(Errors::one("reason", words::WINDOW_REASON)),
        ChangeSeasonError::Database(error) => Err(error.into()),
    }
}

const fn field(stage: Stage, fault: WindowFault) -> &'static str {
    match (stage, fault) {
        (Stage::Enterprise, WindowFault::OpeningPassed) => "enterprise_opens_at",
        (Stage::Enterprise, WindowFault::Shortened) => "enterprise_closes_at",
        (Stage::Bureau, WindowFault::OpeningPassed) => "bureau_opens_at",
        (Stage::Bureau, WindowFault::Shortened) => "bureau_closes_at",
        (Stage::Review, WindowFault::OpeningPassed) => "review_opens_at",
        (Stage::Review, WindowFault::Shortened) => "review_closes_at",
    }
}
