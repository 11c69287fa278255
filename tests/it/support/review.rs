//! What experts do with an application, written as rows.

use sqlx::PgConnection;
use tidu::{
    db::submissions::Submission,
    domain::{
        application::Act,
        ids::{ApplicationId, AssignmentId},
        review::sheet::{Criterion, CriterionKind, ScoreSheet},
        role::Role,
        tier::Tier,
    },
};

use super::{
    Account, Bureau, Enterprise, Expert, TestApp, times,
    transitions::{change, count},
};

impl TestApp {
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
        self.hand_out(id, office, experts).await;
        id
    }

    /// The office accepts a recommended application and gives it to experts.
    pub async fn hand_out(&self, id: ApplicationId, office: &Account, experts: &[Expert]) {
        let mut conn = self.conn().await;
        let by = (Role::Administrator, office);
        change(&mut conn, id, Act::FormallyAccept, by, times::screening()).await;
        for expert in experts {
            sqlx::query(
                "INSERT INTO assignments
                     (id, application_id, submission, expert_id, state, assigned_by, assigned_at)
                 SELECT $1, id, submission, $3, 'assigned', $4, $5 FROM applications WHERE id = $2",
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
        let level = submission.dossier.maturity_level();
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
        self.review(enterprise, id, office, experts).await;
        id
    }

    /// The experts file their reviews and the office consolidates them.
    pub async fn review(
        &self,
        enterprise: &Enterprise,
        id: ApplicationId,
        office: &Account,
        experts: &[Expert],
    ) {
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
