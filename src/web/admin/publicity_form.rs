//! Opening a publicity (公示) for what a released list of decisions proposes.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{paths, publicity_texts};
use crate::{
    access::{
        Administrator,
        admin::{ProposedCases, proposed_cases},
    },
    app::AppState,
    db::{
        calendar, publicities,
        seasons::{self, Season},
    },
    domain::{
        calendar::{FirstDay, WorkingCalendar},
        field::FieldErrors,
        ids::DecisionListId,
        public_list::PublicRow,
        publicity::{Term, TermFault, last_days},
        time::beijing_date,
        values::{date::parse_date, line::Line},
    },
    text::{admin, format, labels::tier_label, publicity as words},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        notice::{self, Notice},
        parts::SummaryRow,
        view::{Layout, View},
    },
    workflow::open_publicity::{Plan, PublicityError, open_publicity},
};

#[derive(Template)]
#[template(path = "admin/publicity_form.html")]
struct Page {
    layout: Layout,
    tier: &'static str,
    season: String,
    rule: String,
    /// Both ways of counting, for the days chosen.
    readings: Vec<SummaryRow>,
    errors: Errors,
    input: Input,
    /// Whether a reason for fewer working days is asked.
    is_short: bool,
    rows: Vec<PublicRow>,
    count: String,
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub(super) struct Query {
    list: DecisionListId,
}

/// What was posted, by field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct Input(HashMap<String, String>);

impl Input {
    fn of(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// What is proposed: from today, until the working days are over by both ways of counting.
    fn proposed(season: &Season, cases: &ProposedCases, today: NaiveDate) -> Self {
        let mut input = Self::default();
        input.set("list", cases.list().to_string());
        input.set("title", admin::publicity_title(&season.title, cases.tier()));
        input.set("first", format::short_date(today));
        for (name, text) in publicity_texts::named(&season.settings.publicity) {
            input.set(name, text);
        }
        input
    }

    fn first(&self) -> Option<NaiveDate> {
        parse_date(self.of("first")).ok()
    }

    /// Fills in the last day by the longer way of counting.
    fn propose_last(&mut self, calendar: &WorkingCalendar, wanted: i16) -> Errors {
        let Some(first) = self.first() else {
            return Errors::default();
        };
        match last_days(calendar, first, wanted) {
            Ok([_, longer]) => {
                self.set("last", format::short_date(longer));
                Errors::default()
            }
            Err(missing) => {
                let (field, sentence) = words::fault(&TermFault::MissingYear(missing), wanted);
                Errors::one(field, sentence)
            }
        }
    }

    fn parse(&self, season: &Season, now: DateTime<Utc>) -> Result<Plan, Errors> {
        let mut found = FieldErrors::default();
        let title = found.check("title", Line::parse(self.of("title"), 100));
        let first = found.check("first", parse_date(self.of("first")));
        let last = found.check("last", parse_date(self.of("last")));
        let texts = publicity_texts::read(|name| self.of(name), true, &mut found);
        let mut errors = Errors::of(&found, words::FIELDS);
        if first.is_some_and(|first| first < beijing_date(now)) {
            errors.add("first", words::PAST);
        }
        let plan = (|| {
            Some(Plan {
                title: title?.to_string(),
                first: first?,
                last: last?,
                reading: FirstDay::of(season.settings.first_day_counted),
                wanted_days: season.settings.publicity_days,
                fewer_reason: self.of("fewer_reason").to_owned(),
                texts: texts?,
            })
        })();
        plan.filter(|_| errors.is_empty()).ok_or(errors)
    }

    /// How both ways of counting read the days chosen.
    fn readings(&self, calendar: &WorkingCalendar, wanted: i16) -> Vec<SummaryRow> {
        let (Some(first), last) = (self.first(), parse_date(self.of("last")).ok()) else {
            return Vec::new();
        };
        let ends = last_days(calendar, first, wanted).ok();
        let row = |(at, reading): (usize, FirstDay)| {
            let chosen = last.and_then(|last| {
                let term = Term::count(calendar, (first, last), reading).ok()?;
                Some(words::reading_has(first, last, term.working_days()))
            });
            let needed = ends.map(|ends| words::reading_ends(first, ends[at], wanted));
            let value = match (chosen, needed) {
                (Some(chosen), Some(needed)) => format!("{chosen}；{needed}"),
                (chosen, needed) => chosen.or(needed)?,
            };
            Some(SummaryRow {
                label: words::reading(reading).to_owned(),
                value,
                change: None,
            })
        };
        let readings = FirstDay::ALL.into_iter().enumerate();
        readings.filter_map(row).collect()
    }
}

async fn page(
    conn: &mut PgConnection,
    furniture: &Furniture,
    (season, cases): (&Season, &ProposedCases),
    (input, errors): (Input, Errors),
) -> PageResult<View<Page>> {
    let rows = publicities::lines_of(conn, &cases.ids()).await?;
    let calendar = calendar::working(conn).await?;
    let settings = &season.settings;
    let readings = input.readings(&calendar, settings.publicity_days);
    let is_short = errors.get("fewer_reason").is_some() || !input.of("fewer_reason").is_empty();
    Ok(View(Page {
        layout: furniture.layout(),
        tier: tier_label(cases.tier()),
        season: season.title.clone(),
        rule: words::rule(
            FirstDay::of(settings.first_day_counted),
            settings.publicity_days,
        ),
        readings,
        errors,
        is_short,
        input,
        count: admin::lines(rows.len()),
        rows,
    }))
}

/// Where to go when nothing of the list waits for publicity: to the publicity opened from it.
async fn elsewhere(
    conn: &mut PgConnection,
    me: &Administrator,
    list: DecisionListId,
) -> PageResult<Response> {
    Ok(match publicities::of_list(conn, me, list).await? {
        Some(publicity) => {
            let there = paths::Publicity { publicity };
            notice::see_other(there, Notice::PublicityOpenedAlready)
        }
        None => notice::see_other(
            paths::DecisionList {
                decision_list: list,
            },
            Notice::NothingToPublicise,
        ),
    })
}

async fn season_of(conn: &mut PgConnection, cases: &ProposedCases) -> PageResult<Season> {
    let season = seasons::find(conn, cases.season()).await?;
    season.ok_or(PageError::NotFound)
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
    let Some(cases) = proposed_cases(&mut tx, &me, query.list).await? else {
        return elsewhere(&mut tx, &me, query.list).await;
    };
    let season = season_of(&mut tx, &cases).await?;
    let calendar = calendar::working(&mut tx).await?;
    let mut input = Input::proposed(&season, &cases, beijing_date(now));
    let errors = input.propose_last(&calendar, season.settings.publicity_days);
    Ok(
        page(&mut tx, &furniture, (&season, &cases), (input, errors))
            .await?
            .into_response(),
    )
}

/// Opens the publicity, says what is wrong, or only counts the days again.
pub(super) async fn post(
    _: paths::NewPublicity,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(mut input): Posted<Input>,
) -> PageResult<Response> {
    let list = input
        .of("list")
        .parse()
        .map_err(|_| PageError::BadRequest)?;
    let mut tx = app.db.begin().await?;
    let Some(cases) = proposed_cases(&mut tx, &me, list).await? else {
        return elsewhere(&mut tx, &me, list).await;
    };
    let season = season_of(&mut tx, &cases).await?;
    let wanted = season.settings.publicity_days;
    let (status, errors) = if input.of("act") == "count" {
        let calendar = calendar::working(&mut tx).await?;
        (StatusCode::OK, input.propose_last(&calendar, wanted))
    } else {
        let errors = match input.parse(&season, now) {
            Err(errors) => errors,
            Ok(plan) => match open_publicity(&mut tx, &me, &cases, &plan, now).await {
                Ok(publicity) => {
                    tx.commit().await?;
                    let to = paths::Publicity { publicity };
                    return Ok(notice::see_other(to, opened(&plan, now)));
                }
                Err(PublicityError::Term(fault)) => {
                    let (field, sentence) = words::fault(&fault, wanted);
                    Errors::one(field, sentence)
                }
                Err(PublicityError::Transition(error)) => return Err(error.into()),
            },
        };
        (StatusCode::UNPROCESSABLE_ENTITY, errors)
    };
    let shown = page(&mut tx, &furniture, (&season, &cases), (input, errors)).await?;
    Ok((status, shown).into_response())
}

fn opened(plan: &Plan, now: DateTime<Utc>) -> Notice {
    if plan.first > beijing_date(now) {
        Notice::PublicityRegistered
    } else {
        Notice::PublicityOpened
    }
}
