//! What an application still lacks before it can be submitted, and how far each section is.
//!
//! Completeness is about empty fields. Whether the conditions of a tier are met is for `rules`:
//! an application with an unmet clause may be submitted, one with an empty field may not.

use serde::{Deserialize, Serialize};

use super::{
    dossier::{Dossier, Effect, EvidenceTarget, Instance},
    ids::InstanceId,
    link::Group,
    returns::ReturnItem,
    rules::{Entity, RuleSet},
};

/// Something that is not filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the fields are documented where the dossier defines them"
)]
pub enum MissingField {
    EstablishedOn,
    RegisteredAddress,
    Ownership,
    Industry,
    LegalRepresentative,
    Employees,
    Introduction,
    ParentName,
    ParentCreditCode,
    FactoryProducts,
    FactoryBuiltFrom,
    FactoryInvestment,
    RegisteredInRegion,
    AboveScale,
    ParentAboveScale,
    MarketCompetitive,
    MarketPosition,
    OperatingNormally,
    WorstIncident,
    SeriouslyDishonest,
    SecureAndControllable,
    SecurityRiskControlled,
    OrganisationInPlace,
    Organisation,
    DigitalCapability,
    MainSystems,
    HeldTier,
    MaturityLevel,
    MaturityScore,
    MaturityReportNumber,
    MaturityAssessedOn,
    MaturityKind,
    MaturityReport,
    AnyScenario,
    InstanceName,
    InstanceProblem,
    InstanceSolution,
    InstanceEffect,
    InstanceEffectCells,
    InstanceLiveSince,
    InstanceEvidence,
    QualityAnswer(Group),
    Licence,
    Commitment,
}

/// A field that is not filled in, and the section or scenario it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Missing {
    /// Where.
    pub item: ReturnItem,
    /// What.
    pub field: MissingField,
}

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionState {
    /// 未开始
    Untouched,
    /// 待补充 with this many fields
    Incomplete(usize),
    /// 已完成
    Complete,
}

/// Everything the application still lacks, in the order of its sections.
#[must_use]
pub fn missing(dossier: &Dossier, rules: &RuleSet) -> Vec<Missing> {
    ReturnItem::SECTIONS
        .into_iter()
        .flat_map(|section| missing_in(dossier, rules, section))
        .collect()
}

/// How far one section is.
#[must_use]
pub fn state(dossier: &Dossier, rules: &RuleSet, section: ReturnItem) -> SectionState {
    let missing = missing_in(dossier, rules, section).len();
    match missing {
        0 => SectionState::Complete,
        _ if untouched(dossier, section) => SectionState::Untouched,
        missing => SectionState::Incomplete(missing),
    }
}

/// What one section (or one scenario) still lacks.
#[must_use]
pub fn missing_in(dossier: &Dossier, rules: &RuleSet, section: ReturnItem) -> Vec<Missing> {
    let fields = match section {
        ReturnItem::Profile => profile(dossier),
        ReturnItem::Declarations => declarations(dossier),
        ReturnItem::Maturity => maturity(dossier),
        ReturnItem::Scenarios => return scenarios(dossier, rules),
        ReturnItem::Instance(id) => dossier
            .instance(id)
            .map(|instance| instance_fields(dossier, instance))
            .unwrap_or_default(),
        ReturnItem::Quality => quality(dossier, rules.quality_groups(dossier.tier)),
        ReturnItem::Attachments => attachments(dossier),
    };
    fields
        .into_iter()
        .map(|field| Missing {
            item: section,
            field,
        })
        .collect()
}

fn untouched(dossier: &Dossier, section: ReturnItem) -> bool {
    match section {
        ReturnItem::Profile => false,
        ReturnItem::Declarations => dossier.declarations == super::dossier::Declarations::default(),
        ReturnItem::Maturity => {
            dossier.maturity == super::dossier::MaturityAnswer::default()
                && dossier
                    .evidence_of(EvidenceTarget::MaturityReport)
                    .next()
                    .is_none()
        }
        ReturnItem::Scenarios => dossier.instances.is_empty(),
        ReturnItem::Instance(id) => dossier.instance(id).is_none(),
        ReturnItem::Quality => dossier
            .quality
            .iter()
            .all(|answer| answer.answer.is_empty()),
        ReturnItem::Attachments => [EvidenceTarget::Licence, EvidenceTarget::Commitment]
            .into_iter()
            .all(|target| dossier.evidence_of(target).next().is_none()),
    }
}

/// The fields whose condition says they are missing.
fn lacking<const N: usize>(checks: [(bool, MissingField); N]) -> Vec<MissingField> {
    checks
        .into_iter()
        .filter_map(|(missing, field)| missing.then_some(field))
        .collect()
}

fn profile(dossier: &Dossier) -> Vec<MissingField> {
    use MissingField as Field;
    let (enterprise, factory) = (&dossier.enterprise, &dossier.factory);
    let branch = enterprise.entity == Entity::Branch;
    lacking([
        (enterprise.established_on.is_none(), Field::EstablishedOn),
        (
            enterprise.registered_address.is_empty(),
            Field::RegisteredAddress,
        ),
        (enterprise.ownership.is_empty(), Field::Ownership),
        (enterprise.industry.is_none(), Field::Industry),
        (
            enterprise.legal_representative.is_empty(),
            Field::LegalRepresentative,
        ),
        (enterprise.employees.is_none(), Field::Employees),
        (enterprise.introduction.is_empty(), Field::Introduction),
        (
            branch && enterprise.parent_name.is_empty(),
            Field::ParentName,
        ),
        (
            branch && enterprise.parent_credit_code.is_empty(),
            Field::ParentCreditCode,
        ),
        (factory.products.is_empty(), Field::FactoryProducts),
        (factory.built_from.is_none(), Field::FactoryBuiltFrom),
        (factory.investment.is_none(), Field::FactoryInvestment),
    ])
}

fn declarations(dossier: &Dossier) -> Vec<MissingField> {
    use MissingField as Field;
    let declared = &dossier.declarations;
    let branch = dossier.enterprise.entity == Entity::Branch;
    lacking([
        (
            declared.registered_in_region.is_none(),
            Field::RegisteredInRegion,
        ),
        (!branch && declared.above_scale.is_none(), Field::AboveScale),
        (
            branch && declared.parent_above_scale.is_none(),
            Field::ParentAboveScale,
        ),
        (
            declared.market_competitive.is_none(),
            Field::MarketCompetitive,
        ),
        (declared.market_position.is_empty(), Field::MarketPosition),
        (
            declared.operating_normally.is_none(),
            Field::OperatingNormally,
        ),
        (declared.worst_incident.is_none(), Field::WorstIncident),
        (
            declared.seriously_dishonest.is_none(),
            Field::SeriouslyDishonest,
        ),
        (
            declared.secure_and_controllable.is_none(),
            Field::SecureAndControllable,
        ),
        (
            declared.security_risk_controlled.is_none(),
            Field::SecurityRiskControlled,
        ),
        (
            declared.organisation_in_place.is_none(),
            Field::OrganisationInPlace,
        ),
        (declared.organisation.is_empty(), Field::Organisation),
        (
            declared.digital_capability.is_none(),
            Field::DigitalCapability,
        ),
        (declared.main_systems.is_empty(), Field::MainSystems),
        (declared.held_tier.is_none(), Field::HeldTier),
    ])
}

fn maturity(dossier: &Dossier) -> Vec<MissingField> {
    use MissingField as Field;
    let maturity = &dossier.maturity;
    lacking([
        (maturity.level.is_none(), Field::MaturityLevel),
        (maturity.score.is_none(), Field::MaturityScore),
        (
            maturity.report_number.is_empty(),
            Field::MaturityReportNumber,
        ),
        (maturity.assessed_on.is_none(), Field::MaturityAssessedOn),
        (maturity.kind.is_none(), Field::MaturityKind),
        (
            dossier
                .evidence_of(EvidenceTarget::MaturityReport)
                .next()
                .is_none(),
            Field::MaturityReport,
        ),
    ])
}

fn scenarios(dossier: &Dossier, rules: &RuleSet) -> Vec<Missing> {
    if dossier.instances.is_empty() {
        return vec![Missing {
            item: ReturnItem::Scenarios,
            field: MissingField::AnyScenario,
        }];
    }
    dossier
        .instances
        .iter()
        .flat_map(|instance| missing_in(dossier, rules, ReturnItem::Instance(instance.id)))
        .collect()
}

/// Whether a scenario instance has its content and evidence, without which it counts nowhere.
#[must_use]
pub fn is_filled(dossier: &Dossier, instance: &Instance) -> bool {
    instance_fields(dossier, instance).is_empty()
}

fn instance_fields(dossier: &Dossier, instance: &Instance) -> Vec<MissingField> {
    use MissingField as Field;
    lacking([
        (instance.name.is_empty(), Field::InstanceName),
        (instance.problem.is_empty(), Field::InstanceProblem),
        (instance.solution.is_empty(), Field::InstanceSolution),
        (instance.effects.is_empty(), Field::InstanceEffect),
        (
            !instance.effects.iter().all(Effect::is_complete),
            Field::InstanceEffectCells,
        ),
        (instance.live_since.is_none(), Field::InstanceLiveSince),
        (!has_evidence(dossier, instance.id), Field::InstanceEvidence),
    ])
}

fn has_evidence(dossier: &Dossier, instance: InstanceId) -> bool {
    dossier
        .evidence_of(EvidenceTarget::Instance(instance))
        .next()
        .is_some()
}

/// The groups whose paragraphs bind must be answered; the others may.
fn quality(dossier: &Dossier, bound: &[Group]) -> Vec<MissingField> {
    bound
        .iter()
        .copied()
        .filter(|group| dossier.quality_answer(*group).is_empty())
        .map(MissingField::QualityAnswer)
        .collect()
}

fn attachments(dossier: &Dossier) -> Vec<MissingField> {
    let lacks = |target| dossier.evidence_of(target).next().is_none();
    lacking([
        (lacks(EvidenceTarget::Licence), MissingField::Licence),
        (lacks(EvidenceTarget::Commitment), MissingField::Commitment),
    ])
}
