//! What the public pages say of tiers, windows, publicities and lists.

use chrono::{DateTime, Utc};

use super::{
    format,
    labels::{group_label, link_label, maturity_label},
};
use crate::domain::{
    link::Group,
    rules::TierConditions,
    season::{Window, WindowState},
    tier::Tier,
};

/// Whom a tier is for, in one short sentence of our own.
#[must_use]
pub const fn tier_purpose(tier: Tier) -> &'static str {
    match tier {
        Tier::Basic => "关键环节开始数字化、网络化，为后续提升打基础。",
        Tier::Advanced => "主要生产和管理环节数字化贯通。",
        Tier::Excellent => "五个环节全面建设，数据驱动优化。",
        Tier::Leading => "智能技术深度融合，探索新的制造模式。",
    }
}

/// The groups that a tier requires to be covered.
#[must_use]
pub fn groups_required(groups: &[Group]) -> String {
    if groups.len() == Group::ALL.len() {
        return "五个环节全部覆盖".to_owned();
    }
    let names: Vec<&str> = groups.iter().map(|group| group_label(*group)).collect();
    format!("覆盖{}", names.join("、"))
}

/// The links of a group.
#[must_use]
pub fn links_of(group: Group) -> String {
    let names = group.links().iter().map(|link| link_label(*link));
    names.collect::<Vec<_>>().join("、")
}

/// What a tier asks of the maturity self-assessment.
#[must_use]
pub fn maturity_required(conditions: &TierConditions) -> String {
    match conditions.maturity.minimum {
        Some(level) => format!("成熟度自评价{}及以上", maturity_label(level)),
        None if conditions.maturity.self_assessed => {
            "完成成熟度自评价（未规定最低级别，低于二级的由审核人员认定）".to_owned()
        }
        None => "成熟度不作要求".to_owned(),
    }
}

/// When a window opens.
#[must_use]
pub fn opens(window: &Window) -> String {
    format!("{} 开始", format::date_of(window.opens_at()))
}

/// When a window closes.
#[must_use]
pub fn closes(window: &Window) -> String {
    format!("{} 截止", format::deadline(window.closes_at()))
}

/// How a window stands, in two or three characters.
#[must_use]
pub const fn window_badge(state: WindowState) -> &'static str {
    match state {
        WindowState::NotYet(_) => "未开始",
        WindowState::Open(_) => "进行中",
        WindowState::Closed => "已结束",
    }
}

/// How a publicity stands.
#[must_use]
pub fn publicity_badge(closes_at: DateTime<Utc>, now: DateTime<Utc>) -> &'static str {
    if now < closes_at {
        "公示中"
    } else {
        "公示期满"
    }
}

/// A list that was published.
pub const PUBLISHED: &str = "已公布";

/// When something was made public, and how many lines it has.
#[must_use]
pub fn facts(when: &str, count: i64) -> String {
    format!("{when} · 共 {count} 家")
}

/// How many lists are shown.
#[must_use]
pub fn lists_shown(count: usize) -> String {
    format!("本页 {count} 份名单，新的在前")
}

/// Which lines of a list are shown.
#[must_use]
pub fn shown(first: i32, last: i32, found: i64) -> String {
    if found == 0 {
        return "没有符合条件的企业".to_owned();
    }
    format!("共 {found} 家，当前显示第 {first}—{last} 家")
}
