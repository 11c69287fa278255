//! The roles that sign in. Three administrators are separated (三员分立): none can act as another.

use serde::{Deserialize, Serialize};

/// What an account may act as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 企业
    Enterprise,
    /// 盟市工信局
    Bureau,
    /// 专家
    Expert,
    /// 自治区工信厅: the business, neither accounts nor audit
    Administrator,
    /// 安全管理员: accounts and roles
    SecurityAdministrator,
    /// 审计管理员: the audit trail
    AuditAdministrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::Enterprise,
        Self::Bureau,
        Self::Expert,
        Self::Administrator,
        Self::SecurityAdministrator,
        Self::AuditAdministrator,
    ];

    /// Whether it is one of the three administrators, whose accounts change only with the consent
    /// of a second person.
    #[must_use]
    pub const fn is_guarded(self) -> bool {
        matches!(
            self,
            Self::Administrator | Self::SecurityAdministrator | Self::AuditAdministrator
        )
    }

    /// The stored code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::Bureau => "bureau",
            Self::Expert => "expert",
            Self::Administrator => "administrator",
            Self::SecurityAdministrator => "security_administrator",
            Self::AuditAdministrator => "audit_administrator",
        }
    }
}

/// A text that names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown role {0:?}")]
pub struct UnknownRole(String);

impl std::str::FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| UnknownRole(text.to_owned()))
    }
}
