//! From ranked results to decisions: nothing is told before the release, nothing is lost after it.

use tidu::domain::{application::Status, ids::ApplicationId, standing::Ranking, tier::Tier};

use crate::{
    journey::office,
    support::{Account, Bureau, Client, Enterprise, Expert, TestApp, times},
};

const HOME: &str = "150602";

struct Desk {
    app: TestApp,
    bureau: Bureau,
    experts: Vec<Expert>,
    office: Account,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            bureau: app.bureau("150600").await,
            experts: app.three_experts().await,
            office: app.administrator().await,
            app,
        }
    }

    async fn reviewed(&self, name: &str) -> (Enterprise, ApplicationId) {
        let owner = self.app.enterprise(name, HOME).await;
        let id = self
            .app
            .reviewed(
                &owner,
                &self.bureau,
                &self.office,
                &self.experts,
                Tier::Advanced,
            )
            .await;
        (owner, id)
    }

    fn clerk(&self) -> Client {
        self.app.clock.set(times::decision());
        self.app.client(&self.office)
    }

    async fn status(&self, id: ApplicationId) -> Status {
        sqlx::query_scalar("SELECT status FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    /// Letters about an application after the reviews.
    async fn letters(&self, id: ApplicationId) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT m.title FROM messages m JOIN accounts a ON a.id = m.account_id
             WHERE m.application_id = $1 AND a.role = 'enterprise' AND m.created_at >= $2
             ORDER BY m.id",
        )
        .bind(id)
        .bind(times::decision())
        .fetch_all(&mut *self.app.conn().await)
        .await
        .unwrap()
    }

    async fn set_result(&self, id: ApplicationId, what: &'static str) {
        let statement = format!("UPDATE review_results SET {what} WHERE application_id = $1");
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(id)
            .execute(&mut *self.app.conn().await)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn who_is_struck_before_the_release_is_told_nothing() {
    let desk = Desk::new().await;
    let (one, first) = desk.reviewed("鄂尔多斯市甲装备有限公司").await;
    let (other, second) = desk.reviewed("鄂尔多斯市乙装备有限公司").await;
    let mut clerk = desk.clerk();
    office::place(&mut clerk, &one.name).await;
    office::place(&mut clerk, &other.name).await;
    let list = clerk.page().path.clone();
    assert!(desk.letters(first).await.is_empty() && desk.letters(second).await.is_empty());

    clerk.follow(&format!("删除：{}", other.name)).await;
    let strike = clerk.page().path.clone();
    clerk.press("从草案删除").await.expect_status(422);
    clerk.fill("删除原因", "厅长办公会议研究，暂不列入。");
    clerk
        .press("从草案删除")
        .await
        .expect_text("已从审定草案删除");
    clerk.page().expect_text("厅长办公会议研究，暂不列入。");
    let again = [("reason", "厅长办公会议研究，暂不列入。")];
    clerk.post(&strike, &again).await.expect_status(303);
    clerk.open(&list).await.expect_text("无需再删除");
    clerk.open(&list).await;
    office::release(&mut clerk).await;

    assert_eq!(desk.status(first).await, Status::Proposed);
    assert_eq!(desk.status(second).await, Status::Reviewed);
    assert_eq!(desk.letters(first).await.len(), 1);
    assert!(desk.letters(second).await.is_empty());
}

#[tokio::test]
async fn a_release_is_done_once_undone_once_and_done_again() {
    let desk = Desk::new().await;
    let (owner, id) = desk.reviewed("鄂尔多斯市甲装备有限公司").await;
    let mut clerk = desk.clerk();
    office::place(&mut clerk, &owner.name).await;
    let list = clerk.page().path.clone();
    let page = clerk.press("发布审定结果").await;
    page.expect_status(422).expect_text("会议纪要文号");
    assert_eq!(desk.status(id).await, Status::Reviewed);
    clerk.open(&list).await;
    office::release(&mut clerk).await;
    let again = [("act", "release"), ("version", "1")];
    clerk.post(&list, &again).await.expect_status(303);
    clerk.open(&list).await.expect_text("此前已发布");
    assert_eq!(desk.letters(id).await.len(), 1);

    clerk.open(&list).await;
    clerk.fill("原因", "会议纪要有误，需重新审定。");
    let page = clerk.press("撤销发布").await;
    page.expect_text("已撤销发布").expect_text(&owner.name);
    let draft = page.path.clone();
    assert_ne!(draft, list);
    assert_eq!(desk.status(id).await, Status::Reviewed);
    let undo = [("act", "undo"), ("reason", "会议纪要有误，需重新审定。")];
    clerk.post(&list, &undo).await.expect_status(303);
    clerk.open(&list).await.expect_text("本次操作未执行");
    assert!(desk.letters(id).await[1].contains("已撤销"));

    clerk.open(&draft).await;
    office::release(&mut clerk).await;
    assert_eq!(desk.status(id).await, Status::Proposed);
    assert_eq!(desk.letters(id).await.len(), 3);
    let decisions: i64 =
        sqlx::query_scalar("SELECT count(*) FROM decisions WHERE application_id = $1")
            .bind(id)
            .fetch_one(&mut *desk.app.conn().await)
            .await
            .unwrap();
    assert_eq!(decisions, 2, "old and new are both kept");
}

#[tokio::test]
async fn a_release_from_a_page_of_an_older_draft_is_shown_anew() {
    let desk = Desk::new().await;
    let (one, first) = desk.reviewed("鄂尔多斯市甲装备有限公司").await;
    let (other, _) = desk.reviewed("鄂尔多斯市乙装备有限公司").await;
    let mut clerk = desk.clerk();
    office::place(&mut clerk, &one.name).await;
    let mut colleague = desk.app.client(&desk.office);
    office::place(&mut colleague, &other.name).await;
    clerk
        .fill("会议名称", "厅长办公会议")
        .fill("会议日期", "2026-07-21")
        .fill("会议纪要文号", "12号");
    let page = clerk.press("发布审定结果").await;
    page.expect_status(409)
        .expect_text("草案已被他人修改")
        .expect_text(&other.name);
    assert_eq!(desk.status(first).await, Status::Reviewed);
}

#[tokio::test]
async fn what_stands_against_it_needs_a_reason_of_its_own() {
    let desk = Desk::new().await;
    let (owner, id) = desk.reviewed("鄂尔多斯市甲装备有限公司").await;
    desk.set_result(id, "divergent = true, reviews = 2").await;
    let mut clerk = desk.clerk();
    let page = format!("/admin/decisions?application={id}");
    clerk
        .open(&page)
        .await
        .expect_text("专家评分分歧较大")
        .expect_text("已提交 2 份");
    clerk
        .choose("审定意见", "列入拟公示名单")
        .fill("审定说明", "经综合评审研究，同意列入。");
    let refused = clerk.press("列入审定草案").await;
    refused.expect_status(422).expect_text("例外理由");

    // What is overridden has changed since the page was shown.
    desk.set_result(id, "reviews = 3").await;
    let label = format!("例外理由：{}", owner.name);
    clerk.fill(&label, "经复核，差异来自对场景范围的不同理解。");
    let changed = clerk.press("列入审定草案").await;
    changed.expect_status(409).expect_text("已有变化");
    let placed = clerk.press("列入审定草案").await;
    placed
        .expect_text("已列入审定草案")
        .expect_text("专家评分分歧较大")
        .expect_text("差异来自对场景范围的不同理解");

    // And again between the draft and its release.
    desk.set_result(id, "reviews = 1").await;
    clerk
        .fill("会议名称", "厅长办公会议")
        .fill("会议日期", "2026-07-21")
        .fill("会议纪要文号", "12号");
    let page = clerk.press("发布审定结果").await;
    page.expect_status(409).expect_text("重新列入");
    assert_eq!(desk.status(id).await, Status::Reviewed);
    let detail: serde_json::Value = sqlx::query_scalar(
        "SELECT detail FROM audit_entries WHERE act = 'place_on_list' ORDER BY id DESC LIMIT 1",
    )
    .fetch_one(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert_eq!(detail["obstacles"], serde_json::json!(["divergent"]));
    assert!(detail["override"].as_str().unwrap().contains("场景范围"));
}

#[tokio::test]
async fn equal_results_share_a_place_and_the_ranking_is_kept() {
    let desk = Desk::new().await;
    let mut ids = Vec::new();
    for name in ["甲", "乙", "丙"] {
        let (owner, id) = desk.reviewed(&format!("鄂尔多斯市{name}有限公司")).await;
        ids.push((owner.name, id));
    }
    desk.set_result(ids[0].1, "mean = mean - 1").await;
    let mut clerk = desk.clerk();
    let page = clerk.open("/admin/results?tier=advanced").await;
    page.expect_text("共 3 项");
    assert_eq!(page.texts("td[data-label=名次]"), ["1", "1", "3"]);

    office::place(&mut clerk, &ids[0].0).await;
    office::release(&mut clerk).await;
    assert_eq!(clerk.page().texts("td[data-label=名次]"), ["3"]);
    let stored: String = sqlx::query_scalar("SELECT ranking FROM decision_lists")
        .fetch_one(&mut *desk.app.conn().await)
        .await
        .unwrap();
    let ranking: Ranking = serde_json::from_str(&stored).unwrap();
    assert_eq!(ranking.rows.len(), 3);
    assert_eq!(ranking.again().frozen().unwrap().json, stored);

    // What a bureau or an applicant changes later moves nothing.
    for statement in [
        "UPDATE recommendations SET rank = 4 - rank",
        "UPDATE maturity_assessments SET score = 500, level = 5",
    ] {
        sqlx::query(statement)
            .execute(&mut *desk.app.conn().await)
            .await
            .unwrap();
    }
    let page = clerk.open("/admin/results?tier=advanced").await;
    assert_eq!(page.texts("td[data-label=名次]"), ["1", "1", "3"]);
    let kept: i64 = sqlx::query_scalar("SELECT results FROM result_totals WHERE tier = 'advanced'")
        .fetch_one(&mut *desk.app.conn().await)
        .await
        .unwrap();
    let counted: i64 =
        sqlx::query_scalar("SELECT count(*) FROM review_results WHERE tier = 'advanced'")
            .fetch_one(&mut *desk.app.conn().await)
            .await
            .unwrap();
    assert_eq!(kept, counted);
}
