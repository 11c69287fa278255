//! An enterprise adds a scenario of the catalogue to its draft.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::room::AddError;
use crate::{
    access::{EnterpriseMember, scenarios::OwnBoard},
    db::{
        audit::{self, Entry},
        dossiers, instances,
    },
    domain::{audit::AuditAct, catalogue::Scenario, ids::InstanceId, limits::Limits, tier::Tier},
};

/// Adds an empty instance, under the identifier `chosen` by the page that asks, so that asking twice
/// adds one. It claims the tier applied for, or the nearest tier whose table lists
/// the scenario; the applicant changes that on the scenario's page.
///
/// # Errors
/// [`AddError`]
pub async fn add_scenario(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    board: &OwnBoard<'_>,
    (scenario, chosen): (&Scenario, Option<InstanceId>),
    limits: &Limits,
    now: DateTime<Utc>,
) -> Result<InstanceId, AddError> {
    let application = board.application();
    let id = match chosen {
        None => InstanceId::new(),
        Some(id) => match instances::stands(conn, board, id, scenario).await? {
            Some(true) => return Ok(id),
            Some(false) => InstanceId::new(),
            None => id,
        },
    };
    limits.room_for_scenario(&dossiers::current(conn, application).await?)?;
    let claimed = first_claim(scenario, application.tier());
    instances::insert(conn, board, (id, scenario), claimed, now).await?;
    let entry = Entry {
        act: AuditAct::AddScenario,
        application: Some(application.id()),
        detail: serde_json::json!({ "instance": id, "scenario": scenario.id }),
    };
    audit::record(conn, me, &entry, now).await?;
    Ok(id)
}

fn first_claim(scenario: &Scenario, wanted: Tier) -> Tier {
    scenario
        .tiers()
        .filter(|tier| *tier <= wanted)
        .max()
        .or_else(|| scenario.tiers().next())
        .unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{link::Link, tier::TierTable};

    fn scenario(tiers: &[Tier]) -> Scenario {
        Scenario {
            id: "S01".parse().unwrap(),
            name: String::new(),
            link: Link::L01,
            standards: TierTable::from_fn(|tier| tiers.contains(&tier).then(String::new)),
        }
    }

    #[test]
    fn claims_the_tier_applied_for_or_the_nearest_listed() {
        use Tier::{Advanced, Basic, Excellent, Leading};
        for (listed, wanted, claimed) in [
            (&[Basic, Advanced][..], Advanced, Advanced),
            (&[Basic, Advanced], Leading, Advanced),
            (&[Excellent, Leading], Basic, Excellent),
            (&[Basic, Excellent], Advanced, Basic),
        ] {
            assert_eq!(first_claim(&scenario(listed), wanted), claimed);
        }
    }
}
