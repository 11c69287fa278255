//! The demonstration: a season with everything in it, loaded into a new database. Every act goes
//! through the workflow that people use, on working days before today, in office hours.

mod days;
mod filling;
mod judging;
mod people;
mod publishing;
mod reviewing;
mod script;
mod story;

use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, Datelike, TimeDelta, Utc};

use self::{days::Days, filling::KeptFile, people::People, script::Script};
use crate::{
    access::admin::season_desk,
    app::{App, AppState},
    db::{
        calendar,
        editions::{self, EditionKind, SeasonEditions},
        seasons::{self, NewSeason, Season, SeasonPlan},
    },
    domain::{
        season::{SeasonSettings, Window, Windows},
        tier::Tier,
        time::{beijing_date, end_of_day},
    },
    reference,
    workflow::create_season::{create_season, open_season},
};

/// What every act of the demonstration needs.
struct Stage<'a> {
    app: &'a App,
    script: &'a Script,
    season: Season,
    edition: SeasonEditions,
    files: Vec<KeptFile>,
}

/// Loads it. The caller has noted that loading has begun; an interrupted load is found by that,
/// and a private database is then emptied and loaded anew.
///
/// # Errors
/// When an act of the story is refused, or the database fails.
pub async fn load(app: &AppState) -> anyhow::Result<()> {
    let folder = app.config.season.directory.join("../../demo");
    let script = Script::read(&folder).context("reading the demonstration's script")?;
    years_to_play_in(app, &folder, &script).await?;
    let days = days(app).await?;
    let began = days.before(22, (9, 0));
    let hash = people::password_hash(app, &script.texts.password).await?;
    let people = people::make(app, &script, &hash, began).await?;
    let season = opened_season(app, &script, &people, &days).await?;
    let edition = app
        .editions
        .of(&mut *app.db.acquire().await?, &season)
        .await?;
    let stage = Stage {
        app,
        script: &script,
        season,
        edition,
        files: filling::keep_files(app, &script).await?,
    };
    story::play(&stage, &people, &days).await
}

/// The season goes on into a year whose days off may not be fixed yet: invented ones, called that.
async fn years_to_play_in(app: &App, folder: &Path, script: &Script) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    for year in reference::calendar_years(&folder.join("calendar.csv"))? {
        let source = script.texts.calendar_source.as_str();
        reference::add_if_new(&mut tx, (&year, source), app.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}

async fn days(app: &App) -> anyhow::Result<Days> {
    let mut conn = app.db.acquire().await?;
    let calendar = calendar::working(&mut conn).await?;
    let today = beijing_date(app.clock.now());
    Ok(Days::new(calendar, today))
}

async fn opened_season(
    app: &App,
    script: &Script,
    people: &People,
    days: &Days,
) -> anyhow::Result<Season> {
    let began = days.before(22, (9, 30));
    let windows = windows(days.before(21, (9, 0)), app.clock.now())?;
    let mut tx = app.db.begin().await?;
    let new = NewSeason {
        code: format!("{}A", beijing_date(began).year()),
        rules_edition: newest(&mut tx, EditionKind::Rules).await?,
        catalogue_edition: newest(&mut tx, EditionKind::Catalogue).await?,
        score_sheet_edition: newest(&mut tx, EditionKind::ScoreSheet).await?,
        plan: SeasonPlan {
            title: script.texts.season.clone(),
            tiers: Tier::ALL.map(|tier| (tier, windows)).into_iter().collect(),
            settings: SeasonSettings {
                publicity_days: publishing::DAYS,
                publicity: script.texts.publicity_texts.clone(),
                ..SeasonSettings::usual()
            },
        },
    };
    let me = &people.administrator;
    let id = create_season(&mut tx, me, &new, None, began).await?;
    let draft = seasons::find(&mut tx, id).await?.context("the draft")?;
    let desk = season_desk(&mut tx, me, id).await?;
    open_season(&mut tx, me, (&desk, &draft), draft.version, began).await?;
    let season = seasons::find(&mut tx, id)
        .await?
        .context("the season just opened")?;
    tx.commit().await?;
    Ok(season)
}

/// All windows are open, so that every role finds something to do.
fn windows(since: DateTime<Utc>, now: DateTime<Utc>) -> anyhow::Result<Windows> {
    let until = |days| end_of_day(beijing_date(now + TimeDelta::days(days)));
    let window = |days| Window::new(since, until(days)).map_err(|e| anyhow::anyhow!("{e:?}"));
    Ok(Windows {
        enterprise: window(12)?,
        bureau: window(24)?,
        review: window(45)?,
    })
}

async fn newest(conn: &mut sqlx::PgConnection, kind: EditionKind) -> anyhow::Result<String> {
    let names = editions::names(conn, kind).await?;
    Ok(names
        .into_iter()
        .next()
        .with_context(|| kind.as_str())?
        .edition)
}
