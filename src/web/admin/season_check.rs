//! The check page of a draft season: everything against everything, and the act that opens it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{paths, season::chosen_editions};
use crate::{
    access::{Administrator, admin::season_desk},
    app::AppState,
    db::{
        assignments, calendar, quotas,
        seasons::{self, Season},
    },
    domain::{
        calendar::FirstDay,
        returns::ReturnItem,
        season::{SeasonState, Stage, Windows, flaws},
        tier::Tier,
        time::beijing_date,
    },
    text::{
        admin as words,
        labels::tier_label,
        season_form,
        season_labels::{stage_label, tier_labels, windows_fault},
    },
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        notice::{self, Notice},
        parts::SummaryRow,
        view::{Layout, View},
    },
    workflow::create_season::{CreateSeasonError, open_season},
};

#[derive(Template)]
#[template(path = "admin/season_check.html")]
struct Page {
    layout: Layout,
    title: String,
    code: String,
    version: i32,
    path: paths::CheckSeason,
    edit: paths::Season,
    quotas: paths::Quotas,
    discard: paths::DiscardSeason,
    /// What has to be put right before it can be opened.
    wrong: Vec<String>,
    /// What is worth a look.
    doubtful: Vec<String>,
    /// The publicity would need a year that the calendar does not have.
    year_wanting: Option<String>,
    windows: Vec<SummaryRow>,
    editions: Vec<SummaryRow>,
    quota_sums: Vec<SummaryRow>,
}

/// What was posted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    version: i32,
}

async fn page(
    app: &AppState,
    conn: &mut PgConnection,
    furniture: &Furniture,
    season: &Season,
    now: DateTime<Utc>,
) -> PageResult<View<Page>> {
    let (mut wrong, mut doubtful) = (Vec::new(), Vec::new());
    for flaw in flaws(&season.tiers, now) {
        let sentence = season_form::flaw(flaw.tier, windows_fault(flaw.fault));
        if flaw.fault.forbids() {
            wrong.push(sentence);
        } else {
            doubtful.push(sentence);
        }
    }
    if !scores_what_is_asked(app, conn, season).await? {
        wrong.push(words::SHEET_NOT_ASKED.to_owned());
    }
    let year_wanting = year_wanting(conn, season).await?;
    let experts = assignments::available(conn).await?;
    if experts < i64::from(season.settings.experts_min) {
        doubtful.push(season_form::experts_wanting(
            experts,
            season.settings.experts_min,
        ));
    }
    let id = season.id;
    Ok(View(Page {
        layout: furniture.layout(),
        title: season.title.clone(),
        code: season.code.clone(),
        version: season.version,
        path: paths::CheckSeason { season: id },
        edit: paths::Season { season: id },
        quotas: paths::Quotas { season: id },
        discard: paths::DiscardSeason { season: id },
        wrong,
        doubtful,
        year_wanting,
        windows: windows(season),
        editions: chosen_editions(conn, season).await?,
        quota_sums: quota_sums(conn, season).await?,
    }))
}

/// Whether every criterion of the season's sheet is judged on sections that its form has.
async fn scores_what_is_asked(
    app: &AppState,
    conn: &mut PgConnection,
    season: &Season,
) -> PageResult<bool> {
    let sheet = app
        .editions
        .sheet(conn, &season.score_sheet_edition)
        .await?;
    let form = ReturnItem::SECTIONS.map(|section| section.code());
    let form: Vec<&str> = form.iter().map(String::as_str).collect();
    Ok(sheet.not_asked(&form).next().is_none())
}

/// The publicity follows the review: whether the years of its days are known.
async fn year_wanting(conn: &mut PgConnection, season: &Season) -> PageResult<Option<String>> {
    let Some(review) = season.tiers.span(Stage::Review) else {
        return Ok(None);
    };
    let days = u32::try_from(season.settings.publicity_days).unwrap_or_default();
    let first = beijing_date(review.closes_at());
    let ends = calendar::working(conn)
        .await?
        .last_day(first, days, FirstDay::NotCounted);
    Ok(ends
        .err()
        .map(|missing| season_form::calendar_wanting(missing.0)))
}

fn windows(season: &Season) -> Vec<SummaryRow> {
    let rows = |(tiers, windows): (Vec<Tier>, Windows)| {
        let only_filed = tiers == [Tier::Basic];
        let stages = Stage::ALL
            .into_iter()
            .filter(move |stage| !only_filed || *stage != Stage::Review);
        let tiers = tier_labels(&tiers);
        stages.map(move |stage| {
            let window = windows.of(stage);
            SummaryRow {
                label: format!("{tiers}{}", stage_label(stage)),
                value: words::span(window.opens_at(), window.closes_at()),
                change: None,
            }
        })
    };
    season.tiers.groups().into_iter().flat_map(rows).collect()
}

async fn quota_sums(conn: &mut PgConnection, season: &Season) -> PageResult<Vec<SummaryRow>> {
    let stored = quotas::of(conn, season.id).await?;
    let sum = |(tier, _): (Tier, &Windows)| {
        let of_tier = stored.iter().filter(|row| row.tier == tier);
        let numbers: Vec<i32> = of_tier.filter_map(|row| row.quota).collect();
        SummaryRow {
            label: tier_label(tier).to_owned(),
            value: season_form::quota_sum(numbers.len(), numbers.iter().sum()),
            change: None,
        }
    };
    let ranked = season.tiers.iter().filter(|(tier, _)| *tier != Tier::Basic);
    Ok(ranked.map(sum).collect())
}

async fn found(conn: &mut PgConnection, path: paths::CheckSeason) -> PageResult<Season> {
    let season = seasons::find(conn, path.season).await?;
    season.ok_or(PageError::NotFound)
}

/// The check page; a season that is opened already has none, its settings are shown.
pub(super) async fn show(
    path: paths::CheckSeason,
    _me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let season = found(&mut conn, path).await?;
    if season.state != SeasonState::Draft {
        let settings = paths::Season {
            season: path.season,
        };
        return Ok(axum::response::Redirect::to(&settings.to_string()).into_response());
    }
    let page = page(&app, &mut conn, &furniture, &season, now).await?;
    Ok(page.into_response())
}

/// Opens the draft as it was shown.
pub(super) async fn open(
    path: paths::CheckSeason,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = season_desk(&mut tx, &me, path.season).await?;
    let season = found(&mut tx, path).await?;
    if season.state != SeasonState::Draft {
        return Err(PageError::Stale);
    }
    let opened = if scores_what_is_asked(&app, &mut tx, &season).await? {
        open_season(&mut tx, &me, (&desk, &season), input.version, now).await
    } else {
        Err(CreateSeasonError::Flawed(Vec::new()))
    };
    match opened {
        Ok(()) => {
            tx.commit().await?;
            Ok(notice::see_other(paths::Seasons, Notice::SeasonOpened))
        }
        Err(CreateSeasonError::Flawed(_)) => {
            let page = page(&app, &mut tx, &furniture, &season, now).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(CreateSeasonError::Database(error)) => Err(error.into()),
        Err(error @ CreateSeasonError::CodeTaken) => Err(PageError::Internal(error.into())),
    }
}
