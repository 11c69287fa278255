//! Applications as an enterprise makes them: drafts, complete drafts, submissions.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures_util::stream;
use serde_json::json;
use sqlx::PgConnection;
use tidu::{
    access::{
        Actor, EnterpriseMember,
        enterprise::{own_application, own_draft},
    },
    db::submissions::{self, Submission},
    domain::{
        catalogue::{Catalogue, Scenario},
        evidence::FileName,
        ids::{ApplicationId, EvidenceId, InstanceId},
        link::Group,
        tier::Tier,
    },
    workflow::submit::{self, Promise},
};

use super::{Enterprise, TestApp, client::fixture};

/// How the scenarios of a draft are filled in.
#[derive(Clone, Copy, Debug)]
pub struct Filling {
    /// How many different scenarios.
    pub scenarios: usize,
    /// A group that gets none.
    pub without: Option<Group>,
}

impl Filling {
    /// As many as the tier asks for, over all groups.
    pub fn enough_for(tier: Tier) -> Self {
        let scenarios = match tier {
            Tier::Basic => 5,
            Tier::Advanced => 10,
            Tier::Excellent => 16,
            Tier::Leading => 20,
        };
        Self {
            scenarios,
            without: None,
        }
    }
}

impl TestApp {
    /// An application that was only just begun.
    pub async fn draft(&self, enterprise: &Enterprise, tier: Tier) -> ApplicationId {
        let id = ApplicationId::new();
        let season = self.season().await;
        sqlx::query(
            "INSERT INTO applications
                 (id, season_id, factory_id, enterprise_id, bureau_id, tier, status,
                  enterprise_name, factory_name, credit_code, created_at, updated_at, status_since)
             SELECT $1, $2, f.id, f.enterprise_id, d.bureau_id, $3, 'draft', e.name, f.name,
                    e.credit_code, $4, $4, $4
             FROM factories f
             JOIN enterprises e ON e.id = f.enterprise_id
             JOIN divisions d ON d.code = f.division_code
             WHERE f.id = $5",
        )
        .bind(id)
        .bind(season.id)
        .bind(tier)
        .bind(self.clock.now())
        .bind(enterprise.factory)
        .execute(&mut *self.conn().await)
        .await
        .unwrap();
        id
    }

    /// An application that lacks nothing and meets every clause of its tier.
    pub async fn complete_draft(&self, enterprise: &Enterprise, tier: Tier) -> ApplicationId {
        self.filled_draft(enterprise, tier, Filling::enough_for(tier))
            .await
    }

    /// An application that lacks nothing, with scenarios as told.
    pub async fn filled_draft(
        &self,
        enterprise: &Enterprise,
        tier: Tier,
        filling: Filling,
    ) -> ApplicationId {
        let id = self.draft(enterprise, tier).await;
        let season = self.season().await;
        let now = self.clock.now();
        let digest = self.stored_pdf().await;
        let mut conn = self.conn().await;
        let editions = self.state.editions.of(&mut conn, &season).await.unwrap();
        let mut files = EvidenceRows {
            conn: &mut conn,
            application: id,
            enterprise,
            digest,
            now,
        };
        files.add("licence", None, "营业执照.pdf").await;
        files.add("commitment", None, "真实性承诺书.pdf").await;
        files
            .add("maturity_report", None, "成熟度自评价报告.pdf")
            .await;
        for scenario in chosen(&editions.catalogue, tier, filling) {
            let instance = add_instance(files.conn, id, tier, scenario, now).await;
            let name = format!("{}验收报告.pdf", scenario.name);
            files.add("instance", Some(instance), &name).await;
        }
        declare(&mut conn, id, tier, now).await;
        assess_maturity(&mut conn, id, tier, now).await;
        answer_quality(&mut conn, id, now).await;
        id
    }

    /// The names of scenarios that a tier's table lists, one of each group first.
    pub async fn scenario_names(&self, tier: Tier, filling: Filling) -> Vec<String> {
        let season = self.season().await;
        let mut conn = self.conn().await;
        let editions = self.state.editions.of(&mut conn, &season).await.unwrap();
        let scenarios = chosen(&editions.catalogue, tier, filling);
        scenarios.iter().map(|it| it.name.clone()).collect()
    }

    /// An application on the bureau's desk.
    pub async fn submitted(&self, enterprise: &Enterprise, tier: Tier) -> ApplicationId {
        let id = self.complete_draft(enterprise, tier).await;
        self.submit(enterprise, id).await;
        id
    }

    /// Submits a draft as its enterprise would.
    pub async fn submit(&self, enterprise: &Enterprise, id: ApplicationId) {
        let now = self.clock.now();
        let me = self.member(enterprise).await;
        let season = self.season().await;
        let mut tx = self.state.db.begin().await.unwrap();
        let editions = self.state.editions.of(&mut tx, &season).await.unwrap();
        let draft = own_draft(&mut tx, &me, id, now).await.unwrap();
        submit::submit(&mut tx, &me, draft, editions.terms(), Promise::Given, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The newest submission, as its enterprise reads it.
    pub async fn submission(&self, enterprise: &Enterprise, id: ApplicationId) -> Submission {
        let me = self.member(enterprise).await;
        let mut conn = self.conn().await;
        let own = own_application(&mut conn, &me, id).await.unwrap();
        submissions::newest(&mut conn, own.application())
            .await
            .unwrap()
    }

    /// Who acts for an enterprise.
    pub async fn member(&self, enterprise: &Enterprise) -> EnterpriseMember {
        match self.actor(&enterprise.account, self.clock.now()).await {
            Actor::Enterprise(me) => me,
            other => panic!("{other:?} does not act for an enterprise"),
        }
    }

    /// Keeps a real PDF in the store; its digest in hexadecimal.
    async fn stored_pdf(&self) -> String {
        let bytes = Bytes::from(fixture("tiny.pdf"));
        let chunks = stream::iter([Ok::<_, std::io::Error>(bytes)]);
        let staged = self
            .state
            .files
            .stage(&FileName::sanitise("tiny.pdf"), chunks, 1_000_000)
            .await
            .unwrap();
        self.state.files.keep(&staged).await.unwrap();
        staged.digest.to_string()
    }
}

/// The first scenario of each group first, then the others, in the order of the catalogue.
fn chosen(catalogue: &Catalogue, tier: Tier, filling: Filling) -> Vec<&Scenario> {
    let offered: Vec<_> = catalogue
        .table(tier)
        .filter(|scenario| Some(scenario.group()) != filling.without)
        .collect();
    let leads = |scenario: &&Scenario| {
        let first = offered.iter().find(|it| it.group() == scenario.group());
        first.is_some_and(|first| first.id == scenario.id)
    };
    let (first, rest): (Vec<&Scenario>, Vec<&Scenario>) = offered.iter().copied().partition(leads);
    let scenarios: Vec<_> = first
        .into_iter()
        .chain(rest)
        .take(filling.scenarios)
        .collect();
    assert_eq!(
        scenarios.len(),
        filling.scenarios,
        "the catalogue is too short"
    );
    scenarios
}

async fn add_instance(
    conn: &mut PgConnection,
    application: ApplicationId,
    tier: Tier,
    scenario: &Scenario,
    now: DateTime<Utc>,
) -> InstanceId {
    let id = InstanceId::new();
    sqlx::query(
        "INSERT INTO instances
             (id, application_id, scenario, link, name, claimed_tier, problem, solution, effects,
              live_since, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '2024-03-01', $10, $10)",
    )
    .bind(id)
    .bind(application)
    .bind(&scenario.id)
    .bind(scenario.link)
    .bind(format!("{}建设", scenario.name))
    .bind(tier)
    .bind("原有做法依赖人工记录，数据滞后，异常发现不及时。")
    .bind("建设数据采集和业务系统，打通设备、工艺和管理数据，形成闭环处置。")
    .bind(json!([{ "name": "异常处置时间", "before": "4小时", "after": "40分钟" }]))
    .bind(now)
    .execute(conn)
    .await
    .unwrap();
    id
}

/// Writes rows of evidence that all name the same kept bytes.
struct EvidenceRows<'a> {
    conn: &'a mut PgConnection,
    application: ApplicationId,
    enterprise: &'a Enterprise,
    digest: String,
    now: DateTime<Utc>,
}

impl EvidenceRows<'_> {
    async fn add(&mut self, target: &str, instance: Option<InstanceId>, file_name: &str) {
        let bytes = i64::try_from(fixture("tiny.pdf").len()).unwrap();
        sqlx::query(
            "INSERT INTO evidence
                 (id, application_id, target, instance_id, file_name, media_type, bytes, digest,
                  uploaded_by, uploaded_at)
             VALUES ($1, $2, $3, $4, $5, 'application/pdf', $6, decode($7, 'hex'), $8, $9)",
        )
        .bind(EvidenceId::new())
        .bind(self.application)
        .bind(target)
        .bind(instance)
        .bind(file_name)
        .bind(bytes)
        .bind(&self.digest)
        .bind(self.enterprise.account.id)
        .bind(self.now)
        .execute(&mut *self.conn)
        .await
        .unwrap();
    }
}

async fn declare(
    conn: &mut PgConnection,
    application: ApplicationId,
    tier: Tier,
    now: DateTime<Utc>,
) {
    sqlx::query(
        "INSERT INTO declarations
             (application_id, registered_in_region, above_scale, operating_normally, worst_incident,
              seriously_dishonest, secure_and_controllable, security_risk_controlled,
              organisation_in_place, held_tier, organisation, updated_at,
              market_competitive, market_position, digital_capability, main_systems)
         VALUES ($1, true, true, true, 'none', false, true, true, true, $2,
                 '成立以总经理为组长的智能工厂建设领导小组，信息化部负责日常工作。', $3,
                 true, '主导产品区内市场占有率第三。', true, 'ERP、MES、SCADA。')",
    )
    .bind(application)
    .bind(tier.below().map_or("none", Tier::as_str))
    .bind(now)
    .execute(conn)
    .await
    .unwrap();
}

async fn assess_maturity(
    conn: &mut PgConnection,
    application: ApplicationId,
    tier: Tier,
    now: DateTime<Utc>,
) {
    let level: i16 = match tier {
        Tier::Basic | Tier::Advanced => 2,
        Tier::Excellent => 3,
        Tier::Leading => 4,
    };
    sqlx::query(
        "INSERT INTO maturity_assessments
             (application_id, level, score, report_number, assessed_on, kind, updated_at)
         VALUES ($1, $2, $3, 'CSD-2026-0317', '2026-03-17', 'self_assessment', $4)",
    )
    .bind(application)
    .bind(level)
    .bind(level * 100 + 31)
    .bind(now)
    .execute(conn)
    .await
    .unwrap();
}

async fn answer_quality(conn: &mut PgConnection, application: ApplicationId, now: DateTime<Utc>) {
    for group in Group::ALL {
        sqlx::query(
            "INSERT INTO quality_answers (application_id, group_id, answer, updated_at)
             VALUES ($1, $2, '已建成并稳定运行，覆盖主要产线，详见佐证材料。', $3)",
        )
        .bind(application)
        .bind(group)
        .bind(now)
        .execute(&mut *conn)
        .await
        .unwrap();
    }
}
