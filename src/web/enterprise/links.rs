//! Where the pre-check and the list of what is missing lead in an own application.

use super::{own_page::OwnPage, paths};
use crate::{
    domain::{
        catalogue::ScenarioId,
        completeness::{Missing, MissingField},
        ids::{ApplicationId, FactoryId},
        link::Link,
        returns::ReturnItem,
        rules::RuleId,
        tier::Tier,
    },
    web::precheck_build::PrecheckLinks,
};

/// The addresses of one own application.
pub struct OwnLinks<'a> {
    page: &'a OwnPage,
}

impl<'a> OwnLinks<'a> {
    /// The addresses of this application.
    pub fn of(page: &'a OwnPage) -> Self {
        Self { page }
    }

    fn application(&self) -> ApplicationId {
        self.page.id()
    }
}

impl PrecheckLinks for OwnLinks<'_> {
    fn tier(&self, tier: Tier) -> Option<String> {
        let application = self.application();
        Some(format!(
            "{}?tier={}",
            paths::Precheck { application },
            tier.as_str()
        ))
    }

    fn rule(&self, rule: RuleId) -> Option<String> {
        if self.page.refusal().is_some() {
            return None;
        }
        let application = self.application();
        Some(match rule {
            RuleId::Entity => profile(application),
            RuleId::Maturity => paths::Maturity { application }.to_string(),
            RuleId::ScenarioCount | RuleId::Coverage(_) => scenarios(application),
            RuleId::Quality(group) => {
                format!("{}#{}", paths::Quality { application }, group.id())
            }
            _ => paths::Declarations { application }.to_string(),
        })
    }

    fn link(&self, _link: Link) -> Option<String> {
        Some(scenarios(self.application()))
    }

    fn scenario(&self, scenario: &ScenarioId) -> Option<String> {
        let mut instances = self.page.dossier.instances.iter();
        let instance = instances.find(|instance| instance.scenario == *scenario)?;
        Some(section(self.page, &ReturnItem::Instance(instance.id)))
    }
}

/// The profile, with the way back to the application.
pub fn profile(application: ApplicationId) -> String {
    format!("{}?application={application}", paths::Profile)
}

/// The form of a factory, with the way back to the application.
pub fn factory(factory: FactoryId, application: ApplicationId) -> String {
    format!("{}?application={application}", paths::Factory { factory })
}

/// The scenarios of an application.
pub fn scenarios(application: ApplicationId) -> String {
    format!("{}/scenarios", paths::Application { application })
}

/// Where a section or a scenario is filled in.
pub fn section(page: &OwnPage, item: &ReturnItem) -> String {
    let application = page.id();
    match item {
        ReturnItem::Profile => profile(application),
        ReturnItem::Declarations => paths::Declarations { application }.to_string(),
        ReturnItem::Maturity => paths::Maturity { application }.to_string(),
        ReturnItem::Scenarios => scenarios(application),
        ReturnItem::Instance(id) => format!("{}/{id}", scenarios(application)),
        ReturnItem::Quality => paths::Quality { application }.to_string(),
        ReturnItem::Attachments => paths::Attachments { application }.to_string(),
    }
}

/// Where something that is missing is filled in: the page and the field.
pub fn missing(page: &OwnPage, missing: &Missing) -> String {
    let place = if is_of_factory(missing.field) {
        factory(page.head.factory, page.id())
    } else {
        section(page, &missing.item)
    };
    match anchor(missing.field) {
        "" => place,
        anchor => format!("{place}#{anchor}"),
    }
}

/// Whether a field belongs to 二、工厂概况 and not to 一、申报主体.
pub const fn is_of_factory(field: MissingField) -> bool {
    matches!(
        field,
        MissingField::FactoryProducts
            | MissingField::FactoryBuiltFrom
            | MissingField::FactoryInvestment
    )
}

/// The name of the control on its page; empty when the page says it itself.
const fn anchor(field: MissingField) -> &'static str {
    use MissingField as Field;
    match field {
        Field::EstablishedOn => "established_on",
        Field::RegisteredAddress => "registered_address",
        Field::Ownership => "ownership",
        Field::Industry => "industry",
        Field::LegalRepresentative => "legal_representative",
        Field::Employees => "employees",
        Field::Introduction => "introduction",
        Field::ParentName => "parent_name",
        Field::ParentCreditCode => "parent_credit_code",
        Field::FactoryProducts => "products",
        Field::FactoryBuiltFrom => "built_from",
        Field::FactoryInvestment => "investment",
        Field::RegisteredInRegion => "registered_in_region",
        Field::AboveScale => "above_scale",
        Field::ParentAboveScale => "parent_above_scale",
        Field::MarketCompetitive => "market_competitive",
        Field::MarketPosition => "market_position",
        Field::OperatingNormally => "operating_normally",
        Field::WorstIncident => "worst_incident",
        Field::SeriouslyDishonest => "seriously_dishonest",
        Field::SecureAndControllable => "secure_and_controllable",
        Field::SecurityRiskControlled => "security_risk_controlled",
        Field::OrganisationInPlace => "organisation_in_place",
        Field::Organisation => "organisation",
        Field::DigitalCapability => "digital_capability",
        Field::MainSystems => "main_systems",
        Field::HeldTier => "held_tier",
        Field::MaturityLevel => "level",
        Field::MaturityScore => "score",
        Field::MaturityReportNumber => "report_number",
        Field::MaturityAssessedOn => "assessed_on",
        Field::MaturityKind => "kind",
        Field::QualityAnswer(group) => group.id(),
        _ => "",
    }
}
