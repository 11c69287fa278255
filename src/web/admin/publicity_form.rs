//! Opening a publicity (公示) for all proposed applications of one tier.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    parts::{optional, working_season},
    paths,
};
use crate::{
    access::{
        Administrator,
        admin::{ProposedCases, proposed_cases},
    },
    app::AppState,
    db::{
        publicities,
        seasons::{self, Season},
    },
    domain::{
        calendar::WorkingCalendar,
        field::FieldErrors,
        ids::SeasonId,
        public_list::PublicRow,
        season::Window,
        tier::Tier,
        time::{beijing_date, start_of_day},
        values::{date::parse_minute, line::Line},
    },
    text::{admin as words, format, labels::tier_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::open_publicity::{Plan, PublicityError, open_publicity, proposed_end},
};

#[derive(Template)]
#[template(path = "admin/publicity_form.html")]
struct Page {
    layout: Layout,
    tier: &'static str,
    season: String,
    wanted: i16,
    errors: Errors,
    input: Input,
    /// Whether a shorter publicity may be confirmed.
    is_short: bool,
    rows: Vec<PublicRow>,
    count: String,
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub(super) struct Query {
    tier: Tier,
    #[serde(default)]
    season: String,
}

/// What was posted.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Input {
    #[serde(default)]
    tier: String,
    #[serde(default)]
    season: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    opens_at: String,
    #[serde(default)]
    closes_at: String,
    #[serde(default)]
    fewer: String,
}

impl Input {
    /// What is proposed: from now on, until the working days are over.
    fn proposed(
        season: &Season,
        tier: Tier,
        calendar: &WorkingCalendar,
        now: DateTime<Utc>,
    ) -> Self {
        let end = proposed_end(calendar, beijing_date(now), season.settings.publicity_days);
        Self {
            tier: tier.to_string(),
            season: season.id.to_string(),
            title: words::publicity_title(&season.title, tier),
            opens_at: format::minute_input(now),
            closes_at: end.map_or_else(|_| String::new(), format::minute_input),
            fewer: String::new(),
        }
    }

    fn parse(&self, season: &Season, now: DateTime<Utc>) -> Result<Plan, Errors> {
        let mut found = FieldErrors::default();
        let title = found.check("title", Line::parse(&self.title, 100));
        let opens_at = found.check("opens_at", parse_minute(&self.opens_at));
        let closes_at = found.check("closes_at", parse_minute(&self.closes_at));
        let window = opens_at
            .zip(closes_at)
            .and_then(|(from, to)| found.check("closes_at", Window::new(from, to)));
        let mut errors = Errors::of(&found, words::FIELDS);
        if opens_at.is_some_and(|at| at < start_of_day(beijing_date(now))) {
            errors.add("opens_at", words::PUBLICITY_PAST);
        }
        match title.zip(window) {
            Some((title, window)) if errors.is_empty() => Ok(Plan {
                title: title.to_string(),
                window,
                wanted_days: season.settings.publicity_days,
                fewer_confirmed: self.fewer == "yes",
            }),
            _ => Err(errors),
        }
    }
}

/// The form with what is proposed.
pub(super) async fn show(
    _: paths::NewPublicity,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let asked: Option<SeasonId> = optional(&query.season)?;
    let season = working_season(&mut tx, asked).await?;
    let cases = proposed_cases(&mut tx, &me, season.id, query.tier).await?;
    let calendar = app
        .editions
        .calendar(&mut tx, &season.calendar_edition)
        .await?;
    let input = Input::proposed(&season, query.tier, &calendar, now);
    let unknown = proposed_end(&calendar, beijing_date(now), season.settings.publicity_days).err();
    let errors = unknown.map_or_else(Errors::default, |year| {
        Errors::one("closes_at", words::missing_year(year))
    });
    let shown = (input, errors, false);
    Ok(page(&mut tx, &furniture, (&season, &cases), shown)
        .await?
        .into_response())
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (season, cases): (&Season, &ProposedCases),
    (input, errors, is_short): (Input, Errors, bool),
) -> PageResult<View<Page>> {
    let rows = publicities::lines_of(conn, &cases.ids()).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        tier: tier_label(cases.tier()),
        season: season.title.clone(),
        wanted: season.settings.publicity_days,
        errors,
        is_short: is_short || input.fewer == "yes",
        input,
        count: words::lines(rows.len()),
        rows,
    }))
}

/// Opens the publicity, or says what is wrong.
pub(super) async fn post(
    _: paths::NewPublicity,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let tier = optional(&input.tier)?.ok_or(PageError::BadRequest)?;
    let id: SeasonId = optional(&input.season)?.ok_or(PageError::BadRequest)?;
    let mut tx = app.db.begin().await?;
    let season = seasons::find(&mut tx, id)
        .await?
        .ok_or(PageError::NotFound)?;
    let cases = proposed_cases(&mut tx, &me, id, tier).await?;
    let calendar = app
        .editions
        .calendar(&mut tx, &season.calendar_edition)
        .await?;
    let (errors, is_short) = match input.parse(&season, now) {
        Err(errors) => (errors, false),
        Ok(plan) => match open_publicity(&mut tx, &me, cases, &calendar, &plan, now).await {
            Ok(publicity) => {
                tx.commit().await?;
                let to = paths::Publicity { publicity };
                return Ok(notice::see_other(to, Notice::PublicityOpened));
            }
            Err(error) => refusal(error)?,
        },
    };
    drop(tx);
    let mut tx = app.db.begin().await?;
    let cases = proposed_cases(&mut tx, &me, id, tier).await?;
    let refused = (input, errors, is_short);
    let page = page(&mut tx, &furniture, (&season, &cases), refused).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The sentence of a refusal, and whether confirming would help.
fn refusal(error: PublicityError) -> PageResult<(Errors, bool)> {
    match error {
        PublicityError::MissingYear(year) => {
            Ok((Errors::one("closes_at", words::missing_year(year)), false))
        }
        PublicityError::TooShort { days, wanted } => Ok((
            Errors::one("closes_at", words::publicity_short(days, wanted)),
            true,
        )),
        PublicityError::Transition(error) => Err(error.into()),
    }
}
