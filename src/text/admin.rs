//! Sentences and labels of the administrator's pages that are not in their templates.

use chrono::{DateTime, Utc};

use super::{
    format,
    labels::tier_label,
    season_labels::{conflict_sentence, relation_label, stage_label, tier_labels},
};
use crate::domain::{
    application::Outcome,
    review::conflict::{ConflictReason, Relation},
    season::Stage,
    tier::Tier,
};

/// Column of the board: being filled in.
pub const DRAFT: &str = "填写中";
/// Column of the board: on a bureau's desk.
pub const SUBMITTED: &str = "待初审";
/// Column of the board: returned.
pub const RETURNED: &str = "退回修改";
/// Column of the board: the formal check, a supplement included.
pub const RECOMMENDED: &str = "形式审查";
/// Column of the board: with the experts.
pub const IN_REVIEW: &str = "评审中";
/// Column of the board: waits for a decision.
pub const REVIEWED: &str = "待审定";
/// Column of the board: waits for publicity.
pub const PROPOSED: &str = "拟公示";
/// Column of the board: in publicity.
pub const IN_PUBLICITY: &str = "公示中";
/// Column of the board: ended well.
pub const CONCLUDED: &str = "已办结";
/// Column of the board: ended otherwise.
pub const ENDED: &str = "未通过";
/// Column of the board: withdrawn or revoked.
pub const TAKEN_BACK: &str = "撤回/撤销";
/// The last column and line.
pub const TOTAL: &str = "合计";
/// The tab of all tiers.
pub const ALL_TIERS: &str = "全部等级";

/// From when to when.
#[must_use]
pub fn span(opens_at: DateTime<Utc>, closes_at: DateTime<Utc>) -> String {
    format!(
        "{}至{}",
        format::minute(opens_at),
        format::deadline(closes_at)
    )
}

/// A stage of some tiers: 企业申报（先进级、卓越级）.
#[must_use]
pub fn stage_of(tiers: &[Tier], stage: Stage) -> String {
    format!("{}（{}）", stage_label(stage), tier_labels(tiers))
}

/// How many of a list are shown.
#[must_use]
pub fn shown(count: usize, more: bool) -> String {
    if more {
        format!("本页 {count} 项，还有下一页")
    } else {
        format!("本页 {count} 项")
    }
}

/// How far an expert's task is.
pub const TASK_ASSIGNED: &str = "待声明";
/// The expert reviews.
pub const TASK_ACCEPTED: &str = "评审中";
/// The expert declared a conflict.
pub const TASK_CONFLICTED: &str = "已回避";
/// The review is filed.
pub const TASK_FILED: &str = "已提交";
/// The task was taken back.
pub const TASK_CANCELLED: &str = "已取消";

/// Whose counts a report shows.
pub const BY_ENTERPRISE: &str = "按企业申报的情况";
/// Whose counts a report shows.
pub const BY_BUREAU: &str = "按初审确认的情况";
/// Whose counts a report shows.
pub const BY_EXPERTS: &str = "按专家认定的情况";

/// Label of a fact.
pub const CREDIT_CODE: &str = "统一社会信用代码";
/// Label of a fact.
pub const BUREAU: &str = "推荐单位";
/// Label of a fact.
pub const RANK: &str = "推荐序号";
/// Label of a fact.
pub const EXEMPT: &str = "不占名额";
/// Label of a fact.
pub const OPINION: &str = "初审意见";
/// Label of a fact.
pub const SUBMITTED_AT: &str = "提交时间";
/// Label of a fact.
pub const SUBMISSION: &str = "提交";
/// Label of a fact.
pub const DIGEST: &str = "校验码（SHA-256）";
/// Label of a fact.
pub const DECISION: &str = "审定结果";
/// Label of a fact.
pub const DECISION_REASON: &str = "审定说明";

/// The bureau's rank.
#[must_use]
pub fn rank(rank: i32) -> String {
    format!("第 {rank} 位")
}

/// Which submission.
#[must_use]
pub fn submission(number: i32) -> String {
    format!("第 {number} 次提交")
}

/// Nobody was chosen.
pub const CHOOSE_EXPERT: &str = "请至少选择一名专家";
/// An expert that cannot be assigned.
pub const EXPERT_NOT_AVAILABLE: &str = "所选专家不可用或已有本件申报的评审任务，请刷新后重新选择";

/// More experts than the season provides for.
#[must_use]
pub fn too_many_experts(limit: usize, assigned: usize) -> String {
    format!(
        "每项申报 {limit} 名专家，已分配 {assigned} 名，最多还能选 {} 名",
        limit.saturating_sub(assigned)
    )
}

/// An expert who has to avoid the application.
#[must_use]
pub fn expert_conflict(name: &str, reasons: &[ConflictReason]) -> String {
    format!("{name}：{}", conflicts(reasons))
}

/// Why an expert cannot be chosen.
#[must_use]
pub fn conflicts(reasons: &[ConflictReason]) -> String {
    reasons
        .iter()
        .map(|reason| conflict_sentence(*reason))
        .collect::<Vec<_>>()
        .join("；")
}

/// Reviews are still open.
#[must_use]
pub fn reviews_open(open: usize) -> String {
    format!("还有 {open} 名专家没有提交评审，全部提交后才能汇总；不再参加评审的请先取消任务")
}

/// Too few reviews.
#[must_use]
pub fn reviews_too_few(filed: usize, wanted: i16) -> String {
    format!("已提交 {filed} 份评审，本批次每项申报需要 {wanted} 份，请先补充分配专家")
}

/// How many experts are still to be assigned.
#[must_use]
pub fn experts_wanted(assigned: usize, limit: i16) -> String {
    format!("已分配 {assigned} 名，本批次每项申报 {limit} 名")
}

/// How many criteria have points.
#[must_use]
pub fn scored(scored: i64, criteria: usize) -> String {
    format!("已评 {scored} / {criteria} 项")
}

/// Labels of the fields that several forms of the office share, for the summary of errors.
pub const FIELDS: &[(&str, &str)] = &[
    ("reason", "理由"),
    ("experts", "专家"),
    ("ruling", "审定结果"),
    ("title", "标题"),
    ("opens_at", "开始时间"),
    ("closes_at", "截止时间"),
    ("edition", "版本代码"),
    ("file", "目录文件"),
];

/// Labels of the page of decisions.
pub const DECISION_FIELDS: &[(&str, &str)] = &[("ruling", "审定结果"), ("reason", "审定说明")];
/// Labels of the page that takes a task back.
pub const CANCEL_FIELDS: &[(&str, &str)] = &[("reason", "取消原因")];

/// The reason of a declared conflict as the expert gave it; it may begin with the code of a relation.
#[must_use]
pub fn declared(reason: &str) -> String {
    let (code, rest) = reason.split_once(':').unwrap_or((reason, ""));
    match (Relation::of_str(code.trim()), rest.trim()) {
        (Some(relation), "") => relation_label(relation).to_owned(),
        (Some(relation), rest) => format!("{}：{rest}", relation_label(relation)),
        (None, _) => reason.to_owned(),
    }
}

/// Until when experts review.
#[must_use]
pub fn review_deadline(closes_at: DateTime<Utc>, remaining: &str) -> String {
    format!("评审截止 {}，{remaining}", format::deadline(closes_at))
}

/// Scenarios claimed, confirmed and accepted.
#[must_use]
pub fn three_counts(claimed: i32, confirmed: Option<i32>, accepted: i32) -> String {
    let confirmed = confirmed.map_or_else(|| "—".to_owned(), |number| number.to_string());
    format!("{claimed} / {confirmed} / {accepted}")
}

/// Level and score of maturity.
#[must_use]
pub fn maturity(level: &str, score: &str) -> String {
    match (level, score) {
        ("", "") => "—".to_owned(),
        (level, "") => level.to_owned(),
        (level, score) => format!("{level} {score}"),
    }
}

/// Name of the workbook of results.
#[must_use]
pub fn results_file(season: &str, tier: &str) -> String {
    format!("{season}{tier}评审结果汇总表.xlsx")
}

/// Several things in one line.
#[must_use]
pub fn listed<T: Into<String>>(things: impl Iterator<Item = T>) -> String {
    things.map(Into::into).collect::<Vec<String>>().join("、")
}

/// What waits for a list.
#[must_use]
pub fn filed_waiting(tier: &str) -> String {
    format!("{tier}已备案、未公布")
}

/// Button.
pub const OPEN_PUBLICITY: &str = "开始公示";
/// Button.
pub const PUBLISH_FILED: &str = "公布备案名单";
/// State of a publicity.
pub const PUBLICITY_CONCLUDED: &str = "已结束并公布";
/// State of a publicity.
pub const PUBLICITY_OVER: &str = "公示期满，待公布名单";
/// State of a publicity.
pub const PUBLICITY_AHEAD: &str = "尚未开始";

/// The title proposed for a publicity.
#[must_use]
pub fn publicity_title(season: &str, tier: Tier) -> String {
    let tier_name = tier_label(tier);
    match Outcome::of(tier) {
        Outcome::Recognised => format!("{season}{tier_name}智能工厂拟认定名单公示"),
        Outcome::Filed => format!("{season}{tier_name}智能工厂备案名单公示"),
        Outcome::RecommendedUp => format!("{season}{tier_name}智能工厂拟推荐上报名单公示"),
    }
}

/// The title proposed for a list.
#[must_use]
pub fn list_title(season: &str, tier: Tier) -> String {
    let tier_name = tier_label(tier);
    match Outcome::of(tier) {
        Outcome::Recognised => format!("{season}{tier_name}智能工厂认定名单"),
        Outcome::Filed => format!("{season}{tier_name}智能工厂备案名单"),
        Outcome::RecommendedUp => format!("{season}{tier_name}智能工厂推荐上报名单"),
    }
}

/// How many lines.
#[must_use]
pub fn lines(count: usize) -> String {
    format!("共 {count} 家")
}

/// A sheet scores what the application form does not ask.
pub const SHEET_NOT_ASKED: &str =
    "评分表中有评分项所依据的内容，申报表没有设置，专家无从评分，请换一份评分表";
/// The code of a season is taken.
pub const SEASON_CODE_TAKEN: &str = "批次编号已被使用，请换一个编号";

/// Label of an edition.
pub const RULES: &str = "要素条件";
/// Label of an edition.
pub const CATALOGUE: &str = "典型场景目录";
/// Label of an edition.
pub const SCORE_SHEET: &str = "评分表";

/// Quotas taken together: what is allowed, how many have no limit, what is used.
#[must_use]
pub fn quota_sum(quota: i32, unlimited: usize, used: i64) -> String {
    let allowed = match (quota, unlimited) {
        (_, 0) => format!("名额 {quota}"),
        (0, _) => "不限".to_owned(),
        _ => format!("名额 {quota}，另有 {unlimited} 处不限"),
    };
    format!("{allowed}，已用 {used}")
}
