//! The office and the filed reviews: read in full, opened again, taken together, reminded of.

use tidu::domain::{application::Status, ids::ApplicationId, tier::Tier};

use crate::support::{Account, Bureau, Client, Enterprise, Expert, TestApp, times};

struct Desk {
    app: TestApp,
    enterprise: Enterprise,
    bureau: Bureau,
    experts: Vec<Expert>,
    office: Account,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            enterprise: app.enterprise("内蒙古鄂托克新材料有限公司", "150602").await,
            bureau: app.bureau("150600").await,
            experts: app.three_experts().await,
            office: app.administrator().await,
            app,
        }
    }

    fn clerk(&self) -> Client {
        self.app.client(&self.office)
    }

    async fn in_review(&self) -> ApplicationId {
        let (office, experts) = (&self.office, &self.experts);
        let (enterprise, bureau) = (&self.enterprise, &self.bureau);
        let id = self
            .app
            .in_review(enterprise, bureau, office, experts, Tier::Advanced)
            .await;
        self.app.clock.set(times::review());
        id
    }

    async fn file(&self, id: ApplicationId, less: [i32; 3]) {
        for (expert, less) in self.experts.iter().zip(less) {
            self.app
                .file_review(&self.enterprise, id, expert, less)
                .await;
        }
    }

    async fn status(&self, id: ApplicationId) -> Status {
        let status: String = sqlx::query_scalar("SELECT status FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap();
        status.parse().unwrap()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }
}

/// Decisions must not rest on a number alone: the office reads what every expert wrote.
#[tokio::test]
async fn the_office_reads_every_filed_review_in_full() {
    let desk = Desk::new().await;
    let id = desk.in_review().await;
    desk.file(id, [0, 10, 20]).await;
    let mut clerk = desk.clerk();
    clerk.open(&format!("/admin/applications/{id}")).await;
    let page = clerk.follow("查看全部评审意见").await;
    page.expect_text("建设基础较好，场景成效清楚，同意推荐。")
        .expect_text("建设要求")
        .expect_text("场景认定");
    for expert in &desk.experts {
        page.expect_text(&expert.name);
    }
    let table = clerk
        .get(&format!("/admin/applications/{id}/reviews.csv"))
        .await;
    table.expect_status(200);
    assert!(table.body().contains("综合意见"), "{}", table.body());
}

/// A result taken together too early is no dead end, and nothing that was filed is lost.
#[tokio::test]
async fn a_concluded_review_is_opened_again_and_every_version_kept() {
    let desk = Desk::new().await;
    let id = desk.in_review().await;
    desk.file(id, [0, 10, 20]).await;
    let mut clerk = desk.clerk();
    clerk.open(&format!("/admin/applications/{id}")).await;
    clerk.press("汇总评审结果").await;
    assert_eq!(desk.status(id).await, Status::Reviewed);
    clerk.open(&format!("/admin/applications/{id}")).await;
    clerk.follow("重新打开评审").await;
    clerk.press("重新打开评审").await.expect_status(422);
    let assignment = desk.app.assignment(id, &desk.experts[0]).await;
    let fields = [
        ("reviews", assignment.to_string()),
        ("reason", "请核对装备部分的评分".to_owned()),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let path = format!("/admin/applications/{id}/reopen-review");
    clerk.post(&path, &fields).await.expect_status(303);
    assert_eq!(desk.status(id).await, Status::InReview);
    assert_eq!(desk.count("SELECT count(*) FROM review_results").await, 0);
    assert_eq!(
        desk.count("SELECT count(*) FROM superseded_results").await,
        1
    );
    // The same post again: the review is not filed any more.
    clerk.post(&path, &fields).await.expect_status(422);
    let mut expert = desk.app.client(&desk.experts[0].account);
    expert
        .open(&format!("/expert/reviews/{assignment}/file"))
        .await;
    expert.press("提交评审，不再修改").await;
    let reviews = format!("/admin/applications/{id}/reviews");
    clerk
        .open(&reviews)
        .await
        .expect_text("请核对装备部分的评分");
    clerk.open(&format!("/admin/applications/{id}")).await;
    clerk.press("汇总评审结果").await;
    assert_eq!(desk.count("SELECT count(*) FROM review_results").await, 1);
}

/// Scores far apart are seen before they are taken together, and lead to a further expert.
#[tokio::test]
async fn divergent_scores_are_seen_early_and_allow_a_further_expert() {
    let desk = Desk::new().await;
    let id = desk.in_review().await;
    desk.file(id, [0, 0, 0]).await;
    sqlx::query("UPDATE assignments SET total = total - 250 WHERE id = $1")
        .bind(desk.app.assignment(id, &desk.experts[2]).await)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    let mut clerk = desk.clerk();
    clerk
        .open("/admin/reviews")
        .await
        .expect_text("评分差距较大");
    clerk
        .open("/admin/reviews/conclude")
        .await
        .expect_text("评分差距较大");
    clerk.press("汇总所选申报").await.expect_status(422);
    let page = clerk
        .open(&format!("/admin/applications/{id}/assignments"))
        .await;
    assert!(!page.text().contains("专家已配齐"), "{}", page.text());
}

/// Many complete reviews are one act.
#[tokio::test]
async fn complete_reviews_are_taken_together_in_one_act() {
    let desk = Desk::new().await;
    let id = desk.in_review().await;
    desk.file(id, [0, 10, 20]).await;
    let mut clerk = desk.clerk();
    clerk.open("/admin/reviews").await;
    clerk.follow("汇总已全部提交的 1 件").await;
    clerk.press("汇总所选申报").await;
    assert_eq!(desk.status(id).await, Status::Reviewed);
}

/// A reminder goes out once a day, however often the button is pressed.
#[tokio::test]
async fn experts_are_reminded_once_a_day() {
    let desk = Desk::new().await;
    desk.in_review().await;
    let mut clerk = desk.clerk();
    let reminders = "SELECT count(*) FROM messages WHERE title LIKE '请尽快提交评审%'";
    for _ in 0..2 {
        clerk.open("/admin/reviews").await;
        clerk.press("催办未提交的专家").await;
        assert_eq!(desk.count(reminders).await, 3);
    }
    desk.app
        .clock
        .set(times::review() + chrono::TimeDelta::hours(24));
    clerk.open("/admin/reviews").await;
    clerk.press("催办未提交的专家").await;
    assert_eq!(desk.count(reminders).await, 6);
}
