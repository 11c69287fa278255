//! Words of the scenario pages (五、场景建设).

use super::{
    labels::{group_label, link_label, standing_label, tier_label},
    uploads,
};
use crate::domain::{
    catalogue::Scenario,
    limits::Full,
    link::Link,
    rules::{Standing, TierReport},
    tier::Tier,
};

/// The labels of the fields of one scenario, for the summary above a refused form.
pub const FIELDS: &[(&str, &str)] = &[
    ("claimed_tier", "申报标准"),
    ("name", "实例名称"),
    ("problem", "解决的问题"),
    ("solution", "建设内容"),
    ("live_since", "投用时间"),
    ("effect-1-name", "第 1 项成效的指标"),
    ("effect-1-before", "第 1 项成效的建设前数值"),
    ("effect-1-after", "第 1 项成效的建设后数值"),
    ("effect-2-name", "第 2 项成效的指标"),
    ("effect-2-before", "第 2 项成效的建设前数值"),
    ("effect-2-after", "第 2 项成效的建设后数值"),
    ("effect-3-name", "第 3 项成效的指标"),
    ("effect-3-before", "第 3 项成效的建设前数值"),
    ("effect-3-after", "第 3 项成效的建设后数值"),
    ("effect-4-name", "第 4 项成效的指标"),
    ("effect-4-before", "第 4 项成效的建设前数值"),
    ("effect-4-after", "第 4 项成效的建设后数值"),
    ("effect-5-name", "第 5 项成效的指标"),
    ("effect-5-before", "第 5 项成效的建设前数值"),
    ("effect-5-after", "第 5 项成效的建设后数值"),
    ("effect-6-name", "第 6 项成效的指标"),
    ("effect-6-before", "第 6 项成效的建设前数值"),
    ("effect-6-after", "第 6 项成效的建设后数值"),
];

/// Said on the board when a return opened single scenarios only.
pub const ONLY_SOME: &str =
    "本次退回只开放部分场景：不能增加或移除场景，标有“不在修改范围”的场景只能查看。";

/// Said when a scenario was to be added and none was chosen.
pub const NONE_CHOSEN: &str = "请从目录中选择一个场景，点击它右侧的“添加”";

/// The name of a scenario that the catalogue of the season does not list.
pub const NOT_LISTED: &str = "目录中没有的场景";

/// An instance that has no name yet.
pub const UNNAMED: &str = "（未填写实例名称）";

/// Said above the name of an instance.
#[must_use]
pub fn name_hint(limit: usize) -> String {
    format!("本场景在本工厂的具体名称（实例名），最多 {limit} 字。")
}

/// Said above the effects.
#[must_use]
pub fn effects_hint(most: usize, limit: usize) -> String {
    format!(
        "写明建设前后可以比较的数据，最多 {most} 项，每格最多 {limit} 字。例如：异常处置时间，4 小时，40 分钟。"
    )
}

/// What a row of an effect still lacks, of the measure and its values before and after; empty when
/// it lacks nothing.
#[must_use]
pub fn effect_lacks(empty: [bool; 3]) -> String {
    let cells: Vec<&str> = ["指标", "建设前", "建设后"]
        .into_iter()
        .zip(empty)
        .filter_map(|(cell, empty)| empty.then_some(cell))
        .collect();
    if cells.is_empty() {
        String::new()
    } else {
        format!(
            "这一项还缺{}。填齐后才算完成；不用这一项的，请清空整行。",
            cells.join("、")
        )
    }
}

/// Where a scenario lies in the catalogue: group and link.
#[must_use]
pub fn place(link: Link) -> String {
    format!("{} › {}", group_label(link.group()), link_label(link))
}

/// Which scenario of the application this is.
#[must_use]
pub fn position(index: usize, count: usize) -> String {
    format!("第 {} 个场景，共 {count} 个", index + 1)
}

/// A tier as an answer to "to which standard was it built".
#[must_use]
pub fn claim(tier: Tier, applied: Tier) -> String {
    if tier == applied {
        format!("{}标准（本次申报等级）", tier_label(tier))
    } else {
        format!("{}标准", tier_label(tier))
    }
}

/// The tiers whose tables do not list a scenario; empty when all do.
#[must_use]
pub fn not_listed_for(scenario: &Scenario) -> String {
    let absent: Vec<&str> = Tier::ALL
        .into_iter()
        .filter(|tier| !scenario.is_in_table(*tier))
        .map(tier_label)
        .collect();
    if absent.is_empty() {
        String::new()
    } else {
        format!("{}的目录没有列入这个场景。", absent.join("、"))
    }
}

/// What the catalogue asks of a scenario at the tier applied for.
#[must_use]
pub fn asks(scenario: &Scenario, tier: Tier) -> String {
    match scenario.standards.get(tier) {
        Some(standard) => format!("{}要求：{standard}", tier_label(tier)),
        None => format!(
            "{}的目录没有列入这个场景，添加后按其他等级的标准填报。",
            tier_label(tier)
        ),
    }
}

/// Whether an instance counts for the tier applied for.
#[must_use]
pub fn counts(standing: Standing, tier: Tier) -> String {
    match standing {
        Standing::Counted => format!("计入{}", tier_label(tier)),
        other => standing_label(other).to_owned(),
    }
}

/// How many scenarios are filled in and how many of them count, in one line.
#[must_use]
pub fn totals(report: &TierReport) -> String {
    format!(
        "已填 {} 个场景实例，其中 {} 个场景计入{}。同一场景有多个实例时只计一次。",
        report.scenarios.len(),
        report.counted().count(),
        tier_label(report.tier)
    )
}

/// How many scenarios an application may hold.
#[must_use]
pub fn most(most: usize) -> String {
    format!("每份申报最多 {most} 个场景实例。")
}

/// How many scenarios there are, of how many there may be.
#[must_use]
pub fn count(count: usize, most: usize) -> String {
    format!("已填 {count} 个场景实例，每份申报最多 {most} 个。")
}

/// There is no room for one more scenario.
#[must_use]
pub fn full(full: Full) -> String {
    format!("{}。", uploads::no_room(full))
}

/// There is no room for a removed scenario that was to be brought back.
#[must_use]
pub fn not_restored(name: &str, full: Full) -> String {
    format!("“{name}”未能恢复：{}。", uploads::no_room(full))
}

/// How many files prove it.
#[must_use]
pub fn files(count: usize) -> String {
    match count {
        0 => "无".to_owned(),
        count => format!("{count} 份"),
    }
}

/// How often a scenario of the catalogue was added already; empty when it was not.
#[must_use]
pub fn added(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "已添加".to_owned(),
        count => format!("已添加 {count} 个实例"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_every_effect_has_a_label() {
        for row in 1..=6 {
            for part in ["name", "before", "after"] {
                let field = format!("effect-{row}-{part}");
                assert!(FIELDS.iter().any(|(name, _)| *name == field), "{field}");
            }
        }
    }
}
