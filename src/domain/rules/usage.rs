//! Which of the claimed scenarios count for a tier, and why the others do not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Claim, Parameters};
use crate::domain::catalogue::ScenarioId;
use crate::domain::link::{Group, Link};
use crate::domain::tier::Tier;

/// Whether a claimed scenario counts for the tier of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    Counted,
    /// It counts, though the tier's own table does not list it; where the verdict hangs on it, a
    /// person judges.
    Unlisted,
    /// It has no content or evidence yet.
    Unfilled,
    /// It is built to the standard of a lower tier.
    BelowStandard,
    /// It is built to a higher tier's standard, which this edition does not let count here.
    OtherStandard,
    /// Another instance of the same scenario counts already.
    Duplicate,
}

impl Standing {
    /// Whether it counts.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Counted | Self::Unlisted)
    }
}

/// One claimed scenario as the report of a tier sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioUse {
    /// The scenario.
    pub scenario: ScenarioId,
    /// Its link.
    pub link: Link,
    /// The tier whose standard it meets.
    pub claimed: Tier,
    /// Whether it counts.
    pub standing: Standing,
}

impl ScenarioUse {
    /// Whether it counts and lies in this group.
    pub fn covers(&self, group: Group) -> bool {
        self.standing.counts() && self.link.group() == group
    }
}

/// The standing of every claim for a tier, in the order of the claims.
pub(super) fn scenario_uses(
    claims: &[Claim],
    parameters: &Parameters,
    target: Tier,
) -> Vec<ScenarioUse> {
    let counting = counting_instances(claims, parameters, target);
    let standing = |index: usize, claim: &Claim| {
        if !claim.filled {
            return Standing::Unfilled;
        }
        if !parameters.counts_for(claim.tier, target) {
            return if claim.tier < target {
                Standing::BelowStandard
            } else {
                Standing::OtherStandard
            };
        }
        match counting.get(&claim.scenario) {
            Some(best) if parameters.instances_count_once && *best != index => Standing::Duplicate,
            _ if parameters.asks_about(claim, target) => Standing::Unlisted,
            _ => Standing::Counted,
        }
    };
    claims
        .iter()
        .enumerate()
        .map(|(index, claim)| ScenarioUse {
            scenario: claim.scenario.clone(),
            link: claim.link,
            claimed: claim.tier,
            standing: standing(index, claim),
        })
        .collect()
}

/// For each scenario the instance that counts: the highest standard, the earliest among equals.
fn counting_instances<'a>(
    claims: &'a [Claim],
    parameters: &Parameters,
    target: Tier,
) -> BTreeMap<&'a ScenarioId, usize> {
    let mut best: BTreeMap<&ScenarioId, usize> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        if claim.filled && parameters.counts_for(claim.tier, target) {
            let chosen = best.entry(&claim.scenario).or_insert(index);
            if claims
                .get(*chosen)
                .is_some_and(|other| claim.tier > other.tier)
            {
                *chosen = index;
            }
        }
    }
    best
}
