//! What the experts together accept: the third of the counts that are never mixed up (DESIGN §3).

use std::collections::BTreeMap;

use crate::domain::{
    ids::InstanceId,
    link::Group,
    rules::{Judgement, RuleId},
    screening::{ClauseFinding, Findings, InstanceFinding, InstanceVerdict, ScreenVerdict},
    tier::Tier,
};

/// The judgements of the experts who filed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpertJudgements {
    /// How many experts filed.
    pub experts: usize,
    /// The tiers accepted for an instance, one entry per expert that accepted it.
    pub instances: BTreeMap<InstanceId, Vec<Tier>>,
    /// The judgements on the qualitative clauses.
    pub quality: BTreeMap<Group, Vec<Judgement>>,
}

impl ExpertJudgements {
    /// The highest tier that more than half of the experts accept an instance at.
    pub fn accepted_tier(&self, instance: InstanceId) -> Option<Tier> {
        let accepted = self.instances.get(&instance)?;
        let at_least = |tier: Tier| accepted.iter().filter(|given| **given >= tier).count();
        Tier::ALL
            .into_iter()
            .rev()
            .find(|tier| self.is_majority(at_least(*tier)))
    }

    /// What more than half of the experts found on a qualitative clause.
    pub fn quality(&self, group: Group) -> Option<Judgement> {
        let found = self.quality.get(&group)?;
        let alike = |wanted| found.iter().filter(|given| **given == wanted).count();
        [Judgement::Met, Judgement::Unmet]
            .into_iter()
            .find(|wanted| self.is_majority(alike(*wanted)))
    }

    fn is_majority(&self, count: usize) -> bool {
        2 * count > self.experts
    }

    /// The findings the last report rests on: the experts' where they judge, the bureau's elsewhere.
    pub fn over(&self, bureau: &Findings) -> Findings {
        let instances = self.instances.keys().filter_map(|id| {
            let verdict = InstanceVerdict::Confirmed(self.accepted_tier(*id)?);
            let comment = String::new();
            Some((*id, InstanceFinding { verdict, comment }))
        });
        let mut clauses = bureau.clauses.clone();
        for group in Group::ALL {
            let verdict = match self.quality(group) {
                Some(Judgement::Met) => ScreenVerdict::Confirmed,
                Some(Judgement::Unmet) => ScreenVerdict::Refused,
                None => continue,
            };
            let comment = String::new();
            clauses.insert(RuleId::Quality(group), ClauseFinding { verdict, comment });
        }
        Findings {
            clauses,
            instances: instances.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepted(experts: usize, given: &[Tier]) -> Option<Tier> {
        let id = InstanceId::new();
        ExpertJudgements {
            experts,
            instances: BTreeMap::from([(id, given.to_vec())]),
            ..ExpertJudgements::default()
        }
        .accepted_tier(id)
    }

    #[test]
    fn more_than_half_have_to_agree() {
        use Tier::{Advanced, Basic, Leading};
        for (experts, given, expected) in [
            (3, &[Advanced, Advanced][..], Some(Advanced)),
            (3, &[Advanced], None),
            (2, &[Advanced], None),
            (3, &[Leading, Advanced, Basic], Some(Advanced)),
            (4, &[Leading, Leading, Basic], Some(Basic)),
            (1, &[Leading], Some(Leading)),
            (3, &[], None),
        ] {
            assert_eq!(accepted(experts, given), expected, "{given:?} of {experts}");
        }
    }

    #[test]
    fn experts_overrule_the_bureau_only_where_they_judge() {
        let clause = |verdict| ClauseFinding {
            verdict,
            comment: "x".to_owned(),
        };
        let bureau = Findings {
            clauses: BTreeMap::from([
                (RuleId::Credit, clause(ScreenVerdict::Confirmed)),
                (RuleId::Quality(Group::G1), clause(ScreenVerdict::Confirmed)),
                (RuleId::Quality(Group::G2), clause(ScreenVerdict::Confirmed)),
            ]),
            ..Findings::default()
        };
        let judged = ExpertJudgements {
            experts: 3,
            quality: BTreeMap::from([
                (
                    Group::G1,
                    vec![Judgement::Unmet, Judgement::Unmet, Judgement::Met],
                ),
                (Group::G2, vec![Judgement::Unmet]),
            ]),
            ..ExpertJudgements::default()
        };
        let verdict = |rule| judged.over(&bureau).clauses[&rule].verdict;
        assert_eq!(verdict(RuleId::Credit), ScreenVerdict::Confirmed);
        assert_eq!(verdict(RuleId::Quality(Group::G1)), ScreenVerdict::Refused);
        assert_eq!(
            verdict(RuleId::Quality(Group::G2)),
            ScreenVerdict::Confirmed
        );
    }

    proptest! {
        #[test]
        fn another_acceptance_never_lowers(
            given in prop::collection::vec(prop::sample::select(Tier::ALL.to_vec()), 0..7),
            more in prop::sample::select(Tier::ALL.to_vec()),
        ) {
            let experts = 7;
            let mut longer = given.clone();
            longer.push(more);
            prop_assert!(accepted(experts, &longer) >= accepted(experts, &given));
        }
    }
}
