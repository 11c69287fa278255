//! What bureaus, experts and the administrator did with an application, written as rows: the
//! builders for states that come after submission.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use tidu::{
    access::{Actor, EnterpriseMember, enterprise::own_application},
    db::submissions::{self, Submission},
    domain::{
        application::{Act, Outcome, Status, transition},
        ids::{ApplicationId, AssignmentId, ListId, PublicityId},
        returns::ReturnItem,
        review::sheet::{Criterion, CriterionKind, ScoreSheet},
        role::Role,
        tier::Tier,
    },
};

use super::{Account, Bureau, Enterprise, Expert, TestApp, times};

impl TestApp {
    /// An application the bureau sent back for its maturity section, due in ten days.
    pub async fn returned(
        &self,
        enterprise: &Enterprise,
        bureau: &Bureau,
        tier: Tier,
    ) -> ApplicationId {
        let id = self.submitted(enterprise, tier).await;
        let now = self.clock.now();
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO returns
                 (application_id, submission, reason, items, due_at, returned_by, returned_at)
             VALUES ($1, 1, '成熟度自评价报告未盖章，请补充后重新提交。', $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(json!([ReturnItem::Maturity]))
        .bind(now + TimeDelta::days(10))
        .bind(bureau.account.id)
        .bind(now)
        .execute(&mut *conn)
        .await
        .unwrap();
        let by = (Role::Bureau, &bureau.account);
        change(&mut conn, id, Act::Return, by, now).await;
        id
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
        id
    }

    /// The bureau's findings, all in favour, and its conclusion.
    async fn screen(&self, enterprise: &Enterprise, bureau: &Bureau, id: ApplicationId, act: Act) {
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

    /// An application that passed the formal check and was given to these experts, who have not
    /// declared anything yet.
    pub async fn in_review(
        &self,
        enterprise: &Enterprise,
        bureau: &Bureau,
        office: &Account,
        experts: &[Expert],
        tier: Tier,
    ) -> ApplicationId {
        let id = self.recommended(enterprise, bureau, tier).await;
        let mut conn = self.conn().await;
        let by = (Role::Administrator, office);
        change(&mut conn, id, Act::FormallyAccept, by, times::screening()).await;
        for expert in experts {
            sqlx::query(
                "INSERT INTO assignments
                     (id, application_id, submission, expert_id, state, assigned_by, assigned_at)
                 VALUES ($1, $2, 1, $3, 'assigned', $4, $5)",
            )
            .bind(AssignmentId::new())
            .bind(id)
            .bind(expert.id)
            .bind(office.id)
            .bind(times::screening())
            .execute(&mut *conn)
            .await
            .unwrap();
        }
        id
    }

    /// The task an expert was given.
    pub async fn assignment(&self, application: ApplicationId, expert: &Expert) -> AssignmentId {
        sqlx::query_scalar(
            "SELECT id FROM assignments WHERE application_id = $1 AND expert_id = $2",
        )
        .bind(application)
        .bind(expert.id)
        .fetch_one(&mut *self.conn().await)
        .await
        .unwrap()
    }

    /// The expert declared to have no conflict.
    pub async fn accept(&self, application: ApplicationId, expert: &Expert) -> AssignmentId {
        let assignment = self.assignment(application, expert).await;
        sqlx::query(
            "UPDATE assignments SET state = 'accepted', declared_at = $2, version = version + 1
             WHERE id = $1",
        )
        .bind(assignment)
        .bind(times::review())
        .execute(&mut *self.conn().await)
        .await
        .unwrap();
        assignment
    }

    /// The expert accepted everything and filed a review; `less` tenths are taken off the first
    /// criterion that is scored freely.
    pub async fn file_review(
        &self,
        enterprise: &Enterprise,
        application: ApplicationId,
        expert: &Expert,
        less: i32,
    ) -> i32 {
        let assignment = self.accept(application, expert).await;
        let submission = self.submission(enterprise, application).await;
        let season = self.season().await;
        let mut conn = self.conn().await;
        let editions = self.state.editions.of(&mut conn, &season).await.unwrap();
        judge(&mut conn, assignment, &submission).await;
        let level = submission.dossier.claimed_facts().maturity;
        let level = level.map(|maturity| maturity.level);
        let points = |criterion: &Criterion| match &criterion.kind {
            CriterionKind::Free { .. } => criterion.max.tenths() * 4 / 5,
            CriterionKind::Steps { steps } => steps[steps.len() - 1].points.tenths(),
            CriterionKind::ByMaturity { .. } => {
                criterion.automatic(level).unwrap_or_default().tenths()
            }
        };
        let total = score(&mut conn, assignment, &editions.sheet, less, points).await;
        sqlx::query(
            "UPDATE assignments
             SET state = 'filed', opinion = '建设基础较好，场景成效清楚，同意推荐。', saved_at = $2,
                 filed_at = $2, total = $3, version = version + 1
             WHERE id = $1",
        )
        .bind(assignment)
        .bind(times::review())
        .bind(total)
        .execute(&mut *conn)
        .await
        .unwrap();
        total
    }

    /// An application with all reviews filed and their result consolidated.
    pub async fn reviewed(
        &self,
        enterprise: &Enterprise,
        bureau: &Bureau,
        office: &Account,
        experts: &[Expert],
        tier: Tier,
    ) -> ApplicationId {
        let id = self
            .in_review(enterprise, bureau, office, experts, tier)
            .await;
        let mut totals = Vec::new();
        for (expert, less) in experts.iter().zip([0, 15, 35, 5, 10]) {
            totals.push(self.file_review(enterprise, id, expert, less).await);
        }
        totals.sort_unstable();
        let submission = self.submission(enterprise, id).await;
        let number = count(totals.len());
        // Tenths to hundredths, rounded half up.
        let mean = (totals.iter().sum::<i32>() * 20 / number + 1) / 2;
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO review_results
                 (application_id, submission, reviews, mean, median, spread, trimmed, divergent,
                  accepted_count, report, concluded_at)
             VALUES ($1, 1, $2, $3, $4, $5, false, false, $6, $7, $8)",
        )
        .bind(id)
        .bind(number)
        .bind(mean)
        .bind(totals[totals.len() / 2] * 10)
        .bind(totals[totals.len() - 1] - totals[0])
        .bind(count(submission.dossier.instances.len()))
        .bind(serde_json::to_string(&submission.reports).unwrap())
        .bind(times::review())
        .execute(&mut *conn)
        .await
        .unwrap();
        let by = (Role::Administrator, office);
        change(&mut conn, id, Act::ConcludeReview, by, times::review()).await;
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
}

async fn judge(conn: &mut PgConnection, assignment: AssignmentId, submission: &Submission) {
    for instance in &submission.dossier.instances {
        sqlx::query(
            "INSERT INTO instance_judgements (assignment_id, instance_id, accepted_tier)
             VALUES ($1, $2, $3)",
        )
        .bind(assignment)
        .bind(instance.id)
        .bind(instance.claimed_tier)
        .execute(&mut *conn)
        .await
        .unwrap();
    }
    for answer in &submission.dossier.quality {
        sqlx::query(
            "INSERT INTO quality_judgements (assignment_id, group_id, judgement)
             VALUES ($1, $2, 'met')",
        )
        .bind(assignment)
        .bind(answer.group)
        .execute(&mut *conn)
        .await
        .unwrap();
    }
}

async fn score(
    conn: &mut PgConnection,
    assignment: AssignmentId,
    sheet: &ScoreSheet,
    mut less: i32,
    points: impl Fn(&Criterion) -> i32,
) -> i32 {
    let mut total = 0;
    for criterion in &sheet.criteria {
        let mut given = points(criterion);
        if matches!(criterion.kind, CriterionKind::Free { .. }) {
            given -= std::mem::take(&mut less);
        }
        total += given;
        sqlx::query("INSERT INTO scores (assignment_id, criterion, points) VALUES ($1, $2, $3)")
            .bind(assignment)
            .bind(criterion.id.as_str())
            .bind(given)
            .execute(&mut *conn)
            .await
            .unwrap();
    }
    total
}

async fn set_outcome(conn: &mut PgConnection, id: ApplicationId, outcome: Outcome) {
    sqlx::query("UPDATE applications SET outcome = $2 WHERE id = $1")
        .bind(id)
        .bind(outcome)
        .execute(conn)
        .await
        .unwrap();
}

/// One act of the transition table, with its line in the timeline.
async fn change(
    conn: &mut PgConnection,
    id: ApplicationId,
    act: Act,
    by: (Role, &Account),
    now: DateTime<Utc>,
) {
    let (from, tier): (Status, Tier) =
        sqlx::query_as("SELECT status, tier FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *conn)
            .await
            .unwrap();
    let to = transition(from, act, tier)
        .unwrap_or_else(|| panic!("{act:?} is not possible from {from:?}"));
    sqlx::query(
        "UPDATE applications
         SET status = $2, version = version + 1, updated_at = $3, status_since = $3 WHERE id = $1",
    )
    .bind(id)
    .bind(to)
    .bind(now)
    .execute(&mut *conn)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO transitions
             (application_id, act, from_status, to_status, submission, reason, actor_role,
              account_id, at)
         SELECT id, $2, $3, $4, submission, '', $5, $6, $7 FROM applications WHERE id = $1",
    )
    .bind(id)
    .bind(act)
    .bind(from)
    .bind(to)
    .bind(by.0)
    .bind(by.1.id)
    .bind(now)
    .execute(conn)
    .await
    .unwrap();
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap()
}
