//! Words of cases that a bureau left when its time was over.

use chrono::{DateTime, Utc};

use super::format;
use crate::domain::application::Status;

/// Answer: more time.
pub const EXTEND: &str = "延长本件初审时间，由推荐单位继续办理";
/// Answer: the end.
pub const END: &str = "按不予推荐办结，本批次申报结束，不能撤销";

/// Labels of the form.
pub const FIELDS: &[(&str, &str)] = &[
    ("result", "办理方式"),
    ("until", "推荐单位办理截止时间"),
    ("due_at", "企业修改截止时间"),
    ("reason", "原因"),
];

/// Where such a case stands.
#[must_use]
pub fn standing(status: Status, closed_at: DateTime<Utc>) -> String {
    let closed = format::deadline(closed_at);
    if status == Status::Returned {
        format!("初审已于 {closed}截止，企业没有在规定时间内重新提交，推荐单位没有作出决定。")
    } else {
        format!("初审已于 {closed}截止，推荐单位没有作出决定。")
    }
}
