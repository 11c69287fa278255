//! Sentences about rule findings: what is required, what there is, what to do.

mod gap;
#[cfg(test)]
mod tests;

pub use gap::gap_sentence;

use super::labels::{group_label, incident_label, level_word, tier_label};
use crate::domain::rules::{
    Entity, FactsError, FactsProblem, Finding, Incident, Measure, RuleId, Verdict,
};

/// Short name of a rule.
pub fn rule_name(rule: RuleId) -> String {
    let name = match rule {
        RuleId::Region => "注册地",
        RuleId::Entity => "主体资格",
        RuleId::AboveScale => "规模以上",
        RuleId::Competitiveness => "市场竞争力",
        RuleId::Operation => "生产经营",
        RuleId::Incidents => "事故情况",
        RuleId::Credit => "诚信记录",
        RuleId::Controllable => "安全可控",
        RuleId::SecurityRisk => "网络和数据安全",
        RuleId::Organisation => "组织机制",
        RuleId::DigitalCapability => "数字化能力",
        RuleId::Maturity => "成熟度自评价",
        RuleId::PriorTier => "已获等级",
        RuleId::ScenarioCount => "场景数量",
        RuleId::Coverage(group) => return format!("覆盖{}", group_label(group)),
        RuleId::Quality(group) => return format!("建设要求（{}）", group_label(group)),
    };
    name.to_owned()
}

/// What a finding says, as a full sentence.
pub fn sentence(finding: &Finding) -> String {
    let words = match finding.rule {
        RuleId::Entity => entity(finding),
        RuleId::Incidents => incidents(finding),
        RuleId::Maturity => maturity(finding),
        RuleId::PriorTier => prior_tier(finding),
        RuleId::ScenarioCount => scenario_count(finding),
        RuleId::Coverage(group) => coverage(finding, group_label(group)),
        RuleId::Quality(group) => quality(group_label(group)),
        rule => declaration(rule, finding),
    };
    match (finding.judged, finding.outcome) {
        (true, Verdict::Met) => format!("{words}经审核，认定符合。"),
        (true, Verdict::Unmet) => format!("{words}经审核，认定不符合。"),
        _ => words,
    }
}

/// The requirement behind a yes-or-no declaration, and what to do when the answer is no.
const fn declaration_words(rule: RuleId) -> (&'static str, &'static str) {
    match rule {
        RuleId::Region => (
            "须在自治区境内注册",
            "填报为不在自治区境内注册，不能在本区申报。",
        ),
        RuleId::AboveScale => (
            "须为规模以上工业企业，分支机构看其所属法人",
            "填报为未达到规模以上，请核对统计入库（纳统）情况，入库后再申报。",
        ),
        RuleId::Competitiveness => (
            "企业和产品须具有较强市场竞争力",
            "填报为不具有，暂不能申报。",
        ),
        RuleId::DigitalCapability => (
            "须具备基本的数字化、网络化、智能化能力",
            "填报为不具备，请先完成基本的数字化建设。",
        ),
        RuleId::Operation => (
            "近三年须生产经营正常、诚信守法",
            "填报为不符合，暂不能申报。",
        ),
        RuleId::Credit => (
            "不得被列入严重失信主体名单",
            "填报为已被列入严重失信主体名单，移出名单后方可申报。",
        ),
        RuleId::Controllable => (
            "关键技术装备、工业软件、工业操作系统、系统解决方案等须安全可控",
            "填报为尚未做到安全可控，请先完成整改或替代。",
        ),
        RuleId::SecurityRisk => (
            "网络安全和数据安全风险须可控",
            "填报为风险尚不可控，请先完成整改。",
        ),
        _ => (
            "须建立智能工厂统筹规划、建设和运营的组织机制",
            "填报为尚未建立，请先明确负责机构和人员。",
        ),
    }
}

/// What a clause answered by a declaration requires; nothing for the others.
pub const fn declared_requirement(rule: RuleId) -> Option<&'static str> {
    match rule {
        RuleId::Region
        | RuleId::AboveScale
        | RuleId::Competitiveness
        | RuleId::DigitalCapability
        | RuleId::Operation
        | RuleId::Credit
        | RuleId::Controllable
        | RuleId::SecurityRisk
        | RuleId::Organisation => Some(declaration_words(rule).0),
        _ => None,
    }
}

fn declaration(rule: RuleId, finding: &Finding) -> String {
    let (required, refusal) = declaration_words(rule);
    match (finding.outcome, finding.actual) {
        (_, Measure::Nothing) => format!("{required}。未填写，请在基础要求中填写。"),
        (Verdict::Met, _) => format!("{required}。企业声明符合。"),
        (Verdict::Review, _) => format!("{required}。企业声明符合，由审核人员认定。"),
        (Verdict::Unmet, _) if finding.judged => format!("{required}。"),
        (Verdict::Unmet, _) => format!("{required}。{refusal}"),
    }
}

fn entity(finding: &Finding) -> String {
    let required =
        "须具有独立法人资格；有行业特殊情况的，法人的分支机构可以申报，并须有统一社会信用代码。";
    let actual = match (finding.actual, finding.outcome) {
        (Measure::Entity(Entity::LegalPerson), _) => "申报主体为独立法人，符合要求。",
        (Measure::Entity(Entity::Branch), _) => "以分支机构申报的，请填写所属行业大类。",
        (Measure::Industry(_), Verdict::Met) if !finding.judged => {
            "申报主体为分支机构，所属行业允许分支机构申报。"
        }
        (Measure::Industry(_), Verdict::Review) => {
            "申报主体为分支机构，所属行业未在列举之内，由审核人员认定能否申报。"
        }
        (Measure::Industry(_), _) if finding.judged => "申报主体为分支机构。",
        (Measure::Industry(_), _) => "所属行业不允许分支机构申报，请由法人申报。",
        _ => "未填写，请在基础要求中选择申报主体类型。",
    };
    format!("{required}{actual}")
}

fn incidents(finding: &Finding) -> String {
    let limit = match finding.required {
        Measure::Incident(from) => incident_severity(from),
        _ => incident_severity(Incident::Major),
    };
    let required = format!("近三年不得发生{limit}（含）以上安全、环保、质量事故（事件）。");
    let Measure::Incident(worst) = finding.actual else {
        return format!("{required}未填写，请在基础要求中选择近三年最严重的事故（事件）等级。");
    };
    let actual = match (worst, finding.outcome) {
        (Incident::None, _) => "企业声明未发生事故（事件）。".to_owned(),
        (worst, Verdict::Review) => {
            format!(
                "企业声明发生过{}，由审核人员认定是否影响申报。",
                incident_label(worst)
            )
        }
        (worst, Verdict::Unmet) if !finding.judged => {
            format!("企业声明发生过{}，不能申报本等级。", incident_label(worst))
        }
        (worst, _) => format!("企业声明最严重的为{}。", incident_label(worst)),
    };
    format!("{required}{actual}")
}

const fn incident_severity(incident: Incident) -> &'static str {
    match incident {
        Incident::None | Incident::General => "一般",
        Incident::Larger => "较大",
        Incident::Major => "重大",
        Incident::Extraordinary => "特别重大",
    }
}

fn maturity(finding: &Finding) -> String {
    match (finding.required, finding.actual) {
        (Measure::Number(required), Measure::Number(actual)) => {
            let required = level_word(required);
            let actual = level_word(actual);
            let advice = match finding.outcome {
                Verdict::Unmet if finding.judged => "",
                Verdict::Unmet => "，请提升后重新自评价",
                Verdict::Met | Verdict::Review => "，符合要求",
            };
            format!("智能制造能力成熟度自评价须达到{required}及以上，现为{actual}{advice}。")
        }
        (Measure::Number(required), _) => {
            let required = level_word(required);
            format!(
                "智能制造能力成熟度自评价须达到{required}及以上，尚未填写自评价结果，请先完成自评价。"
            )
        }
        (_, Measure::Number(actual)) => {
            let actual = level_word(actual);
            let judge = match finding.outcome {
                Verdict::Review => "等级偏低，由审核人员认定。",
                Verdict::Met | Verdict::Unmet => "",
            };
            format!("须完成智能制造能力成熟度自评价，本等级未规定最低级别。现为{actual}。{judge}")
        }
        _ => "须完成智能制造能力成熟度自评价，尚未填写自评价结果，请先完成自评价。".to_owned(),
    }
}

fn prior_tier(finding: &Finding) -> String {
    let held = match finding.actual {
        Measure::Tier(tier) => format!("现已获得{}", tier_label(tier)),
        _ => "未填报已获得的等级".to_owned(),
    };
    let holds = matches!((finding.actual, finding.required),
        (Measure::Tier(held), Measure::Tier(required)) if held >= required);
    let Measure::Tier(required) = finding.required else {
        return "申报本等级不要求已获得其他等级。".to_owned();
    };
    let required = tier_label(required);
    match finding.outcome {
        Verdict::Review if !holds => format!(
            "要素条件未规定须先获得较低等级，国家要求已获评{required}；{held}，由审核人员认定。"
        ),
        Verdict::Unmet if !finding.judged => {
            format!("须已获得{required}或更高等级，{held}，请先申报{required}。")
        }
        Verdict::Review => {
            format!("须已获得{required}或更高等级，{held}，由审核人员核对名单。")
        }
        Verdict::Met | Verdict::Unmet => format!("须已获得{required}或更高等级，{held}。"),
    }
}

fn numbers(finding: &Finding) -> (u32, u32) {
    let number = |measure| match measure {
        Measure::Number(number) => number,
        _ => 0,
    };
    (number(finding.required), number(finding.actual))
}

/// What is said where the count is enough only with scenarios that the tier's own table lacks.
const UNLISTED: &str = "其中有本等级目录未列的场景，能否计入由审核人员认定。";

fn scenario_count(finding: &Finding) -> String {
    let (required, actual) = numbers(finding);
    let missing = required.saturating_sub(actual);
    let advice = if missing > 0 {
        format!("，还差 {missing} 个")
    } else {
        String::new()
    };
    let unlisted = match finding.outcome {
        Verdict::Review => UNLISTED,
        Verdict::Met | Verdict::Unmet => "",
    };
    format!("达到本等级标准的场景须不少于 {required} 个，现计入 {actual} 个{advice}。{unlisted}")
}

fn coverage(finding: &Finding, group: &str) -> String {
    let (_, actual) = numbers(finding);
    if actual == 0 {
        format!("须覆盖{group}环节，现无达到本等级标准的场景，请至少补充 1 个。")
    } else {
        let unlisted = match finding.outcome {
            Verdict::Review => UNLISTED,
            Verdict::Met | Verdict::Unmet => "",
        };
        format!("须覆盖{group}环节，现计入 {actual} 个场景。{unlisted}")
    }
}

fn quality(group: &str) -> String {
    format!("{group}的建设内容须符合本等级要求，由审核人员和专家根据填报内容和佐证材料认定。")
}

/// Why a claimed scenario is not taken.
pub fn facts_error_sentence(error: &FactsError) -> String {
    match &error.problem {
        FactsProblem::UnknownScenario(id) => {
            format!("场景目录中没有编号为 {id} 的场景，请从目录中选择。")
        }
        FactsProblem::NotInTable { scenario, tier } => {
            let tier = tier_label(*tier);
            format!("{tier}的场景目录中没有编号为 {scenario} 的场景，请改选等级或场景。")
        }
    }
}
