//! What the office does, from the formal check to the published list.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Reader, Xlsx, open_workbook_from_rs};
use tidu::domain::{
    application::{Outcome, Status},
    ids::ApplicationId,
    tier::Tier,
};

use crate::journey::office;
use crate::support::{Account, Bureau, Client, Enterprise, Expert, TestApp, times};

const HOME: &str = "150602";
const NAME: &str = "内蒙古鄂托克新材料有限公司";

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
            enterprise: app.enterprise(NAME, HOME).await,
            bureau: app.bureau("150600").await,
            experts: app.three_experts().await,
            office: app.administrator().await,
            app,
        }
    }

    fn clerk(&self) -> Client {
        self.app.client(&self.office)
    }

    async fn recommended(&self, tier: Tier) -> ApplicationId {
        self.app
            .recommended(&self.enterprise, &self.bureau, tier)
            .await
    }

    async fn in_review(&self, experts: &[Expert]) -> ApplicationId {
        self.app
            .in_review(
                &self.enterprise,
                &self.bureau,
                &self.office,
                experts,
                Tier::Advanced,
            )
            .await
    }

    async fn reviewed(&self, tier: Tier) -> ApplicationId {
        self.app
            .reviewed(
                &self.enterprise,
                &self.bureau,
                &self.office,
                &self.experts,
                tier,
            )
            .await
    }

    async fn standing(&self, id: ApplicationId) -> (Status, Option<Outcome>) {
        sqlx::query_as("SELECT status, outcome FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    /// The newest message of an account: its title.
    async fn letter(&self, account: &Account) -> String {
        sqlx::query_scalar("SELECT title FROM messages WHERE account_id = $1 ORDER BY id DESC")
            .bind(account.id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn every_number_of_the_board_leads_to_what_it_counts() {
    let desk = Desk::new().await;
    desk.recommended(Tier::Advanced).await;
    desk.app.submitted(&desk.enterprise, Tier::Excellent).await;
    let mut clerk = desk.clerk();
    clerk.open("/admin").await.expect_text("等待最久的申报");
    let row = clerk
        .page()
        .rows()
        .into_iter()
        .find(|row| row[0] == "鄂尔多斯市" && row.len() > 10);
    let row = row.expect("a line for the region");
    assert_eq!(
        (row[2].as_str(), row[4].as_str(), row[12].as_str()),
        ("1", "1", "2")
    );
    clerk.open("/admin/applications?stage=recommended").await;
    clerk.page().expect_text(NAME).expect_text("先进级");
    assert_eq!(clerk.page().rows().len(), 2);
    clerk
        .open("/admin/applications?q=%25")
        .await
        .expect_text("没有符合条件的申报");
    let mut other = desk.app.client(&desk.bureau.account);
    other.open("/admin").await.expect_status(403);
}

#[tokio::test]
async fn experts_who_have_to_avoid_an_application_are_refused() {
    let desk = Desk::new().await;
    let id = desk.in_review(&[]).await;
    let local = &desk.experts[0];
    sqlx::query("UPDATE experts SET bureau_id = $1 WHERE id = $2")
        .bind(desk.bureau.id)
        .bind(local.id)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    let path = format!("/admin/applications/{id}/assignments");
    let mut clerk = desk.clerk();
    clerk.open(&path).await.expect_text("同一盟市，应当回避");
    let refused = clerk
        .post(&path, &[("experts", &local.id.to_string())])
        .await;
    refused.expect_status(422).expect_text("应当回避");
    clerk.open(&path).await;
    clerk.press("分配所选专家").await.expect_status(422);
    clerk
        .check(&desk.experts[1].name)
        .check(&desk.experts[2].name);
    clerk.press("分配所选专家").await.expect_text("已分配 2 名");
    assert!(
        desk.letter(&desk.experts[1].account)
            .await
            .contains("新的评审任务")
    );
    let too_many: Vec<Expert> = desk.app.three_experts().await;
    let ids: Vec<String> = too_many.iter().map(|it| it.id.to_string()).collect();
    let posted: Vec<(&str, &str)> = ids.iter().map(|id| ("experts", id.as_str())).collect();
    let page = clerk.post(&path, &posted).await;
    page.expect_status(422).expect_text("最多还能选 1 名");
    let task = desk.app.assignment(id, &desk.experts[1]).await;
    clerk.open(&format!("{path}/{task}/cancel")).await;
    clerk.fill("取消原因", "专家临时有公务，不能参加。");
    clerk.press("取消任务").await.expect_text("已分配 1 名");
    assert!(
        desk.letter(&desk.experts[1].account)
            .await
            .contains("已取消")
    );
}

#[tokio::test]
async fn a_review_is_concluded_when_all_have_filed() {
    let desk = Desk::new().await;
    let id = desk.in_review(&desk.experts).await;
    desk.app.clock.set(times::review());
    for (expert, less) in desk.experts.iter().zip([0, 150]) {
        desk.app
            .file_review(&desk.enterprise, id, expert, less)
            .await;
    }
    let page = format!("/admin/applications/{id}");
    let mut clerk = desk.clerk();
    clerk.open(&page).await;
    clerk.press("汇总评审结果").await.expect_status(422);
    clerk.page().expect_text("还有 1 名专家没有提交评审");
    let last = &desk.experts[2];
    desk.app.file_review(&desk.enterprise, id, last, 230).await;
    clerk.open(&page).await;
    clerk
        .press("汇总评审结果")
        .await
        .expect_text("评审结果已汇总");
    clerk.page().expect_text("专家评分差距较大");
    assert_eq!(desk.standing(id).await.0, Status::Reviewed);
    let (reviews, accepted, divergent): (i32, i32, bool) = sqlx::query_as(
        "SELECT reviews, accepted_count, divergent FROM review_results WHERE application_id = $1",
    )
    .bind(id)
    .fetch_one(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert_eq!((reviews, accepted, divergent), (3, 10, true));
    clerk
        .open("/admin/results?tier=advanced")
        .await
        .expect_text(NAME);
    let table = clerk.get("/admin/results.xlsx?tier=advanced").await;
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(table.bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert!(sheet.rows().flatten().any(|cell| *cell == *NAME));
}

#[tokio::test]
async fn from_decision_through_publicity_to_the_published_list() {
    let desk = Desk::new().await;
    let id = desk.reviewed(Tier::Advanced).await;
    desk.app.clock.set(times::decision());
    let mut clerk = desk.clerk();
    clerk
        .open(&format!("/admin/decisions?application={id}"))
        .await;
    clerk.press("列入审定草案").await.expect_status(422);
    clerk.choose("审定意见", "列入拟公示名单");
    clerk.fill("审定说明", "经厅务会研究，同意列入。");
    clerk
        .press("列入审定草案")
        .await
        .expect_text("已列入审定草案");
    office::release(&mut clerk).await;
    assert_eq!(desk.standing(id).await.0, Status::Proposed);

    clerk
        .open("/admin/publicities")
        .await
        .expect_text("先进级拟公示");
    clerk.follow("开始公示").await.expect_text(NAME);
    clerk.press("开始公示").await.expect_text("公示已开始");
    let page = clerk.page().path.clone();
    clerk.page().expect_text("（5个工作日）");
    assert_eq!(desk.standing(id).await.0, Status::InPublicity);
    assert!(
        desk.letter(&desk.enterprise.account)
            .await
            .contains("开始公示")
    );

    clerk
        .post(&page, &[("title", "早了")])
        .await
        .expect_status(409);
    desk.app.clock.set(times::publication());
    clerk.open(&page).await;
    clerk.press("公布名单").await.expect_text("名单已公布");
    let standing = (Status::Concluded, Some(Outcome::Recognised));
    assert_eq!(desk.standing(id).await, standing);
    let (count, title): (i64, String) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM list_entries e WHERE e.list_id = l.id), l.title FROM lists l",
    )
    .fetch_one(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert_eq!(count, 1);
    assert!(title.contains("先进级智能工厂认定名单"));
    clerk
        .post(&page, &[("title", "再来一次")])
        .await
        .expect_status(303);
}

#[tokio::test]
async fn filed_applications_are_published_without_publicity() {
    let desk = Desk::new().await;
    desk.app.filed(&desk.enterprise, &desk.bureau).await;
    let mut clerk = desk.clerk();
    clerk.open("/admin/publicities").await;
    clerk.follow("公布备案名单").await.expect_text(NAME);
    clerk.press("公布备案名单").await.expect_text("名单已公布");
    let season = desk.app.season().await.id;
    clerk
        .open(&format!("/admin/lists/new?season={season}"))
        .await
        .expect_status(404);
}

#[tokio::test]
async fn a_window_is_extended_only_with_a_reason() {
    let desk = Desk::new().await;
    let season = desk.app.season().await;
    let path = format!("/admin/seasons/{}", season.id);
    let mut clerk = desk.clerk();
    clerk.open(&path).await;
    clerk.fill("先进级申报截止", "2026-06-04 24:00");
    clerk.press("保存批次设置").await.expect_status(422);
    clerk.page().expect_text("只能延后");
    clerk.open(&path).await;
    clerk.fill("先进级申报截止", "2026-06-15 24:00");
    clerk
        .press("保存批次设置")
        .await
        .expect_text("请填写调整原因");
    clerk.open(&path).await;
    clerk.fill("先进级申报截止", "2026-06-15 24:00");
    clerk.fill("调整原因", "部分企业受强降雨影响，延期一周。");
    clerk.press("保存批次设置").await.expect_text("已保存");
    let tiers = desk.app.season().await.tiers;
    let closes = |tier| tiers.of(tier).unwrap().enterprise.closes_at();
    assert_eq!(closes(Tier::Advanced), times::beijing(6, 15, 24));
    assert_eq!(closes(Tier::Basic), times::beijing(6, 9, 24));
    assert!(
        desk.letter(&desk.enterprise.account)
            .await
            .contains("先进级企业申报截止时间调整")
    );
    let quotas = format!("{path}/quotas");
    clerk.open(&quotas).await;
    clerk.fill("鄂尔多斯市先进级名额", "三");
    clerk.press("保存推荐名额").await.expect_status(422);
    clerk.open(&quotas).await;
    clerk.fill("鄂尔多斯市先进级名额", "3");
    clerk.press("保存推荐名额").await.expect_text("已保存");
}

#[tokio::test]
async fn a_catalogue_is_imported_or_refused_row_by_row() {
    let desk = Desk::new().await;
    let mut clerk = desk.clerk();
    let heading = "编号,场景名称,环节,基础级,先进级,卓越级,领航级\n";
    let wrong = format!("{heading}S01,甲,不存在的环节,有,,,\nS01,乙,计划调度,有,,,\n");
    clerk.open("/admin/catalogues/new").await;
    clerk
        .fill("标题", "典型场景参考标准")
        .fill("版本代码", "nmg-2026");
    clerk.upload_bytes("目录文件", vec![("目录.csv", wrong.into_bytes())]);
    clerk.press("检查并导入").await.expect_status(422);
    clerk.page().expect_text("第 2 行：环节“不存在的环节”");
    clerk.page().expect_text("第 3 行：编号与第 2 行重复");
    let mut right = heading.to_owned();
    for number in 1..=28 {
        let link = (number - 1) % 14 + 1;
        writeln!(right, "S{number:02},场景{number},L{link:02},有,有,有,有").unwrap();
    }
    clerk.open("/admin/catalogues/new").await;
    clerk
        .fill("标题", "典型场景参考标准")
        .fill("版本代码", "nmg-2026");
    clerk.upload_bytes("目录文件", vec![("目录.csv", right.into_bytes())]);
    clerk
        .press("检查并导入")
        .await
        .expect_text("目录已导入为新版本");
    clerk
        .open("/admin/seasons/new")
        .await
        .expect_text("典型场景参考标准");
}
