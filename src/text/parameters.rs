//! The named parameters of an edition in words, for the page that shows the rules.

use super::findings::rule_name;
use super::industries::industry_name;
use super::labels::{group_label, incident_label, maturity_label, tier_label};
use crate::domain::rules::{
    Clause, Industry, MaturityCondition, OtherIndustries, PriorTier, QualityBinds, RuleSet,
    TierConditions, UnitOfCoverage, UnlistedScenarios,
};
use crate::domain::tier::Tier;

/// One parameter as the rules page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterRow {
    /// What is decided.
    pub name: &'static str,
    /// How this edition decides it.
    pub value: String,
    /// Why it had to be decided.
    pub reason: &'static str,
}

/// Every parameter of the edition, with the decision and its reason.
pub fn parameter_rows(rules: &RuleSet) -> Vec<ParameterRow> {
    let mut rows = counting_rows(rules);
    rows.extend(applicant_rows(rules));
    rows.extend(judging_rows());
    rows
}

fn row(name: &'static str, value: impl Into<String>, reason: &'static str) -> ParameterRow {
    let value = value.into();
    ParameterRow {
        name,
        value,
        reason,
    }
}

fn counting_rows(rules: &RuleSet) -> Vec<ParameterRow> {
    let parameters = &rules.parameters;
    let alias = &parameters.operations_alias;
    let lower = if parameters.higher_standard_counts_lower {
        "计入"
    } else {
        "不计入"
    };
    let once = if parameters.instances_count_once {
        "只计 1 个"
    } else {
        "分别计数"
    };
    let unit = match parameters.unit_of_coverage {
        UnitOfCoverage::Group => "以五个环节为单位，每个环节至少有 1 个达到本等级标准的场景",
    };
    let unlisted = match parameters.unlisted_scenarios {
        UnlistedScenarios::Review => "计入；是否达标取决于这些场景时，由审核人员认定",
        UnlistedScenarios::Counted => "照常计入",
    };
    let quality = match parameters.quality_binds {
        QualityBinds::RequiredGroups => {
            "只对本等级须覆盖的环节有约束力；其他环节可不填，审核意见仅供参考"
        }
        QualityBinds::All => "五个环节均有约束力",
    };
    let wording = format!(
        "{}部分所称“{}”即{}",
        tier_label(alias.tier),
        alias.wording,
        group_label(alias.group)
    );
    vec![
        row(
            "按更高等级标准建设的场景是否计入较低等级",
            lower,
            "场景建设水平越高越应予计入；附件3尚未公布，各等级标准之间的关系以正式文件为准。",
        ),
        row(
            "计入但本等级目录未列出的场景",
            unlisted,
            "文件要求的是《典型场景参考标准》本等级中的场景，高等级场景未列入本等级目录时能否计入，文件未写明。",
        ),
        row(
            "各环节建设要求的约束范围",
            quality,
            "文件规定至少覆盖的环节因等级而异，未要求覆盖的环节不作为否决条件。",
        ),
        row("环节覆盖的计算单位", unit, "依据要素条件注1至注5。"),
        row("同一场景的多个实例", once, "要素条件规定的是场景数。"),
        row(
            "经营管理的含义",
            wording,
            "与其他等级的表述不一致，按同一环节处理。",
        ),
    ]
}

fn applicant_rows(rules: &RuleSet) -> Vec<ParameterRow> {
    let branch = &rules.parameters.branch;
    let parent = if branch.parent_above_scale_counts {
        "看所属法人是否为规模以上"
    } else {
        "看分支机构自身是否为规模以上"
    };
    let others = match branch.other_industries {
        OtherIndustries::Review => "由审核人员认定",
        OtherIndustries::Refused => "不允许申报",
    };
    let declarations = &rules.parameters.reviewed_declarations;
    let reviewed = if declarations.is_empty() {
        "以声明为准，审核时逐条核对".to_owned()
    } else {
        let names: Vec<String> = declarations.iter().copied().map(rule_name).collect();
        format!("{}须经审核人员认定", names.join("、"))
    };
    vec![
        row(
            "成熟度自评价",
            by_tier(rules, |tier| maturity(tier.maturity)),
            "要素条件未写明基础级须达到的级别。",
        ),
        row(
            "事故（事件）",
            by_tier(rules, incidents),
            "国家2025年条件对各等级均要求未发生较大及以上事故；卓越级、领航级须推荐上报，故从严认定。",
        ),
        row(
            "是否须先获得较低等级",
            by_tier(rules, |tier| prior(tier.prior_tier).to_owned()),
            "要素条件未作规定；国家对卓越级、领航级要求已获评低一级（工信厅联通装函〔2025〕251号）。",
        ),
        row(
            "分支机构的规模以上认定",
            parent,
            "分支机构没有单独的规模以上身份。",
        ),
        row(
            "允许分支机构申报的行业大类",
            excepted(&branch.excepted_industries),
            "文件列举石油石化、有色金属、烟草、汽车等行业，未给出行业代码，按 GB/T 4754-2017 大类对应。",
        ),
        row(
            "列举之外行业的分支机构",
            others,
            "要素条件列举行业后用“等”字，未尽列。",
        ),
        row(
            "基础要求的声明",
            reviewed,
            "部分要求难以量化，以声明和审核为准。",
        ),
    ]
}

fn judging_rows() -> Vec<ParameterRow> {
    vec![
        row(
            "尚未填写的条款",
            "未填写前按未满足计算，但与不符合分开列示",
            "没有声明的，不能认定已经满足。",
        ),
        row(
            "推荐单位对基础要求不认可的",
            "对所有等级均为不满足",
            "基础要求为各等级共同条件。",
        ),
        row(
            "专家对场景和建设要求的认定",
            "以提交评审的专家过半数意见为准",
            "文件未作规定。",
        ),
    ]
}

/// The excepted industries by code and name.
fn excepted(industries: &[Industry]) -> String {
    let named = industries
        .iter()
        .map(|it| format!("{it} {}", industry_name(*it)));
    named.collect::<Vec<_>>().join("、")
}

/// Where a clause stands and what it asks, beside a question.
pub fn clause_hint(clause: &Clause) -> String {
    format!("{}：{}", clause.place, clause.summary)
}

/// The words of each tier; said once when all tiers agree.
fn by_tier(rules: &RuleSet, words: impl Fn(&TierConditions) -> String) -> String {
    let all = rules.tiers.map(words);
    if all.iter().all(|(_, said)| *said == all.basic) {
        return format!("各等级均为：{}", all.basic);
    }
    let parts = all
        .iter()
        .map(|(tier, said): (Tier, _)| format!("{}：{said}", tier_label(tier)));
    parts.collect::<Vec<_>>().join("；")
}

fn maturity(condition: MaturityCondition) -> String {
    match (condition.minimum, condition.review_below) {
        (Some(level), _) => format!("{}及以上", maturity_label(level)),
        (None, Some(level)) => format!(
            "须自评价，未规定最低级别，低于{}的由审核人员认定",
            maturity_label(level)
        ),
        (None, None) if condition.self_assessed => "须自评价，未规定最低级别".to_owned(),
        (None, None) => "不作要求".to_owned(),
    }
}

fn incidents(conditions: &TierConditions) -> String {
    let refused = incident_label(conditions.incidents.refused_from);
    match conditions.incidents.review_from {
        None => format!("发生{refused}及更严重的不得申报"),
        Some(from) => format!(
            "发生{refused}及更严重的不得申报，发生{}的由审核人员认定",
            incident_label(from)
        ),
    }
}

const fn prior(prior: PriorTier) -> &'static str {
    match prior {
        PriorTier::None => "不要求",
        PriorTier::Declared => "须声明已获得低一级的等级",
        PriorTier::Recognised => "须经核对已获得低一级的等级",
        PriorTier::Judged => "是否已获得低一级的等级由审核人员认定",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> RuleSet {
        let text = include_str!("../../config/seasons/2025/rules.toml");
        RuleSet::from_toml("rules.toml", text).unwrap()
    }

    fn value(rules: &RuleSet, name: &str) -> String {
        let rows = parameter_rows(rules);
        rows.into_iter().find(|row| row.name == name).unwrap().value
    }

    #[test]
    fn the_shipped_decisions_are_said_in_words() {
        let rules = rules();
        assert_eq!(
            value(&rules, "成熟度自评价"),
            "基础级：须自评价，未规定最低级别，低于二级的由审核人员认定；先进级：二级及以上；卓越级：三级及以上；领航级：四级及以上"
        );
        assert_eq!(
            value(&rules, "是否须先获得较低等级"),
            "基础级：不要求；先进级：不要求；卓越级：是否已获得低一级的等级由审核人员认定；领航级：是否已获得低一级的等级由审核人员认定"
        );
        assert_eq!(
            value(&rules, "经营管理的含义"),
            "领航级部分所称“经营管理”即运营管理"
        );
    }

    #[test]
    fn a_changed_parameter_changes_its_row_only() {
        let mut changed = rules();
        changed.tiers.leading.prior_tier = PriorTier::Recognised;
        let (before, after) = (parameter_rows(&rules()), parameter_rows(&changed));
        let differing: Vec<&str> = before
            .iter()
            .zip(&after)
            .filter(|(a, b)| a != b)
            .map(|(a, _)| a.name)
            .collect();
        assert_eq!(differing, ["是否须先获得较低等级"]);
    }
}
