//! One case: clauses and scenarios, what the enterprise says, what the officer finds.

use askama::Template;
use axum::{extract::State, response::IntoResponse};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    case_file::CaseFile,
    case_view::{self, ItemView, Position},
    finding::{FindingForm, companions, kept},
    paths::{
        Case, CaseFindings, DeclineCase, ExtendReturn, Queue, RecommendCase, ReturnCase, TakeUpCase,
    },
    queue::look,
};
use crate::{
    access::{BureauOfficer, bureau::regional_case},
    app::AppState,
    db::applications::queue::{self as queue_rows, NextCase},
    domain::{
        application::Status,
        rules::RuleId,
        screening::{ScreenItem, ScreenVerdict},
        tier::Tier,
    },
    text::{
        formal_check, format, judged, labels::tier_label, overrides, queue, screening as words,
        status::state_label,
    },
    web::{
        error::PageResult,
        extract::{Furniture, Now, Queried},
        form::{Choice, Errors},
        parts::{Pick, SummaryRow},
        precheck_build::NoLinks,
        precheck_view::PrecheckView,
        returning,
        view::{Layout, State as Look, View},
    },
};

/// What of the case is open, as in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    item: String,
    only: String,
    file: String,
}

#[derive(Template)]
#[template(path = "bureau/case.html")]
pub(super) struct CasePage {
    layout: Layout,
    queue: Queue,
    file: CaseFile,
    look: Look,
    state: String,
    submitted: String,
    changes: Option<String>,
    counted: usize,
    confirmed: usize,
    need: i64,
    precheck: PrecheckView,
    clauses: Vec<Pick>,
    scenarios: Vec<Pick>,
    item: ItemView,
    form: FindingForm,
    errors: Errors,
    verdicts: Vec<Choice>,
    tiers: Vec<Choice>,
    judged: Option<String>,
    /// Who found it, and when.
    author: Option<String>,
    overrides: Vec<String>,
    comment: String,
    is_writable: bool,
    /// Nothing stands against the act that ends the screening.
    is_ready: bool,
    only_open: bool,
    toggle: String,
    open: usize,
    progress: String,
    outcome: Option<(String, String)>,
    /// What else is confirmed with the open clause: its name and what is declared about it.
    companions: Vec<(String, Vec<SummaryRow>)>,
    /// Confirms and goes on; none when it was judged already.
    confirm_label: Option<String>,
    next: Option<(Case, NextCase)>,
    /// Why nothing can be judged although the case is on the desk.
    shut: Option<String>,
    /// The return was not answered in time, and the bureau may still act.
    can_take_up: bool,
    /// The enterprise may be given more time to answer.
    can_extend: bool,
}

impl CasePage {
    fn findings_path(&self) -> CaseFindings {
        CaseFindings {
            application: self.file.application.id(),
        }
    }
    fn take_up_path(&self) -> TakeUpCase {
        TakeUpCase {
            application: self.file.application.id(),
        }
    }

    fn extend_path(&self) -> ExtendReturn {
        ExtendReturn {
            application: self.file.application.id(),
        }
    }

    fn shown_code(&self) -> String {
        self.file.shown().code()
    }

    fn return_path(&self) -> ReturnCase {
        ReturnCase {
            application: self.file.application.id(),
        }
    }
    fn decline_path(&self) -> DeclineCase {
        DeclineCase {
            application: self.file.application.id(),
        }
    }
    fn recommend_path(&self) -> RecommendCase {
        RecommendCase {
            application: self.file.application.id(),
        }
    }
    fn together_label(&self) -> String {
        judged::confirm_together(self.form.together.len())
    }
    fn clauses_title(&self) -> String {
        words::clauses_title(self.clauses.len(), self.only_open)
    }
    fn scenarios_title(&self) -> String {
        words::scenarios_title(self.scenarios.len(), self.only_open)
    }
    /// The colour of the line that sums the case up.
    fn standing(&self) -> Look {
        self.precheck
            .chosen()
            .map_or(Look::Neutral, |step| step.state)
    }
    fn is_basic(&self) -> bool {
        self.file.application.tier() == Tier::Basic
    }
    fn tier(&self) -> &'static str {
        tier_label(self.file.application.tier())
    }
    fn number(&self) -> &str {
        self.file.names.number.as_deref().unwrap_or_default()
    }
}

/// One case.
pub(super) async fn show(
    path: Case,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Queried(asked): Queried<Asked>,
) -> PageResult<impl IntoResponse> {
    let mut conn = app.db.acquire().await?;
    let case = regional_case(&mut conn, &me, path.application).await?;
    let file = CaseFile::read(&mut conn, &app, case.application()).await?;
    let at = position(&file, &asked);
    let form = kept(&file, at);
    let next = if file.application.status() == Status::Submitted {
        None
    } else {
        let next = queue_rows::next(&mut conn, &me, file.application.season()).await?;
        next.map(|next| {
            (
                Case {
                    application: next.id,
                },
                next,
            )
        })
    };
    let layout = furniture.layout();
    let page = page(layout, file, at, form, Errors::default(), now);
    Ok(View(CasePage { next, ..page }))
}

fn position(file: &CaseFile, asked: &Asked) -> Position {
    let items = &file.desk.screened.items;
    let asked_for = ScreenItem::from_code(&asked.item).filter(|item| items.contains(item));
    let first_open = file.desk.screened.obstacles.open.first();
    Position {
        item: asked_for
            .or(first_open.or(items.first()).copied())
            .unwrap_or(ScreenItem::Clause(RuleId::Region)),
        only_open: asked.only == "open",
        file: asked.file.parse().ok(),
    }
}

pub(super) fn page(
    layout: Layout,
    file: CaseFile,
    at: Position,
    form: FindingForm,
    errors: Errors,
    now: DateTime<Utc>,
) -> CasePage {
    let tier = file.application.tier();
    let submission = &file.desk.submission;
    let (confirmed, need) = file.confirmed();
    let (clauses, scenarios) = case_view::picks(&file, at);
    let case = Case {
        application: file.application.id(),
    };
    CasePage {
        layout,
        queue: Queue,
        look: look(file.application.status()),
        state: state_label(file.application.status(), None).to_owned(),
        submitted: format::moment(submission.submitted_at),
        changes: changes(&file),
        counted: submission.reports.get(tier).counted().count(),
        confirmed,
        need,
        precheck: PrecheckView::build(&file.desk.screened.reports, &file.catalogue, tier, &NoLinks),
        clauses,
        scenarios,
        item: case_view::item(&file, at),
        verdicts: verdicts(),
        tiers: tiers(&file, at.item),
        judged: file
            .desk
            .findings
            .verdict(at.item)
            .map(|verdict| words::verdict_label(verdict).to_owned()),
        author: file.desk.authors.of(at.item).map(judged::found_by),
        overrides: file.overrides.iter().map(overrides::line).collect(),
        comment: file.desk.findings.comment(at.item).to_owned(),
        is_writable: file.is_writable(now),
        is_ready: file.desk.screened.obstacles.is_empty(),
        only_open: at.only_open,
        toggle: case.at(at.item, !at.only_open, None),
        open: file.desk.screened.obstacles.open.len(),
        progress: words::progress(&file.desk.screened.obstacles, tier, (confirmed, need)),
        outcome: outcome(&file, now),
        companions: companions(&file, at.item)
            .into_iter()
            .filter(|rule| ScreenItem::Clause(*rule) != at.item)
            .map(|rule| case_view::clause_rows(&file, rule))
            .collect(),
        confirm_label: confirm_label(&file, at.item, &form.tier),
        next: None,
        shut: shut(&file, now),
        can_take_up: is_own(&file) && is_overdue(&file, now) && file.window.is_open(now),
        can_extend: is_own(&file) && file.window.is_open(now),
        form,
        errors,
        file,
    }
}

/// The button that confirms the open item and goes on.
fn confirm_label(file: &CaseFile, item: ScreenItem, tier: &str) -> Option<String> {
    if file.desk.findings.verdict(item).is_some() {
        return None;
    }
    let is_last = file.desk.screened.obstacles.open.len() == 1;
    let tier = tier.parse::<Tier>().ok();
    Some(judged::confirm_and_go_on(tier, is_last))
}

fn shut(file: &CaseFile, now: DateTime<Utc>) -> Option<String> {
    let window = file.window;
    let is_shut = file.application.status() == Status::Submitted && !window.is_open(now);
    is_shut.then(|| {
        judged::shut(
            &format::moment(window.opens_at()),
            &format::deadline(window.closes_at()),
        )
    })
}

fn changes(file: &CaseFile) -> Option<String> {
    let previous = file.previous.as_ref()?;
    let count = super::changes::count(&previous.submission.dossier, file);
    Some(words::compare_link(previous.submission.number, count))
}

fn verdicts() -> Vec<Choice> {
    ScreenVerdict::ALL
        .map(|verdict| Choice::new(verdict.as_str(), words::verdict_label(verdict)))
        .to_vec()
}

/// The tiers that may be confirmed: those the catalogue has a standard for, up to the one claimed.
fn tiers(file: &CaseFile, item: ScreenItem) -> Vec<Choice> {
    let ScreenItem::Instance(id) = item else {
        return Vec::new();
    };
    let Some(instance) = file.dossier().instance(id) else {
        return Vec::new();
    };
    let scenario = file.catalogue.scenario(&instance.scenario);
    let has = |tier| scenario.is_none_or(|scenario| scenario.is_in_table(tier));
    Tier::ALL
        .into_iter()
        .filter(|tier| *tier <= instance.claimed_tier)
        .filter(|tier| *tier == instance.claimed_tier || has(*tier))
        .map(|tier| Choice::new(tier.as_str(), tier_label(tier)))
        .collect()
}

/// Whether the bureau itself returned it: a supplement is the office's.
fn is_own(file: &CaseFile) -> bool {
    file.application.status() == Status::Returned
}

fn is_overdue(file: &CaseFile, now: DateTime<Utc>) -> bool {
    let open = file.open_return.as_ref();
    open.is_some_and(|open| open.due_at <= now)
}

/// What was decided or is awaited, for a case that is not on the desk any more.
fn outcome(file: &CaseFile, now: DateTime<Utc>) -> Option<(String, String)> {
    if let Some(open) = &file.open_return {
        let standing = if !is_own(file) {
            formal_check::supplement_until(open.due_at, now)
        } else if is_overdue(file, now) {
            queue::return_overdue(open.due_at)
        } else {
            queue::returned_until(open.due_at)
        };
        return Some((standing, returning::in_words(file.dossier(), open)));
    }
    let decided = file.decision.as_ref()?;
    Some((
        words::decided(decided.act, decided.concluded_at),
        decided.opinion.clone(),
    ))
}
