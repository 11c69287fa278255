//! Where the board of the scenario pages leads: to the scenario, or to where one is chosen.

use super::{
    own_page::OwnPage,
    scenario_paths::{NewScenario, Scenario, Scenarios},
};
use crate::{
    domain::{catalogue::ScenarioId, link::Link, returns::ReturnItem, rules::RuleId},
    web::precheck_build::PrecheckLinks,
};

/// The addresses of the board of one own application.
pub struct BoardLinks<'a> {
    page: &'a OwnPage,
    here: Option<ScenarioId>,
}

impl<'a> BoardLinks<'a> {
    /// The addresses of this application.
    #[must_use]
    pub fn of(page: &'a OwnPage) -> Self {
        Self { page, here: None }
    }

    /// The same on the page of one scenario.
    #[must_use]
    pub fn here(self, scenario: ScenarioId) -> Self {
        Self {
            here: Some(scenario),
            ..self
        }
    }

    /// Where scenarios are chosen; none while they cannot be added.
    fn choose(&self) -> Option<String> {
        let application = self.page.id();
        let open = self.page.lock(&ReturnItem::Scenarios).is_none();
        open.then(|| NewScenario { application }.to_string())
    }
}

impl PrecheckLinks for BoardLinks<'_> {
    fn rule(&self, rule: RuleId) -> Option<String> {
        match rule {
            RuleId::Coverage(group) => self.choose().map(|page| format!("{page}#{}", group.id())),
            _ => Some(
                Scenarios {
                    application: self.page.id(),
                }
                .to_string(),
            ),
        }
    }

    fn link(&self, link: Link) -> Option<String> {
        self.choose().map(|page| format!("{page}#{}", link.id()))
    }

    fn scenario(&self, scenario: &ScenarioId) -> Option<String> {
        let mut instances = self.page.dossier.instances.iter();
        let instance = instances.find(|instance| instance.scenario == *scenario)?;
        let page = Scenario {
            application: self.page.id(),
            instance: instance.id,
        };
        Some(page.to_string())
    }

    fn is_here(&self, scenario: &ScenarioId) -> bool {
        self.here.as_ref() == Some(scenario)
    }
}
