//! How identifiers and enumerations of the domain are stored: `uuid` and `text`.

use sqlx::{
    Decode, Encode, Postgres, Type,
    encode::IsNull,
    error::BoxDynError,
    postgres::{PgArgumentBuffer, PgHasArrayType, PgTypeInfo, PgValueRef},
};
use uuid::Uuid;

use crate::domain::{
    account::AccountState,
    account_request::{AccountChange, RequestState},
    application::{Act, Outcome, Status},
    catalogue::ScenarioId,
    ids::{
        AccountId, AccountRequestId, ApplicationId, AssignmentId, BureauId, DecisionListId,
        EnterpriseId, EvidenceId, ExpertId, FactoryId, HandedInTableId, InstanceId, ListId,
        MessageId, ObjectionId, PublicityId, SeasonId, TablePaperId,
    },
    link::{Group, Link},
    objection::{Channel, Ruling},
    review::task::TaskState,
    role::Role,
    rules::{Entity, Incident, RuleId},
    screening::ScreenVerdict,
    season::{AccountApproval, OwnRegion, SeasonState},
    tier::Tier,
};

macro_rules! uuid_ids {
    ($($name:ty),+ $(,)?) => {$(
        impl Type<Postgres> for $name {
            fn type_info() -> PgTypeInfo {
                <Uuid as Type<Postgres>>::type_info()
            }
        }

        impl PgHasArrayType for $name {
            fn array_type_info() -> PgTypeInfo {
                <Uuid as PgHasArrayType>::array_type_info()
            }
        }

        impl Encode<'_, Postgres> for $name {
            fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
                self.0.encode_by_ref(buffer)
            }
        }

        impl<'r> Decode<'r, Postgres> for $name {
            fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
                Uuid::decode(value).map(Self)
            }
        }
    )+};
}

/// Stores a type as the text its method gives and `FromStr` reads back.
macro_rules! texts {
    ($text:ident: $($name:ty),+ $(,)?) => {$(
        impl Type<Postgres> for $name {
            fn type_info() -> PgTypeInfo {
                <str as Type<Postgres>>::type_info()
            }

            fn compatible(ty: &PgTypeInfo) -> bool {
                <str as Type<Postgres>>::compatible(ty)
            }
        }

        impl PgHasArrayType for $name {
            fn array_type_info() -> PgTypeInfo {
                <String as PgHasArrayType>::array_type_info()
            }
        }

        impl Encode<'_, Postgres> for $name {
            fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
                <&str as Encode<'_, Postgres>>::encode_by_ref(&self.$text(), buffer)
            }
        }

        impl<'r> Decode<'r, Postgres> for $name {
            fn decode(value: PgValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(<&str as Decode<'r, Postgres>>::decode(value)?.parse()?)
            }
        }
    )+};
}

uuid_ids!(
    AccountId,
    AccountRequestId,
    ApplicationId,
    AssignmentId,
    BureauId,
    DecisionListId,
    HandedInTableId,
    TablePaperId,
    EnterpriseId,
    EvidenceId,
    ExpertId,
    FactoryId,
    InstanceId,
    ListId,
    MessageId,
    ObjectionId,
    PublicityId,
    SeasonId,
);

texts!(as_str: AccountApproval, AccountChange, AccountState, Act, Channel, Entity, Incident, Outcome, OwnRegion, RequestState, Role, RuleId, Ruling, ScenarioId, ScreenVerdict, SeasonState, Status, TaskState, Tier);
texts!(id: Group, Link);

/// A stored value that this program cannot read.
pub(super) fn undecodable(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
