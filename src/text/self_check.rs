//! The answers that the self-check offers, in short words.

use crate::domain::rules::Entity;

/// Legal form, short enough for two buttons side by side.
#[must_use]
pub const fn entity_short(entity: Entity) -> &'static str {
    match entity {
        Entity::LegalPerson => "独立法人",
        Entity::Branch => "法人分支机构",
    }
}

/// Levels of maturity as the form posts them; empty for not assessed.
pub const LEVELS: [(&str, &str); 6] = [
    ("", "无"),
    ("1", "一"),
    ("2", "二"),
    ("3", "三"),
    ("4", "四"),
    ("5", "五"),
];
