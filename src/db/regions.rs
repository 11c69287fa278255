//! The fourteen recommending units, and which of them each division belongs to.

use sqlx::PgConnection;

use crate::domain::ids::BureauId;

/// A recommending unit (推荐单位).
#[derive(Clone, Debug)]
pub struct Bureau {
    /// Its identifier.
    pub id: BureauId,
    /// Its name.
    pub name: String,
    /// The region it recommends for.
    pub region: String,
    /// The desk that handles applications; may be empty.
    pub office: String,
    /// Its telephone; may be empty.
    pub telephone: String,
}

/// A county-level division or zone.
#[derive(Clone, Debug)]
pub struct Division {
    /// GB/T 2260 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The league or city above it.
    pub league: String,
    /// The bureau that recommends for it.
    pub bureau: BureauId,
}

/// What the region files say of one bureau.
#[derive(Debug, serde::Deserialize)]
pub struct BureauRecord {
    code: String,
    name: String,
    region: String,
    office: String,
    telephone: String,
}

/// What the region files say of one division.
#[derive(Debug, serde::Deserialize)]
pub struct DivisionRecord {
    code: String,
    name: String,
    league: String,
    bureau: String,
}

/// All bureaus in their official order.
///
/// # Errors
/// The database's.
pub async fn bureaus(conn: &mut PgConnection) -> sqlx::Result<Vec<Bureau>> {
    sqlx::query_as!(
        Bureau,
        r#"SELECT id AS "id: BureauId", name, region, office, telephone
           FROM bureaus ORDER BY position"#,
    )
    .fetch_all(conn)
    .await
}

/// One bureau.
///
/// # Errors
/// The database's; `RowNotFound` when there is none.
pub async fn bureau(conn: &mut PgConnection, id: BureauId) -> sqlx::Result<Bureau> {
    sqlx::query_as!(
        Bureau,
        r#"SELECT id AS "id: BureauId", name, region, office, telephone
           FROM bureaus WHERE id = $1"#,
        id as BureauId,
    )
    .fetch_one(conn)
    .await
}

/// The bureau with this code of the region files.
///
/// # Errors
/// The database's.
pub async fn bureau_of_code(conn: &mut PgConnection, code: &str) -> sqlx::Result<Option<BureauId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: BureauId" FROM bureaus WHERE code = $1"#,
        code,
    )
    .fetch_optional(conn)
    .await
}

/// All divisions in their official order.
///
/// # Errors
/// The database's.
pub async fn divisions(conn: &mut PgConnection) -> sqlx::Result<Vec<Division>> {
    sqlx::query_as!(
        Division,
        r#"SELECT code, name, league, bureau_id AS "bureau: BureauId"
           FROM divisions ORDER BY position"#,
    )
    .fetch_all(conn)
    .await
}

/// One division by its code.
///
/// # Errors
/// The database's.
pub async fn division(conn: &mut PgConnection, code: &str) -> sqlx::Result<Option<Division>> {
    sqlx::query_as!(
        Division,
        r#"SELECT code, name, league, bureau_id AS "bureau: BureauId"
           FROM divisions WHERE code = $1"#,
        code,
    )
    .fetch_optional(conn)
    .await
}

/// Whom to ask at a bureau.
///
/// # Errors
/// The database's.
pub async fn set_contact(
    conn: &mut PgConnection,
    code: &str,
    office: &str,
    telephone: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE bureaus SET office = $2, telephone = $3 WHERE code = $1",
        code,
        office,
        telephone,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Fills the two tables on the first start. What is there already is left as the office edited it.
///
/// # Errors
/// The database's.
pub async fn load(
    conn: &mut PgConnection,
    bureaus: &[BureauRecord],
    divisions: &[DivisionRecord],
) -> sqlx::Result<()> {
    for (position, bureau) in (0_i16..).zip(bureaus) {
        sqlx::query!(
            "INSERT INTO bureaus (id, code, name, region, office, telephone, position)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO NOTHING",
            BureauId::new() as BureauId,
            bureau.code,
            bureau.name,
            bureau.region,
            bureau.office,
            bureau.telephone,
            position,
        )
        .execute(&mut *conn)
        .await?;
    }
    for (position, division) in (0_i16..).zip(divisions) {
        sqlx::query!(
            "INSERT INTO divisions (code, name, league, bureau_id, position)
             SELECT $1, $2, $3, b.id, $5 FROM bureaus b WHERE b.code = $4
             ON CONFLICT (code) DO NOTHING",
            division.code,
            division.name,
            division.league,
            division.bureau,
            position,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
