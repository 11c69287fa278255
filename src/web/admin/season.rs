//! One season: its form while it is a draft, its settings once it runs.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{
    paths,
    season_input::{EditionChoices, SeasonInput, TierFields},
    seasons::{answers, editions},
};
use crate::{
    access::{Administrator, admin::season_desk},
    app::AppState,
    db::{
        editions::{EditionKind, names},
        seasons::{self, Season},
    },
    domain::season::{SeasonState, WindowFault},
    text::{
        admin as words, season_form,
        season_labels::{season_state_label, window_fault},
    },
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{self, Notice},
        parts::SummaryRow,
        view::{self, Layout, View},
    },
    workflow::{
        change_season::{ChangeSeasonError, SeasonChange, change_season},
        create_season::{CreateSeasonError, change_draft},
    },
};

use super::seasons::Answers;

#[derive(Template)]
#[template(path = "admin/season.html")]
struct Page {
    layout: Layout,
    heading: String,
    code: String,
    draft: bool,
    open: bool,
    closed: bool,
    tag: view::State,
    standing: &'static str,
    quotas: paths::Quotas,
    close: paths::CloseSeason,
    check: paths::CheckSeason,
    discard: paths::DiscardSeason,
    copy: String,
    errors: Errors,
    input: SeasonInput,
    tiers: Vec<TierFields>,
    known: EditionChoices,
    editions: Vec<SummaryRow>,
    answers: Answers,
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    season: &Season,
    (input, errors): (SeasonInput, Errors),
) -> PageResult<View<Page>> {
    let id = season.id;
    Ok(View(Page {
        layout: furniture.layout(),
        heading: season.title.clone(),
        code: season.code.clone(),
        draft: season.state == SeasonState::Draft,
        open: season.state == SeasonState::Open,
        closed: season.state == SeasonState::Closed,
        tag: super::seasons::tag(season.state),
        standing: season_state_label(season.state),
        quotas: paths::Quotas { season: id },
        close: paths::CloseSeason { season: id },
        check: paths::CheckSeason { season: id },
        discard: paths::DiscardSeason { season: id },
        copy: format!("{}?from={id}", paths::NewSeason),
        errors,
        tiers: input.tier_fields(),
        input,
        known: editions(conn).await?,
        editions: chosen_editions(conn, season).await?,
        answers: answers(),
    }))
}

/// The titles of the editions that the season uses.
pub(super) async fn chosen_editions(
    conn: &mut PgConnection,
    season: &Season,
) -> PageResult<Vec<SummaryRow>> {
    let chosen = [
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
    ];
    let mut rows = Vec::new();
    for (label, kind, edition) in chosen {
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
    let shown = (SeasonInput::of_season(&season), Errors::default());
    Ok(page(&mut conn, &furniture, &season, shown)
        .await?
        .into_response())
}

/// Saves a draft or changes a running season, or says what is wrong.
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
    let errors = match season.state {
        SeasonState::Closed => return Err(PageError::Stale),
        SeasonState::Draft => {
            let known = editions(&mut tx).await?;
            match input.parse_new(&known) {
                Err(errors) => errors,
                Ok(new) => {
                    let new = (&new, input.version());
                    match change_draft(&mut tx, &me, &desk, new, now).await {
                        Ok(()) => {
                            tx.commit().await?;
                            let check = paths::CheckSeason { season: season.id };
                            return Ok(notice::see_other(check, Notice::SeasonDrafted));
                        }
                        Err(error) => draft_refusal(error)?,
                    }
                }
            }
        }
        SeasonState::Open => match input.parse_plan() {
            Err(errors) => errors,
            Ok(plan) => {
                let change = SeasonChange {
                    plan: &plan,
                    version: input.version(),
                    reason: input.of("reason"),
                };
                match change_season(&mut tx, &me, (&desk, &season), change, now).await {
                    Ok(()) => {
                        tx.commit().await?;
                        return Ok(notice::see_other(path, Notice::Saved));
                    }
                    Err(error) => refusal(error)?,
                }
            }
        },
    };
    drop(tx);
    let mut conn = app.db.acquire().await?;
    let page = page(&mut conn, &furniture, &season, (input, errors)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What is said of a draft that cannot be saved.
pub(super) fn draft_refusal(error: CreateSeasonError) -> PageResult<Errors> {
    match error {
        CreateSeasonError::CodeTaken => Ok(Errors::one("code", words::SEASON_CODE_TAKEN)),
        CreateSeasonError::Flawed(_) => Err(PageError::Stale),
        CreateSeasonError::Database(error) => Err(error.into()),
    }
}

fn refusal(error: ChangeSeasonError) -> PageResult<Errors> {
    match error {
        ChangeSeasonError::Window(tier, stage, fault) => {
            let end = match fault {
                WindowFault::OpeningPassed => "opens",
                WindowFault::Shortened => "closes",
            };
            let field = format!("{tier}_{}_{end}", stage.as_str());
            Ok(Errors::one(field, window_fault(fault)))
        }
        ChangeSeasonError::TierGone(tier) => Ok(Errors::one("tiers", season_form::tier_gone(tier))),
        ChangeSeasonError::NoReason => Ok(Errors::one("reason", season_form::CHANGE_REASON)),
        ChangeSeasonError::Database(error) => Err(error.into()),
    }
}
