//! The seasons (批次): all of them, one to set up, one to throw away, one to close.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    parts::optional,
    paths,
    season::draft_refusal,
    season_input::{EditionChoices, SeasonInput, TierFields},
    stages::{COLUMNS, Column},
};
use crate::{
    access::{Administrator, admin::season_desk},
    app::AppState,
    db::{
        applications::board,
        editions::{EditionKind, names},
        seasons::{self, Season},
    },
    domain::{
        ids::SeasonId,
        season::{AccountApproval, OwnRegion, SeasonState, Stage, Windows},
        tier::Tier,
    },
    text::{
        admin as words, season_form,
        season_labels::{
            account_approval_label, own_region_label, season_state_label, stage_label, tier_labels,
        },
    },
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{self, Notice},
        view::{self, Layout, View},
    },
    workflow::{
        change_season::close_season,
        create_season::{create_season, discard_season},
    },
};

#[derive(Template)]
#[template(path = "admin/seasons.html")]
struct ListPage {
    layout: Layout,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    quotas: String,
    board: String,
    copy: String,
    check: String,
    title: String,
    code: String,
    windows: Vec<GroupRow>,
    draft: bool,
    tag: view::State,
    state: &'static str,
}

/// Tiers with the same windows.
struct GroupRow {
    tiers: String,
    spans: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "admin/season_new.html")]
struct NewPage {
    layout: Layout,
    errors: Errors,
    input: SeasonInput,
    tiers: Vec<TierFields>,
    known: EditionChoices,
    answers: Answers,
}

#[derive(Template)]
#[template(path = "admin/season_close.html")]
struct ClosePage {
    layout: Layout,
    title: String,
    path: paths::CloseSeason,
    stranded: Vec<Stranded>,
}

/// Cases that closing would strand.
struct Stranded {
    label: &'static str,
    count: i64,
    href: String,
}

/// The list.
pub(super) async fn list(
    _: paths::Seasons,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let seasons = seasons::all(&mut conn, &me).await?;
    Ok(View(ListPage {
        layout: furniture.layout(),
        rows: seasons.into_iter().map(row).collect(),
    }))
}

fn row(season: Season) -> Row {
    let group = |(tiers, windows): (Vec<Tier>, Windows)| GroupRow {
        tiers: tier_labels(&tiers),
        spans: Stage::ALL
            .iter()
            .filter(|stage| **stage != Stage::Review || tiers != [Tier::Basic])
            .map(|stage| {
                let window = windows.of(*stage);
                let span = words::span(window.opens_at(), window.closes_at());
                (stage_label(*stage), span)
            })
            .collect(),
    };
    Row {
        href: paths::Season { season: season.id }.to_string(),
        quotas: paths::Quotas { season: season.id }.to_string(),
        board: format!("{}?season={}", paths::Board, season.id),
        copy: format!("{}?from={}", paths::NewSeason, season.id),
        check: paths::CheckSeason { season: season.id }.to_string(),
        windows: season.tiers.groups().into_iter().map(group).collect(),
        title: season.title,
        code: season.code,
        draft: season.state == SeasonState::Draft,
        tag: tag(season.state),
        state: season_state_label(season.state),
    }
}

/// The colour of a season's state.
pub(super) const fn tag(state: SeasonState) -> view::State {
    match state {
        SeasonState::Draft => view::State::Judge,
        SeasonState::Open => view::State::Todo,
        SeasonState::Closed => view::State::Neutral,
    }
}

/// The answers to choose from in the form of a season.
pub(super) struct Answers {
    pub approvals: Vec<Choice>,
    pub own_regions: Vec<Choice>,
    pub one_tier: Vec<Choice>,
    pub first_day: Vec<Choice>,
}

/// The answers to choose from in the form of a season.
pub(super) fn answers() -> Answers {
    let yes_no = |yes, no| vec![Choice::new("yes", yes), Choice::new("no", no)];
    let approval = |way: &AccountApproval| Choice::new(way.as_str(), account_approval_label(*way));
    let own_region = |way: &OwnRegion| Choice::new(way.as_str(), own_region_label(*way));
    Answers {
        approvals: AccountApproval::ALL.iter().map(approval).collect(),
        own_regions: OwnRegion::ALL.iter().map(own_region).collect(),
        one_tier: yes_no(season_form::ONE_TIER, season_form::SEVERAL_TIERS),
        first_day: yes_no(
            season_form::FIRST_DAY_COUNTED,
            season_form::FIRST_DAY_NOT_COUNTED,
        ),
    }
}

/// The editions to choose from.
pub(super) async fn editions(conn: &mut PgConnection) -> PageResult<EditionChoices> {
    Ok(EditionChoices {
        rules: names(conn, EditionKind::Rules).await?.into(),
        catalogues: names(conn, EditionKind::Catalogue).await?.into(),
        sheets: names(conn, EditionKind::ScoreSheet).await?.into(),
    })
}

fn new_page(
    furniture: &Furniture,
    known: EditionChoices,
    (input, errors): (SeasonInput, Errors),
) -> View<NewPage> {
    View(NewPage {
        layout: furniture.layout(),
        errors,
        tiers: input.tier_fields(),
        input,
        known,
        answers: answers(),
    })
}

/// Which season a new one is modelled on.
#[derive(Default, Deserialize)]
pub(super) struct Model {
    #[serde(default)]
    from: String,
}

/// The form of a new season.
pub(super) async fn show_new(
    _: paths::NewSeason,
    _me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(model): Queried<Model>,
) -> PageResult<Response> {
    let mut conn = app.db.acquire().await?;
    let known = editions(&mut conn).await?;
    let input = match optional(&model.from)? {
        None => SeasonInput::usual(&known),
        Some(id) => {
            let season = seasons::find(&mut conn, id).await?;
            SeasonInput::a_year_after(&season.ok_or(PageError::NotFound)?, &known)
        }
    };
    let shown = (input, Errors::default());
    Ok(new_page(&furniture, known, shown).into_response())
}

/// Saves a new season as a draft, or says what is wrong.
pub(super) async fn post_new(
    _: paths::NewSeason,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<SeasonInput>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let known = editions(&mut tx).await?;
    let errors = match input.parse_new(&known) {
        Err(errors) => errors,
        Ok(new) => match create_season(&mut tx, &me, &new, input.model(), now).await {
            Ok(season) => {
                tx.commit().await?;
                let check = paths::CheckSeason { season };
                return Ok(notice::see_other(check, Notice::SeasonDrafted));
            }
            Err(error) => draft_refusal(error)?,
        },
    };
    let page = new_page(&furniture, known, (input, errors));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Throws a draft away.
pub(super) async fn discard(
    path: paths::DiscardSeason,
    me: Administrator,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = season_desk(&mut tx, &me, path.season).await?;
    let season = seasons::find(&mut tx, path.season).await?;
    let season = season.ok_or(PageError::NotFound)?;
    if season.state != SeasonState::Draft {
        return Err(PageError::Stale);
    }
    discard_season(&mut tx, &me, (&desk, &season), now).await?;
    tx.commit().await?;
    Ok(notice::see_other(paths::Seasons, Notice::SeasonDiscarded))
}

async fn stranded(
    conn: &mut PgConnection,
    me: &Administrator,
    season: SeasonId,
) -> PageResult<Vec<Stranded>> {
    let counts = board::counts(conn, me, season, None).await?;
    let of = |column: &Column| {
        let own = counts
            .iter()
            .filter(|count| column.statuses.contains(&count.status) && count.status.is_under_way());
        Stranded {
            label: column.label,
            count: own.map(|count| count.count).sum(),
            href: format!(
                "{}?season={season}&stage={}",
                paths::Applications,
                column.code
            ),
        }
    };
    Ok(COLUMNS.iter().map(of).filter(|it| it.count > 0).collect())
}

async fn close_page(
    conn: &mut PgConnection,
    me: &Administrator,
    furniture: &Furniture,
    path: paths::CloseSeason,
) -> PageResult<View<ClosePage>> {
    let season = seasons::find(conn, path.season).await?;
    let season = season.filter(Season::is_open).ok_or(PageError::NotFound)?;
    Ok(View(ClosePage {
        layout: furniture.layout(),
        title: season.title,
        stranded: stranded(conn, me, path.season).await?,
        path,
    }))
}

/// Asks before a season is closed, or says what stands against it.
pub(super) async fn confirm_close(
    path: paths::CloseSeason,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    close_page(&mut conn, &me, &furniture, path).await
}

/// Closes a season, unless that would strand cases.
pub(super) async fn close(
    path: paths::CloseSeason,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let desk = season_desk(&mut tx, &me, path.season).await?;
    if !stranded(&mut tx, &me, path.season).await?.is_empty() {
        let page = close_page(&mut tx, &me, &furniture, path).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    close_season(&mut tx, &me, &desk, now).await?;
    tx.commit().await?;
    Ok(notice::see_other(paths::Seasons, Notice::SeasonClosed))
}
