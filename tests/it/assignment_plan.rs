//! The assignment of experts to many applications in one act, and how few presses the office needs.

use tidu::domain::{
    ids::{ApplicationId, ExpertId},
    tier::Tier,
};

use crate::support::{Account, Bureau, Client, Enterprise, Expert, TestApp};

const PLAN: &str = "/admin/assignments?tier=advanced";

struct Desk {
    app: TestApp,
    bureau: Bureau,
    office: Account,
    experts: Vec<Expert>,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            bureau: app.bureau("150600").await,
            office: app.administrator().await,
            experts: app.three_experts().await,
            app,
        }
    }

    async fn enterprises(&self, count: usize) -> Vec<Enterprise> {
        let mut enterprises = Vec::new();
        for number in 1..=count {
            let name = format!("鄂尔多斯市第{number}装备制造有限公司");
            enterprises.push(self.app.enterprise(&name, "150602").await);
        }
        enterprises
    }

    /// Applications that passed the formal check and have no experts.
    async fn in_review(&self, count: usize) -> Vec<ApplicationId> {
        let mut ids = Vec::new();
        for enterprise in self.enterprises(count).await {
            let (bureau, office) = (&self.bureau, &self.office);
            let of = self
                .app
                .in_review(&enterprise, bureau, office, &[], Tier::Advanced);
            ids.push(of.await);
        }
        ids
    }

    fn clerk(&self) -> Client {
        self.app.client(&self.office)
    }

    async fn assigned(&self, id: ApplicationId) -> Vec<ExpertId> {
        sqlx::query_scalar(
            "SELECT expert_id FROM assignments WHERE application_id = $1 ORDER BY id",
        )
        .bind(id)
        .fetch_all(&mut *self.app.conn().await)
        .await
        .unwrap()
    }
}

/// The proposal avoids conflicts, spreads the work, and is confirmed in one act that a second press
/// does not repeat.
#[tokio::test]
async fn a_whole_tier_is_assigned_in_one_act() {
    let desk = Desk::new().await;
    let ids = desk.in_review(4).await;
    let local = desk.app.expert("本地专家", "某研究院").await;
    let further = desk.app.expert("外地专家", "某信息技术研究院").await;
    sqlx::query("UPDATE experts SET bureau_id = $1 WHERE id = $2")
        .bind(desk.bureau.id)
        .bind(local.id)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    let mut clerk = desk.clerk();
    clerk.open("/admin/reviews").await;
    clerk
        .follow("批量分配专家（4 件未配齐）")
        .await
        .expect_text("共 4 件专家未配齐");
    assert!(!clerk.page().main_text().contains("本地专家"));
    let mut second = desk.clerk();
    second.open(PLAN).await;
    clerk
        .press("确认分配")
        .await
        .expect_text("评审任务已全部发出");
    let mut load = std::collections::BTreeMap::new();
    for id in &ids {
        let experts = desk.assigned(*id).await;
        assert_eq!(experts.len(), 3);
        assert!(!experts.contains(&local.id));
        for expert in experts {
            *load.entry(expert).or_insert(0) += 1;
        }
    }
    assert!(load.contains_key(&further.id));
    assert!(load.values().all(|tasks| *tasks == 3), "{load:?}");
    second
        .press("确认分配")
        .await
        .expect_text("本次操作未重复执行");
    assert_eq!(desk.assigned(ids[0]).await.len(), 3);
}

/// One place that cannot be filled stops the whole act, and what was chosen stays on the page.
#[tokio::test]
async fn a_refused_choice_assigns_nobody() {
    let desk = Desk::new().await;
    let ids = desk.in_review(2).await;
    let season = desk.app.season().await.id.to_string();
    let expert = desk.experts[0].id;
    let slot = |id: ApplicationId| format!("{id}:{expert}");
    let (first, again) = (slot(ids[0]), slot(ids[1]));
    let mut clerk = desk.clerk();
    let head = [("season", season.as_str()), ("tier", "advanced")];
    let twice = [
        head[0],
        head[1],
        ("slot", first.as_str()),
        ("slot", again.as_str()),
        ("slot", again.as_str()),
    ];
    let page = clerk.post("/admin/assignments", &twice).await;
    page.expect_status(422).expect_text("同一名专家选了两次");
    assert!(desk.assigned(ids[0]).await.is_empty());
    sqlx::query("UPDATE experts SET bureau_id = $1 WHERE id = $2")
        .bind(desk.bureau.id)
        .bind(expert)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    let page = clerk.post("/admin/assignments", &twice[..3]).await;
    page.expect_status(422).expect_text("应当回避");
    clerk
        .post("/admin/assignments", &head)
        .await
        .expect_status(422);
    clerk
        .open(PLAN)
        .await
        .expect_text("还需 3 名，可以分配的只有 2 名");
}

/// From the recommendation to the result of the reviews: few presses for each application.
#[tokio::test]
async fn the_office_needs_less_than_three_presses_for_an_application() {
    const APPLICATIONS: usize = 5;
    let desk = Desk::new().await;
    let enterprises = desk.enterprises(APPLICATIONS).await;
    let mut ids = Vec::new();
    for enterprise in &enterprises {
        ids.push(
            desk.app
                .recommended(enterprise, &desk.bureau, Tier::Advanced)
                .await,
        );
    }
    let mut clerk = desk.clerk();
    clerk.open("/admin").await;
    let mut presses = 0;
    clerk.follow("形式审查").await;
    clerk.follow("开始审查").await;
    presses += 2;
    for _ in 0..APPLICATIONS {
        clerk.press("各项符合，通过").await.expect_status(200);
        presses += 1;
    }
    clerk.follow("评审进度").await;
    clerk.follow("批量分配专家").await;
    clerk.press("确认分配").await.expect_status(200);
    presses += 3;
    for (enterprise, id) in enterprises.iter().zip(&ids) {
        for expert in &desk.experts {
            desk.app.file_review(enterprise, *id, expert, 0).await;
        }
    }
    clerk.open("/admin/reviews").await;
    clerk.follow("汇总已全部提交的 5 件").await;
    clerk.press("汇总所选申报").await.expect_status(200);
    presses += 2;
    let reviewed: i64 =
        sqlx::query_scalar("SELECT count(*) FROM applications WHERE status = 'reviewed'")
            .fetch_one(&mut *desk.app.conn().await)
            .await
            .unwrap();
    assert_eq!(reviewed, 5);
    assert!(
        presses < 3 * APPLICATIONS,
        "{presses} for {APPLICATIONS} applications"
    );
}
