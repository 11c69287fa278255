//! What the experts of the demonstration do: declare, score, file.

use anyhow::bail;
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Stage,
    filling::Applicant,
    people::{self, People},
    script::{EnterprisePart, Story},
};
use crate::{
    access::{
        Actor, ExpertMember, MayChange,
        admin::assignment_desk,
        expert::{assigned_review, assignment},
    },
    db::{
        assignments::{self, AssignmentRow},
        reviews,
    },
    domain::{
        dossier::Dossier,
        ids::AssignmentId,
        link::Group,
        review::{
            draft::{CriterionScore, QualityJudgement, ReviewCase, ReviewDraft},
            points::Points,
        },
        rules::Judgement,
    },
    workflow::{accept_review::accept_review, file_review::file_review, save_review::save_review},
};

/// How many of the assigned experts file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filed {
    /// The first files, the second has a draft, the third has not begun.
    Some,
    /// Everybody.
    All,
}

/// The assigned experts review the application.
pub(super) async fn review(
    applicant: &Applicant<'_>,
    people: &People,
    filed: Filed,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let stage = applicant.stage;
    let mut tx = stage.app.db.begin().await?;
    let desk = assignment_desk(&mut tx, &people.administrator, applicant.application).await?;
    let tasks = assignments::of(&mut tx, desk.application()).await?;
    drop(tx);
    for (index, task) in tasks.iter().enumerate() {
        if filed == Filed::Some && index == 2 {
            break;
        }
        let expert = Reviewer::of(stage, task, index).await?;
        // Nobody reads, scores and files at the same minute as the next.
        let now = now + TimeDelta::minutes(41) * i32::try_from(index)?;
        expert.accept(now).await?;
        expert
            .score(applicant.part, now + TimeDelta::hours(2))
            .await?;
        if filed == Filed::All || index == 0 {
            expert.file(now + TimeDelta::hours(3)).await?;
        }
    }
    Ok(())
}

struct Reviewer<'a> {
    stage: &'a Stage<'a>,
    me: ExpertMember,
    task: AssignmentId,
    index: usize,
}

impl<'a> Reviewer<'a> {
    async fn of(stage: &'a Stage<'a>, task: &AssignmentRow, index: usize) -> anyhow::Result<Self> {
        let login = people::expert_login(stage.script, &task.name)?;
        let Actor::Expert(me) = people::sign_in(stage, &login).await? else {
            bail!("{login} is no expert");
        };
        Ok(Self {
            stage,
            me,
            task: task.id,
            index,
        })
    }

    async fn accept(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let mut tx = self.stage.app.db.begin().await?;
        let right = assignment(&mut tx, &self.me, self.task, now).await?;
        accept_review(&mut tx, &self.me, right, now).await?;
        Ok(tx.commit().await?)
    }

    async fn score(&self, part: &EnterprisePart, now: DateTime<Utc>) -> anyhow::Result<()> {
        let mut tx = self.stage.app.db.begin().await?;
        let right = assigned_review(&mut tx, &self.me, self.task, now).await?;
        let dossier = reviews::content(&mut tx, right.dossier()).await?.dossier;
        let case = ReviewCase {
            sheet: &self.stage.edition.sheet,
            dossier: &dossier,
            quality: self.stage.edition.rules.quality_groups(dossier.tier),
        };
        let draft = self.draft(&case, &dossier, part);
        save_review(&mut tx, &self.me, &right, (&case, &draft), now).await?;
        Ok(tx.commit().await?)
    }

    async fn file(&self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let mut tx = self.stage.app.db.begin().await?;
        let right = assigned_review(&mut tx, &self.me, self.task, now).await?;
        let dossier = reviews::content(&mut tx, right.dossier()).await?.dossier;
        let case = ReviewCase {
            sheet: &self.stage.edition.sheet,
            dossier: &dossier,
            quality: self.stage.edition.rules.quality_groups(dossier.tier),
        };
        file_review(&mut tx, &self.me, right, &case, now).await?;
        Ok(tx.commit().await?)
    }

    fn draft(
        &self,
        case: &ReviewCase<'_>,
        dossier: &Dossier,
        part: &EnterprisePart,
    ) -> ReviewDraft {
        let texts = &self.stage.script.texts;
        let free = case
            .sheet
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| criterion.automatic(case.level()).is_none());
        let scores = free
            .map(|(position, criterion)| {
                let share = self.percent(part, position);
                // Half points, as people give them.
                let points = Points::from_tenths(criterion.max.tenths() * share / 100 / 5 * 5);
                let comment = texts.criterion.clone();
                (criterion.id.clone(), CriterionScore { points, comment })
            })
            .collect();
        let accepted = |instance: &crate::domain::dossier::Instance| {
            (instance.id, Some(instance.claimed_tier))
        };
        let judgement = QualityJudgement {
            judgement: Judgement::Met,
            comment: String::new(),
        };
        ReviewDraft {
            scores,
            instances: dossier.instances.iter().map(accepted).collect(),
            quality: Group::ALL
                .into_iter()
                .map(|group| (group, judgement.clone()))
                .collect(),
            opinion: texts.review.clone(),
        }
    }

    /// The share of a criterion's points, different by applicant, expert and criterion.
    fn percent(&self, part: &EnterprisePart, position: usize) -> i32 {
        let applicant = part.employees.unsigned_abs() as usize;
        let spread = (applicant * 3 + self.index * 7 + position * (5 + applicant % 3)) % 13;
        let spread = i32::try_from(spread).unwrap_or_default();
        match part.story {
            Story::NotApproved => 45 + spread,
            Story::Pool => 62 + spread,
            _ => 78 + spread,
        }
    }
}
