//! Words of findings that somebody made: by whom, when, and what became of a form filled in before.

use super::{format, screening::verdict_label};
use crate::domain::{authors::Author, screening::ScreenVerdict};

/// Who judged an item last, and when.
#[must_use]
pub fn found_by(author: &Author) -> String {
    format!("{}，{} 核对", author.name, format::moment(author.at))
}

/// Somebody judged the item after the page was opened.
#[must_use]
pub fn found_meanwhile(author: &Author, verdict: ScreenVerdict, comment: &str) -> String {
    let said = if comment.is_empty() {
        String::new()
    } else {
        format!("，说明：{comment}")
    };
    format!(
        "您打开页面后，{}已于 {} 将本项核对为“{}”{said}。您填写的内容没有保存；核对后仍要按您的结论保存的，请再次保存",
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
