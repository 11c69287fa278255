//! What bureaus and the office do in the demonstration before and after the experts.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};

use super::{
    Stage,
    filling::{Applicant, dossier_of},
    people::{self, People},
};
use crate::{
    access::{
        Actor, BureauOfficer, MayChange,
        admin::{assignment_desk, decision_cases, draft_list, formal_check_case},
        bureau::{ScreeningCase, screening_case},
    },
    db::{
        assignments,
        decision_lists::{self, Meeting},
        results,
    },
    domain::{
        application::overrides::code,
        dossier::Dossier,
        formal_check::{CheckSheet, CheckVerdict},
        ids::{DecisionListId, ExpertId},
        returns::{ReturnItem, ReturnPoint},
        review::conflict::refusals,
        rules::assess_all,
        screening::{ClauseFinding, InstanceFinding, InstanceVerdict, ScreenVerdict},
        tier::Tier,
        time::beijing_date,
    },
    text::sections,
    workflow::{
        assign_experts::assign_experts,
        conclude_review::conclude_review,
        decide::{Exception, Intent, Ruling, note_meeting, place_on_list, release_list},
        decline::decline,
        file::file,
        formal_check::{self, Checked},
        recommend::{Recommendation, recommend},
        return_for_correction::{Correction, return_for_correction},
        screen_clause::screen_clause,
        screen_instance::screen_instance,
    },
};

/// How a bureau ends its screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Screening {
    Recommend,
    File,
    Decline,
    Return,
}

/// The bureau of the applicant's region screens everything and ends it this way.
pub(super) async fn screen(
    applicant: &Applicant<'_>,
    people: &People,
    end: Screening,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let stage = applicant.stage;
    let me = officer(applicant, people).await?;
    let dossier = dossier_of(applicant).await?;
    let (terms, texts) = (stage.edition.terms(), &stage.script.texts);
    let mut tx = stage.app.db.begin().await?;
    let case = screening_case(&mut tx, &me, applicant.application, now).await?;
    if end != Screening::Return {
        judge_all(&mut tx, &me, &case, &dossier, stage, now).await?;
    }
    let words = |opinion: &str| Recommendation {
        opinion: opinion.to_owned(),
        exempt_reason: None,
        over: None,
    };
    match end {
        Screening::Recommend => {
            recommend(&mut tx, &me, case, terms, &words(&texts.opinion), now).await?;
        }
        Screening::File => file(&mut tx, &me, case, terms, &words(&texts.filing), now).await?,
        Screening::Decline => decline(&mut tx, &me, case, terms, &texts.decline, now).await?,
        Screening::Return => {
            let points = [
                (ReturnItem::Maturity, &texts.correct_maturity),
                (ReturnItem::Scenarios, &texts.correct_scenarios),
            ]
            .map(|(item, remark)| ReturnPoint {
                item,
                remark: remark.clone(),
            });
            let correction = Correction {
                note: String::new(),
                labels: points
                    .iter()
                    .map(|point| sections::return_item(&point.item, &dossier))
                    .collect(),
                points: points.to_vec(),
                due_at: stage
                    .season
                    .windows(applicant.part.tier)?
                    .enterprise
                    .closes_at(),
            };
            return_for_correction(&mut tx, &me, case, &correction, now).await?;
        }
    }
    Ok(tx.commit().await?)
}

async fn officer(applicant: &Applicant<'_>, people: &People) -> anyhow::Result<BureauOfficer> {
    let mut conn = applicant.stage.app.db.acquire().await?;
    let division = crate::db::regions::division(&mut conn, &applicant.part.division)
        .await?
        .context("division")?;
    drop(conn);
    let login = people.bureau_login(division.bureau)?;
    let Actor::Bureau(me) = people::sign_in(applicant.stage, &login).await? else {
        bail!("{login} is no bureau");
    };
    Ok(me)
}

async fn judge_all(
    conn: &mut sqlx::PgConnection,
    me: &BureauOfficer,
    case: &ScreeningCase,
    dossier: &Dossier,
    stage: &Stage<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let reports = assess_all(
        &dossier.claimed_facts(&stage.edition.catalogue),
        &stage.edition.rules,
    );
    let confirmed = ClauseFinding {
        verdict: ScreenVerdict::Confirmed,
        comment: String::new(),
    };
    for finding in &reports.get(case.application().tier()).findings {
        if finding.is_for_a_person() {
            screen_clause(conn, me, case, finding.rule, &confirmed, now).await?;
        }
    }
    for instance in &dossier.instances {
        let found = InstanceFinding {
            verdict: InstanceVerdict::Confirmed(instance.claimed_tier),
            comment: String::new(),
        };
        screen_instance(conn, me, case, instance, &found, now).await?;
    }
    Ok(())
}

/// The office checks the form; accepted applications go to three experts.
pub(super) async fn check_form(
    applicant: &Applicant<'_>,
    people: &People,
    accepted: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let stage = applicant.stage;
    let me = &people.administrator;
    let mut tx = stage.app.db.begin().await?;
    let case = formal_check_case(&mut tx, me, applicant.application).await?;
    let checklist = stage.app.editions.checklist(&mut tx).await?;
    let sheet = checklist.sheet(false, &CheckSheet::default());
    if accepted {
        let sheet = sheet.rest_conforming();
        let checked = Checked {
            edition: &checklist.edition,
            sheet: &sheet,
        };
        formal_check::accept(&mut tx, me, case, checked, now).await?;
        let desk = assignment_desk(&mut tx, me, applicant.application).await?;
        let ties = assignments::case_ties(&mut tx, desk.application()).await?;
        let experts: Vec<ExpertId> =
            assignments::candidates(&mut tx, desk.application(), None, None)
                .await?
                .into_iter()
                .filter(|candidate| refusals(&candidate.ties, &ties).is_empty())
                .map(|candidate| candidate.id)
                .take(3)
                .collect();
        assign_experts(&mut tx, me, &desk, &experts, now).await?;
    } else {
        let reason = &stage.script.texts.formal_rejection;
        let sheet = failing(sheet, &stage.script.texts.formal_failures).rest_conforming();
        let checked = Checked {
            edition: &checklist.edition,
            sheet: &sheet,
        };
        formal_check::reject(&mut tx, me, case, checked, reason, now).await?;
    }
    Ok(tx.commit().await?)
}

/// The list with what the script says fails.
fn failing(mut sheet: CheckSheet, failures: &BTreeMap<String, String>) -> CheckSheet {
    for line in &mut sheet.0 {
        if let Some(remark) = failures.get(&line.item) {
            line.verdict = Some(CheckVerdict::Fails);
            line.remark.clone_from(remark);
        }
    }
    sheet
}

/// The office consolidates the filed reviews.
pub(super) async fn consolidate(
    applicant: &Applicant<'_>,
    people: &People,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let me = &people.administrator;
    let mut tx = applicant.stage.app.db.begin().await?;
    let desk = assignment_desk(&mut tx, me, applicant.application).await?;
    conclude_review(&mut tx, me, desk, applicant.stage.edition.terms(), now).await?;
    Ok(tx.commit().await?)
}

/// The office decides: the application is put on the draft of its tier.
pub(super) async fn rule(
    applicant: &Applicant<'_>,
    people: &People,
    ruling: Ruling,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let me = &people.administrator;
    let texts = &applicant.stage.script.texts;
    let reason = match ruling {
        Ruling::Propose => &texts.proposal,
        Ruling::NotApprove => &texts.refusal,
        Ruling::PlaceInPool => &texts.pool,
    };
    let mut tx = applicant.stage.app.db.begin().await?;
    let cases = decision_cases(&mut tx, me, &[applicant.application]).await?;
    let mut exceptions = BTreeMap::new();
    for basis in results::bases(&mut tx, &cases).await? {
        let exception = Exception {
            shown: code(&basis.obstacles()),
            reason: texts.exception.clone(),
        };
        if !exception.shown.is_empty() {
            exceptions.insert(basis.application, exception);
        }
    }
    let intent = Intent {
        ruling,
        reason: reason.clone(),
        comment: String::new(),
        seen: 0,
        exceptions,
    };
    place_on_list(&mut tx, me, &cases, &intent, now).await?;
    Ok(tx.commit().await?)
}

/// The office releases the draft of a tier, if it has one; answers the list.
pub(super) async fn release(
    stage: &Stage<'_>,
    people: &People,
    tier: Tier,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DecisionListId>> {
    let me = &people.administrator;
    let mut tx = stage.app.db.begin().await?;
    let lists = decision_lists::of_season(&mut tx, me, stage.season.id).await?;
    let draft = lists
        .into_iter()
        .find(|list| list.tier == tier && list.state == "draft");
    let Some(list) = draft else {
        return Ok(None);
    };
    let Some(draft) = draft_list(&mut tx, me, list.id).await? else {
        return Ok(None);
    };
    let texts = &stage.script.texts;
    let meeting = Meeting {
        name: texts.meeting.clone(),
        on: Some(beijing_date(now)),
        minutes_number: texts.minutes_number.clone(),
    };
    note_meeting(&mut tx, me, &draft, &meeting, now).await?;
    release_list(&mut tx, me, &draft, now).await?;
    tx.commit().await?;
    Ok(Some(draft.id()))
}
