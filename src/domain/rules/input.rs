//! Facts as they arrive, before their scenarios are looked up in a catalogue.

use serde::{Deserialize, Serialize};

use super::{Applicant, Claim, DeclaredMaturity, Facts, Judgements};
use crate::domain::catalogue::{Catalogue, ScenarioId};
use crate::domain::tier::Tier;

/// A scenario named by its id and the tier whose standard it is said to meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimInput {
    /// Id of the scenario.
    pub scenario: ScenarioId,
    /// The tier whose standard it is said to meet.
    pub tier: Tier,
}

/// Facts that have not met a catalogue yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactsInput {
    /// Declarations.
    pub applicant: Applicant,
    /// Self-assessed maturity; `None` = not assessed.
    pub maturity: Option<DeclaredMaturity>,
    /// Scenario instances.
    pub scenarios: Vec<ClaimInput>,
}

/// Why a claimed scenario cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactsProblem {
    /// The catalogue has no scenario with this id.
    #[error("unknown scenario `{0}`")]
    UnknownScenario(ScenarioId),
    /// The table of the claimed tier does not list the scenario.
    #[error("scenario `{scenario}` has no standard at tier `{tier}`")]
    NotInTable {
        /// The scenario.
        scenario: ScenarioId,
        /// The claimed tier.
        tier: Tier,
    },
}

/// A claim that cannot be taken, with the field it stands in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct FactsError {
    /// The field, such as `scenarios[3].scenario`.
    pub field: String,
    /// What is wrong with it.
    pub problem: FactsProblem,
}

impl FactsInput {
    /// Looks every scenario up in the catalogue.
    ///
    /// # Errors
    /// Every claim of a scenario that the catalogue, or its table of the claimed tier, lacks.
    pub fn into_facts(self, catalogue: &Catalogue) -> Result<Facts, Vec<FactsError>> {
        let mut scenarios = Vec::with_capacity(self.scenarios.len());
        let mut errors = Vec::new();
        for (index, input) in self.scenarios.into_iter().enumerate() {
            match claim(input, catalogue) {
                Ok(claim) => scenarios.push(claim),
                Err(problem) => errors.push(FactsError {
                    field: field(index, &problem),
                    problem,
                }),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Facts {
            catalogue: catalogue.edition.clone(),
            applicant: self.applicant,
            maturity: self.maturity,
            scenarios,
            judgements: Judgements::new(),
        })
    }
}

fn claim(input: ClaimInput, catalogue: &Catalogue) -> Result<Claim, FactsProblem> {
    let ClaimInput { scenario, tier } = input;
    match catalogue.scenario(&scenario) {
        None => Err(FactsProblem::UnknownScenario(scenario)),
        Some(found) if !found.is_in_table(tier) => Err(FactsProblem::NotInTable { scenario, tier }),
        Some(found) => Ok(Claim::of(found, tier)),
    }
}

fn field(index: usize, problem: &FactsProblem) -> String {
    match problem {
        FactsProblem::UnknownScenario(_) => format!("scenarios[{index}].scenario"),
        FactsProblem::NotInTable { .. } => format!("scenarios[{index}].tier"),
    }
}
