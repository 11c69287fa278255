//! Avoidance (回避): why an expert may not review an application.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{BureauId, EnterpriseId};
use crate::domain::season::OwnRegion;
use crate::domain::values::credit_code::CreditCode;

/// A relation to the applicant that the expert declared, within the last three years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Works or worked there.
    Employed,
    /// Advises or advised it, or took part in building the factory.
    Consulted,
    /// Is related to people in charge there.
    Family,
    /// Has a share in it or is paid by it otherwise.
    Interest,
    /// Something else that could make the review doubtful.
    Other,
}

impl Relation {
    /// All relations, in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::Employed,
        Self::Consulted,
        Self::Family,
        Self::Interest,
        Self::Other,
    ];

    /// The relation as stored and posted.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Employed => "employed",
            Self::Consulted => "consulted",
            Self::Family => "family",
            Self::Interest => "interest",
            Self::Other => "other",
        }
    }

    /// The relation of this name.
    pub fn of_str(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|relation| relation.as_str() == text)
    }
}

/// Why an expert may not review an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictReason {
    /// The application comes from the expert's own region.
    OwnRegion,
    /// The expert works for the applicant or its parent.
    SameEmployer,
    /// The expert declared a relation.
    Declared(Relation),
}

/// What is known of the expert.
#[derive(Clone, Debug, Default)]
pub struct ExpertTies {
    /// The bureau of the region where the expert lives or works, if any.
    pub region: Option<BureauId>,
    /// The credit code of the employer, if known.
    pub employer: Option<CreditCode>,
    /// Relations declared so far.
    pub declared: Vec<(EnterpriseId, Relation)>,
}

/// What is known of the application.
#[derive(Clone, Debug)]
pub struct CaseTies {
    /// The bureau that recommends it.
    pub bureau: BureauId,
    /// The applicant.
    pub enterprise: EnterpriseId,
    /// The credit code of the applicant.
    pub credit_code: CreditCode,
    /// The credit code of its parent when it is a branch.
    pub parent: Option<CreditCode>,
    /// What its season says of experts of the region it comes from.
    pub own_region: OwnRegion,
}

/// Whether the expert is of the region the application comes from, where the season only asks for that to be
/// considered.
pub fn is_to_be_considered(expert: &ExpertTies, case: &CaseTies) -> bool {
    case.own_region == OwnRegion::Warn && expert.region == Some(case.bureau)
}

/// All reasons against letting the expert review the application; none = may be assigned.
pub fn refusals(expert: &ExpertTies, case: &CaseTies) -> Vec<ConflictReason> {
    let is_refused = case.own_region == OwnRegion::Refuse && expert.region == Some(case.bureau);
    let own_region = is_refused.then_some(ConflictReason::OwnRegion);
    let same_employer = expert
        .employer
        .as_ref()
        .filter(|employer| {
            **employer == case.credit_code || case.parent.as_ref() == Some(*employer)
        })
        .map(|_| ConflictReason::SameEmployer);
    let declared = expert
        .declared
        .iter()
        .filter(|(enterprise, _)| *enterprise == case.enterprise)
        .map(|(_, relation)| ConflictReason::Declared(*relation));
    own_region
        .into_iter()
        .chain(same_employer)
        .chain(declared)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CreditCode {
        CreditCode::parse(text).expect(text)
    }

    #[test]
    fn own_region_same_employer_and_declared() {
        use ConflictReason::{Declared, OwnRegion, SameEmployer};
        let (here, elsewhere) = (BureauId::new(), BureauId::new());
        let (applicant, other) = (EnterpriseId::new(), EnterpriseId::new());
        let case = CaseTies {
            bureau: here,
            enterprise: applicant,
            credit_code: code("91150102MAAY4CL12X"),
            parent: Some(code("91150203MA2TH3BJ3T")),
            own_region: crate::domain::season::OwnRegion::Refuse,
        };
        let ties = |region, employer: Option<&str>, declared: &[(EnterpriseId, Relation)]| {
            let employer = employer.map(code);
            refusals(
                &ExpertTies {
                    region,
                    employer,
                    declared: declared.to_vec(),
                },
                &case,
            )
        };
        assert_eq!(ties(None, None, &[]), []);
        assert_eq!(ties(Some(elsewhere), Some("91150402MA1XG61253"), &[]), []);
        assert_eq!(ties(Some(here), None, &[]), [OwnRegion]);
        assert_eq!(ties(None, Some("91150102MAAY4CL12X"), &[]), [SameEmployer]);
        assert_eq!(ties(None, Some("91150203MA2TH3BJ3T"), &[]), [SameEmployer]);
        assert_eq!(ties(None, None, &[(other, Relation::Employed)]), []);
        assert_eq!(
            ties(
                Some(here),
                Some("91150102MAAY4CL12X"),
                &[
                    (applicant, Relation::Consulted),
                    (applicant, Relation::Family)
                ],
            ),
            [
                OwnRegion,
                SameEmployer,
                Declared(Relation::Consulted),
                Declared(Relation::Family)
            ]
        );
    }

    #[test]
    fn the_own_region_is_refused_or_considered_as_the_season_says() {
        let (here, elsewhere) = (BureauId::new(), BureauId::new());
        for (own_region, region, expected) in [
            (OwnRegion::Refuse, here, (true, false)),
            (OwnRegion::Warn, here, (false, true)),
            (OwnRegion::Refuse, elsewhere, (false, false)),
            (OwnRegion::Warn, elsewhere, (false, false)),
        ] {
            let case = CaseTies {
                bureau: here,
                enterprise: EnterpriseId::new(),
                credit_code: code("91150102MAAY4CL12X"),
                parent: None,
                own_region,
            };
            let expert = ExpertTies {
                region: Some(region),
                ..ExpertTies::default()
            };
            let refused = !refusals(&expert, &case).is_empty();
            assert_eq!((refused, is_to_be_considered(&expert, &case)), expected);
        }
    }

    #[test]
    fn relations_round_trip() {
        for relation in Relation::ALL {
            assert_eq!(Relation::of_str(relation.as_str()), Some(relation));
        }
        assert_eq!(Relation::of_str("x"), None);
    }
}
