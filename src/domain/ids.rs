//! Identifiers of stored things, each its own type so that they cannot be mixed up.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier, ordered by the time of its making.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "a new identifier is never a default")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

uuid_ids! {
    /// A person who signs in.
    AccountId,
    /// An enterprise (申报主体).
    EnterpriseId,
    /// A factory (工厂) of an enterprise.
    FactoryId,
    /// A municipal bureau (推荐单位).
    BureauId,
    /// An expert (专家).
    ExpertId,
    /// A season (批次).
    SeasonId,
    /// An application: one (season, factory, tier).
    ApplicationId,
    /// One built scenario (场景实例) of an application.
    InstanceId,
    /// One uploaded file (佐证材料).
    EvidenceId,
    /// One expert's task to review one application.
    AssignmentId,
    /// A recommendation table as a bureau handed it in (推荐汇总表).
    HandedInTableId,
    /// A scanned paper that belongs to such a table.
    TablePaperId,
    /// A list of decisions (拟公示名单草案).
    DecisionListId,
    /// A publicity period (公示).
    PublicityId,
    /// An objection (异议) to a line of a publicity.
    ObjectionId,
    /// A published list (名单).
    ListId,
    /// A change of an administrator's account that needs consent.
    AccountRequestId,
    /// A message shown to an account.
    MessageId,
}
