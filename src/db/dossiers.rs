//! Reads the dossier of an application as it stands now, in a fixed number of queries.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, types::Json};

use super::{
    returns,
    submissions::{self, SubmissionError},
};
use crate::{
    access::ApplicationRef,
    domain::{
        catalogue::ScenarioId,
        dossier::{
            Contact, Declarations, Dossier, DossierEditions, Effect, EnterpriseProfile,
            EvidenceFile, EvidenceTarget, FactoryProfile, HeldTier, Instance, MaturityAnswer,
            QualityAnswer,
        },
        ids::{ApplicationId, EvidenceId, InstanceId},
        link::{Group, Link},
        returns::ReturnItem,
        rules::{Entity, Incident},
        tier::Tier,
    },
};

/// The dossier as it stands now: what a draft's pages show and what `submit` freezes.
///
/// # Errors
/// The database's.
pub async fn current(
    conn: &mut PgConnection,
    application: &ApplicationRef,
) -> sqlx::Result<Dossier> {
    let id = application.id();
    let head = head(conn, id).await?;
    let dossier = Dossier {
        application: id,
        tier: application.tier(),
        season: head.season,
        editions: DossierEditions {
            rules: head.rules,
            catalogue: head.catalogue,
        },
        enterprise: enterprise(conn, id).await?,
        factory: factory(conn, id).await?,
        declarations: declarations(conn, id).await?,
        maturity: maturity(conn, id).await?,
        instances: instances(conn, id).await?,
        quality: quality(conn, id).await?,
        evidence: evidence(conn, id).await?,
    };
    if application.status().is_returned() {
        as_returned(conn, application, dossier).await
    } else {
        Ok(dossier)
    }
}

/// Profile and factory belong to the enterprise and may be edited for other applications. A return
/// that does not name them keeps them as they were submitted.
async fn as_returned(
    conn: &mut PgConnection,
    application: &ApplicationRef,
    dossier: Dossier,
) -> sqlx::Result<Dossier> {
    let open = returns::find_open(conn, application).await?;
    let named = open.is_some_and(|open| {
        let mut points = open.points.iter();
        points.any(|point| point.item.covers(&ReturnItem::Profile))
    });
    if named {
        return Ok(dossier);
    }
    let submitted = match submissions::newest(conn, application).await {
        Ok(submission) => submission.dossier,
        Err(SubmissionError::Database(error)) => return Err(error),
        Err(error) => return Err(sqlx::Error::Decode(error.into())),
    };
    Ok(Dossier {
        enterprise: submitted.enterprise,
        factory: submitted.factory,
        ..dossier
    })
}

struct Head {
    season: String,
    rules: String,
    catalogue: String,
}

async fn head(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<Head> {
    sqlx::query_as!(
        Head,
        "SELECT s.title AS season, s.rules_edition AS rules, s.catalogue_edition AS catalogue
         FROM applications a JOIN seasons s ON s.id = a.season_id WHERE a.id = $1",
        id as ApplicationId,
    )
    .fetch_one(conn)
    .await
}

async fn enterprise(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<EnterpriseProfile> {
    let row = sqlx::query!(
        r#"SELECT e.name, e.credit_code, e.entity AS "entity: Entity", e.parent_name,
                  e.parent_credit_code, e.established_on, d.league, d.name AS division,
                  e.registered_address, e.ownership, e.industry, e.legal_representative,
                  e.employees, e.introduction, e.contact_name, e.contact_position,
                  e.contact_phone, e.contact_email
           FROM applications a
           JOIN enterprises e ON e.id = a.enterprise_id
           JOIN divisions d ON d.code = e.division_code
           WHERE a.id = $1"#,
        id as ApplicationId,
    )
    .fetch_one(conn)
    .await?;
    Ok(EnterpriseProfile {
        name: row.name,
        credit_code: row.credit_code,
        entity: row.entity,
        parent_name: row.parent_name,
        parent_credit_code: row.parent_credit_code,
        established_on: row.established_on,
        league: row.league,
        division: row.division,
        registered_address: row.registered_address,
        ownership: row.ownership,
        industry: row.industry.parse().ok(),
        legal_representative: row.legal_representative,
        employees: row.employees,
        introduction: row.introduction,
        contact: Some(Contact {
            name: row.contact_name,
            position: row.contact_position,
            phone: row.contact_phone,
            email: row.contact_email,
        }),
    })
}

async fn factory(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<FactoryProfile> {
    sqlx::query_as!(
        FactoryProfile,
        r#"SELECT f.name, f.address, d.league, d.name AS division, f.industry, f.products,
                  f.production, f.built_from, f.built_to, f.investment, f.equipment_cost,
                  f.software_cost
           FROM applications a
           JOIN factories f ON f.id = a.factory_id
           JOIN divisions d ON d.code = f.division_code
           WHERE a.id = $1"#,
        id as ApplicationId,
    )
    .fetch_one(conn)
    .await
}

async fn declarations(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<Declarations> {
    let row = sqlx::query!(
        r#"SELECT registered_in_region, above_scale, parent_above_scale, market_competitive,
                  market_position, operating_normally, worst_incident AS "worst_incident: Incident", seriously_dishonest,
                  secure_and_controllable, security_risk_controlled, organisation_in_place,
                  held_tier, organisation, digital_capability, main_systems
           FROM declarations WHERE application_id = $1"#,
        id as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or_else(Declarations::default, |row| Declarations {
        registered_in_region: row.registered_in_region,
        above_scale: row.above_scale,
        parent_above_scale: row.parent_above_scale,
        market_competitive: row.market_competitive,
        market_position: row.market_position,
        operating_normally: row.operating_normally,
        worst_incident: row.worst_incident,
        seriously_dishonest: row.seriously_dishonest,
        secure_and_controllable: row.secure_and_controllable,
        security_risk_controlled: row.security_risk_controlled,
        organisation_in_place: row.organisation_in_place,
        digital_capability: row.digital_capability,
        main_systems: row.main_systems,
        held_tier: row
            .held_tier
            .map(|held| held.parse().map_or(HeldTier::None, HeldTier::Held)),
        organisation: row.organisation,
    }))
}

async fn maturity(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<MaturityAnswer> {
    let row = sqlx::query_as!(
        MaturityAnswer,
        "SELECT level, score, report_number, assessed_on, kind
         FROM maturity_assessments WHERE application_id = $1",
        id as ApplicationId,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.unwrap_or_default())
}

/// One row of `instances`.
pub(super) struct InstanceRow {
    pub id: InstanceId,
    pub scenario: ScenarioId,
    pub link: Link,
    pub name: String,
    pub claimed_tier: Tier,
    pub problem: String,
    pub solution: String,
    pub effects: Json<Vec<Effect>>,
    pub live_since: Option<NaiveDate>,
}

impl From<InstanceRow> for Instance {
    fn from(row: InstanceRow) -> Self {
        Self {
            id: row.id,
            scenario: row.scenario,
            link: row.link,
            name: row.name,
            claimed_tier: row.claimed_tier,
            problem: row.problem,
            solution: row.solution,
            effects: row.effects.0,
            live_since: row.live_since,
        }
    }
}

async fn instances(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<Vec<Instance>> {
    let rows = sqlx::query_as!(
        InstanceRow,
        r#"SELECT id AS "id: InstanceId", scenario AS "scenario: ScenarioId", link AS "link: Link",
                  name, claimed_tier AS "claimed_tier: Tier", problem, solution,
                  effects AS "effects: Json<Vec<Effect>>", live_since
           FROM instances
           WHERE application_id = $1 AND removed_at IS NULL
           ORDER BY link, scenario, id"#,
        id as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Instance::from).collect())
}

async fn quality(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<Vec<QualityAnswer>> {
    sqlx::query_as!(
        QualityAnswer,
        r#"SELECT group_id AS "group: Group", answer FROM quality_answers
           WHERE application_id = $1 ORDER BY group_id"#,
        id as ApplicationId,
    )
    .fetch_all(conn)
    .await
}

/// One row of `evidence`.
pub(super) struct EvidenceRow {
    pub id: EvidenceId,
    pub target: String,
    pub instance_id: Option<InstanceId>,
    pub group_id: Option<Group>,
    pub file_name: String,
    pub media_type: String,
    pub bytes: i64,
    pub digest: String,
    pub uploaded_at: DateTime<Utc>,
}

impl From<EvidenceRow> for EvidenceFile {
    fn from(row: EvidenceRow) -> Self {
        Self {
            id: row.id,
            target: EvidenceTarget::from_parts(&row.target, row.instance_id, row.group_id)
                .unwrap_or(EvidenceTarget::Other),
            file_name: row.file_name,
            media_type: row.media_type,
            bytes: row.bytes,
            digest: row.digest,
            uploaded_at: row.uploaded_at,
        }
    }
}

async fn evidence(conn: &mut PgConnection, id: ApplicationId) -> sqlx::Result<Vec<EvidenceFile>> {
    let rows = sqlx::query_as!(
        EvidenceRow,
        r#"SELECT id AS "id: EvidenceId", target, instance_id AS "instance_id: InstanceId",
                  group_id AS "group_id: Group", file_name, media_type, bytes,
                  encode(digest, 'hex') AS "digest!", uploaded_at
           FROM evidence
           WHERE application_id = $1 AND removed_at IS NULL
             AND NOT EXISTS (SELECT FROM instances i
                             WHERE i.id = evidence.instance_id AND i.removed_at IS NOT NULL)
           ORDER BY id"#,
        id as ApplicationId,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(EvidenceFile::from).collect())
}
