//! The profile of an enterprise, as it edits it itself.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::EnterpriseMember,
    domain::{ids::EnterpriseId, rules::Entity},
};

/// The part of a profile that is set at registration and not edited.
#[derive(Clone, Debug)]
pub struct Registered {
    /// 企业名称
    pub name: String,
    /// 统一社会信用代码
    pub credit_code: String,
    /// 盟市 of the registered place
    pub league: String,
    /// 旗县区 of the registered place
    pub division: String,
    /// The bureau that recommends.
    pub bureau: String,
    /// Counts the changes.
    pub version: i32,
}

/// The part of a profile the enterprise fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// 主体类型
    pub entity: Entity,
    /// 法人单位名称, for a branch
    pub parent_name: String,
    /// 法人单位统一社会信用代码, for a branch
    pub parent_credit_code: String,
    /// 成立时间
    pub established_on: Option<NaiveDate>,
    /// 注册地址
    pub registered_address: String,
    /// 单位性质
    pub ownership: String,
    /// GB/T 4754 division, two digits; empty when not chosen yet
    pub industry: String,
    /// 法定代表人
    pub legal_representative: String,
    /// 职工人数
    pub employees: Option<i32>,
    /// 企业简介
    pub introduction: String,
    /// 联系人
    pub contact_name: String,
    /// 职务
    pub contact_position: String,
    /// 电话
    pub contact_phone: String,
    /// 邮箱
    pub contact_email: String,
}

/// What was set at registration.
///
/// # Errors
/// The database's.
pub async fn registered(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
) -> sqlx::Result<Registered> {
    sqlx::query_as!(
        Registered,
        "SELECT e.name, e.credit_code, d.league, d.name AS division, b.name AS bureau, e.version
         FROM enterprises e
         JOIN divisions d ON d.code = e.division_code
         JOIN bureaus b ON b.id = e.bureau_id
         WHERE e.id = $1",
        me.enterprise() as EnterpriseId,
    )
    .fetch_one(conn)
    .await
}

/// What the enterprise fills in.
///
/// # Errors
/// The database's.
pub async fn profile(conn: &mut PgConnection, me: &EnterpriseMember) -> sqlx::Result<Profile> {
    sqlx::query_as!(
        Profile,
        r#"SELECT entity AS "entity: Entity", parent_name, parent_credit_code, established_on,
                  registered_address, ownership, industry, legal_representative, employees,
                  introduction, contact_name, contact_position, contact_phone, contact_email
           FROM enterprises WHERE id = $1"#,
        me.enterprise() as EnterpriseId,
    )
    .fetch_one(conn)
    .await
}

/// Saves what the enterprise fills in.
///
/// # Errors
/// The database's; `RowNotFound` when it was saved elsewhere since `version`.
pub async fn save(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    profile: &Profile,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let saved = sqlx::query!(
        "UPDATE enterprises
         SET entity = $3, parent_name = $4, parent_credit_code = $5, established_on = $6,
             registered_address = $7, ownership = $8, industry = $9, legal_representative = $10,
             employees = $11, introduction = $12, contact_name = $13, contact_position = $14,
             contact_phone = $15, contact_email = $16, version = version + 1, updated_at = $17
         WHERE id = $1 AND version = $2",
        me.enterprise() as EnterpriseId,
        version,
        profile.entity as Entity,
        profile.parent_name,
        profile.parent_credit_code,
        profile.established_on,
        profile.registered_address,
        profile.ownership,
        profile.industry,
        profile.legal_representative,
        profile.employees,
        profile.introduction,
        profile.contact_name,
        profile.contact_position,
        profile.contact_phone,
        profile.contact_email,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&saved)
}
