//! What a bureau finds on a submission (初审), clause by clause and scenario by scenario, and what
//! follows from it: the report on confirmed facts, and what still stands against a recommendation.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde_json::{Value, json};

use super::{
    application::overrides::Obstacle,
    catalogue::Catalogue,
    dossier::{Dossier, EvidenceTarget},
    field::FieldError,
    ids::InstanceId,
    rules::{
        Facts, Judgement, RuleId, Terms, TierReport, TierReports, UnknownCode, Verdict, assess_all,
    },
    tier::Tier,
    values::prose::Prose,
};

/// The fewest 字 of a reason for not accepting something.
pub const REASON_MIN: usize = 5;
/// The most 字 of a comment on one clause or scenario.
pub const COMMENT_MAX: usize = 500;

/// One thing the bureau judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScreenItem {
    /// A clause of the requirements.
    Clause(RuleId),
    /// A scenario instance.
    Instance(InstanceId),
}

impl ScreenItem {
    /// The code an address or a form carries.
    pub fn code(&self) -> String {
        match self {
            Self::Clause(rule) => format!("clause:{rule}"),
            Self::Instance(id) => format!("scenario:{id}"),
        }
    }

    /// Reads [`Self::code`] back.
    pub fn from_code(code: &str) -> Option<Self> {
        let (kind, rest) = code.split_once(':')?;
        match kind {
            "clause" => rest.parse().ok().map(Self::Clause),
            "scenario" => rest.parse().ok().map(Self::Instance),
            _ => None,
        }
    }
}

/// What was found, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenVerdict {
    /// 确认
    Confirmed,
    /// 不认可
    Refused,
    /// 需补充
    Incomplete,
}

impl ScreenVerdict {
    /// All verdicts, in the order a form shows them.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Refused, Self::Incomplete];

    /// The verdict as stored and posted.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Incomplete => "incomplete",
        }
    }

    /// Reads a comment, which is a reason of at least [`REASON_MIN`] 字 unless all is confirmed.
    ///
    /// # Errors
    /// `Required`, `TooShort` or `TooLong`.
    pub fn parse_comment(self, text: &str) -> Result<String, FieldError> {
        let min = match self {
            Self::Confirmed => 0,
            Self::Refused | Self::Incomplete => REASON_MIN,
        };
        Prose::parse(text, min, COMMENT_MAX).map(|comment| comment.to_string())
    }
}

impl FromStr for ScreenVerdict {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.as_str() == text)
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

/// What was found on a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseFinding {
    /// The verdict.
    pub verdict: ScreenVerdict,
    /// The reason or a remark; may be empty.
    pub comment: String,
}

/// The verdict on a scenario instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceVerdict {
    /// It is built to the standard of this tier.
    Confirmed(Tier),
    /// It does not count.
    Refused,
    /// More is needed to judge.
    Incomplete,
}

impl InstanceVerdict {
    /// The verdict without the tier.
    pub const fn verdict(self) -> ScreenVerdict {
        match self {
            Self::Confirmed(_) => ScreenVerdict::Confirmed,
            Self::Refused => ScreenVerdict::Refused,
            Self::Incomplete => ScreenVerdict::Incomplete,
        }
    }

    /// The tier confirmed, if any.
    pub const fn confirmed_tier(self) -> Option<Tier> {
        match self {
            Self::Confirmed(tier) => Some(tier),
            Self::Refused | Self::Incomplete => None,
        }
    }

    /// Puts a verdict and the tier posted with it together: never above what is claimed.
    ///
    /// # Errors
    /// `Required` or `NotAChoice` about the tier.
    pub fn parse(verdict: ScreenVerdict, tier: &str, claimed: Tier) -> Result<Self, FieldError> {
        match verdict {
            ScreenVerdict::Refused => Ok(Self::Refused),
            ScreenVerdict::Incomplete => Ok(Self::Incomplete),
            ScreenVerdict::Confirmed if tier.is_empty() => Err(FieldError::Required),
            ScreenVerdict::Confirmed => tier
                .parse::<Tier>()
                .ok()
                .filter(|tier| *tier <= claimed)
                .map(Self::Confirmed)
                .ok_or(FieldError::NotAChoice),
        }
    }
}

/// What was found on a scenario instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceFinding {
    /// The verdict.
    pub verdict: InstanceVerdict,
    /// The reason or a remark; may be empty.
    pub comment: String,
}

/// Everything found on one submission so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// By clause.
    pub clauses: BTreeMap<RuleId, ClauseFinding>,
    /// By scenario instance.
    pub instances: BTreeMap<InstanceId, InstanceFinding>,
}

impl Findings {
    /// The verdict on an item, if there is one.
    pub fn verdict(&self, item: ScreenItem) -> Option<ScreenVerdict> {
        match item {
            ScreenItem::Clause(rule) => self.clauses.get(&rule).map(|found| found.verdict),
            ScreenItem::Instance(id) => {
                self.instances.get(&id).map(|found| found.verdict.verdict())
            }
        }
    }

    /// The comment on an item; empty when there is none.
    pub fn comment(&self, item: ScreenItem) -> &str {
        match item {
            ScreenItem::Clause(rule) => self.clauses.get(&rule).map(|found| &found.comment),
            ScreenItem::Instance(id) => self.instances.get(&id).map(|found| &found.comment),
        }
        .map_or("", String::as_str)
    }

    /// The tier confirmed for an instance, if any.
    pub fn confirmed_tier(&self, id: InstanceId) -> Option<Tier> {
        self.instances.get(&id)?.verdict.confirmed_tier()
    }
}

/// Everything to be judged in a submission, in the order of its report.
pub fn items(report: &TierReport, dossier: &Dossier) -> Vec<ScreenItem> {
    let clauses = report
        .findings
        .iter()
        .filter(|finding| finding.is_for_a_person())
        .map(|finding| ScreenItem::Clause(finding.rule));
    let instances = dossier
        .instances
        .iter()
        .map(|instance| ScreenItem::Instance(instance.id));
    clauses.chain(instances).collect()
}

/// A submission as the bureau has judged it so far.
#[derive(Clone, Debug)]
pub struct Screened {
    /// Everything to be judged.
    pub items: Vec<ScreenItem>,
    /// The reports on confirmed facts: only confirmed scenarios, refused clauses unmet.
    pub reports: TierReports,
    /// What stands against a recommendation.
    pub obstacles: Obstacles,
}

/// What stands against a recommendation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// Not judged yet.
    pub open: Vec<ScreenItem>,
    /// Judged to need more.
    pub incomplete: Vec<ScreenItem>,
    /// Unmet on the confirmed facts.
    pub unmet: Vec<RuleId>,
}

impl Obstacles {
    /// Whether something is not judged, or needs more: nothing passes over that.
    pub fn is_unfinished(&self) -> bool {
        !self.open.is_empty() || !self.incomplete.is_empty()
    }

    /// What a reason may pass over.
    pub fn passable(&self) -> Vec<Obstacle> {
        self.unmet.iter().copied().map(Obstacle::Unmet).collect()
    }

    /// Whether nothing does.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.incomplete.is_empty() && self.unmet.is_empty()
    }
}

impl Screened {
    /// Judges a submission by what was found on it.
    pub fn of(dossier: &Dossier, findings: &Findings, terms: Terms<'_>) -> Self {
        let facts = confirmed_facts(dossier, findings, terms.catalogue);
        let reports = assess_all(&facts, terms.rules);
        let report = reports.get(dossier.tier);
        let items = items(report, dossier);
        let with = |wanted: Option<ScreenVerdict>| {
            items
                .iter()
                .copied()
                .filter(|item| findings.verdict(*item) == wanted)
                .collect()
        };
        let obstacles = Obstacles {
            open: with(None),
            incomplete: with(Some(ScreenVerdict::Incomplete)),
            unmet: report
                .with_outcome(Verdict::Unmet)
                .map(|finding| finding.rule)
                .collect(),
        };
        Self {
            items,
            reports,
            obstacles,
        }
    }

    /// How many different scenarios count for the tier, as confirmed.
    pub fn confirmed_count(&self, tier: Tier) -> usize {
        self.reports.get(tier).counted().count()
    }
}

/// What the bureau confirmed of a dossier, as facts: the rules alone make the report of them, now
/// and in a replay.
fn confirmed_facts(dossier: &Dossier, findings: &Findings, catalogue: &Catalogue) -> Facts {
    let mut facts = dossier.facts(catalogue, |instance| findings.confirmed_tier(instance.id));
    for (rule, found) in &findings.clauses {
        match found.verdict {
            ScreenVerdict::Confirmed => facts.judge(dossier.tier, *rule, Judgement::Met),
            ScreenVerdict::Refused => facts.judge(dossier.tier, *rule, Judgement::Unmet),
            ScreenVerdict::Incomplete => {}
        }
    }
    facts
}

/// What a finding on this item rests on. A finding stays good as long as this stays the same.
pub fn rests_on(dossier: &Dossier, item: ScreenItem) -> Value {
    let files: Vec<(&str, &str)> = evidence_targets(item)
        .iter()
        .flat_map(|target| dossier.evidence_of(*target))
        .map(|file| (file.file_name.as_str(), file.digest.as_str()))
        .collect();
    let content = match item {
        ScreenItem::Instance(id) => json!(dossier.instance(id)),
        ScreenItem::Clause(rule) => clause_content(dossier, rule),
    };
    json!({ "content": content, "files": files })
}

/// The files that prove an item.
pub fn evidence_targets(item: ScreenItem) -> Vec<EvidenceTarget> {
    use EvidenceTarget as Target;
    let ScreenItem::Clause(rule) = item else {
        return match item {
            ScreenItem::Instance(id) => vec![Target::Instance(id)],
            ScreenItem::Clause(_) => Vec::new(),
        };
    };
    match rule {
        RuleId::Region | RuleId::Entity => vec![Target::Licence],
        RuleId::AboveScale => vec![Target::AboveScale],
        RuleId::Competitiveness | RuleId::DigitalCapability => {
            vec![Target::Commitment, Target::Other]
        }
        RuleId::Operation => vec![Target::Commitment, Target::Other],
        RuleId::Incidents
        | RuleId::Credit
        | RuleId::Controllable
        | RuleId::SecurityRisk
        | RuleId::Organisation
        | RuleId::PriorTier => vec![Target::Commitment],
        RuleId::Maturity => vec![Target::MaturityReport],
        RuleId::Quality(group) => vec![Target::Quality(group)],
        RuleId::ScenarioCount | RuleId::Coverage(_) => Vec::new(),
    }
}

fn clause_content(dossier: &Dossier, rule: RuleId) -> Value {
    let applicant = &dossier.enterprise;
    let declared = &dossier.declarations;
    match rule {
        RuleId::Region => json!([
            declared.registered_in_region,
            applicant.league,
            applicant.division,
            applicant.registered_address
        ]),
        RuleId::Entity => json!([
            applicant.entity,
            applicant.industry,
            applicant.parent_name,
            applicant.parent_credit_code
        ]),
        RuleId::AboveScale => json!([declared.above_scale, declared.parent_above_scale]),
        RuleId::Competitiveness => {
            json!([declared.market_competitive, declared.market_position])
        }
        RuleId::Operation => json!(declared.operating_normally),
        RuleId::Incidents => json!(declared.worst_incident),
        RuleId::Credit => json!(declared.seriously_dishonest),
        RuleId::Controllable => json!(declared.secure_and_controllable),
        RuleId::SecurityRisk => json!(declared.security_risk_controlled),
        RuleId::Organisation => json!([declared.organisation_in_place, declared.organisation]),
        RuleId::DigitalCapability => json!([declared.digital_capability, declared.main_systems]),
        RuleId::Maturity => json!(dossier.maturity),
        RuleId::PriorTier => json!(declared.held_tier),
        RuleId::Quality(group) => json!(dossier.quality_answer(group)),
        RuleId::ScenarioCount | RuleId::Coverage(_) => Value::Null,
    }
}

/// The items of a new submission on which the findings of the one before stay good.
pub fn unchanged(previous: &Dossier, current: &Dossier, items: &[ScreenItem]) -> Vec<ScreenItem> {
    items
        .iter()
        .copied()
        .filter(|item| rests_on(previous, *item) == rests_on(current, *item))
        .collect()
}

#[cfg(test)]
#[path = "screening_tests.rs"]
mod tests;
