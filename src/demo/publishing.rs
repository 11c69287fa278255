//! Publicity and lists of the demonstration.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Stage, people::People};
use crate::{
    access::admin::{filed_list_desk, proposed_cases, publicity_desk, publicity_list_desk},
    db::calendar,
    domain::{
        calendar::FirstDay,
        ids::{DecisionListId, PublicityId},
        publicity::last_days,
        tier::Tier,
        time::beijing_date,
    },
    text::labels::tier_label,
    workflow::{
        conclude_publicity::conclude_publicity,
        open_publicity::{Plan, open_publicity},
        publish_list::publish_list,
    },
};

/// Working days of publicity.
pub(super) const DAYS: i16 = 5;

/// Publicises what a released list proposes. None when the calendar does not know the days: they are
/// never guessed, so the demonstration then shows the proposals only.
pub(super) async fn publicise(
    stage: &Stage<'_>,
    people: &People,
    list: Option<DecisionListId>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<PublicityId>> {
    let Some(list) = list else {
        return Ok(None);
    };
    let me = &people.administrator;
    let mut tx = stage.app.db.begin().await?;
    let Some(cases) = proposed_cases(&mut tx, me, list).await? else {
        return Ok(None);
    };
    let settings = &stage.season.settings;
    let first = beijing_date(now);
    let calendar = calendar::working(&mut tx).await?;
    let Ok([_, last]) = last_days(&calendar, first, settings.publicity_days) else {
        tracing::warn!("the calendar has no data for this year; nothing is publicised");
        return Ok(None);
    };
    let plan = Plan {
        title: titled(&stage.script.texts.publicity, stage, cases.tier()),
        first,
        last,
        reading: FirstDay::of(settings.first_day_counted),
        wanted_days: settings.publicity_days,
        fewer_reason: String::new(),
        texts: settings.publicity.clone(),
    };
    let id = open_publicity(&mut tx, me, &cases, &plan, now).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// Concludes a publicity and publishes its list.
pub(super) async fn publish(
    stage: &Stage<'_>,
    people: &People,
    (publicity, tier): (PublicityId, Tier),
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let me = &people.administrator;
    let mut tx = stage.app.db.begin().await?;
    let desk = publicity_desk(&mut tx, me, publicity, now).await?;
    let desk = desk.context("nothing to conclude")?;
    conclude_publicity(&mut tx, me, desk, now).await?;
    let desk = publicity_list_desk(&mut tx, me, publicity).await?;
    let title = titled(&stage.script.texts.list, stage, tier);
    publish_list(&mut tx, me, desk, &title, now + TimeDelta::hours(1)).await?;
    Ok(tx.commit().await?)
}

/// Publishes the list of filed basic-tier applications.
pub(super) async fn publish_filed(
    stage: &Stage<'_>,
    people: &People,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let me = &people.administrator;
    let mut tx = stage.app.db.begin().await?;
    let desk = filed_list_desk(&mut tx, me, stage.season.id).await?;
    let title = titled(&stage.script.texts.filed_list, stage, Tier::Basic);
    publish_list(&mut tx, me, desk, &title, now).await?;
    Ok(tx.commit().await?)
}

fn titled(pattern: &str, stage: &Stage<'_>, tier: Tier) -> String {
    pattern
        .replace("{season}", &stage.season.title)
        .replace("{tier}", tier_label(tier))
}
