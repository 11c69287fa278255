//! What the pages of decisions say: lists and acts.

use super::labels::tier_label;
use crate::domain::tier::Tier;

/// Labels of the page that puts applications on a draft.
pub const PLACE_FIELDS: &[(&str, &str)] = &[
    ("ruling", "审定意见"),
    ("reason", "审定说明"),
    ("comment", "备注"),
];
/// Labels of the page of a list.
pub const LIST_FIELDS: &[(&str, &str)] = &[
    ("meeting", "会议名称"),
    ("meeting_on", "会议日期"),
    ("minutes_number", "会议纪要文号"),
    ("reason", "原因"),
];
/// An override without its reason.
pub const OVERRIDE_MISSING: &str =
    "存在不满足的条款或评审问题，列入拟公示名单须逐项填写例外理由（至少 10 字）";
/// The obstacles are no longer those that were shown.
pub const OBSTACLES_CHANGED: &str = "核对情况已有变化，请按下方最新情况重新核对后提交";
/// The list was changed by somebody else.
pub const LIST_CHANGED: &str = "草案已被他人修改，请核对下方最新内容后再发布";
/// Applications that have moved on.
pub const MOVED_ON: &str = "名单中有申报的状态已变化，不再是“评审完成，待审定”，请先从草案删除";
/// Obstacles that are not overridden.
pub const NOT_OVERRIDDEN: &str = "名单中有申报的核对情况在列入后发生变化，请重新列入并填写例外理由";
/// Nothing to release.
pub const NOTHING_TO_RELEASE: &str = "草案中没有申报，不能发布";
/// Somebody else put one of the chosen on the draft.
pub const TAKEN_UP: &str =
    "所选申报刚被他人列入草案或修改了审定意见，本次没有保存。请核对草案后，确需修改的再次提交";
/// Applications of several tiers or seasons.
pub const ONE_TIER: &str = "所选申报须属于同一批次、同一等级";

/// Name of a list.
#[must_use]
pub fn list_name(season: &str, tier: Tier) -> String {
    format!("{season}{}审定名单", tier_label(tier))
}

/// How a list stands.
#[must_use]
pub fn list_state(state: &str) -> &'static str {
    match state {
        "draft" => "草案",
        "released" => "已发布",
        _ => "已撤销",
    }
}

/// A remark about an ended line.
#[must_use]
pub fn ended(reason: Option<&str>) -> String {
    match reason.unwrap_or_default() {
        "" => "已改为其他审定意见".to_owned(),
        reason => reason.to_owned(),
    }
}

/// How many of a list are meant for what.
#[must_use]
pub fn counted(label: &str, count: usize) -> String {
    format!("{label} {count} 项")
}

/// Where a page of a long list stands.
#[must_use]
pub fn of_total(first: Option<i64>, last: Option<i64>, total: i64) -> String {
    match first.zip(last) {
        Some((first, last)) if last - first + 1 < total => {
            format!("共 {total} 项，当前显示第 {first}—{last} 项")
        }
        _ => format!("共 {total} 项"),
    }
}
