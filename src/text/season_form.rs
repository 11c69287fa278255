//! Sentences and labels of the form of a season and of its check.

use super::labels::tier_label;
use crate::domain::{season::Stage, tier::Tier};

/// Labels of the form of a season, in its order; the times of its tiers have theirs by [`season_time`].
pub const SEASON_FIELDS: &[(&str, &str)] = &[
    ("title", "批次名称"),
    ("code", "批次编号"),
    ("rules", "要素条件"),
    ("catalogue", "典型场景目录"),
    ("score_sheet", "评分表"),
    ("tiers", "受理等级"),
    ("one_tier", "同一工厂申报等级数"),
    ("approval", "企业账号启用方式"),
    ("return_days_min", "退回修改最短期限"),
    ("experts_min", "每项申报的专家人数"),
    ("experts_max", "评分有分歧时最多专家数"),
    ("divergence_range", "最高分与最低分之差"),
    ("divergence_deviation", "单个总分与中位数之差"),
    ("score_line", "合格分数线"),
    ("own_region", "本盟市专家"),
    ("publicity_days", "公示工作日数"),
    ("first_day", "公示首日"),
    ("basis", "公示依据（文号）"),
    ("procedure", "评审程序说明"),
    ("office", "受理处室"),
    ("telephone", "监督电话"),
    ("address", "通信地址"),
    ("email", "电子邮箱"),
    ("signed_by", "落款单位"),
    ("reason", "调整原因"),
];

/// The label of a time of a tier.
#[must_use]
pub fn season_time(tier: Tier, stage: Stage, closes: bool) -> String {
    let stage = match stage {
        Stage::Enterprise => "申报",
        Stage::Bureau => "初审",
        Stage::Review => "评审",
    };
    let end = if closes { "截止" } else { "开始" };
    format!("{}{stage}{end}", tier_label(tier))
}

/// A season offers no tier.
pub const NO_TIER: &str = "请至少选择一个受理等级";
/// A tier of a running season is left out.
#[must_use]
pub fn tier_gone(tier: Tier) -> String {
    format!("{}已经开始受理，不能取消，请重新勾选", tier_label(tier))
}
/// The code of a season has a wrong character.
pub const CODE_CHARACTERS: &str = "批次编号只能用字母、数字和连字符，例如 2027A";
/// Fewest reviews against most experts.
pub const EXPERTS_ORDER: &str = "有分歧时的最多专家数不能少于每项申报的专家人数";
/// A running season changes without a reason.
pub const CHANGE_REASON: &str = "请填写调整原因，会记入审计日志；改动时间的，会一并告知相关单位";
/// Answers.
pub const ONE_TIER: &str = "只能申报一个等级";
/// Answers.
pub const SEVERAL_TIERS: &str = "可以同时申报几个等级";
/// Answers.
pub const FIRST_DAY_COUNTED: &str = "公示首日计入工作日";
/// Answers.
pub const FIRST_DAY_NOT_COUNTED: &str = "公示首日不计入，从次日起算";

/// What the check of a draft says of one tier's windows.
#[must_use]
pub fn flaw(tier: Tier, sentence: &str) -> String {
    format!("{}：{sentence}。", tier_label(tier))
}

/// The season's windows need a year that no calendar has.
#[must_use]
pub fn calendar_wanting(year: i32) -> String {
    format!(
        "按评审截止时间推算，公示会用到 {year} 年的工作日，系统中还没有该年的工作日历。开始公示前须先载入该年安排。"
    )
}

/// The quotas of a tier: how many bureaus have one, and their sum.
#[must_use]
pub fn quota_sum(bureaus: usize, sum: i32) -> String {
    if bureaus == 0 {
        "未设名额，不限".to_owned()
    } else {
        format!("{bureaus} 个推荐单位，共 {sum} 项")
    }
}

/// Fewer experts than each application needs.
#[must_use]
pub fn experts_wanting(experts: i64, wanted: i16) -> String {
    format!("目前可用的专家 {experts} 名，少于每项申报需要的 {wanted} 名，评审前请补充专家。")
}
