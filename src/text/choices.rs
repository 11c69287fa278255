//! The answers that forms offer, where they are not an enumeration of the domain.

use super::labels::tier_label;
use crate::domain::{dossier::HeldTier, tier::Tier};

/// 单位性质, stored as it is shown.
pub const OWNERSHIP: [&str; 6] = [
    "中央企业",
    "地方国有企业",
    "民营企业",
    "外商投资企业",
    "港澳台商投资企业",
    "其他",
];

/// 生产类型: stored code and name.
pub const PRODUCTION: [(&str, &str); 3] = [
    ("discrete", "离散型"),
    ("process", "流程型"),
    ("mixed", "混合型"),
];

/// Name of a production type.
#[must_use]
pub fn production_label(code: &str) -> &str {
    PRODUCTION
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, label)| label)
}

/// Yes and no as a form posts them, with their words.
pub const YES_NO: [(&str, &str); 2] = [("yes", "是"), ("no", "否")];

/// An answer to a yes-or-no question.
#[must_use]
pub const fn yes_no_label(answer: bool) -> &'static str {
    if answer { "是" } else { "否" }
}

/// The tier a factory says it holds.
#[must_use]
pub const fn held_tier_label(held: HeldTier) -> &'static str {
    match held {
        HeldTier::None => "尚未获得",
        HeldTier::Held(tier) => tier_label(tier),
    }
}

/// What a form offers for the tier already held: posted code and words.
#[must_use]
pub fn held_tiers() -> Vec<(&'static str, &'static str)> {
    std::iter::once(("none", held_tier_label(HeldTier::None)))
        .chain(Tier::ALL.map(|tier| (tier.as_str(), tier_label(tier))))
        .collect()
}
