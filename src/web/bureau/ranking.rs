//! The order of the recommendations, by tier, until the bureau window closes or the table is handed in.

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
    act::sentences,
    handed_in::HandedInBox,
    paths::{Case, Ranking, RankingTable},
    queue::look,
};
use crate::{
    access::{BureauOfficer, bureau::ranking_desk},
    app::AppState,
    db::{
        handed_in,
        recommendations::{self, Ranked},
        seasons::Season,
    },
    domain::{
        field::FieldErrors,
        ids::ApplicationId,
        ranking::{Step, parse_rank, stepped, typed},
        tier::Tier,
    },
    text::{
        format, handed_in as handed_in_words, labels::tier_label, screening_acts as acts,
        status::state_label,
    },
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::Errors,
        headers::percent_encoded,
        notice::{Notice, see_other},
        parts::Tab,
        season_choice::Working,
        view::{Layout, State as Look, View},
    },
    workflow::reorder::{ReorderError, reorder},
};

/// The tiers that are recommended; the basic tier is filed by the bureau itself.
const TIERS: [Tier; 3] = [Tier::Leading, Tier::Excellent, Tier::Advanced];

/// Which tier, as in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    season: String,
    tier: String,
}

/// The list as it was seen, with what was typed or pressed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    season: String,
    tier: String,
    /// The applications in the order seen.
    application: Vec<ApplicationId>,
    /// The rank typed beside each.
    rank: Vec<String>,
    /// `up:<place>` or `down:<place>` when an arrow was pressed.
    step: String,
}

#[derive(Template)]
#[template(path = "bureau/ranking.html")]
struct RankingPage {
    layout: Layout,
    path: Ranking,
    tabs: Vec<Tab>,
    tier: Tier,
    tier_label: &'static str,
    season: String,
    season_code: String,
    seasons: Vec<Tab>,
    quota: String,
    deadline: String,
    remaining: String,
    is_open: bool,
    rows: Vec<Row>,
    table: String,
    handed_in: HandedInBox,
    errors: Errors,
}

impl RankingPage {
    /// One alone has no order.
    fn is_sortable(&self) -> bool {
        self.is_open && self.rows.iter().filter(|row| !row.is_fixed).count() > 1
    }
}

struct Row {
    /// Handed in, or the office has begun to handle it.
    is_fixed: bool,
    /// Whether the one above may change places with it.
    may_rise: bool,
    application: ApplicationId,
    href: String,
    rank: String,
    /// The id of its control; the first wrong one is where the summary leads.
    control: String,
    number: String,
    enterprise: String,
    factory: String,
    counts: String,
    look: Look,
    state: &'static str,
    exempt: Option<String>,
    error: Option<String>,
}

/// The list of one tier.
pub(super) async fn show(
    _: Ranking,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(asked): Queried<Asked>,
) -> PageResult<impl IntoResponse> {
    let mut conn = app.db.acquire().await?;
    let seen = Seen {
        me: &me,
        furniture: &furniture,
        season: &asked.season,
        asked: asked.tier.parse().ok(),
        now,
    };
    let page = seen.page(&mut conn, Errors::default(), &[]).await?;
    Ok(View(page))
}

/// Saves a new order.
pub(super) async fn save(
    _: Ranking,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(form): Posted<Form>,
) -> PageResult<Response> {
    let tier: Tier = form.tier.parse().map_err(|_| PageError::BadRequest)?;
    let mut tx = app.db.begin().await?;
    let working = Working::of_code(&mut tx, Some(me.bureau()), &form.season).await?;
    let desk = ranking_desk(&mut tx, &me, (working.season.id, tier), now).await?;
    let order = match form.order() {
        Ok(order) => order,
        Err(errors) => {
            let seen = Seen {
                me: &me,
                furniture: &furniture,
                season: &form.season,
                asked: Some(tier),
                now,
            };
            let page = seen.page(&mut tx, errors, &form.rank).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    let orders = (form.application.as_slice(), order.as_slice());
    if let Err(error) = reorder(&mut tx, &me, desk, tier, orders, now).await {
        let fixed = match error {
            ReorderError::Fixed(fixed) => fixed,
            ReorderError::Database(error) => return Err(error.into()),
        };
        let seen = Seen {
            me: &me,
            furniture: &furniture,
            season: &form.season,
            asked: Some(tier),
            now,
        };
        let errors = Errors::one("rank", handed_in_words::fixed(fixed));
        let page = seen.page(&mut tx, errors, &form.rank).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
    }
    tx.commit().await?;
    Ok(see_other(address(&form.season, tier), Notice::Ranked))
}

impl Form {
    /// The applications in their new order.
    fn order(&self) -> Result<Vec<ApplicationId>, Errors> {
        let places = match self.step() {
            Some((place, step)) => stepped(self.application.len(), place, step),
            None => typed(&self.ranks()?),
        };
        Ok(places
            .into_iter()
            .filter_map(|place| self.application.get(place).copied())
            .collect())
    }

    fn step(&self) -> Option<(usize, Step)> {
        let (direction, place) = self.step.split_once(':')?;
        let step = match direction {
            "up" => Step::Up,
            "down" => Step::Down,
            _ => return None,
        };
        Some((place.parse().ok()?, step))
    }

    fn ranks(&self) -> Result<Vec<usize>, Errors> {
        let length = self.application.len();
        let mut errors = FieldErrors::default();
        let ranks: Vec<usize> = (0..length)
            .filter_map(|place| {
                let text = self.rank.get(place).map_or("", String::as_str);
                errors.check("rank", parse_rank(text, length))
            })
            .collect();
        if errors.is_empty() {
            Ok(ranks)
        } else {
            Err(sentences(&errors))
        }
    }
}

struct Seen<'a> {
    me: &'a BureauOfficer,
    furniture: &'a Furniture,
    season: &'a str,
    asked: Option<Tier>,
    now: DateTime<Utc>,
}

impl Seen<'_> {
    /// The page; `typed` keeps the ranks of a refused form.
    async fn page(
        &self,
        conn: &mut PgConnection,
        errors: Errors,
        typed: &[String],
    ) -> PageResult<RankingPage> {
        let working = Working::of_code(conn, Some(self.me.bureau()), self.season).await?;
        let season = &working.season;
        let counts = recommendations::counts(conn, self.me, season.id).await?;
        let count = |tier| {
            let of = counts.iter().find(|(other, _)| *other == tier);
            of.map_or(0, |(_, count)| *count)
        };
        let first = TIERS.into_iter().find(|tier| count(*tier) > 0);
        let tier = self
            .asked
            .filter(|tier| TIERS.contains(tier))
            .or(first)
            .unwrap_or(Tier::Advanced);
        let rows = recommendations::list(conn, self.me, season.id, tier).await?;
        let quota = recommendations::quota(conn, self.me, season.id, tier).await?;
        let place = (season.id, tier, self.me.bureau());
        let fixed = handed_in::fixed(conn, place).await?;
        let table = HandedInBox::read(conn, place, (&season.code, rows.len())).await?;
        let tabs = TIERS.map(|other| Tab {
            label: format!("{} {}", tier_label(other), count(other)),
            href: address(self.season, other),
            current: other == tier,
        });
        Ok(RankingPage {
            tabs: tabs.to_vec(),
            quota: acts::quota(quota),
            rows: shown(&rows, fixed, typed, &errors),
            handed_in: table,
            errors,
            seasons: working.tabs(|other| address(&other.code, tier)),
            ..self.frame(season, tier)
        })
    }

    fn frame(&self, season: &Season, tier: Tier) -> RankingPage {
        let window = season.tiers.of(tier).map(|windows| windows.bureau);
        RankingPage {
            layout: self.furniture.layout(),
            path: Ranking,
            tabs: Vec::new(),
            tier,
            tier_label: tier_label(tier),
            quota: String::new(),
            season: season.title.clone(),
            season_code: season.code.clone(),
            seasons: Vec::new(),
            deadline: window.map_or_else(String::new, |it| format::deadline(it.closes_at())),
            remaining: window
                .map_or_else(String::new, |it| format::window_state(it.state(self.now))),
            is_open: window.is_some_and(|it| it.is_open(self.now)),
            rows: Vec::new(),
            table: format!("{RankingTable}?season={}&tier={tier}", season.code),
            handed_in: HandedInBox::default(),
            errors: Errors::default(),
        }
    }
}

/// The order of one season and tier.
pub(in crate::web) fn address(season: &str, tier: Tier) -> String {
    format!("{Ranking}?season={}&tier={tier}", percent_encoded(season))
}

fn shown(rows: &[Ranked], fixed: usize, typed: &[String], errors: &Errors) -> Vec<Row> {
    let rank_of = |place: usize, row: &Ranked| {
        let typed = typed.get(place).cloned();
        typed.unwrap_or_else(|| row.rank.to_string())
    };
    let is_wrong = |rank: &str| parse_rank(rank, rows.len()).is_err();
    let mut ranks = rows.iter().enumerate();
    let first_wrong = ranks.position(|(place, row)| is_wrong(&rank_of(place, row)));
    rows.iter()
        .enumerate()
        .map(|(place, row)| {
            let rank = rank_of(place, row);
            let is_wrong = is_wrong(&rank);
            let case = Case {
                application: row.application,
            };
            Row {
                is_fixed: place < fixed,
                may_rise: place > fixed,
                application: row.application,
                href: case.to_string(),
                number: row.number.clone(),
                enterprise: row.enterprise.clone(),
                factory: row.factory.clone(),
                counts: format!("{} / {}", row.confirmed, row.claimed),
                look: look(row.status),
                state: state_label(row.status, None),
                exempt: row.exempt.then(|| row.exempt_reason.clone()),
                control: if first_wrong == Some(place) {
                    "rank".to_owned()
                } else {
                    format!("rank-{}", place + 1)
                },
                error: errors.get("rank").filter(|_| is_wrong).map(str::to_owned),
                rank,
            }
        })
        .collect()
}
