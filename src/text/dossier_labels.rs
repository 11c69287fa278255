//! Names of the parts of an application: evidence and the kind of maturity assessment.

use crate::domain::evidence::EvidenceTarget;
use crate::domain::maturity::AssessmentKind;
use crate::text::labels::group_label;

/// What a file is evidence of.
pub fn evidence_label(target: EvidenceTarget) -> String {
    match target {
        EvidenceTarget::Licence => "营业执照".to_owned(),
        EvidenceTarget::AboveScale => "规模以上工业企业证明".to_owned(),
        EvidenceTarget::MaturityReport => "智能制造能力成熟度自评价报告".to_owned(),
        EvidenceTarget::Commitment => "真实性承诺书（签字盖章）".to_owned(),
        EvidenceTarget::Instance(_) => "场景佐证材料".to_owned(),
        EvidenceTarget::Quality(group) => format!("“{}”环节佐证材料", group_label(group)),
        EvidenceTarget::Other => "其他佐证材料".to_owned(),
    }
}

/// Who assessed the maturity.
pub const fn assessment_label(kind: AssessmentKind) -> &'static str {
    match kind {
        AssessmentKind::SelfAssessment => "企业自评价",
        AssessmentKind::ThirdParty => "第三方评估",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::link::Group;

    #[test]
    fn the_clause_of_a_group_is_named() {
        let label = evidence_label(EvidenceTarget::Quality(Group::G5));
        assert_eq!(label, "“运营管理”环节佐证材料");
    }
}
