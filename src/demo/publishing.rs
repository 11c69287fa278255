//! Publicity and lists of the demonstration.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Stage, people::People};
use crate::{
    access::admin::{filed_list_desk, proposed_cases, publicity_desk, publicity_list_desk},
    domain::{ids::PublicityId, season::Window, tier::Tier, time::beijing_date},
    text::labels::tier_label,
    workflow::{
        conclude_publicity::conclude_publicity,
        open_publicity::{Plan, open_publicity, proposed_end},
        publish_list::publish_list,
    },
};

/// Working days of publicity.
pub(super) const DAYS: i16 = 5;

/// Publicises everything proposed for a tier. None when the calendar does not know the days: it is
/// never guessed, so the demonstration then shows the proposals only.
pub(super) async fn publicise(
    stage: &Stage<'_>,
    people: &People,
    tier: Tier,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<PublicityId>> {
    let calendar = &stage.edition.calendar;
    let Ok(closes_at) = proposed_end(calendar, beijing_date(now), DAYS) else {
        tracing::warn!("the calendar has no data for this year; nothing is publicised");
        return Ok(None);
    };
    let texts = &stage.script.texts;
    let plan = Plan {
        title: titled(&texts.publicity, stage, tier),
        window: Window::new(now, closes_at).map_err(|error| anyhow::anyhow!("{error:?}"))?,
        wanted_days: DAYS,
        fewer_confirmed: false,
    };
    let me = &people.administrator;
    let mut tx = stage.app.db.begin().await?;
    let cases = proposed_cases(&mut tx, me, stage.season.id, tier).await?;
    let id = open_publicity(&mut tx, me, cases, calendar, &plan, now).await?;
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
