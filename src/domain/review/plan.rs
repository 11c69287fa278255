//! The assignment of experts to many applications at once, proposed by load; the office may change it.

use std::collections::BTreeMap;

use super::conflict::{CaseTies, ExpertTies};
use crate::domain::ids::ExpertId;

/// An application that is short of experts.
#[derive(Clone, Debug)]
pub struct ShortCase {
    /// What is known of it.
    pub ties: CaseTies,
    /// How many experts are missing.
    pub missing: usize,
    /// The experts who have a task in it, or had to avoid it.
    pub taken: Vec<ExpertId>,
}

/// An expert with what is to do already.
#[derive(Clone, Debug)]
pub struct Reviewer {
    /// The expert.
    pub id: ExpertId,
    /// Tasks not filed yet, over all applications.
    pub open_tasks: i64,
    /// What could stand against an assignment.
    pub ties: ExpertTies,
}

/// Proposes for each case, in the order given, the experts who are missing: those who may review it
/// and have least to do, this proposal counted; among equals the first. Cases with few to choose
/// from are served first. Fewer are proposed where fewer may.
pub fn propose(
    cases: &[ShortCase],
    experts: &[Reviewer],
    may: impl Fn(&ExpertTies, &CaseTies) -> bool,
) -> Vec<Vec<ExpertId>> {
    let able: Vec<Vec<&Reviewer>> = cases
        .iter()
        .map(|case| {
            let free = experts.iter().filter(|it| !case.taken.contains(&it.id));
            free.filter(|it| may(&it.ties, &case.ties)).collect()
        })
        .collect();
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by_key(|case| able[*case].len());
    let mut load: BTreeMap<ExpertId, i64> =
        experts.iter().map(|it| (it.id, it.open_tasks)).collect();
    let mut proposed = vec![Vec::new(); cases.len()];
    for case in order {
        let mut by_load = able[case].clone();
        by_load.sort_by_key(|it| load.get(&it.id).copied());
        for expert in by_load.into_iter().take(cases[case].missing) {
            *load.entry(expert.id).or_default() += 1;
            proposed[case].push(expert.id);
        }
    }
    proposed
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::{
        ids::{BureauId, EnterpriseId},
        review::conflict::refusals,
        season::OwnRegion,
        values::credit_code::CreditCode,
    };

    #[derive(Clone, Debug)]
    struct Office {
        cases: Vec<ShortCase>,
        experts: Vec<Reviewer>,
    }

    fn office(strangers: bool) -> impl Strategy<Value = Office> {
        let cases = prop::collection::vec((0..3_usize, 1..4_usize), 1..12);
        let experts = prop::collection::vec((0..4_usize, 0..5_i64), 1..12);
        (cases, experts).prop_map(move |(cases, experts)| {
            let regions: Vec<BureauId> = (0..3).map(|_| BureauId::new()).collect();
            let code = CreditCode::parse("91150602MADD272H4")
                .or_else(|_| CreditCode::parse("91150602MAK11LCR4Q"));
            let code = code.unwrap();
            let case = |(region, missing): (usize, usize)| ShortCase {
                ties: CaseTies {
                    bureau: regions[region],
                    enterprise: EnterpriseId::new(),
                    credit_code: code.clone(),
                    parent: None,
                    own_region: OwnRegion::Refuse,
                },
                missing,
                taken: Vec::new(),
            };
            let expert = |(region, open_tasks): (usize, i64)| Reviewer {
                id: ExpertId::new(),
                open_tasks: if strangers { 0 } else { open_tasks },
                ties: ExpertTies {
                    region: regions.get(region).copied().filter(|_| !strangers),
                    ..ExpertTies::default()
                },
            };
            Office {
                cases: cases.into_iter().map(case).collect(),
                experts: experts.into_iter().map(expert).collect(),
            }
        })
    }

    fn may(expert: &ExpertTies, case: &CaseTies) -> bool {
        refusals(expert, case).is_empty()
    }

    proptest! {
        #[test]
        fn nobody_is_proposed_who_has_to_avoid_it_and_nobody_twice(office in office(false)) {
            let proposed = propose(&office.cases, &office.experts, may);
            prop_assert_eq!(proposed.len(), office.cases.len());
            for (case, chosen) in office.cases.iter().zip(proposed) {
                let able = office.experts.iter().filter(|it| may(&it.ties, &case.ties)).count();
                prop_assert_eq!(chosen.len(), case.missing.min(able));
                prop_assert_eq!(chosen.iter().collect::<BTreeSet<_>>().len(), chosen.len());
                for id in chosen {
                    let expert = office.experts.iter().find(|it| it.id == id).unwrap();
                    prop_assert!(may(&expert.ties, &case.ties));
                }
            }
        }

        #[test]
        fn those_who_may_do_all_get_equally_much(office in office(true)) {
            let proposed = propose(&office.cases, &office.experts, may);
            let tasks = |id: ExpertId| proposed.iter().flatten().filter(|it| **it == id).count();
            let loads: Vec<usize> = office.experts.iter().map(|it| tasks(it.id)).collect();
            let (least, most) = (loads.iter().min().unwrap(), loads.iter().max().unwrap());
            prop_assert!(most - least <= 1);
        }
    }
}
