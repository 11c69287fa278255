//! Sentences about what is still missing for a tier.

use super::rule_name;
use crate::domain::rules::{Gap, MaturityGap};
use crate::text::labels::{group_label, level_word};

/// What is still missing for a tier, in one sentence without its full stop.
///
/// Such as 还差 2 个场景，其中运营管理至少 1 个；成熟度须达到二级及以上.
pub fn gap_sentence(gap: &Gap) -> String {
    let mut parts = Vec::new();
    if gap.scenarios > 0 {
        parts.push(missing_scenarios(gap));
    }
    match gap.maturity {
        Some(MaturityGap::Level(level)) => {
            parts.push(format!("成熟度须达到{}及以上", level_word(level)));
        }
        Some(MaturityGap::SelfAssessment) => parts.push("须完成成熟度自评价".to_owned()),
        None => {}
    }
    if !gap.others.is_empty() {
        let names: Vec<String> = gap.others.iter().copied().map(rule_name).collect();
        parts.push(format!(
            "另有 {} 项未满足：{}",
            names.len(),
            names.join("、")
        ));
    }
    if !gap.unanswered.is_empty() {
        parts.push(format!("尚未填写 {} 项", gap.unanswered.len()));
    }
    match (parts.is_empty(), gap.to_judge) {
        (false, _) => parts.join("；"),
        (true, 0) => "各项条件均已满足".to_owned(),
        (true, count) => format!("系统可核对的条件均满足，另有 {count} 项由审核人员认定"),
    }
}

fn missing_scenarios(gap: &Gap) -> String {
    let count = gap.scenarios;
    let names: Vec<&str> = gap.groups.iter().copied().map(group_label).collect();
    let joined = names.join("、");
    match (names.len(), usize::try_from(count).unwrap_or(usize::MAX)) {
        (0, _) => format!("还差 {count} 个场景"),
        (1, 1) => format!("还差 1 个场景，须属于{joined}"),
        (1, _) => format!("还差 {count} 个场景，其中{joined}至少 1 个"),
        (groups, needed) if groups == needed => {
            format!("还差 {count} 个场景，{joined}各 1 个")
        }
        _ => format!("还差 {count} 个场景，其中{joined}各至少 1 个"),
    }
}
