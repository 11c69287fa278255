//! One edition of the requirements as data; everything the text leaves open is a named parameter.

use serde::{Deserialize, Serialize};

use super::load::Origin;
use super::official::{self, Attached, Landmarks};
use super::{Claim, Incident, Industry, RuleId};
use crate::domain::digest::Digest;
use crate::domain::link::{Group, GroupTable};
use crate::domain::maturity_level::MaturityLevel;
use crate::domain::tier::{Tier, TierTable};

/// An edition of the requirements (要素条件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// Id of the edition, frozen by a season and named by every report.
    pub edition: String,
    /// Its Chinese title.
    pub title: String,
    /// The document the office's own words were loaded from, if they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub official: Option<OfficialText>,
    /// What the text leaves open.
    pub parameters: Parameters,
    /// The clauses of the first section, common to all tiers.
    pub base: BaseClauses,
    /// The conditions of each tier.
    pub tiers: TierTable<TierConditions>,
    /// Why the requirements were made.
    pub preamble: Clause,
    /// What the five groups comprise (notes 1–5).
    pub notes: GroupTable<Clause>,
    /// Where the conditions stand in the file they were read from.
    #[serde(skip)]
    pub(super) origin: Origin,
}

/// Where the office's own words came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficialText {
    /// The edition that was read first and had no words of the office's; catalogues made for it fit.
    pub based_on: String,
    /// Name of the file.
    pub file: String,
    /// Digest of the lines that were read.
    pub digest: Digest,
}

/// Decisions on what the requirements leave open, common to all tiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// A scenario built to a higher tier's standard counts for lower tiers; the reverse never.
    pub higher_standard_counts_lower: bool,
    /// What happens to a counted scenario that the target tier's own table does not list.
    pub unlisted_scenarios: UnlistedScenarios,
    /// The groups for which the qualitative paragraphs bind.
    pub quality_binds: QualityBinds,
    /// What must be covered.
    pub unit_of_coverage: UnitOfCoverage,
    /// Several instances of one scenario count once.
    pub instances_count_once: bool,
    /// The group meant by another wording in one tier's section.
    pub operations_alias: OperationsAlias,
    /// How a branch is treated.
    pub branch: BranchRule,
    /// Declarations that a person must confirm even when they say yes.
    pub reviewed_declarations: Vec<RuleId>,
}

/// What happens to a scenario that counts for a tier whose own table does not list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnlistedScenarios {
    /// It counts, and a person judges where the verdict hangs on it.
    Review,
    /// It counts like any other.
    Counted,
}

/// The groups for which the paragraphs of a tier bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QualityBinds {
    /// Those that the tier requires to be covered.
    RequiredGroups,
    /// All five.
    All,
}

/// The unit that must have at least one counted scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitOfCoverage {
    /// One of the five groups, by notes 1–5; no link of it in particular.
    Group,
}

/// A wording of one tier's section that names a group differently (经营管理).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationsAlias {
    /// The tier in whose section it stands.
    pub tier: Tier,
    /// The wording.
    pub wording: String,
    /// The group it means.
    pub group: Group,
}

/// How a branch with its own credit code is treated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BranchRule {
    /// The above-scale status of the legal person counts, since a branch has none of its own.
    pub parent_above_scale_counts: bool,
    /// Divisions named as excepted industries.
    pub excepted_industries: Vec<Industry>,
    /// What happens to a branch in any other industry; the list ends with 等.
    pub other_industries: OtherIndustries,
}

/// What happens to a branch in an industry that the requirements do not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherIndustries {
    /// The list is open: a person judges.
    Review,
    /// The list is closed.
    Refused,
}

/// Where a clause stands and what it is about, in our own short words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its place in the requirements.
    pub place: String,
    /// Its title.
    pub title: String,
    /// All its duties in our own words.
    pub summary: String,
    /// The office's own words (原文), once they were loaded from the official document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The clauses common to all tiers, by rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each field is the rule of the same name")]
pub struct BaseClauses {
    pub region: Clause,
    pub entity: Clause,
    pub above_scale: Clause,
    pub competitiveness: Clause,
    pub operation: Clause,
    pub incidents: Clause,
    pub credit: Clause,
    pub controllable: Clause,
    pub security_risk: Clause,
    pub organisation: Clause,
    pub digital_capability: Clause,
    pub maturity: Clause,
    pub prior_tier: Clause,
}

impl BaseClauses {
    /// The clauses in the order of the text.
    pub const fn all(&self) -> [&Clause; 13] {
        [
            &self.region,
            &self.entity,
            &self.above_scale,
            &self.competitiveness,
            &self.operation,
            &self.incidents,
            &self.credit,
            &self.controllable,
            &self.security_risk,
            &self.organisation,
            &self.digital_capability,
            &self.maturity,
            &self.prior_tier,
        ]
    }

    /// The clauses to change, in the order of the text.
    pub(super) const fn all_mut(&mut self) -> [&mut Clause; 13] {
        [
            &mut self.region,
            &mut self.entity,
            &mut self.above_scale,
            &mut self.competitiveness,
            &mut self.operation,
            &mut self.incidents,
            &mut self.credit,
            &mut self.controllable,
            &mut self.security_risk,
            &mut self.organisation,
            &mut self.digital_capability,
            &mut self.maturity,
            &mut self.prior_tier,
        ]
    }
}

/// The conditions of one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierConditions {
    /// The tier's section.
    pub section: Clause,
    /// Distinct scenarios at this tier's standard, at least.
    pub scenarios: u32,
    /// Groups that must each have a counted scenario.
    pub groups: Vec<Group>,
    /// Self-assessed maturity.
    pub maturity: MaturityCondition,
    /// Incidents of the last three years.
    pub incidents: IncidentCondition,
    /// Whether the tier below must be held.
    pub prior_tier: PriorTier,
    /// The paragraph on each group, which a person judges.
    pub quality: GroupTable<Clause>,
}

/// What a tier asks of the maturity self-assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaturityCondition {
    /// A self-assessment must exist, whatever its level.
    pub self_assessed: bool,
    /// The lowest level accepted, if the text names one.
    pub minimum: Option<MaturityLevel>,
    /// A person judges when the level is below this one.
    pub review_below: Option<MaturityLevel>,
}

/// What a tier asks about incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentCondition {
    /// The mildest severity that excludes.
    pub refused_from: Incident,
    /// The mildest severity that a person must judge.
    pub review_from: Option<Incident>,
}

/// Whether the tier below must be held already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorTier {
    /// Not asked.
    None,
    /// The applicant's word is enough.
    Declared,
    /// A person must find it in the published lists.
    Recognised,
    /// The text is silent and the nation asks for it: a person judges whatever was declared.
    Judged,
}

impl Parameters {
    /// Whether a scenario at the standard of `claimed` counts for `target`.
    pub fn counts_for(&self, claimed: Tier, target: Tier) -> bool {
        claimed == target || (self.higher_standard_counts_lower && claimed > target)
    }

    /// Whether a person judges this counted claim, because the target's own table lacks it.
    pub(super) fn asks_about(&self, claim: &Claim, target: Tier) -> bool {
        self.unlisted_scenarios == UnlistedScenarios::Review && claim.unlisted.contains(&target)
    }
}

impl RuleSet {
    /// This edition with the office's words from a document. `edition` is the name of the new
    /// edition, `file` that of the document.
    pub fn with_official_text(
        &self,
        paragraphs: &[String],
        landmarks: &Landmarks,
        (edition, file): (&str, &str),
    ) -> Attached {
        let mut attached = official::attach(paragraphs, self, landmarks);
        attached.rules.official = Some(OfficialText {
            based_on: self.first_edition().to_owned(),
            file: file.to_owned(),
            digest: Digest::of(paragraphs.join("\n").as_bytes()),
        });
        edition.clone_into(&mut attached.rules.edition);
        attached
    }

    /// The edition that these conditions had before the office's words were added.
    pub fn first_edition(&self) -> &str {
        self.official
            .as_ref()
            .map_or(&self.edition, |official| &official.based_on)
    }

    /// Whether another edition says the same, wherever the two were read from.
    pub fn is_same(&self, other: &Self) -> bool {
        let origin = other.origin.clone();
        Self {
            origin,
            ..self.clone()
        } == *other
    }

    /// Every clause in the order of the document.
    pub fn clauses(&self) -> Vec<&Clause> {
        let tiers = self.tiers.iter().flat_map(|(_, conditions)| {
            let quality = Group::ALL.map(|group| conditions.quality.get(group));
            std::iter::once(&conditions.section).chain(quality)
        });
        std::iter::once(&self.preamble)
            .chain(self.base.all())
            .chain(tiers)
            .chain(Group::ALL.map(|group| self.notes.get(group)))
            .collect()
    }

    /// The groups whose paragraphs bind for a tier.
    pub fn quality_groups(&self, tier: Tier) -> &[Group] {
        match self.parameters.quality_binds {
            QualityBinds::RequiredGroups => &self.tiers.get(tier).groups,
            QualityBinds::All => &Group::ALL,
        }
    }

    /// The clause of a rule in the section that governs `tier`.
    pub const fn clause(&self, tier: Tier, rule: RuleId) -> &Clause {
        let conditions = self.tiers.get(tier);
        match rule {
            RuleId::Region => &self.base.region,
            RuleId::Entity => &self.base.entity,
            RuleId::AboveScale => &self.base.above_scale,
            RuleId::Competitiveness => &self.base.competitiveness,
            RuleId::Operation => &self.base.operation,
            RuleId::Incidents => &self.base.incidents,
            RuleId::Credit => &self.base.credit,
            RuleId::Controllable => &self.base.controllable,
            RuleId::SecurityRisk => &self.base.security_risk,
            RuleId::Organisation => &self.base.organisation,
            RuleId::DigitalCapability => &self.base.digital_capability,
            RuleId::Maturity if conditions.maturity.minimum.is_none() => &self.base.maturity,
            RuleId::PriorTier => &self.base.prior_tier,
            RuleId::Maturity | RuleId::ScenarioCount | RuleId::Coverage(_) => &conditions.section,
            RuleId::Quality(group) => conditions.quality.get(group),
        }
    }
}
