//! What the office sets for a season decides in that season: nothing of it is a constant.

use tidu::domain::{ids::ApplicationId, tier::Tier};

use crate::support::{Account, Bureau, Enterprise, Expert, TestApp, times};

const HOME: &str = "150602";

struct Desk {
    app: TestApp,
    owner: Enterprise,
    bureau: Bureau,
    experts: Vec<Expert>,
    office: Account,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            owner: app.enterprise("鄂尔多斯市甲装备有限公司", HOME).await,
            bureau: app.bureau("150600").await,
            experts: app.three_experts().await,
            office: app.administrator().await,
            app,
        }
    }

    async fn set(&self, what: &'static str) {
        sqlx::query(sqlx::AssertSqlSafe(format!("UPDATE seasons SET {what}")))
            .execute(&mut *self.app.conn().await)
            .await
            .unwrap();
    }

    async fn reviewed(&self) -> ApplicationId {
        let (app, experts) = (&self.app, &self.experts);
        app.reviewed(
            &self.owner,
            &self.bureau,
            &self.office,
            experts,
            Tier::Advanced,
        )
        .await
    }

    /// A case in review with an expert of its own region at hand, and the page that offers experts.
    async fn neighbour(&self) -> (Expert, String) {
        let (app, office) = (&self.app, &self.office);
        let id = app
            .in_review(&self.owner, &self.bureau, office, &[], Tier::Advanced)
            .await;
        let expert = app.expert("乌兰", "鄂尔多斯市某研究院").await;
        sqlx::query("UPDATE experts SET bureau_id = (SELECT bureau_id FROM applications WHERE id = $2) WHERE id = $1")
            .bind(expert.id)
            .bind(id)
            .execute(&mut *app.conn().await)
            .await
            .unwrap();
        app.clock.set(times::review());
        (expert, format!("/admin/applications/{id}/assignments"))
    }
}

#[tokio::test]
async fn an_expert_of_the_own_region_is_refused_or_shown_as_the_season_says() {
    let desk = Desk::new().await;
    let (expert, path) = desk.neighbour().await;
    let mut clerk = desk.app.client(&desk.office);
    let chosen = [("experts", expert.id.to_string())];
    let chosen = chosen.each_ref().map(|(name, id)| (*name, id.as_str()));
    clerk.open(&path).await.expect_text("应当回避");
    clerk.post(&path, &chosen).await.expect_status(422);
    desk.set("own_region = 'warn'").await;
    clerk.open(&path).await.expect_text("可以，本盟市专家");
    clerk.post(&path, &chosen).await.expect_status(303);
    let considered: bool = sqlx::query_scalar(
        "SELECT (detail ->> 'own_region')::boolean FROM audit_entries WHERE act = 'assign_expert'",
    )
    .fetch_one(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert!(considered);
}

/// From when on scores lie far apart is the season's; the same scores are in agreement in another.
#[tokio::test]
async fn the_thresholds_of_a_season_say_when_scores_lie_far_apart() {
    let desk = Desk::new().await;
    let id = desk
        .app
        .in_review(
            &desk.owner,
            &desk.bureau,
            &desk.office,
            &desk.experts,
            Tier::Advanced,
        )
        .await;
    for (expert, total) in desk.experts.iter().zip([700, 750, 850]) {
        let task = desk.app.accept(id, expert).await;
        sqlx::query("UPDATE assignments SET state = 'filed', total = $2, filed_at = declared_at WHERE id = $1")
            .bind(task)
            .bind(total)
            .execute(&mut *desk.app.conn().await)
            .await
            .unwrap();
    }
    desk.app.clock.set(times::review());
    let mut clerk = desk.app.client(&desk.office);
    clerk
        .open("/admin/reviews")
        .await
        .expect_no_text("评分差距较大");
    desk.set("divergence_range = 150").await;
    clerk
        .open("/admin/reviews")
        .await
        .expect_text("评分差距较大");
    desk.set("divergence_range = 200, divergence_deviation = 90")
        .await;
    clerk
        .open("/admin/reviews")
        .await
        .expect_text("评分差距较大");
}

/// A mean below the line of the season is proposed with a reason only.
#[tokio::test]
async fn a_mean_below_the_line_needs_a_reason() {
    let desk = Desk::new().await;
    let id = desk.reviewed().await;
    desk.app.clock.set(times::decision());
    let mut clerk = desk.app.client(&desk.office);
    let page = format!("/admin/decisions?application={id}");
    clerk.open(&page).await.expect_no_text("低于合格分数线");
    desk.set("score_line = 999").await;
    clerk
        .open(&page)
        .await
        .expect_text("低于合格分数线 99.90 分");
    clerk
        .choose("审定意见", "列入拟公示名单")
        .fill("审定说明", "经综合评审研究，同意列入。");
    let refused = clerk.press("列入审定草案").await;
    refused.expect_status(422).expect_text("例外理由");
    clerk.fill(
        &format!("例外理由：{}", desk.owner.name),
        "会议研究认为该企业示范作用突出。",
    );
    clerk
        .press("列入审定草案")
        .await
        .expect_text("已列入审定草案");
}
