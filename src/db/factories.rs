//! The factories of an enterprise. Money is integer fen.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::one_row;
use crate::{
    access::{EnterpriseMember, enterprise::OwnFactory},
    domain::ids::{EnterpriseId, FactoryId},
};

/// A factory as its form edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactoryContent {
    /// 工厂名称
    pub name: String,
    /// 工厂地址
    pub address: String,
    /// The division where it stands.
    pub division_code: String,
    /// GB/T 4754 division, two digits
    pub industry: String,
    /// 主要产品
    pub products: String,
    /// `discrete`, `process` or `mixed`
    pub production: String,
    /// 建设起 (first day of the month)
    pub built_from: Option<NaiveDate>,
    /// 建设止 (first day of the month)
    pub built_to: Option<NaiveDate>,
    /// 总投资, fen
    pub investment: Option<i64>,
    /// 其中装备, fen
    pub equipment_cost: Option<i64>,
    /// 其中软件, fen
    pub software_cost: Option<i64>,
}

/// A line of the list of factories.
#[derive(Clone, Debug)]
pub struct FactoryLine {
    /// Its identifier.
    pub id: FactoryId,
    /// 工厂名称
    pub name: String,
    /// 工厂地址
    pub address: String,
    /// 盟市 where it stands
    pub league: String,
    /// 旗县区 where it stands
    pub division: String,
    /// GB/T 4754 division
    pub industry: String,
    /// The bureau of that place.
    pub bureau: String,
}

/// Name of the constraint that keeps the names of an enterprise's factories apart.
pub const NAME_KEY: &str = "factories_name_key";

/// The first two hundred own factories, in the order they were added.
///
/// # Errors
/// The database's.
pub async fn of_enterprise(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
) -> sqlx::Result<Vec<FactoryLine>> {
    sqlx::query_as!(
        FactoryLine,
        r#"SELECT f.id AS "id: FactoryId", f.name, f.address, d.league, d.name AS division,
                  f.industry, b.name AS bureau
           FROM factories f
           JOIN divisions d ON d.code = f.division_code
           JOIN bureaus b ON b.id = d.bureau_id
           WHERE f.enterprise_id = $1
           ORDER BY f.id LIMIT 200"#,
        me.enterprise() as EnterpriseId,
    )
    .fetch_all(conn)
    .await
}

/// The content of one own factory and the number of its changes.
///
/// # Errors
/// The database's.
pub async fn content(
    conn: &mut PgConnection,
    factory: &OwnFactory,
) -> sqlx::Result<(FactoryContent, i32)> {
    let row = sqlx::query!(
        "SELECT name, address, division_code, industry, products, production, built_from,
                built_to, investment, equipment_cost, software_cost, version
         FROM factories WHERE id = $1",
        factory.id() as FactoryId,
    )
    .fetch_one(conn)
    .await?;
    let content = FactoryContent {
        name: row.name,
        address: row.address,
        division_code: row.division_code,
        industry: row.industry,
        products: row.products,
        production: row.production,
        built_from: row.built_from,
        built_to: row.built_to,
        investment: row.investment,
        equipment_cost: row.equipment_cost,
        software_cost: row.software_cost,
    };
    Ok((content, row.version))
}

/// Adds a factory.
///
/// # Errors
/// The database's; a violation of [`NAME_KEY`] when the enterprise has one of this name.
pub async fn add(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    content: &FactoryContent,
    now: DateTime<Utc>,
) -> sqlx::Result<FactoryId> {
    let id = FactoryId::new();
    sqlx::query!(
        "INSERT INTO factories
             (id, enterprise_id, name, address, division_code, industry, products, production,
              built_from, built_to, investment, equipment_cost, software_cost, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
        id as FactoryId,
        me.enterprise() as EnterpriseId,
        content.name,
        content.address,
        content.division_code,
        content.industry,
        content.products,
        content.production,
        content.built_from,
        content.built_to,
        content.investment,
        content.equipment_cost,
        content.software_cost,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Saves a factory. Drafts that were never submitted follow its name and its bureau.
///
/// # Errors
/// The database's; `RowNotFound` when it was saved elsewhere since `version`; a violation of
/// [`NAME_KEY`] when the enterprise has another of this name.
pub async fn save(
    conn: &mut PgConnection,
    factory: &OwnFactory,
    content: &FactoryContent,
    version: i32,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let saved = sqlx::query!(
        "UPDATE factories
         SET name = $3, address = $4, division_code = $5, industry = $6, products = $7,
             production = $8, built_from = $9, built_to = $10, investment = $11,
             equipment_cost = $12, software_cost = $13, version = version + 1, updated_at = $14
         WHERE id = $1 AND version = $2",
        factory.id() as FactoryId,
        version,
        content.name,
        content.address,
        content.division_code,
        content.industry,
        content.products,
        content.production,
        content.built_from,
        content.built_to,
        content.investment,
        content.equipment_cost,
        content.software_cost,
        now,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&saved)?;
    sqlx::query!(
        "UPDATE applications a
         SET factory_name = f.name, bureau_id = d.bureau_id
         FROM factories f JOIN divisions d ON d.code = f.division_code
         WHERE f.id = $1 AND a.factory_id = f.id AND a.status = 'draft'",
        factory.id() as FactoryId,
    )
    .execute(conn)
    .await?;
    Ok(())
}
