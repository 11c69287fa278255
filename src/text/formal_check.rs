//! Words of the formal check (形式审查) by the office.

use chrono::{DateTime, Utc};

use super::{field_errors, format, labels::tier_label, status::act_label};
use crate::domain::{
    application::Act,
    field::FieldError,
    formal_check::{CheckLine, CheckSheet, CheckVerdict},
    tier::Tier,
};

/// The act of rejecting.
pub const REJECT: &str = "形式审查不通过";
/// Said before it is done.
pub const REJECT_WARNING: &str =
    "作出结论后本批次申报结束，不能撤销。材料不齐、可以补正的，请返回上一步选择“补正”。";
/// Asked for at the form.
pub const NOTHING_FAILS: &str = "没有标为“不符合”的条目，请先标出不符合的条目并写明说明";

/// The name of a verdict.
#[must_use]
pub const fn verdict_label(verdict: CheckVerdict) -> &'static str {
    match verdict {
        CheckVerdict::Conforms => "符合",
        CheckVerdict::Fails => "不符合",
        CheckVerdict::NotApplicable => "不适用",
    }
}

/// The label of the remark on an item.
#[must_use]
pub fn remark_label(title: &str) -> String {
    format!("{title}的说明")
}

/// What is wrong with the remark on an item.
#[must_use]
pub fn remark(title: &str, error: &FieldError) -> String {
    field_errors::labelled(&remark_label(title), error)
}

/// Items fail: the application cannot pass.
#[must_use]
pub fn not_passing(sheet: &CheckSheet) -> String {
    let failing: Vec<&str> = sheet.failing().map(|line| line.title.as_str()).collect();
    format!(
        "“{}”标为不符合，不能通过。请选择“补正”或“不通过”，或核对后更正",
        failing.join("”“")
    )
}

/// Somebody else checks it too.
#[must_use]
pub fn other(name: &str, at: DateTime<Utc>) -> String {
    format!(
        "{name}也在审查这一件，{}保存过审查记录。",
        format::moment(at)
    )
}

/// The reason proposed for a rejection: what fails, item by item.
#[must_use]
pub fn suggested_reason(sheet: &CheckSheet) -> String {
    let line = |(index, line): (usize, &CheckLine)| {
        format!("{}. {}：{}", index + 1, line.title, line.remark)
    };
    sheet
        .failing()
        .enumerate()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What was concluded on which submission, by whom and when.
#[must_use]
pub fn concluded(submission: i32, act: Act, name: &str, at: DateTime<Utc>) -> String {
    format!(
        "第 {submission} 次提交：{}（{name}，{}）",
        act_label(act),
        format::moment(at)
    )
}

/// How an item was found, with the remark.
#[must_use]
pub fn found(line: &CheckLine) -> String {
    let verdict = line.verdict.map_or("未审查", verdict_label);
    if line.remark.is_empty() {
        verdict.to_owned()
    } else {
        format!("{verdict}：{}", line.remark)
    }
}

/// How many wait.
#[must_use]
pub fn waiting(count: i64) -> String {
    format!("待审查 {count} 件")
}

/// A tab of the list: a tier with how many wait.
#[must_use]
pub fn tab(tier: Option<Tier>, count: i64) -> String {
    format!("{} {count}", tier.map_or("全部等级", tier_label))
}

/// How many of how many are listed.
#[must_use]
pub fn listed(shown: usize, total: i64) -> String {
    if usize::try_from(total) == Ok(shown) {
        format!("共 {total} 项")
    } else {
        format!("共 {total} 项，先列出等待最久的 {shown} 项")
    }
}

/// Since when it waits.
#[must_use]
pub fn since(now: DateTime<Utc>, since: DateTime<Utc>) -> String {
    format::duration(now - since)
}

/// Somebody began with it.
#[must_use]
pub fn begun(name: &str) -> String {
    format!("{name}已开始审查")
}

/// An answer that changed with the supplement.
#[must_use]
pub fn change(before: &str, after: &str) -> String {
    let shown = |text: &str| {
        if text.is_empty() {
            "无".to_owned()
        } else {
            text.to_owned()
        }
    };
    format!("补正前：{}\n补正后：{}", shown(before), shown(after))
}

/// Labels of the rows about the recommendation.
pub const QUOTA: &str = "下达名额";
/// Recommended so far.
pub const QUOTA_USED: &str = "已推荐（占名额）";
/// Heading of the rows about the recommendation.
pub const RECOMMENDATION: &str = "推荐情况";
/// No quota was set.
pub const NO_QUOTA: &str = "未设名额";

/// The act of asking for a supplement.
pub const SUPPLEMENT: &str = "补正";
/// The button that sends it.
pub const SUPPLEMENT_SEND: &str = "发出补正通知";
/// What the remarks are for.
pub const SUPPLEMENT_INTRO: &str = "一次性告知：逐项写明缺少什么、需要怎样补正，会原样发给企业；企业只能修改写明了要求的内容，补正后直接回到形式审查，推荐序号保留。已填入标为“不符合”的条目和说明。";
/// The label of the deadline.
pub const SUPPLEMENT_DUE: &str = "补正截止时间";
/// Said before it is sent.
pub const SUPPLEMENT_WARNING: &str = "补正应当一次性告知。发出后企业可以修改所列内容，在其重新提交或者逾期之前不能继续审查；推荐单位会收到通知。";

/// What fails, as a remark for the enterprise.
#[must_use]
pub fn about(line: &CheckLine) -> String {
    format!("{}：{}", line.title, line.remark)
}

/// What the deadline of a supplement has to keep to.
#[must_use]
pub fn due_hint(days: i16, latest: &str) -> String {
    format!("自通知起不少于 {days} 天，不晚于 {latest}。")
}

/// What a longer term has to keep to.
#[must_use]
pub fn extension_hint(latest: &str) -> String {
    format!("晚于原截止时间，不晚于 {latest}。")
}

/// A deadline beyond the last one possible.
#[must_use]
pub fn due_too_late(latest: &str) -> String {
    format!("不能晚于 {latest}")
}

/// How a supplement that is asked for stands.
#[must_use]
pub fn supplement_until(due: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if due <= now {
        format!("企业逾期未补正，补正截止时间 {}", format::deadline(due))
    } else {
        format!("已通知企业补正，截止 {}", format::deadline(due))
    }
}
