//! Words of the acts that end a bureau's screening, and of the quota that limits one of them.

use crate::domain::quota::Quota;

/// The act of returning.
pub const RETURN: &str = "退回修改";
/// Said before it is done.
pub const RETURN_WARNING: &str =
    "退回后，企业可以修改所列内容并重新提交；在此之前不能继续审核这份申报。";
/// The act of declining.
pub const DECLINE: &str = "不予推荐";
/// Said before it is done.
pub const DECLINE_WARNING: &str = "作出决定后本批次申报结束，不能撤销。";
/// The act of recommending.
pub const RECOMMEND: &str = "推荐至自治区";
/// Said before it is done.
pub const RECOMMEND_WARNING: &str =
    "推荐后不能撤回，初审意见不能再修改；推荐顺序在初审截止前可以调整。";
/// The act of filing.
pub const FILE: &str = "予以备案";
/// Said before it is done.
pub const FILE_WARNING: &str = "备案后本次申报办理完毕，初审意见不能再修改。";

/// How much of a quota is used.
#[must_use]
pub fn quota(quota: Quota) -> String {
    match quota.quota {
        Some(most) => format!("推荐名额 {most} 个，已使用 {} 个。", quota.used),
        None => format!("本等级未设推荐名额，已推荐 {} 个。", quota.used),
    }
}

/// Why nothing more can be recommended, and what to do.
#[must_use]
pub fn quota_used_up(quota: Quota) -> String {
    format!(
        "推荐名额 {} 个已全部使用，不能再推荐。符合不占名额条件的，请勾选“不占推荐名额”并说明依据；需要增加名额的，请与自治区工信厅联系。",
        quota.quota.unwrap_or_default()
    )
}
