//! Words of a bureau's screening (初审): verdicts, what stands against a recommendation, forms.

use chrono::{DateTime, Utc};

use super::{
    answers::{self, Answer},
    findings::rule_name,
    format,
    labels::{group_label, link_label, tier_label},
    missing,
    status::act_label,
};
use crate::domain::{
    application::Act,
    catalogue::Catalogue,
    completeness::MissingField,
    dossier::{Dossier, Instance},
    link::Group,
    rules::{RuleId, RuleSet, TierReport},
    screening::{Findings, InstanceVerdict, Obstacles, ScreenItem, ScreenVerdict},
    tier::Tier,
};

/// The name of a verdict.
#[must_use]
pub const fn verdict_label(verdict: ScreenVerdict) -> &'static str {
    match verdict {
        ScreenVerdict::Confirmed => "确认",
        ScreenVerdict::Refused => "不认可",
        ScreenVerdict::Incomplete => "需补充",
    }
}

/// The verdict on a scenario, with the tier where it is lower than claimed.
#[must_use]
pub fn instance_verdict_label(verdict: InstanceVerdict, claimed: Tier) -> String {
    match verdict {
        InstanceVerdict::Confirmed(tier) if tier < claimed => {
            format!("确认为{}", tier_label(tier))
        }
        other => verdict_label(other.verdict()).to_owned(),
    }
}

/// Nobody has judged it yet.
pub const OPEN: &str = "待核";
/// It was judged, but changed with the newest submission.
pub const CHANGED: &str = "需重新核";

/// The short name of a clause in the list: its title in the requirements.
#[must_use]
pub fn clause_name(rules: &RuleSet, tier: Tier, rule: RuleId) -> String {
    match rule {
        RuleId::Quality(_) | RuleId::Maturity => rule_name(rule),
        rule => rules.clause(tier, rule).title.clone(),
    }
}

/// The name of a scenario instance's scenario.
#[must_use]
pub fn scenario_name(catalogue: &Catalogue, instance: &Instance) -> String {
    catalogue
        .scenario(&instance.scenario)
        .map_or_else(|| instance.name.clone(), |scenario| scenario.name.clone())
}

/// The heading over a scenario: link, scenario, instance.
#[must_use]
pub fn instance_title(catalogue: &Catalogue, instance: &Instance) -> String {
    let scenario = scenario_name(catalogue, instance);
    let link = link_label(instance.link);
    if instance.name.is_empty() || instance.name == scenario {
        format!("{link} — {scenario}")
    } else {
        format!("{link} — {scenario} — {}", instance.name)
    }
}

/// The name of anything that is judged, in a sentence.
#[must_use]
pub fn item_name(
    rules: &RuleSet,
    catalogue: &Catalogue,
    dossier: &Dossier,
    item: ScreenItem,
) -> String {
    match item {
        ScreenItem::Clause(rule) => clause_name(rules, dossier.tier, rule),
        ScreenItem::Instance(id) => dossier.instance(id).map_or_else(String::new, |instance| {
            let scenario = scenario_name(catalogue, instance);
            if instance.name.is_empty() || instance.name == scenario {
                scenario
            } else {
                format!("{scenario}（{}）", instance.name)
            }
        }),
    }
}

/// What stands against a recommendation, one sentence each; `name` names an item.
pub fn obstacles(
    found: &Obstacles,
    tier: Tier,
    name: impl Fn(ScreenItem) -> String,
) -> Vec<String> {
    let list = |items: &[ScreenItem]| {
        let names: Vec<String> = items.iter().take(5).map(|item| name(*item)).collect();
        let more = if items.len() > names.len() { "等" } else { "" };
        format!("{}{more}", names.join("、"))
    };
    let mut sentences = Vec::new();
    if !found.open.is_empty() {
        sentences.push(format!(
            "还有 {} 项未核对：{}。请逐项核对。",
            found.open.len(),
            list(&found.open)
        ));
    }
    if !found.incomplete.is_empty() {
        sentences.push(format!(
            "有 {} 项需企业补充：{}。请退回修改，或改为确认、不认可。",
            found.incomplete.len(),
            list(&found.incomplete)
        ));
    }
    if !found.unmet.is_empty() {
        let names: Vec<String> = found.unmet.iter().map(|rule| rule_name(*rule)).collect();
        sentences.push(format!(
            "按初审确认的情况，{}要素条件未全部满足：{}。",
            tier_label(tier),
            names.join("、")
        ));
    }
    sentences
}

/// The note in the bar at the foot of a case: how far it is, and what is needed for the next step.
#[must_use]
pub fn progress(found: &Obstacles, tier: Tier, (have, need): (usize, i64)) -> String {
    let done = if tier == Tier::Basic {
        "备案"
    } else {
        "推荐"
    };
    let missing = found.open.len() + found.incomplete.len();
    let tier = tier_label(tier);
    match (missing, found.unmet.is_empty()) {
        (0, true) => format!("全部核对完毕，{tier}要素条件均已满足，可以{done}。"),
        (0, false) => format!(
            "全部核对完毕，{tier}要素条件未全部满足（初审确认数 {have}，需 {need}），不能{done}。企业可以改正的请退回修改，不能改正的请选择不予推荐。"
        ),
        (missing, _) => {
            format!(
                "初审确认数 {have}，需 {need}，还有 {missing} 项未核定。完成全部核对后才能{done}。"
            )
        }
    }
}

/// Several names in one line.
#[must_use]
pub fn listed(names: &[String]) -> String {
    names.join("、")
}

/// An opinion to start from when everything is confirmed.
#[must_use]
pub fn suggested_opinion(tier: Tier, confirmed: usize) -> String {
    let act = if tier == Tier::Basic {
        "予以备案"
    } else {
        "推荐至自治区"
    };
    format!(
        "经逐条核对申报材料，{}要素条件均已满足，初审初审确认场景 {confirmed} 个，同意{act}。",
        tier_label(tier)
    )
}

/// A reason to start from: everything that was not confirmed, with what was said about it.
pub fn suggested_reason(
    findings: &Findings,
    items: &[ScreenItem],
    name: impl Fn(ScreenItem) -> String,
) -> String {
    items
        .iter()
        .filter(|item| {
            findings
                .verdict(**item)
                .is_some_and(|verdict| verdict != ScreenVerdict::Confirmed)
        })
        .enumerate()
        .map(|(index, item)| {
            let comment = findings.comment(*item);
            format!("{}. {}：{comment}", index + 1, name(*item))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Labels of the fields a bureau fills in, for the summary above a form.
#[must_use]
pub fn field_label(name: &str) -> &'static str {
    match name {
        "verdict" => "核对结论",
        "opinion" => "初审意见",
        "tier" => "确认的标准",
        "comment" => "说明",
        "reason" => "原因",
        "items" => "需要修改的内容",
        "note" => "其他说明",
        "due_at" => "修改截止时间",
        "exempt_reason" => "不占名额的依据",
        "obstacles" => "未满足的事项",
        "override_reason" => super::overrides::REASON,
        "rank" => "推荐序号",
        _ => "",
    }
}

/// The name of the file of a bureau's table.
#[must_use]
pub fn table_file_name(unit: &str, tier: Option<Tier>) -> String {
    format!("{unit}推荐汇总表{}.xlsx", tier.map_or("", tier_label))
}

/// What was found on the submission before.
#[must_use]
pub fn earlier(submission: i32, verdict: ScreenVerdict, comment: &str) -> String {
    let said = if comment.is_empty() {
        String::new()
    } else {
        format!("说明：{comment}")
    };
    format!(
        "此项内容在重新提交时有改动，请重新核对。第 {submission} 次提交的核对结论为“{}”。{said}",
        verdict_label(verdict)
    )
}

/// What an application says about a clause.
#[must_use]
pub fn clause_answers(dossier: &Dossier, catalogue: &Catalogue, rule: RuleId) -> Vec<Answer> {
    use MissingField as Field;
    let applicant = answers::enterprise(&dossier.enterprise);
    let declared = |fields: &[Field]| {
        let all = answers::declarations(&dossier.declarations, dossier.enterprise.entity);
        chosen(
            all,
            &fields
                .iter()
                .map(|f| missing::field(*f))
                .collect::<Vec<_>>(),
        )
    };
    match rule {
        RuleId::Region => {
            let place = ["企业名称", "统一社会信用代码", "注册地", "注册地址"].map(str::to_owned);
            let mut rows = chosen(applicant, &place);
            rows.extend(declared(&[Field::RegisteredInRegion]));
            rows
        }
        RuleId::Entity => applicant,
        RuleId::AboveScale => declared(&[Field::AboveScale, Field::ParentAboveScale]),
        RuleId::Competitiveness => declared(&[Field::MarketCompetitive, Field::MarketPosition]),
        RuleId::Operation => declared(&[Field::OperatingNormally]),
        RuleId::Incidents => declared(&[Field::WorstIncident]),
        RuleId::Credit => declared(&[Field::SeriouslyDishonest]),
        RuleId::Controllable => declared(&[Field::SecureAndControllable]),
        RuleId::SecurityRisk => declared(&[Field::SecurityRiskControlled]),
        RuleId::Organisation => declared(&[Field::OrganisationInPlace, Field::Organisation]),
        RuleId::DigitalCapability => declared(&[Field::DigitalCapability, Field::MainSystems]),
        RuleId::Maturity => answers::maturity(&dossier.maturity),
        RuleId::PriorTier => declared(&[Field::HeldTier]),
        RuleId::Quality(group) => vec![
            answer(
                missing::field(Field::QualityAnswer(group)),
                dossier.quality_answer(group),
            ),
            answer("本环节申报的场景", scenarios_of(dossier, catalogue, group)),
        ],
        RuleId::ScenarioCount | RuleId::Coverage(_) => Vec::new(),
    }
}

fn answer(label: impl Into<String>, value: impl Into<String>) -> Answer {
    Answer {
        label: label.into(),
        value: value.into(),
    }
}

fn chosen(answers: Vec<Answer>, labels: &[String]) -> Vec<Answer> {
    answers
        .into_iter()
        .filter(|answer| labels.contains(&answer.label))
        .collect()
}

fn scenarios_of(dossier: &Dossier, catalogue: &Catalogue, group: Group) -> String {
    let names: Vec<String> = dossier
        .instances
        .iter()
        .filter(|instance| instance.link.group() == group)
        .map(|instance| scenario_name(catalogue, instance))
        .collect();
    if names.is_empty() {
        "无".to_owned()
    } else {
        names.join("、")
    }
}

/// What the catalogue asks of a scenario at the tier claimed.
#[must_use]
pub fn standard(asked: String) -> Answer {
    answer("场景要求", asked)
}

/// Where a clause stands, and what the rules find about it.
#[must_use]
pub fn requirement(place: &str, finding: &str) -> String {
    [place, finding]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Leads to what changed since the submission before.
#[must_use]
pub fn compare_link(previous: i32, count: usize) -> String {
    format!("与第 {previous} 次提交比较（改动 {count} 处）")
}

/// What was decided, and when.
#[must_use]
pub fn decided(act: Act, at: DateTime<Utc>) -> String {
    format!("{}，{}", act_label(act), format::moment(at))
}

/// The groups in which a scenario counts, in the table.
#[must_use]
pub fn coverage(report: &TierReport) -> String {
    Group::ALL
        .into_iter()
        .filter(|group| report.covering(*group).next().is_some())
        .map(group_label)
        .collect::<Vec<_>>()
        .join("、")
}

/// Level and score of the maturity, in the table.
#[must_use]
pub fn maturity(level: &str, score: &str) -> String {
    if score.is_empty() {
        level.to_owned()
    } else {
        format!("{level}/{score}")
    }
}

/// Over the list of clauses.
#[must_use]
pub fn clauses_title(count: usize, only_open: bool) -> String {
    let open = if only_open { "（未核）" } else { "" };
    format!("要素条件 {count} 条{open}")
}

/// Over the list of scenarios.
#[must_use]
pub fn scenarios_title(count: usize, only_open: bool) -> String {
    let open = if only_open { "（未核）" } else { "" };
    format!("场景 {count} 个{open}")
}
