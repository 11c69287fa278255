//! Filed reviews as the office reads them, and the acts on them: opened again, taken together.

use super::{format, labels::tier_label};
use crate::domain::{review::points::Points, tier::Tier};

/// No filed review was chosen to be opened again.
pub const CHOOSE_REVIEW: &str = "请至少选择一名专家的评审";
/// A chosen review was opened by somebody else.
pub const REVIEW_NOT_FILED: &str = "所选评审已被重新打开，请按现在的情况重新选择";
/// Nothing was chosen to be taken together.
pub const CHOOSE_TO_CONCLUDE: &str = "请至少选择一件申报";
/// The labels of the form that opens a review again.
pub const REOPEN_FIELDS: &[(&str, &str)] = &[("reason", "重新打开的原因"), ("reviews", "评审")];
/// The part of a review with the points.
pub const SCORES: &str = "评分";
/// The part with the opinion on the whole.
pub const OVERALL: &str = "综合意见";
/// The part with the judged clauses.
pub const QUALITY: &str = "建设要求";
/// The part with the accepted scenarios.
pub const SCENES: &str = "场景认定";

/// A criterion with its most points.
#[must_use]
pub fn criterion(title: &str, max: Points) -> String {
    format!("{title}（{} 分）", format::points(max))
}

/// A scenario with the tier claimed for it.
#[must_use]
pub fn claimed_scene(name: &str, claimed: Tier) -> String {
    format!("{name}（申报{}）", tier_label(claimed))
}

/// Whether a filed review counts.
#[must_use]
pub const fn standing(counts: bool) -> &'static str {
    if counts {
        "有效"
    } else {
        "已重新打开，不计入"
    }
}

/// Name of the file with the filed reviews of one application.
#[must_use]
pub fn filed_reviews_file(enterprise: &str) -> String {
    format!("{enterprise}专家评审意见.csv")
}
