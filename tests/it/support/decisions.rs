//! What the administrator does with reviewed applications, written as rows.

use sha2::{Digest, Sha256};
use tidu::domain::{
    application::{Act, Outcome},
    ids::{ApplicationId, DecisionListId, ListId, ObjectionId, PublicityId},
    role::Role,
    tier::Tier,
};

use super::{
    Account, TestApp, times,
    transitions::{change, count, set_outcome},
};

impl TestApp {
    /// A draft on which these applications are proposed.
    pub async fn draft_list(
        &self,
        office: &Account,
        tier: Tier,
        applications: &[ApplicationId],
    ) -> DecisionListId {
        let id = DecisionListId::new();
        let season = self.season().await;
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO decision_lists (id, season_id, tier, created_by, created_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(season.id)
        .bind(tier)
        .bind(office.id)
        .bind(times::decision())
        .execute(&mut *conn)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO decision_lines
                 (list_id, application_id, submission, act, reason, placed_by, placed_at)
             SELECT $1, id, submission, 'propose', '经综合评审研究决定。', $3, $4
             FROM applications WHERE id = ANY($2)",
        )
        .bind(id)
        .bind(applications)
        .bind(office.id)
        .bind(times::decision())
        .execute(&mut *conn)
        .await
        .unwrap();
        id
    }

    /// A released list on which these reviewed applications are proposed.
    pub async fn released_list(
        &self,
        office: &Account,
        tier: Tier,
        applications: &[ApplicationId],
    ) -> DecisionListId {
        let id = self.draft_list(office, tier, applications).await;
        sqlx::query(
            "UPDATE decision_lists
             SET state = 'released', meeting = '厅长办公会议', meeting_on = '2026-07-21',
                 minutes_number = '内工信办纪〔2026〕12号', ranking = '{}',
                 ranking_digest = sha256('{}'), released_by = $2, released_at = $3
             WHERE id = $1",
        )
        .bind(id)
        .bind(office.id)
        .bind(times::decision())
        .execute(&mut *self.conn().await)
        .await
        .unwrap();
        for application in applications {
            self.decide(*application, office, Act::Propose).await;
        }
        id
    }

    /// The administrator decides on a reviewed application.
    pub async fn decide(&self, id: ApplicationId, office: &Account, act: Act) {
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO decisions (application_id, act, reason, decided_by, decided_at)
             VALUES ($1, $2, '经综合评审研究决定。', $3, $4)",
        )
        .bind(id)
        .bind(act)
        .bind(office.id)
        .bind(times::decision())
        .execute(&mut *conn)
        .await
        .unwrap();
        let by = (Role::Administrator, office);
        change(&mut conn, id, act, by, times::decision()).await;
    }

    /// Opens the publicity of proposed applications of one tier.
    pub async fn open_publicity(
        &self,
        office: &Account,
        tier: Tier,
        applications: &[ApplicationId],
    ) -> PublicityId {
        let id = PublicityId::new();
        let season = self.season().await;
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO publicities
                 (id, season_id, tier, title, opens_at, closes_at, working_days, digest, opened_by)
             VALUES ($1, $2, $3, '2026年度拟认定智能工厂名单公示', $4, $5, 5, $6, $7)",
        )
        .bind(id)
        .bind(season.id)
        .bind(tier)
        .bind(times::decision())
        .bind(times::beijing(7, 29, 24))
        .bind(Sha256::digest(b"publicity").to_vec())
        .bind(office.id)
        .execute(&mut *conn)
        .await
        .unwrap();
        for (index, application) in applications.iter().enumerate() {
            sqlx::query(
                "INSERT INTO publicity_entries
                     (publicity_id, position, application_id, region, enterprise, factory, credit_code)
                 SELECT $1, $2, a.id, b.region, a.enterprise_name, a.factory_name, a.credit_code
                 FROM applications a JOIN bureaus b ON b.id = a.bureau_id WHERE a.id = $3",
            )
            .bind(id)
            .bind(count(index) + 1)
            .bind(application)
            .execute(&mut *conn)
            .await
            .unwrap();
            let by = (Role::Administrator, office);
            change(
                &mut conn,
                *application,
                Act::OpenPublicity,
                by,
                times::decision(),
            )
            .await;
        }
        id
    }

    /// An objection on paper to the first line of a publicity, which is held.
    pub async fn objection(&self, office: &Account, publicity: PublicityId) -> ObjectionId {
        let id = ObjectionId::new();
        let mut conn = self.conn().await;
        let application: ApplicationId = sqlx::query_scalar(
            "INSERT INTO objections
                 (id, publicity_id, application_id, channel, objector, contact, content,
                  received_on, due_on, recorded_by, recorded_at)
             SELECT $1, publicity_id, application_id, 'paper', '某研究会', '0471-6900000',
                    '该工厂部分场景尚未投用。', '2026-07-22', '2026-08-06', $3, $4
             FROM publicity_entries WHERE publicity_id = $2 AND position = 1
             RETURNING application_id",
        )
        .bind(id)
        .bind(publicity)
        .bind(office.id)
        .bind(times::decision())
        .fetch_one(&mut *conn)
        .await
        .unwrap();
        let by = (Role::Administrator, office);
        change(&mut conn, application, Act::Hold, by, times::decision()).await;
        id
    }

    /// Publishes the list of a publicity that is over.
    pub async fn publish(
        &self,
        office: &Account,
        tier: Tier,
        publicity: PublicityId,
        applications: &[ApplicationId],
    ) -> ListId {
        let id = ListId::new();
        let mut conn = self.conn().await;
        sqlx::query("UPDATE publicities SET concluded_at = $2 WHERE id = $1")
            .bind(publicity)
            .bind(times::publication())
            .execute(&mut *conn)
            .await
            .unwrap();
        sqlx::query(
            "INSERT INTO lists
                 (id, season_id, tier, title, outcome, publicity_id, digest, published_by,
                  published_at)
             SELECT $1, season_id, $2, '2026年度智能工厂名单', $3, id, digest, $4, $5
             FROM publicities WHERE id = $6",
        )
        .bind(id)
        .bind(tier)
        .bind(Outcome::of(tier))
        .bind(office.id)
        .bind(times::publication())
        .bind(publicity)
        .execute(&mut *conn)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO list_entries
                 (list_id, position, application_id, region, enterprise, factory, credit_code)
             SELECT $1, position, application_id, region, enterprise, factory, credit_code
             FROM publicity_entries WHERE publicity_id = $2",
        )
        .bind(id)
        .bind(publicity)
        .execute(&mut *conn)
        .await
        .unwrap();
        for application in applications {
            let by = (Role::Administrator, office);
            change(
                &mut conn,
                *application,
                Act::Conclude,
                by,
                times::publication(),
            )
            .await;
            set_outcome(&mut conn, *application, Outcome::of(tier)).await;
        }
        id
    }
}
