//! One application as the office sees it: counts, report, course, experts, result, decision.

use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    parts::tag,
    paths,
    tasks::{self, TaskRow},
};
use crate::{
    access::{Administrator, ApplicationRef, admin::any_application},
    app::AppState,
    db::{
        applications::{
            all::{self, CaseFacts},
            names, timeline,
        },
        assignments, decisions,
        editions::SeasonEditions,
        formal_checks, overrides,
        results::{self, ReviewResult},
        returns, screening, seasons,
        submissions::{self, Submission},
    },
    domain::{
        application::Status,
        letter::ApplicationNames,
        review::{aggregate::Aggregate, points::Points},
        rules::TierReports,
        season::WindowState,
        tier::Tier,
    },
    text::{
        admin as words, formal_check as check_words, format,
        labels::tier_label,
        overrides as override_words,
        roles::role_label,
        status::{act_label, next_step, state_label},
    },
    web::{
        bound::Shown,
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        parts::{SummaryRow, TimelineEntry},
        precheck_build::NoLinks,
        precheck_view::PrecheckView,
        view::{self, Layout, View},
    },
    workflow::screening::desk,
};

#[derive(Template)]
#[template(path = "admin/application.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    tier: &'static str,
    state: view::State,
    status: &'static str,
    next: &'static str,
    counts: Counts,
    facts: Vec<SummaryRow>,
    has_report: bool,
    precheck: PrecheckView,
    basis: &'static str,
    tasks: Vec<TaskRow>,
    /// Whether fewer experts are assigned than the season provides for.
    short_of_experts: bool,
    tasks_note: String,
    /// All filed reviews, once one is filed.
    reviews: Option<paths::FiledReviews>,
    /// Where filed reviews are given back while the review runs.
    reopen: Option<paths::ReopenReview>,
    /// Whether the scores filed so far differ so much that the experts have to talk.
    divergent: bool,
    result: Option<ShownResult>,
    /// What the formal checks found, the newest first.
    checks: Vec<ShownCheck>,
    timeline: Vec<TimelineEntry>,
    dossier: Option<String>,
    act: NextAct,
}

/// The four numbers that are never mixed up.
struct Counts {
    claimed: String,
    confirmed: String,
    accepted: String,
    required: u32,
}

struct ShownResult {
    mean: String,
    median: String,
    spread: String,
    reviews: i32,
    trimmed: bool,
    divergent: bool,
}

/// One conclusion of a formal check.
struct ShownCheck {
    title: String,
    rows: Vec<SummaryRow>,
}

/// A supplement that is asked for.
struct Supplement {
    standing: String,
    overdue: bool,
    shown: String,
    extend: paths::ExtendSupplement,
    take_up: paths::TakeUpSupplement,
    reject: paths::FormalReject,
}

/// What the office can do now.
enum NextAct {
    None,
    LeftOver(paths::LeftOver),
    FormalCheck(paths::FormalCheck),
    Supplement(Supplement),
    Review(paths::Assignments, paths::ConcludeReview),
    Decide(String, paths::ReopenReview),
    Publicity(String),
    Revoke(paths::Revoke),
}

/// The page.
pub(super) async fn show(
    path: paths::Application,
    me: Administrator,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let right = any_application(&mut conn, &me, path.application).await?;
    let application = right.application();
    let season = seasons::find(&mut conn, application.season()).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let editions = app.editions.of(&mut conn, &season).await?;
    let facts = all::facts(&mut conn, application).await?;
    let submission = newest(&mut conn, application).await?;
    let judged = judged(&mut conn, application, submission.as_ref(), &editions).await?;
    let tier = application.tier();
    let tasks = assignments::of(&mut conn, application).await?;
    let filed: Vec<Points> = tasks.iter().filter_map(|task| task.total).collect();
    let until = screening::given_until(&mut conn, application).await?;
    let window = season.windows(tier)?.bureau.given_until(until);
    let is_left = window.state(now) == WindowState::Closed;
    let supplement = supplement(&mut conn, application, now).await?;
    let (id, running) = (application.id(), application.status() == Status::InReview);
    let assigned = tasks.iter().filter(|task| task.state.counts()).count();
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(&mut conn, application).await?,
        tier: tier_label(tier),
        state: tag(application.status()),
        status: state_label(application.status(), facts.outcome),
        next: next_step(application.status(), tier),
        counts: counts(&facts, &editions, tier),
        facts: facts_rows(&mut conn, application, &facts, submission.as_ref()).await?,
        has_report: judged.is_some(),
        precheck: shown_report(judged.as_ref(), &editions, tier),
        basis: judged.as_ref().map_or("", |(basis, _)| basis),
        short_of_experts: assigned
            < usize::try_from(season.settings.experts_min).unwrap_or_default(),
        tasks_note: words::experts_wanted(assigned, season.settings.experts_min),
        reviews: (!filed.is_empty()).then_some(paths::FiledReviews { application: id }),
        reopen: (running && !filed.is_empty()).then_some(paths::ReopenReview { application: id }),
        divergent: running
            && Aggregate::of(&filed, season.settings.divergence()).is_some_and(|it| it.divergent),
        tasks: tasks::rows(application, tasks, editions.sheet.criteria.len()),
        result: results::find(&mut conn, application)
            .await?
            .map(shown_result),
        checks: checks(&mut conn, application).await?,
        timeline: course(&mut conn, application).await?,
        dossier: submission.map(|_| {
            paths::Dossier {
                application: application.id(),
            }
            .to_string()
        }),
        act: supplement.map_or_else(|| next_act(application, is_left), NextAct::Supplement),
    }))
}

/// The report of a submitted application by the most authoritative counts there are: beside an act of
/// the office.
pub(super) async fn report(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    (submission, editions): (&Submission, &SeasonEditions),
) -> PageResult<PrecheckView> {
    let judged = judged(conn, application, Some(submission), editions).await?;
    Ok(shown_report(judged.as_ref(), editions, application.tier()))
}

fn shown_report(
    judged: Option<&(&'static str, TierReports)>,
    editions: &SeasonEditions,
    tier: Tier,
) -> PrecheckView {
    judged.map_or_else(PrecheckView::default, |(_, reports)| {
        PrecheckView::build(reports, &editions.catalogue, tier, &NoLinks)
    })
}

async fn newest(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> PageResult<Option<Submission>> {
    submissions::find(conn, application, application.submission())
        .await
        .map_err(|error| PageError::Internal(error.into()))
}

/// The most authoritative report there is, and whose it is.
async fn judged(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    submission: Option<&Submission>,
    editions: &SeasonEditions,
) -> PageResult<Option<(&'static str, TierReports)>> {
    let Some(submission) = submission else {
        return Ok(None);
    };
    if let Some(reports) = results::reports(conn, application).await? {
        return Ok(Some((words::BY_EXPERTS, reports)));
    }
    if matches!(
        application.status(),
        Status::Draft | Status::Submitted | Status::Returned | Status::Withdrawn
    ) {
        return Ok(Some((words::BY_ENTERPRISE, submission.reports.clone())));
    }
    let desk = desk(conn, application, editions.terms())
        .await
        .map_err(|error| PageError::Internal(error.into()))?;
    Ok(Some((words::BY_BUREAU, desk.screened.reports)))
}

fn counts(facts: &CaseFacts, editions: &SeasonEditions, tier: Tier) -> Counts {
    let count = |number: Option<i32>| number.map_or_else(|| "—".to_owned(), |n| n.to_string());
    Counts {
        claimed: count(facts.claimed),
        confirmed: count(facts.confirmed),
        accepted: count(facts.accepted),
        required: editions.rules.tiers.get(tier).scenarios,
    }
}

async fn facts_rows(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    facts: &CaseFacts,
    submission: Option<&Submission>,
) -> PageResult<Vec<SummaryRow>> {
    let screening = screening::concluded(conn, application).await?;
    let decisions = decisions::all(conn, application).await?;
    let decision = decisions.into_iter().find(|it| it.undone_at.is_none());
    let passed_over = overrides::of(conn, application).await?;
    let rows = [
        (words::CREDIT_CODE, Some(facts.credit_code.clone())),
        (words::BUREAU, Some(facts.bureau.clone())),
        (words::RANK, facts.rank.map(words::rank)),
        (words::EXEMPT, facts.exempt_reason.clone()),
        (words::OPINION, screening.map(|screening| screening.opinion)),
        (words::SUBMITTED_AT, facts.submitted_at.map(format::moment)),
        (
            words::SUBMISSION,
            submission.map(|it| words::submission(it.number)),
        ),
        (words::DIGEST, submission.map(|it| it.digest.clone())),
        (
            words::DECISION,
            decision.as_ref().map(|it| act_label(it.act).to_owned()),
        ),
        (words::DECISION_REASON, decision.map(|it| it.reason)),
    ];
    let passed_over = passed_over
        .iter()
        .map(|kept| (override_words::LABEL, Some(override_words::line(kept))));
    Ok(rows
        .into_iter()
        .chain(passed_over)
        .filter_map(|(label, value)| {
            Some(SummaryRow {
                label: label.to_owned(),
                value: value?,
                change: None,
            })
        })
        .collect())
}

fn shown_result(result: ReviewResult) -> ShownResult {
    ShownResult {
        mean: format::hundredths(result.mean),
        median: format::hundredths(result.median),
        spread: format::points(result.spread),
        reviews: result.reviews,
        trimmed: result.trimmed,
        divergent: result.divergent,
    }
}

/// The acts on a supplement that is asked for, if one is.
async fn supplement(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    now: DateTime<Utc>,
) -> PageResult<Option<Supplement>> {
    if application.status() != Status::Supplement {
        return Ok(None);
    }
    let open = returns::find_open(conn, application).await?;
    let id = application.id();
    Ok(open.map(|open| Supplement {
        standing: check_words::supplement_until(open.due_at, now),
        overdue: open.due_at <= now,
        shown: Shown::of(application, 0).code(),
        extend: paths::ExtendSupplement { application: id },
        take_up: paths::TakeUpSupplement { application: id },
        reject: paths::FormalReject { application: id },
    }))
}

async fn checks(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> PageResult<Vec<ShownCheck>> {
    let kept = formal_checks::of(conn, application).await?;
    let shown = kept.into_iter().map(|kept| ShownCheck {
        title: check_words::concluded(kept.submission, kept.act, &kept.name, kept.at),
        rows: kept
            .sheet
            .0
            .iter()
            .map(|line| SummaryRow {
                label: line.title.clone(),
                value: check_words::found(line),
                change: None,
            })
            .collect(),
    });
    Ok(shown.collect())
}

async fn course(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> PageResult<Vec<TimelineEntry>> {
    let steps = timeline::of(conn, application).await?;
    Ok(steps
        .into_iter()
        .map(|step| TimelineEntry {
            at: format::short_moment(step.at),
            who: step.actor_role.parse().map_or("", role_label).to_owned(),
            what: act_label(step.act).to_owned(),
            note: step.reason,
            ahead: false,
        })
        .collect())
}

/// `is_left`: the bureau's time for it is over.
fn next_act(application: &ApplicationRef, is_left: bool) -> NextAct {
    let id = application.id();
    match application.status() {
        Status::Submitted | Status::Returned if is_left => {
            NextAct::LeftOver(paths::LeftOver { application: id })
        }
        Status::Recommended => NextAct::FormalCheck(paths::FormalCheck { application: id }),
        Status::InReview => NextAct::Review(
            paths::Assignments { application: id },
            paths::ConcludeReview { application: id },
        ),
        Status::Reviewed => NextAct::Decide(
            format!("{}?application={id}", paths::Decisions),
            paths::ReopenReview { application: id },
        ),
        Status::Proposed | Status::InPublicity | Status::Held => NextAct::Publicity(format!(
            "{}?season={}",
            paths::Publicities,
            application.season()
        )),
        Status::Concluded => NextAct::Revoke(paths::Revoke { application: id }),
        _ => NextAct::None,
    }
}
