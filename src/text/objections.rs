//! What the pages of objections (异议) and of results taken back say.

use chrono::{DateTime, NaiveDate, Utc};

use super::{format, status::status_label};
use crate::domain::{
    application::Status,
    objection::{Channel, Ruling},
};

/// Labels of the forms.
pub const FIELDS: &[(&str, &str)] = &[
    ("line", "针对的企业"),
    ("objector", "反映人"),
    ("contact", "联系方式"),
    ("content", "异议内容"),
    ("received_on", "收到日期"),
    ("due_on", "答复期限"),
    ("ruling", "核查结论"),
    ("reason", "结论依据"),
    ("reply", "答复情况"),
    ("document", "撤销文件（文号）"),
    ("banned_until", "不得申报的期限"),
    ("channel", "来源"),
    ("recorded", "登记"),
    ("ruled", "办理"),
];

/// The label of a field or a fact.
#[must_use]
pub fn label(name: &str) -> &'static str {
    let found = FIELDS.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, label)| label)
}

/// The day an objection came in lies outside of the term.
pub const OUTSIDE_TERM: &str = "收到日期不在公示期内。公示期外收到的，不作为公示异议登记";
/// An answer due before the objection came in.
pub const DUE_BEFORE: &str = "答复期限早于收到日期，请重新填写";
/// A ban that is over.
pub const BAN_OVER: &str = "不得申报的期限应晚于今天，不设期限的请留空";
/// The lines to be concluded are no longer those that were shown.
pub const LINES_CHANGED: &str =
    "公示的企业中有新的异议或结论，将公布的名单已有变化，请核对下方最新情况后再公布";

/// How an objection came in.
#[must_use]
pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Paper => "书面",
        Channel::Online => "网上提交",
    }
}

/// What the office found.
#[must_use]
pub const fn ruling(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Upheld => "异议成立",
        Ruling::NotUpheld => "异议不成立",
        Ruling::Withdrawn => "异议撤回",
    }
}

/// What follows from a finding.
#[must_use]
pub const fn follows(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Upheld => "该企业移出公示，恢复为待审定，由会议重新审定。",
        Ruling::NotUpheld => "没有其他待核查的异议时，该企业恢复办理，公示期满后公布。",
        Ruling::Withdrawn => "反映人书面撤回。没有其他待核查的异议时，该企业恢复办理。",
    }
}

/// How an objection stands.
#[must_use]
pub fn standing(found: Option<Ruling>, due_on: NaiveDate, today: NaiveDate) -> &'static str {
    match found {
        Some(found) => ruling(found),
        None if due_on < today => "逾期未答复",
        None => "核查中",
    }
}

/// How a line of a publicity stands.
#[must_use]
pub const fn line(status: Status, removed: bool) -> &'static str {
    if removed {
        "异议成立，已移出"
    } else {
        match status {
            Status::Concluded => "已办结",
            other => status_label(other),
        }
    }
}

/// What a line that left the publicity is marked with, for everybody.
pub const REMOVED: &str = "经异议核查，已移出公示";

/// What a line of a published list is marked with whose result was taken back.
#[must_use]
pub fn revoked(at: DateTime<Utc>) -> String {
    format!("已撤销（{}）", format::date_of(at))
}

/// A line as a choice.
#[must_use]
pub fn choice(number: i32, enterprise: &str, factory: &str) -> String {
    format!("{number}. {enterprise}（{factory}）")
}

/// How many lines are concluded now, and how many are not and why.
#[must_use]
pub fn to_conclude(ready: usize, held: usize, removed: usize) -> String {
    let mut parts = vec![format!("本次公布 {ready} 家")];
    if held > 0 {
        parts.push(format!("{held} 家异议核查中，暂缓，核查完毕后另行公布"));
    }
    if removed > 0 {
        parts.push(format!("{removed} 家异议成立，已移出"));
    }
    parts.join("；")
}

/// The title proposed for a list that follows an earlier one of the same publicity.
#[must_use]
pub fn supplementary(title: &str) -> String {
    format!("{title}（补充）")
}

/// An enterprise may not apply.
#[must_use]
pub fn banned(until: NaiveDate) -> String {
    format!(
        "因此前的结果被撤销，您单位在{}及以前不得申报。有疑问的，请联系自治区工信厅",
        format::date(until)
    )
}

/// Who recorded or ruled, and when.
#[must_use]
pub fn by(login: Option<&str>, at: DateTime<Utc>) -> String {
    match login {
        Some(login) => format!("{}，{login}", format::moment(at)),
        None => format::moment(at),
    }
}
