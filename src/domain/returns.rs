//! What a bureau names when it returns an application for correction (退回修改).

use serde::{Deserialize, Serialize};

use super::ids::InstanceId;

/// A section or a scenario of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnItem {
    /// 企业与工厂基本信息
    Profile,
    /// 基础要求
    Declarations,
    /// 成熟度自评价
    Maturity,
    /// The scenarios as a whole: adding and removing is allowed.
    Scenarios,
    /// One scenario instance.
    Instance(InstanceId),
    /// 建设要求 (the five qualitative clauses)
    Quality,
    /// 附件与承诺书
    Attachments,
}

impl ReturnItem {
    /// Every item that is not a single scenario.
    pub const SECTIONS: [Self; 6] = [
        Self::Profile,
        Self::Declarations,
        Self::Maturity,
        Self::Scenarios,
        Self::Quality,
        Self::Attachments,
    ];

    /// Whether opening `self` opens `item` too: all scenarios include each one.
    #[must_use]
    pub fn covers(&self, item: &Self) -> bool {
        self == item || matches!((self, item), (Self::Scenarios, Self::Instance(_)))
    }

    /// The code a form posts: the section's name, or `instance:<id>`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Profile => "profile".to_owned(),
            Self::Declarations => "declarations".to_owned(),
            Self::Maturity => "maturity".to_owned(),
            Self::Scenarios => "scenarios".to_owned(),
            Self::Instance(id) => format!("instance:{id}"),
            Self::Quality => "quality".to_owned(),
            Self::Attachments => "attachments".to_owned(),
        }
    }

    /// Reads [`Self::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(id) = code.strip_prefix("instance:") {
            return id.parse().ok().map(Self::Instance);
        }
        Self::SECTIONS.into_iter().find(|item| item.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        let instance = ReturnItem::Instance(InstanceId::new());
        for item in ReturnItem::SECTIONS.into_iter().chain([instance]) {
            assert_eq!(ReturnItem::from_code(&item.code()), Some(item));
        }
        assert_eq!(ReturnItem::from_code("instance:x"), None);
    }

    #[test]
    fn all_scenarios_open_each_one_but_not_the_reverse() {
        let one = ReturnItem::Instance(InstanceId::new());
        assert!(ReturnItem::Scenarios.covers(&one));
        assert!(!one.covers(&ReturnItem::Scenarios));
        assert!(!one.covers(&ReturnItem::Instance(InstanceId::new())));
    }
}
