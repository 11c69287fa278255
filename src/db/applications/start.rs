//! Begins a draft, or finds the one that is there.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::enterprise::OwnFactory,
    domain::{
        ids::{ApplicationId, EnterpriseId, FactoryId, SeasonId},
        tier::Tier,
    },
};

/// The application of one (season, factory, tier).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// It was begun now.
    New(ApplicationId),
    /// It was there already.
    Existing(ApplicationId),
    /// The factory applies for another tier of this season already, and may for one only.
    OtherTier(ApplicationId),
}

impl Started {
    /// The application either way.
    #[must_use]
    pub const fn id(self) -> ApplicationId {
        match self {
            Self::New(id) | Self::Existing(id) | Self::OtherTier(id) => id,
        }
    }
}

/// Begins the draft of a factory for a tier, unless there is an application that is not withdrawn;
/// with `one_tier`, also none for another tier that is still alive. Locks the factory, so that two
/// beginnings follow one after the other.
///
/// # Errors
/// The database's.
pub async fn start(
    conn: &mut PgConnection,
    factory: &OwnFactory,
    (season, tier): (SeasonId, Tier),
    one_tier: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<Started> {
    if one_tier && let Some(id) = other_tier(conn, factory, season, tier).await? {
        return Ok(Started::OtherTier(id));
    }
    let new = sqlx::query_scalar!(
        r#"INSERT INTO applications
               (id, season_id, factory_id, enterprise_id, bureau_id, tier, status,
                enterprise_name, factory_name, credit_code, created_at, updated_at, status_since)
           SELECT $1, $2, f.id, e.id, $5, $6, 'draft', e.name, f.name, e.credit_code, $7, $7, $7
           FROM factories f JOIN enterprises e ON e.id = f.enterprise_id
           WHERE f.id = $3 AND e.id = $4
           ON CONFLICT (season_id, factory_id, tier) WHERE status <> 'withdrawn' DO NOTHING
           RETURNING id AS "id: ApplicationId""#,
        ApplicationId::new() as ApplicationId,
        season as SeasonId,
        factory.id() as FactoryId,
        factory.enterprise() as EnterpriseId,
        factory.bureau() as crate::domain::ids::BureauId,
        tier as Tier,
        now,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(id) = new {
        return Ok(Started::New(id));
    }
    let there = sqlx::query_scalar!(
        r#"SELECT id AS "id: ApplicationId" FROM applications
           WHERE season_id = $1 AND factory_id = $2 AND tier = $3 AND status <> 'withdrawn'"#,
        season as SeasonId,
        factory.id() as FactoryId,
        tier as Tier,
    )
    .fetch_one(conn)
    .await?;
    Ok(Started::Existing(there))
}

async fn other_tier(
    conn: &mut PgConnection,
    factory: &OwnFactory,
    season: SeasonId,
    tier: Tier,
) -> sqlx::Result<Option<ApplicationId>> {
    sqlx::query!(
        "SELECT id FROM factories WHERE id = $1 FOR NO KEY UPDATE",
        factory.id() as FactoryId
    )
    .fetch_optional(&mut *conn)
    .await?;
    sqlx::query_scalar!(
        r#"SELECT id AS "id: ApplicationId" FROM applications
           WHERE season_id = $1 AND factory_id = $2 AND tier <> $3
             AND status NOT IN ('withdrawn', 'not_recommended', 'formally_rejected',
                                'not_approved', 'pool')
           ORDER BY id LIMIT 1"#,
        season as SeasonId,
        factory.id() as FactoryId,
        tier as Tier,
    )
    .fetch_optional(conn)
    .await
}
