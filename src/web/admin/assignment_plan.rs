//! The whole assignment of one tier in one preview: experts proposed by load, changed by the office,
//! confirmed in one act.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    assignments::sentence,
    parts::{optional, tier_tabs, working_season},
    paths,
};
use crate::{
    access::{Administrator, admin::assignment_desk},
    app::AppState,
    db::{
        assignments::{self, ReviewerRow, ShortRow},
        seasons::Season,
    },
    domain::{
        ids::{ApplicationId, ExpertId, SeasonId},
        review::{conflict::refusals, plan},
        tier::Tier,
    },
    text::{assignment_plan as words, labels::tier_label},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted, Queried},
        form::{Choice, Errors},
        notice::{self, Notice},
        parts::Tab,
        view::{Layout, View},
    },
    workflow::assign_experts::assign_experts,
};

/// The most applications in one act: more would be more than somebody looks at.
const LISTED: i64 = 50;

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Query {
    tier: String,
    season: String,
}

/// What was posted: for each place the application and the expert, or the application alone.
#[derive(Debug, Deserialize)]
pub(super) struct Input {
    season: SeasonId,
    tier: Tier,
    #[serde(default)]
    slot: Vec<String>,
}

/// The experts chosen for each application.
type Chosen = BTreeMap<ApplicationId, Vec<ExpertId>>;

#[derive(Template)]
#[template(path = "admin/assignment_plan.html")]
struct Page {
    layout: Layout,
    tabs: Vec<Tab>,
    season: SeasonId,
    title: String,
    tier: Tier,
    tier_label: &'static str,
    back: String,
    summary: String,
    errors: Errors,
    rows: Vec<Row>,
}

struct Row {
    row: ShortRow,
    href: paths::Application,
    /// The answers for each place, with the one chosen.
    slots: Vec<Slot>,
    /// Said when too few may review it.
    short: Option<String>,
}

struct Slot {
    label: String,
    id: String,
    options: Vec<Choice>,
    chosen: String,
}

/// The proposal.
pub(super) async fn show(
    _: paths::AssignmentPlan,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
    Queried(query): Queried<Query>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let season = working_season(&mut conn, optional(&query.season)?).await?;
    let tier = optional(&query.tier)?.unwrap_or(Tier::Advanced);
    let shown = (None, Errors::default());
    Ok(View(
        page(&mut conn, (&me, &furniture), (season, tier), shown).await?,
    ))
}

/// Assigns everybody chosen, or nobody.
pub(super) async fn post(
    _: paths::AssignmentPlan,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(input): Posted<Input>,
) -> PageResult<Response> {
    let chosen = chosen(&input.slot)?;
    let mut tx = app.db.begin().await?;
    let season = working_season(&mut tx, Some(input.season)).await?;
    let wanted = season.settings.experts_min;
    let which = (season.id, input.tier);
    let (short, _) = assignments::short_cases(&mut tx, &me, which, wanted, i64::MAX).await?;
    let open = |id: &ApplicationId| short.iter().find(|row| row.id == *id);
    let mut refused = chosen
        .values()
        .all(Vec::is_empty)
        .then(|| words::NOBODY.to_owned());
    let mut assigned = 0;
    for (application, experts) in chosen.iter().filter(|(_, experts)| !experts.is_empty()) {
        // Somebody else gave it its experts in between, or took it on.
        let Some(row) = open(application) else {
            continue;
        };
        let desk = assignment_desk(&mut tx, &me, *application).await?;
        let twice = (1..experts.len()).any(|at| experts[..at].contains(&experts[at]));
        if twice {
            refused = Some(words::twice(&row.enterprise));
        } else if let Err(error) = assign_experts(&mut tx, &me, &desk, experts, now).await {
            refused = Some(words::refused(&row.enterprise, &sentence(error)?));
        }
        if refused.is_some() {
            break;
        }
        assigned += 1;
    }
    if let Some(refused) = refused {
        drop(tx);
        let mut conn = app.db.acquire().await?;
        let shown = (Some(&chosen), Errors::one("plan", refused));
        let page = page(&mut conn, (&me, &furniture), (season, input.tier), shown).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
    }
    tx.commit().await?;
    let notice = if assigned == 0 {
        Notice::PlanAssignedAlready
    } else {
        Notice::PlanAssigned
    };
    let back = format!("{}?season={}", paths::Reviews, season.id);
    Ok(notice::see_other(back, notice))
}

fn chosen(slots: &[String]) -> PageResult<Chosen> {
    let mut chosen = Chosen::new();
    for slot in slots {
        let (application, expert) = slot.split_once(':').ok_or(PageError::BadRequest)?;
        let application = application.parse().map_err(|_| PageError::BadRequest)?;
        let experts = chosen.entry(application).or_default();
        experts.extend(optional::<ExpertId>(expert)?);
    }
    Ok(chosen)
}

async fn page(
    conn: &mut PgConnection,
    (me, furniture): (&Administrator, &Furniture),
    (season, tier): (Season, Tier),
    (chosen, errors): (Option<&Chosen>, Errors),
) -> PageResult<Page> {
    let wanted = season.settings.experts_min;
    let which = (season.id, tier);
    let (rows, total) = assignments::short_cases(conn, me, which, wanted, LISTED).await?;
    let reviewers = assignments::reviewers(conn, me).await?;
    let cases: Vec<_> = rows.iter().map(|row| row.case.clone()).collect();
    let experts: Vec<_> = reviewers.iter().map(|row| row.reviewer.clone()).collect();
    let proposed = plan::propose(&cases, &experts, |expert, case| {
        refusals(expert, case).is_empty()
    });
    let rows: Vec<Row> = rows
        .into_iter()
        .zip(proposed)
        .map(|(row, proposed)| {
            let kept = chosen.and_then(|chosen| chosen.get(&row.id));
            shown(row, kept.unwrap_or(&proposed), &reviewers)
        })
        .collect();
    Ok(Page {
        layout: furniture.layout(),
        tabs: tier_tabs(&paths::AssignmentPlan.to_string(), tier, Some(season.id)),
        back: format!("{}?season={}", paths::Reviews, season.id),
        season: season.id,
        title: season.title,
        tier,
        tier_label: tier_label(tier),
        summary: words::listed(rows.len(), total),
        errors,
        rows,
    })
}

fn shown(row: ShortRow, chosen: &[ExpertId], reviewers: &[ReviewerRow]) -> Row {
    let able = reviewers.iter().filter(|it| {
        let free = !row.case.taken.contains(&it.reviewer.id);
        free && refusals(&it.reviewer.ties, &row.case.ties).is_empty()
    });
    let value = |id: Option<ExpertId>| {
        let expert = id.map_or_else(String::new, |id| id.to_string());
        format!("{}:{expert}", row.id)
    };
    let options: Vec<Choice> = able
        .map(|it| {
            let label = words::expert(&it.name, &it.employer, it.reviewer.open_tasks);
            Choice::new(value(Some(it.reviewer.id)), label)
        })
        .collect();
    let slots = (0..row.case.missing).map(|place| Slot {
        label: words::slot(&row.enterprise, row.assigned.len() + place + 1),
        id: format!("slot-{}-{place}", row.id),
        options: options.clone(),
        chosen: value(chosen.get(place).copied()),
    });
    let missing = row.case.missing;
    Row {
        slots: slots.collect(),
        href: paths::Application {
            application: row.id,
        },
        short: (options.len() < missing).then(|| words::too_few(missing, options.len())),
        row,
    }
}

impl Row {
    /// The answer that chooses nobody.
    fn nobody(&self) -> String {
        format!("{}:", self.row.id)
    }
}
