//! Brings every application of the demonstration as far as its story says, in the order of days.

use chrono::{DateTime, Utc};

use super::{
    Stage,
    days::Days,
    filling::Applicant,
    judging::{self, Screening},
    people::People,
    publishing,
    reviewing::{self, Filed},
    script::{EnterprisePart, Story},
};
use crate::{domain::tier::Tier, workflow::decide::Ruling};

/// One application's turn in the order of play, and its working days before today.
struct Turn<'a> {
    days: &'a Days,
    index: usize,
    /// When it is submitted.
    submitted: u32,
}

impl Turn<'_> {
    fn at(&self, count: u32, time: (u32, u32)) -> DateTime<Utc> {
        self.days.before(count, time) + Days::apart(self.index)
    }
}

/// Plays all stories: the concluded ones first, because a publicity takes all that is proposed;
/// those that only wait last and day by day, so that numbers follow the time of submission.
pub(super) async fn play(stage: &Stage<'_>, people: &People, days: &Days) -> anyhow::Result<()> {
    let of = |wanted: fn(Story) -> bool| {
        let parts = stage.script.enterprises.iter();
        parts.filter(move |part| wanted(part.story))
    };
    let mut index = 0;
    for part in of(|story| story == Story::Concluded) {
        play_next(stage, people, days, part, &mut index).await?;
    }
    let list = judging::release(stage, people, Tier::Advanced, days.before(11, (17, 30))).await?;
    let opened = days.before(10, (9, 0));
    if let Some(publicity) = publishing::publicise(stage, people, list, opened).await? {
        let at = days.before(4, (9, 30));
        publishing::publish(stage, people, (publicity, Tier::Advanced), at).await?;
    }
    for part in of(|story| story == Story::InPublicity) {
        play_next(stage, people, days, part, &mut index).await?;
    }
    let list = judging::release(stage, people, Tier::Advanced, days.before(3, (16, 0))).await?;
    publishing::publicise(stage, people, list, days.before(2, (9, 0))).await?;
    for part in of(|story| {
        !matches!(
            story,
            Story::Concluded | Story::InPublicity | Story::Submitted
        )
    }) {
        play_next(stage, people, days, part, &mut index).await?;
    }
    for tier in [Tier::Advanced, Tier::Excellent, Tier::Leading] {
        judging::release(stage, people, tier, days.before(1, (16, 0))).await?;
    }
    for (waiting, part) in of(|story| story == Story::Submitted).enumerate() {
        let later = u32::try_from(waiting * 2).unwrap_or_default();
        let submitted = 16_u32.saturating_sub(later).max(1);
        let turn = Turn {
            days,
            index,
            submitted,
        };
        play_one(stage, people, &turn, part).await?;
        index += 1;
    }
    publishing::publish_filed(stage, people, days.before(1, (15, 0))).await
}

async fn play_next(
    stage: &Stage<'_>,
    people: &People,
    days: &Days,
    part: &EnterprisePart,
    index: &mut usize,
) -> anyhow::Result<()> {
    let turn = Turn {
        days,
        index: *index,
        submitted: 18,
    };
    *index += 1;
    play_one(stage, people, &turn, part).await
}

async fn play_one(
    stage: &Stage<'_>,
    people: &People,
    turn: &Turn<'_>,
    part: &EnterprisePart,
) -> anyhow::Result<()> {
    let applicant = Applicant::begin(stage, part, turn.at(20, (9, 10))).await?;
    applicant.fill(turn.at(19, (14, 5))).await?;
    if matches!(part.story, Story::Draft0 | Story::Draft3 | Story::Draft9) {
        return Ok(());
    }
    applicant.submit(turn.at(turn.submitted, (10, 20))).await?;
    match part.story {
        Story::Withdrawn => return applicant.withdraw(turn.at(17, (10, 30))).await,
        Story::Submitted | Story::Draft0 | Story::Draft3 | Story::Draft9 => return Ok(()),
        _ => {}
    }
    let end = match part.story {
        Story::Returned => Screening::Return,
        Story::NotRecommended => Screening::Decline,
        Story::Filed => Screening::File,
        _ => Screening::Recommend,
    };
    judging::screen(&applicant, people, end, turn.at(16, (9, 40))).await?;
    if end != Screening::Recommend || part.story == Story::Recommended {
        return Ok(());
    }
    let accepted = part.story != Story::FormallyRejected;
    judging::check_form(&applicant, people, accepted, turn.at(14, (9, 15))).await?;
    if accepted {
        review_and_decide(&applicant, people, turn).await?;
    }
    Ok(())
}

async fn review_and_decide(
    applicant: &Applicant<'_>,
    people: &People,
    turn: &Turn<'_>,
) -> anyhow::Result<()> {
    let begun = turn.at(12, (9, 10));
    if applicant.part.story == Story::InReview {
        return reviewing::review(applicant, people, Filed::Some, begun).await;
    }
    reviewing::review(applicant, people, Filed::All, begun).await?;
    judging::consolidate(applicant, people, turn.at(11, (9, 30))).await?;
    let ruling = match applicant.part.story {
        Story::NotApproved => Ruling::NotApprove,
        Story::Pool => Ruling::PlaceInPool,
        Story::Proposed | Story::InPublicity | Story::Concluded => Ruling::Propose,
        _ => return Ok(()),
    };
    judging::rule(applicant, people, ruling, turn.at(11, (14, 30))).await
}
