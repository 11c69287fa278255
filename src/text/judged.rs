//! Words of findings that somebody made: by whom, when, and what became of a form filled in before.

use super::{format, labels::tier_label, screening::verdict_label};
use crate::domain::{authors::Author, screening::ScreenVerdict, tier::Tier};

/// The button that confirms an item, for a scenario at the tier claimed, and goes on.
#[must_use]
pub fn confirm_and_go_on(tier: Option<Tier>, is_last: bool) -> String {
    let at = tier.map_or_else(String::new, |tier| format!("（{}）", tier_label(tier)));
    let onwards = if is_last { "" } else { "，看下一项" };
    format!("确认{at}{onwards}")
}

/// The button that confirms all clauses shown of one document.
#[must_use]
pub fn confirm_together(count: usize) -> String {
    format!("以上 {count} 条均确认，看下一项")
}

/// Why nothing can be judged now.
#[must_use]
pub fn shut(opens_at: &str, closes_at: &str) -> String {
    format!(
        "初审时间为 {opens_at} 至 {closes_at}，现在不能核对或办理，只能查看。需要延长的，请与自治区工信厅联系。"
    )
}

/// Who judged an item last, and when.
#[must_use]
pub fn found_by(author: &Author) -> String {
    format!("{}，{} 核对", author.name, format::moment(author.at))
}

/// Somebody judged the item after the page was opened.
#[must_use]
pub fn found_meanwhile(
    author: &Author,
    item: &str,
    verdict: ScreenVerdict,
    comment: &str,
) -> String {
    let said = if comment.is_empty() {
        String::new()
    } else {
        format!("，说明：{comment}")
    };
    format!(
        "您打开页面后，{}已于 {} 将“{item}”核对为“{}”{said}。您填写的内容没有保存；核对后仍要按您的结论保存的，请再次保存",
        author.name,
        format::moment(author.at),
        verdict_label(verdict)
    )
}

/// The enterprise submitted again after the page was opened.
#[must_use]
pub fn submitted_again(shown: i32, newest: i32) -> String {
    format!(
        "您打开的页面是第 {shown} 次提交的内容，现在显示的是第 {newest} 次提交。您填写的内容没有保存，请核对新内容后再保存"
    )
}

/// The form does not say what it was filled in from.
#[must_use]
pub fn shown_unknown(newest: i32) -> String {
    format!("页面已过期，现在显示的是第 {newest} 次提交。您填写的内容没有保存，请核对后再保存")
}
