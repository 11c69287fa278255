//! Words of returns for correction: what is to be corrected, item by item, and until when.

use std::fmt::Write as _;

use crate::domain::field::FieldError;

use super::field_errors;

/// What is to be corrected: one numbered line per item, then what concerns the whole.
pub fn points<'a>(points: impl Iterator<Item = (&'a str, &'a str)>, note: &str) -> String {
    let mut text = String::new();
    for (number, (label, remark)) in (1..).zip(points) {
        let gap = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{gap}{number}. {label}：{remark}");
    }
    if !note.is_empty() {
        let _ = write!(text, "\n其他说明：{note}");
    }
    text
}

/// Said when nothing is opened for editing.
pub const NOTHING_NAMED: &str = "请至少为一项内容写明修改要求，企业只能修改写明要求的内容";

/// What is wrong with the remark of an item, for the summary above the form.
#[must_use]
pub fn remark(label: &str, error: &FieldError) -> String {
    format!("{label}：{}", field_errors::sentence(error))
}

/// A remark on one clause, where several belong to the same part of the form.
#[must_use]
pub fn about(name: &str, comment: &str) -> String {
    format!("{name}：{comment}")
}

/// What the remarks of a bureau's return are for.
pub const INTRO: &str = "逐项写明哪里不符合、需要怎样修改，会原样发给企业；企业只能修改写明了要求的内容。写在“场景建设（全部场景）”时，可以增加、移除和修改所有场景。已填入核对时写的说明。";

/// The label of the deadline.
pub const DUE_AT: &str = "修改截止时间";

/// What the deadline of a return has to keep to.
#[must_use]
pub fn due_hint(days: i16, latest: &str) -> String {
    format!("自退回起不少于 {days} 天，并且在初审截止时间 {latest}之前，为重新审核留出时间。")
}

/// What a longer term has to keep to.
#[must_use]
pub fn extension_hint(latest: &str) -> String {
    format!("晚于原截止时间，不晚于初审截止时间 {latest}。")
}

/// The deadline of a return lies after the bureau's own.
#[must_use]
pub fn due_after_window(deadline: &str) -> String {
    format!("须在初审截止时间 {deadline} 之前，为重新审核留出时间")
}

/// The deadline of a return is nearer than the season allows.
#[must_use]
pub fn due_too_soon(days: i16, earliest: &str) -> String {
    format!("本批次规定修改时间不少于 {days} 天，最早可以填 {earliest}")
}
