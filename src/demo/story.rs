//! Brings every application of the demonstration as far as its story says, in the order of days.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Stage,
    filling::Applicant,
    judging::{self, Screening},
    people::People,
    publishing,
    reviewing::{self, Filed},
    script::{EnterprisePart, Story},
};
use crate::{domain::tier::Tier, workflow::decide::Ruling};

/// When things happen, as days before the moment of loading.
struct Days {
    now: DateTime<Utc>,
}

impl Days {
    fn before(&self, days: i64) -> DateTime<Utc> {
        self.now - TimeDelta::days(days)
    }
}

/// Plays all stories: the concluded ones first, because a publicity takes all that is proposed.
pub(super) async fn play(stage: &Stage<'_>, people: &People) -> anyhow::Result<()> {
    let days = Days {
        now: stage.app.clock.now(),
    };
    play_those(stage, people, &days, |story| story == Story::Concluded).await?;
    if let Some(publicity) =
        publishing::publicise(stage, people, Tier::Advanced, days.before(17)).await?
    {
        publishing::publish(stage, people, (publicity, Tier::Advanced), days.before(6)).await?;
    }
    play_those(stage, people, &days, |story| story == Story::InPublicity).await?;
    publishing::publicise(stage, people, Tier::Advanced, days.before(2)).await?;
    play_those(stage, people, &days, |story| {
        !matches!(story, Story::Concluded | Story::InPublicity)
    })
    .await?;
    publishing::publish_filed(stage, people, days.before(1)).await
}

async fn play_those(
    stage: &Stage<'_>,
    people: &People,
    days: &Days,
    wanted: impl Fn(Story) -> bool,
) -> anyhow::Result<()> {
    for part in stage
        .script
        .enterprises
        .iter()
        .filter(|part| wanted(part.story))
    {
        play_one(stage, people, days, part).await?;
    }
    Ok(())
}

async fn play_one(
    stage: &Stage<'_>,
    people: &People,
    days: &Days,
    part: &EnterprisePart,
) -> anyhow::Result<()> {
    let applicant = Applicant::begin(stage, part, days.before(29)).await?;
    applicant.fill(days.before(28)).await?;
    if matches!(part.story, Story::Draft0 | Story::Draft3 | Story::Draft9) {
        return Ok(());
    }
    applicant.submit(days.before(27)).await?;
    match part.story {
        Story::Withdrawn => return applicant.withdraw(days.before(26)).await,
        Story::Submitted | Story::Draft0 | Story::Draft3 | Story::Draft9 => return Ok(()),
        _ => {}
    }
    let end = match part.story {
        Story::Returned => Screening::Return,
        Story::NotRecommended => Screening::Decline,
        Story::Filed => Screening::File,
        _ => Screening::Recommend,
    };
    judging::screen(&applicant, people, end, days.before(25)).await?;
    if end != Screening::Recommend || part.story == Story::Recommended {
        return Ok(());
    }
    let accepted = part.story != Story::FormallyRejected;
    judging::check_form(&applicant, people, accepted, days.before(24)).await?;
    if accepted {
        review_and_decide(&applicant, people, days).await?;
    }
    Ok(())
}

async fn review_and_decide(
    applicant: &Applicant<'_>,
    people: &People,
    days: &Days,
) -> anyhow::Result<()> {
    if applicant.part.story == Story::InReview {
        return reviewing::review(applicant, people, Filed::Some, days.before(20)).await;
    }
    reviewing::review(applicant, people, Filed::All, days.before(20)).await?;
    judging::consolidate(applicant, people, days.before(19)).await?;
    let ruling = match applicant.part.story {
        Story::NotApproved => Ruling::NotApprove,
        Story::Pool => Ruling::PlaceInPool,
        Story::Proposed | Story::InPublicity | Story::Concluded => Ruling::Propose,
        _ => return Ok(()),
    };
    judging::rule(applicant, people, ruling, days.before(18)).await
}
