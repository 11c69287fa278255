//! The names of roles.

use crate::domain::role::Role;

/// What a role is called in the header.
#[must_use]
pub const fn role_label(role: Role) -> &'static str {
    match role {
        Role::Enterprise => "企业",
        Role::Bureau => "盟市工信局（初审）",
        Role::Expert => "评审专家",
        Role::Administrator => "自治区管理员",
        Role::SecurityAdministrator => "安全管理员",
        Role::AuditAdministrator => "审计管理员",
    }
}
