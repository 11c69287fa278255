//! The sections of an application: their names, what is in them, and how far they are.

use super::{
    format,
    labels::{group_label, tier_label},
    status::status_label,
};
use crate::{
    access::Refusal,
    domain::{
        completeness::SectionState,
        dossier::Dossier,
        returns::ReturnItem,
        rules::{RuleSet, TierReport},
        tier::Tier,
    },
};

/// 一、申报主体
pub const ENTERPRISE: &str = "申报主体";
/// 二、工厂概况
pub const FACTORY: &str = "工厂概况";
/// 三、基础要求
pub const DECLARATIONS: &str = "基础要求";
/// 四、成熟度自评价
pub const MATURITY: &str = "成熟度自评价";
/// 五、场景建设
pub const SCENARIOS: &str = "场景建设";
/// 六、建设要求
pub const QUALITY: &str = "建设要求";
/// 七、附件与承诺书
pub const ATTACHMENTS: &str = "附件与承诺书";

/// A section with its number, such as 三、基础要求.
#[must_use]
pub fn numbered(number: u8, name: &str) -> String {
    format!("{}、{name}", format::numeral(number))
}

/// What a return names, in words; a scenario by its own name.
#[must_use]
pub fn return_item(item: &ReturnItem, dossier: &Dossier) -> String {
    match item {
        ReturnItem::Profile => format!("{ENTERPRISE}、{FACTORY}"),
        ReturnItem::Declarations => DECLARATIONS.to_owned(),
        ReturnItem::Maturity => MATURITY.to_owned(),
        ReturnItem::Scenarios => format!("{SCENARIOS}（全部场景）"),
        ReturnItem::Instance(id) => match dossier.instance(*id) {
            Some(instance) if !instance.name.is_empty() => format!("场景“{}”", instance.name),
            Some(instance) => format!("场景 {}", instance.scenario),
            None => "已移除的场景".to_owned(),
        },
        ReturnItem::Quality => QUALITY.to_owned(),
        ReturnItem::Attachments => ATTACHMENTS.to_owned(),
    }
}

/// How far a section is.
#[must_use]
pub fn state(state: SectionState) -> String {
    match state {
        SectionState::Untouched => "未开始".to_owned(),
        SectionState::Incomplete(fields) => format!("待补充 {fields} 项"),
        SectionState::Complete => "已完成".to_owned(),
    }
}

/// Said of a section the return did not open.
pub const NOT_IN_SCOPE: &str = "不在修改范围";

/// Why a section cannot be edited.
#[must_use]
pub fn locked(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotYours => "您没有修改这一部分的权限。".to_owned(),
        Refusal::WrongState(status) => format!(
            "申报当前为“{}”，以下内容只能查看，不能修改。",
            status_label(*status)
        ),
        Refusal::Closed {
            opens_at,
            closes_at,
        } => format!(
            "申报时间为 {} 至 {}，现在不在申报时间内，以下内容只能查看。如确需延期，请联系推荐单位。",
            format::moment(*opens_at),
            format::deadline(*closes_at)
        ),
    }
}

/// Said on a section the return did not open.
pub const LOCKED_BY_RETURN: &str =
    "这一部分不在本次退回的修改范围内，以下内容只能查看。如确需修改，请联系推荐单位。";

/// What a tier asks for, in one sentence.
#[must_use]
pub fn tier_asks(rules: &RuleSet, tier: Tier) -> String {
    let conditions = rules.tiers.get(tier);
    let groups: Vec<&str> = conditions
        .groups
        .iter()
        .map(|group| group_label(*group))
        .collect();
    let maturity = conditions.maturity.minimum.map_or_else(
        || "已开展成熟度自评价".to_owned(),
        |level| format!("成熟度达到{}", super::labels::maturity_label(level)),
    );
    format!(
        "典型场景不少于 {} 个，{}{}至少 1 个；{maturity}",
        conditions.scenarios,
        groups.join("、"),
        if groups.len() > 1 { "各" } else { "" }
    )
}

/// How many scenarios are filled in and how many of them count.
#[must_use]
pub fn scenarios_note(dossier: &Dossier, report: &TierReport) -> String {
    let filled = dossier.instances.len();
    let counted = report.counted().count();
    if filled == 0 {
        return "按典型场景目录逐个填报".to_owned();
    }
    format!(
        "已填 {filled} 个，计入{} {counted} 个",
        tier_label(report.tier)
    )
}

/// How an application is called on its pages.
#[must_use]
pub fn application_title(tier: Tier) -> String {
    format!("{}智能工厂申报", tier_label(tier))
}
