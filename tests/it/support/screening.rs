//! What a bureau does with an application, written as rows.

use chrono::TimeDelta;
use serde_json::json;
use tidu::domain::{
    application::{Act, Outcome},
    ids::ApplicationId,
    returns::ReturnItem,
    role::Role,
    tier::Tier,
};

use super::{
    Bureau, Enterprise, TestApp,
    transitions::{change, count, set_outcome},
};

/// What the bureau asks for.
const RETURN_REMARK: &str = "成熟度自评价报告未盖章，请补充后重新提交。";

impl TestApp {
    /// An application the bureau sent back for its maturity section, due in ten days.
    pub async fn returned(
        &self,
        enterprise: &Enterprise,
        bureau: &Bureau,
        tier: Tier,
    ) -> ApplicationId {
        let id = self.submitted(enterprise, tier).await;
        self.send_back(bureau, id).await;
        id
    }

    /// The bureau sends a submitted application back for its maturity section, due in ten days.
    pub async fn send_back(&self, bureau: &Bureau, id: ApplicationId) {
        let now = self.clock.now();
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO returns
                 (application_id, submission, reason, items, due_at, returned_by, returned_at)
             SELECT id, submission, '', $2, $3, $4, $5
             FROM applications WHERE id = $1",
        )
        .bind(id)
        .bind(json!([{ "item": ReturnItem::Maturity, "remark": RETURN_REMARK }]))
        .bind(now + TimeDelta::days(10))
        .bind(bureau.account.id)
        .bind(now)
        .execute(&mut *conn)
        .await
        .unwrap();
        let by = (Role::Bureau, &bureau.account);
        change(&mut conn, id, Act::Return, by, now).await;
    }

    /// An application its enterprise took back.
    pub async fn withdrawn(&self, enterprise: &Enterprise, tier: Tier) -> ApplicationId {
        let id = self.submitted(enterprise, tier).await;
        let by = (Role::Enterprise, &enterprise.account);
        change(
            &mut *self.conn().await,
            id,
            Act::Withdraw,
            by,
            self.clock.now(),
        )
        .await;
        id
    }

    /// An application the bureau did not recommend.
    pub async fn declined(
        &self,
        enterprise: &Enterprise,
        bureau: &Bureau,
        tier: Tier,
    ) -> ApplicationId {
        let id = self.submitted(enterprise, tier).await;
        self.screen(enterprise, bureau, id, Act::Decline).await;
        id
    }

    /// A basic-tier application the bureau filed, which ends it.
    pub async fn filed(&self, enterprise: &Enterprise, bureau: &Bureau) -> ApplicationId {
        let id = self.submitted(enterprise, Tier::Basic).await;
        self.screen(enterprise, bureau, id, Act::File).await;
        set_outcome(&mut *self.conn().await, id, Outcome::Filed).await;
        id
    }

    /// An application the bureau confirmed and recommended, at the end of its ranking.
    pub async fn recommended(
        &self,
        enterprise: &Enterprise,
        bureau: &Bureau,
        tier: Tier,
    ) -> ApplicationId {
        let id = self.submitted(enterprise, tier).await;
        self.recommend(enterprise, bureau, id).await;
        id
    }

    /// The bureau confirms and recommends a submitted application, at the end of its ranking.
    pub async fn recommend(&self, enterprise: &Enterprise, bureau: &Bureau, id: ApplicationId) {
        self.screen(enterprise, bureau, id, Act::Recommend).await;
        sqlx::query(
            "INSERT INTO recommendations
                 (application_id, season_id, tier, bureau_id, rank, recommended_at)
             SELECT a.id, a.season_id, a.tier, a.bureau_id,
                    1 + (SELECT count(*) FROM recommendations r
                         WHERE (r.season_id, r.tier, r.bureau_id)
                             = (a.season_id, a.tier, a.bureau_id)),
                    $2
             FROM applications a WHERE a.id = $1",
        )
        .bind(id)
        .bind(self.clock.now())
        .execute(&mut *self.conn().await)
        .await
        .unwrap();
    }

    /// The bureau's findings, all in favour.
    pub async fn confirm(&self, enterprise: &Enterprise, bureau: &Bureau, id: ApplicationId) {
        let submission = self.submission(enterprise, id).await;
        let now = self.clock.now();
        let mut conn = self.conn().await;
        for instance in &submission.dossier.instances {
            sqlx::query(
                "INSERT INTO instance_findings
                     (application_id, submission, instance_id, verdict, confirmed_tier, comment,
                      found_by, found_at)
                 VALUES ($1, $2, $3, 'confirmed', $4, '现场已核实', $5, $6)",
            )
            .bind(id)
            .bind(submission.number)
            .bind(instance.id)
            .bind(instance.claimed_tier)
            .bind(bureau.account.id)
            .bind(now)
            .execute(&mut *conn)
            .await
            .unwrap();
        }
        for finding in &submission.reports.get(submission.dossier.tier).findings {
            sqlx::query(
                "INSERT INTO clause_findings
                     (application_id, submission, rule, verdict, found_by, found_at)
                 VALUES ($1, $2, $3, 'confirmed', $4, $5)",
            )
            .bind(id)
            .bind(submission.number)
            .bind(finding.rule.as_str())
            .bind(bureau.account.id)
            .bind(now)
            .execute(&mut *conn)
            .await
            .unwrap();
        }
    }

    /// The bureau's findings, all in favour, and its conclusion.
    async fn screen(&self, enterprise: &Enterprise, bureau: &Bureau, id: ApplicationId, act: Act) {
        self.confirm(enterprise, bureau, id).await;
        let submission = self.submission(enterprise, id).await;
        let now = self.clock.now();
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO screenings
                 (application_id, submission, act, opinion, report, confirmed_count, concluded_by,
                  concluded_at)
             VALUES ($1, $2, $3, '经审核，材料真实完整。', $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(submission.number)
        .bind(act)
        .bind(serde_json::to_string(&submission.reports).unwrap())
        .bind(count(submission.dossier.instances.len()))
        .bind(bureau.account.id)
        .bind(now)
        .execute(&mut *conn)
        .await
        .unwrap();
        change(&mut conn, id, act, (Role::Bureau, &bureau.account), now).await;
    }
}

impl TestApp {
    /// What a page of the bureau that is opened now carries of the application.
    pub async fn shown(&self, id: ApplicationId) -> String {
        sqlx::query_scalar(
            "SELECT a.submission || '.' || a.version || '.'
                    || (coalesce((SELECT sum(revision) FROM clause_findings f
                                 WHERE f.application_id = a.id AND f.submission = a.submission), 0)
                     + coalesce((SELECT sum(revision) FROM instance_findings f
                                 WHERE f.application_id = a.id AND f.submission = a.submission), 0))
             FROM applications a WHERE a.id = $1",
        )
        .bind(id)
        .fetch_one(&mut *self.conn().await)
        .await
        .unwrap()
    }
}
