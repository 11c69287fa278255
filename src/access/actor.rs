//! The people (and the program itself) that act, each kind its own type.

use crate::domain::{
    ids::{AccountId, BureauId, EnterpriseId, ExpertId},
    role::Role,
};

/// Somebody whose act is recorded in the audit trail.
pub trait Acting: Sync {
    /// The account, absent for visitors and for the program itself.
    fn account(&self) -> Option<AccountId>;
    /// The code of the role as the trail stores it.
    fn role_code(&self) -> &'static str;
}

/// A signed-in person, by role.
#[derive(Clone, Debug)]
pub enum Actor {
    /// 企业
    Enterprise(EnterpriseMember),
    /// 盟市工信局
    Bureau(BureauOfficer),
    /// 专家
    Expert(ExpertMember),
    /// 自治区工信厅 (business)
    Administrator(Administrator),
    /// 安全管理员
    SecurityAdministrator(SecurityAdministrator),
    /// 审计管理员
    AuditAdministrator(AuditAdministrator),
}

macro_rules! members {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* } as $role:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            account: AccountId,
            $($field: $kind,)*
        }

        impl $name {
            pub(in crate::access) fn mint(account: AccountId $(, $field: $kind)*) -> Self {
                Self { account, $($field,)* }
            }

            /// The account that signed in.
            #[must_use]
            pub fn account_id(&self) -> AccountId {
                self.account
            }

            $(
                /// The organisation or person this account acts for.
                #[must_use]
                pub fn $field(&self) -> $kind {
                    self.$field
                }
            )*
        }

        impl Acting for $name {
            fn account(&self) -> Option<AccountId> {
                Some(self.account)
            }

            fn role_code(&self) -> &'static str {
                Role::$role.as_str()
            }
        }
    )+};
}

members! {
    /// Somebody acting for an enterprise.
    EnterpriseMember { enterprise: EnterpriseId } as Enterprise,
    /// Somebody acting for a municipal bureau.
    BureauOfficer { bureau: BureauId } as Bureau,
    /// An expert.
    ExpertMember { expert: ExpertId } as Expert,
    /// The administrator of the business: seasons, assignment, decisions, publication.
    Administrator {} as Administrator,
    /// The security administrator: accounts and roles, nothing of the business.
    SecurityAdministrator {} as SecurityAdministrator,
    /// The audit administrator: reads the audit trail, changes nothing.
    AuditAdministrator {} as AuditAdministrator,
}

impl Actor {
    /// The acting account.
    #[must_use]
    pub fn account_id(&self) -> AccountId {
        match self {
            Self::Enterprise(me) => me.account,
            Self::Bureau(me) => me.account,
            Self::Expert(me) => me.account,
            Self::Administrator(me) => me.account,
            Self::SecurityAdministrator(me) => me.account,
            Self::AuditAdministrator(me) => me.account,
        }
    }

    /// The role this account signed in with.
    #[must_use]
    pub fn role(&self) -> Role {
        match self {
            Self::Enterprise(_) => Role::Enterprise,
            Self::Bureau(_) => Role::Bureau,
            Self::Expert(_) => Role::Expert,
            Self::Administrator(_) => Role::Administrator,
            Self::SecurityAdministrator(_) => Role::SecurityAdministrator,
            Self::AuditAdministrator(_) => Role::AuditAdministrator,
        }
    }
}

impl Acting for Actor {
    fn account(&self) -> Option<AccountId> {
        Some(self.account_id())
    }

    fn role_code(&self) -> &'static str {
        self.role().as_str()
    }
}

/// Nobody signed in: registers an enterprise, signs in, opens a one-time link.
#[derive(Clone, Copy, Debug)]
pub struct Visitor;

impl Acting for Visitor {
    fn account(&self) -> Option<AccountId> {
        None
    }

    fn role_code(&self) -> &'static str {
        "visitor"
    }
}

/// The program itself: background tasks, the command line, the demonstration's loader.
#[derive(Clone, Copy, Debug)]
pub struct System(());

impl System {
    /// Acts without a person. Only `jobs`, `cli` and `demo` may call this (kept by a test).
    #[must_use]
    pub fn acting() -> Self {
        Self(())
    }
}

impl Acting for System {
    fn account(&self) -> Option<AccountId> {
        None
    }

    fn role_code(&self) -> &'static str {
        "system"
    }
}
