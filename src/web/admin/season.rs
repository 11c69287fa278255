//! The settings of one season: a window changes only with a reason on record.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use sqlx::PgConnection;

use super::{paths, season_input::SeasonInput, seasons::approvals};
use crate::{
    access::{Administrator, admin::season_desk},
    app::AppState,
    db::{
        editions::{EditionKind, names},
        seasons::{self, Season, SeasonSettings},
    },
    domain::season::{Stage, WindowFault},
    text::{admin as words, season_labels::window_fault},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::{Choice, Errors},
        notice::{self, Notice},
        parts::SummaryRow,
        view::{Layout, View},
    },
    workflow::change_season::{ChangeSeasonError, SeasonChange, change_season},
};

#[derive(Template)]
#[template(path = "admin/season.html")]
struct Page {
    layout: Layout,
    heading: String,
    code: String,
    open: bool,
    quotas: paths::Quotas,
    close: paths::CloseSeason,
    errors: Errors,
    input: SeasonInput,
    editions: Vec<SummaryRow>,
    approvals: Vec<Choice>,
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    season: &Season,
    (input, errors): (SeasonInput, Errors),
) -> PageResult<View<Page>> {
    Ok(View(Page {
        layout: furniture.layout(),
        heading: season.title.clone(),
        code: season.code.clone(),
        open: season.open,
        quotas: paths::Quotas { season: season.id },
        close: paths::CloseSeason { season: season.id },
        errors,
        input,
        editions: editions(conn, season).await?,
        approvals: approvals(),
    }))
}

/// The titles of what the season froze.
async fn editions(conn: &mut PgConnection, season: &Season) -> PageResult<Vec<SummaryRow>> {
    let frozen = [
        (words::RULES, EditionKind::Rules, &season.rules_edition),
        (
            words::CATALOGUE,
            EditionKind::Catalogue,
            &season.catalogue_edition,
        ),
        (
            words::SCORE_SHEET,
            EditionKind::ScoreSheet,
            &season.score_sheet_edition,
        ),
        (
            words::CALENDAR,
            EditionKind::Calendar,
            &season.calendar_edition,
        ),
    ];
    let mut rows = Vec::new();
    for (label, kind, edition) in frozen {
        let named = names(conn, kind).await?;
        let title = named.into_iter().find(|it| it.edition == *edition);
        rows.push(SummaryRow {
            label: label.to_owned(),
            value: title.map_or_else(|| edition.clone(), |it| it.title),
            change: None,
        });
    }
    Ok(rows)
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
    Ok(page(&mut conn, &furniture, &season, shown)
        .await?
        .into_response())
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
    drop(tx);
    let mut conn = app.db.acquire().await?;
    let page = page(&mut conn, &furniture, &season, (input, errors)).await?;
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
