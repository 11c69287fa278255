//! The few words beside a tier and a clause in the pre-check: the badge, the figure, the sentence.

use super::findings::gap_sentence;
use super::labels::{entity_label, incident_label, level_word, tier_label};
use crate::domain::rules::{Finding, Measure, RuleId, TierReport, Verdict};

/// How a tier stands, in a few words.
#[must_use]
pub fn badge(report: &TierReport) -> String {
    match report.with_outcome(Verdict::Unmet).count() {
        0 => "可申报".to_owned(),
        open => format!("还差 {open} 项"),
    }
}

/// The one sentence that matters about a tier.
#[must_use]
pub fn summary(report: &TierReport) -> String {
    format!("{}。", gap_sentence(&report.gap()))
}

/// What there is, against what is required where that is a number.
#[must_use]
pub fn figure(finding: &Finding) -> String {
    let counted = matches!(finding.rule, RuleId::ScenarioCount | RuleId::Coverage(_));
    match (finding.actual, finding.required) {
        (Measure::Number(actual), Measure::Number(required)) if counted => {
            format!("{actual}（需 {required}）")
        }
        (Measure::Number(level), _) => level_word(level).to_owned(),
        (Measure::Flag(_), _) if finding.outcome == Verdict::Unmet => "不符合".to_owned(),
        (Measure::Flag(_), _) => "企业声明符合".to_owned(),
        (Measure::Entity(entity), _) => entity_label(entity).to_owned(),
        (Measure::Industry(_), _) => "法人的分支机构".to_owned(),
        (Measure::Incident(worst), _) => incident_label(worst).to_owned(),
        (Measure::Tier(tier), _) => tier_label(tier).to_owned(),
        (Measure::Nothing, _) => nothing(finding).to_owned(),
    }
}

const fn nothing(finding: &Finding) -> &'static str {
    match (finding.rule, finding.outcome) {
        (RuleId::Quality(_), Verdict::Review) => "待审核认定",
        (RuleId::Quality(_), _) | (_, Verdict::Met) => "",
        _ => "未填写",
    }
}
