//! What an officer finds on a clause or scenario: bound to the submission and the finding it was
//! filled in from.

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
    case::page,
    case_file::CaseFile,
    case_view::Position,
    paths::{Case, CaseFindings},
};
use crate::{
    access::{
        BureauOfficer, MayChange,
        bureau::{ScreeningCase, screening_case},
    },
    app::AppState,
    domain::{
        dossier::Instance,
        evidence::EvidenceTarget,
        field::{FieldError, FieldErrors},
        rules::{RuleId, Verdict},
        screening::{
            ClauseFinding, InstanceFinding, InstanceVerdict, ScreenItem, ScreenVerdict,
            evidence_targets,
        },
        tier::Tier,
    },
    text::judged as words,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Posted},
        form::Errors,
        notice::{Notice, see_other},
        view::{Layout, View},
    },
    workflow::{screen_clause::screen_clause, screen_instance::screen_instance},
};

/// What the officer found, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FindingForm {
    /// Empty: as chosen; `confirm`: confirmed; `together`: confirmed with all in `together`.
    pub step: String,
    /// The items shown to be confirmed together.
    pub together: Vec<String>,
    pub item: String,
    pub only: String,
    /// Submission and revision of the finding that the page showed.
    pub shown: String,
    pub verdict: String,
    pub tier: String,
    pub comment: String,
}

/// Saves what was found and opens the next item.
pub(super) async fn judge(
    path: CaseFindings,
    me: BureauOfficer,
    furniture: Furniture,
    Now(now): Now,
    State(app): State<AppState>,
    Posted(mut form): Posted<FindingForm>,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let case = screening_case(&mut tx, &me, path.application, now).await?;
    let file = CaseFile::read(&mut tx, &app, case.application()).await?;
    let at = form.position(&file)?;
    match form.step.as_str() {
        "together" => {
            if !form.is_kept_together(&file) {
                let clauses = companions(&file, at.item);
                if form.shown != shown(&file, at.item) || form.together != codes(&clauses) {
                    return Ok(overtaken(furniture.layout(), file, at, form, now));
                }
                confirm(&mut tx, &me, &case, &clauses, now).await?;
                tx.commit().await?;
            }
            return Ok(onwards(&file, at, &form.together));
        }
        "confirm" => ScreenVerdict::Confirmed
            .as_str()
            .clone_into(&mut form.verdict),
        _ => {}
    }
    let found = match form.found(&file, at.item) {
        Ok(found) => found,
        Err(errors) => {
            let page = page(furniture.layout(), file, at, form, errors, now);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response());
        }
    };
    if form.shown != shown(&file, at.item) {
        // The button was pressed twice, or somebody found the same: it is what was wanted.
        if found.is_kept(&file) {
            return Ok(onwards(&file, at, &[]));
        }
        return Ok(overtaken(furniture.layout(), file, at, form, now));
    }
    save(&mut tx, &me, &case, &found, now).await?;
    tx.commit().await?;
    Ok(onwards(&file, at, &[]))
}

enum Found<'a> {
    Clause(RuleId, ClauseFinding),
    Instance(&'a Instance, InstanceFinding),
}

impl Found<'_> {
    /// Whether the same is what was found last.
    fn is_kept(&self, file: &CaseFile) -> bool {
        let kept = &file.desk.findings;
        match self {
            Self::Clause(rule, found) => kept.clauses.get(rule) == Some(found),
            Self::Instance(instance, found) => kept.instances.get(&instance.id) == Some(found),
        }
    }
}

/// Which submission and which finding on an item a page shows.
fn shown(file: &CaseFile, item: ScreenItem) -> String {
    let submission = file.desk.submission.number;
    format!("{submission}.{}", file.desk.authors.revision(item))
}

/// The page again with what somebody else found or sent meanwhile, beside what was typed.
fn overtaken(
    layout: Layout,
    file: CaseFile,
    at: Position,
    mut form: FindingForm,
    now: DateTime<Utc>,
) -> Response {
    let newest = file.desk.submission.number;
    let before = form
        .shown
        .split_once('.')
        .and_then(|(it, _)| it.parse().ok());
    let judged = form
        .together
        .iter()
        .filter(|_| form.step == "together")
        .filter_map(|code| ScreenItem::from_code(code))
        .find(|item| file.desk.authors.of(*item).is_some())
        .unwrap_or(at.item);
    let sentence = match (before, file.desk.authors.of(judged)) {
        (Some(before), _) if before != newest => words::submitted_again(before, newest),
        (_, Some(author)) => words::found_meanwhile(
            author,
            &file.item_name(judged),
            file.desk
                .findings
                .verdict(judged)
                .unwrap_or(ScreenVerdict::Incomplete),
            file.desk.findings.comment(judged),
        ),
        _ => words::shown_unknown(newest),
    };
    form.shown = shown(&file, at.item);
    form.together = codes(&companions(&file, at.item));
    let errors = Errors::one("verdict", sentence);
    let page = page(layout, file, at, form, errors, now);
    (StatusCode::CONFLICT, View(page)).into_response()
}

async fn save(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: &ScreeningCase,
    found: &Found<'_>,
    now: DateTime<Utc>,
) -> PageResult<()> {
    match found {
        Found::Clause(rule, found) => screen_clause(conn, me, case, *rule, found, now).await?,
        Found::Instance(instance, found) => {
            screen_instance(conn, me, case, instance, found, now).await?;
        }
    }
    Ok(())
}

impl FindingForm {
    /// The item it is about, which must be one of the submission's.
    fn position(&self, file: &CaseFile) -> PageResult<Position> {
        let item = ScreenItem::from_code(&self.item)
            .filter(|item| file.desk.screened.items.contains(item))
            .ok_or(PageError::BadRequest)?;
        Ok(Position {
            item,
            only_open: self.only == "open",
            file: None,
        })
    }

    /// Whether everything to be confirmed together was already: the button was pressed twice.
    fn is_kept_together(&self, file: &CaseFile) -> bool {
        let is_confirmed = |code: &String| {
            let verdict = ScreenItem::from_code(code).and_then(|it| file.desk.findings.verdict(it));
            verdict == Some(ScreenVerdict::Confirmed)
        };
        !self.together.is_empty() && self.together.iter().all(is_confirmed)
    }

    fn found<'a>(&self, file: &'a CaseFile, item: ScreenItem) -> Result<Found<'a>, Errors> {
        let mut errors = FieldErrors::default();
        let verdict = self
            .verdict
            .parse::<ScreenVerdict>()
            .map_err(|_| FieldError::NotChosen);
        let Some(verdict) = errors.check("verdict", verdict) else {
            return Err(sentences(&errors));
        };
        let comment = errors.check("comment", verdict.parse_comment(&self.comment));
        let found = match item {
            ScreenItem::Clause(rule) => {
                comment.map(|comment| Found::Clause(rule, ClauseFinding { verdict, comment }))
            }
            ScreenItem::Instance(id) => file.dossier().instance(id).and_then(|instance| {
                let parsed = InstanceVerdict::parse(verdict, &self.tier, instance.claimed_tier);
                let verdict = errors.check("tier", parsed.map_err(|_| FieldError::NotChosen))?;
                let comment = comment?;
                Some(Found::Instance(
                    instance,
                    InstanceFinding { verdict, comment },
                ))
            }),
        };
        errors
            .into_result(found)
            .map_err(|errors| sentences(&errors))
    }
}

/// The clauses that hang on the same document as this one and can be confirmed with it in one act:
/// nothing is found on them yet, and nothing about them deviates or changed. Empty for one alone.
pub(super) fn companions(file: &CaseFile, item: ScreenItem) -> Vec<RuleId> {
    let report = file.desk.submission.reports.get(file.application.tier());
    let is_plain = |rule: RuleId| {
        let found = report.finding(rule);
        found.is_some_and(|found| found.outcome != Verdict::Unmet)
    };
    let Some(document) = document(item) else {
        return Vec::new();
    };
    let clauses: Vec<RuleId> = file
        .desk
        .screened
        .obstacles
        .open
        .iter()
        .filter(|other| document_is(**other, document) && !file.needs_another_look(**other))
        .filter_map(|other| match other {
            ScreenItem::Clause(rule) => Some(*rule),
            ScreenItem::Instance(_) => None,
        })
        .filter(|rule| is_plain(*rule))
        .collect();
    let is_among = clauses.iter().any(|rule| ScreenItem::Clause(*rule) == item);
    if is_among && clauses.len() > 1 {
        clauses
    } else {
        Vec::new()
    }
}

/// The document on which several clauses hang.
fn document(item: ScreenItem) -> Option<EvidenceTarget> {
    evidence_targets(item).into_iter().next().filter(|target| {
        matches!(
            target,
            EvidenceTarget::Licence | EvidenceTarget::Commitment | EvidenceTarget::MaturityReport
        )
    })
}

fn document_is(item: ScreenItem, target: EvidenceTarget) -> bool {
    document(item) == Some(target)
}

fn codes(clauses: &[RuleId]) -> Vec<String> {
    let code = |rule: &RuleId| ScreenItem::Clause(*rule).code();
    clauses.iter().map(code).collect()
}

/// Confirms clauses that were shown together, each with an entry of its own in the trail.
async fn confirm(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    case: &ScreeningCase,
    clauses: &[RuleId],
    now: DateTime<Utc>,
) -> PageResult<()> {
    let confirmed = ClauseFinding {
        verdict: ScreenVerdict::Confirmed,
        comment: String::new(),
    };
    for rule in clauses {
        screen_clause(conn, me, case, *rule, &confirmed, now).await?;
    }
    Ok(())
}

/// The next item that is not judged yet, else this one again. `done`: judged just now besides it.
fn onwards(file: &CaseFile, at: Position, done: &[String]) -> Response {
    let items = &file.desk.screened.items;
    let here = items.iter().position(|item| *item == at.item).unwrap_or(0);
    let next = items[here..].iter().chain(&items[..here]).find(|item| {
        **item != at.item
            && file.desk.findings.verdict(**item).is_none()
            && !done.contains(&item.code())
    });
    let case = Case {
        application: file.application.id(),
    };
    match next {
        Some(next) => see_other(case.at(*next, at.only_open, None), Notice::FindingSaved),
        None => see_other(case.at(at.item, false, None), Notice::AllJudged),
    }
}

/// The form as it was saved; a scenario not judged yet proposes the tier claimed.
pub(super) fn kept(file: &CaseFile, at: Position) -> FindingForm {
    let findings = &file.desk.findings;
    let tier = match at.item {
        ScreenItem::Instance(id) => findings
            .confirmed_tier(id)
            .or_else(|| Some(file.dossier().instance(id)?.claimed_tier)),
        ScreenItem::Clause(_) => None,
    };
    FindingForm {
        step: String::new(),
        together: codes(&companions(file, at.item)),
        item: at.item.code(),
        only: if at.only_open { "open" } else { "" }.to_owned(),
        shown: shown(file, at.item),
        verdict: findings
            .verdict(at.item)
            .map_or("", ScreenVerdict::as_str)
            .to_owned(),
        tier: tier.map_or("", Tier::as_str).to_owned(),
        comment: findings.comment(at.item).to_owned(),
    }
}
