//! Objections to a publicity, from paper and from its page, to their end; and results taken back.

use tidu::domain::{
    application::{Act, Status},
    ids::{ApplicationId, PublicityId},
    tier::Tier,
};

use crate::journey::office;
use crate::support::{Account, Client, Enterprise, TestApp, times};

/// A publicity with two lines, and everybody concerned.
struct Desk {
    app: TestApp,
    office: Account,
    owners: [Enterprise; 2],
    applications: [ApplicationId; 2],
    publicity: PublicityId,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let bureau = app.bureau("150600").await;
        let office = app.administrator().await;
        let experts = app.three_experts().await;
        let owners = [
            app.enterprise("鄂尔多斯市甲装备有限公司", "150602").await,
            app.enterprise("鄂尔多斯市乙化工有限公司", "150602").await,
        ];
        let mut applications = Vec::new();
        for owner in &owners {
            let id = app
                .reviewed(owner, &bureau, &office, &experts, Tier::Advanced)
                .await;
            app.decide(id, &office, Act::Propose).await;
            applications.push(id);
        }
        let publicity = app
            .open_publicity(&office, Tier::Advanced, &applications)
            .await;
        app.clock.set(times::beijing(7, 23, 9));
        Self {
            app,
            office,
            owners,
            applications: [applications[0], applications[1]],
            publicity,
        }
    }

    fn page(&self) -> String {
        format!("/admin/publicities/{}", self.publicity)
    }

    /// The office records an objection on paper to the first line.
    async fn recorded(&self) -> Client {
        let mut clerk = self.app.client(&self.office);
        clerk.open(&self.page()).await;
        clerk
            .follow(&format!("登记异议：{}", self.owners[0].name))
            .await;
        clerk
            .fill("反映人", "某智能制造研究会")
            .fill("联系方式", "张三，0471-6900000")
            .fill("异议内容", "该工厂申报的三个场景尚未投用。");
        clerk.press("登记异议").await.expect_text("异议已登记");
        clerk
    }

    async fn rule(&self, clerk: &mut Client, ruling: &str) {
        clerk
            .choose("核查结论", ruling)
            .fill("结论依据", "经现场核查，情况已查清。")
            .fill("答复情况", "已于当日书面答复反映人。");
        clerk
            .press("保存核查结论")
            .await
            .expect_text("异议核查结论已保存");
    }

    async fn status(&self, line: usize) -> Status {
        sqlx::query_scalar("SELECT status FROM applications WHERE id = $1")
            .bind(self.applications[line])
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }
}

/// One line is held while the other is published; found not upheld, it joins a supplementary list.
#[tokio::test]
async fn a_held_line_is_published_later_in_a_list_of_its_own() {
    let desk = Desk::new().await;
    let mut clerk = desk.recorded().await;
    let objection = clerk.page().path.clone();
    assert_eq!(desk.status(0).await, Status::Held);
    let mut owner = desk.app.client(&desk.owners[0].account);
    let told = owner.open("/messages").await;
    told.expect_text("公示收到异议");
    assert!(!told.body().contains("研究会") && !told.body().contains("尚未投用"));

    desk.app.clock.set(times::publication());
    clerk
        .open(&desk.page())
        .await
        .expect_text("本次公布 1 家；1 家异议核查中");
    clerk.press("公布名单").await.expect_text("名单已公布");
    assert_eq!(desk.status(0).await, Status::Held);
    assert_eq!(desk.status(1).await, Status::Concluded);

    clerk.open(&objection).await;
    desk.rule(&mut clerk, "异议不成立").await;
    assert_eq!(desk.status(0).await, Status::InPublicity);
    clerk.open(&desk.page()).await.expect_text("本次公布 1 家");
    clerk.press("公布名单").await.expect_text("（补充）");
    assert_eq!(desk.status(0).await, Status::Concluded);
    let rows: Vec<i64> = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM list_entries e WHERE e.list_id = l.id) FROM lists l",
    )
    .fetch_all(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert_eq!(rows, [1, 1]);
}

/// An upheld objection removes the line and leads back to a decision; the old one stays.
#[tokio::test]
async fn an_upheld_objection_leads_back_to_a_decision_beside_the_old_one() {
    let desk = Desk::new().await;
    let mut clerk = desk.recorded().await;
    desk.rule(&mut clerk, "异议成立").await;
    assert_eq!(desk.status(0).await, Status::Reviewed);
    let mut visitor = desk.app.visitor();
    visitor
        .open(&format!("/publicities/{}", desk.publicity))
        .await
        .expect_text("经异议核查，已移出公示");

    let application = desk.applications[0];
    clerk
        .open(&format!("/admin/decisions?application={application}"))
        .await;
    clerk
        .choose("审定意见", "审定不通过")
        .fill("审定说明", "异议查实，场景未投用。");
    clerk.press("列入审定草案").await.expect_status(200);
    office::release(&mut clerk).await;
    assert_eq!(desk.status(0).await, Status::NotApproved);
    let acts: Vec<String> =
        sqlx::query_scalar("SELECT act FROM decisions WHERE application_id = $1 ORDER BY id")
            .bind(application)
            .fetch_all(&mut *desk.app.conn().await)
            .await
            .unwrap();
    assert_eq!(acts, ["propose", "not_approve"]);

    desk.app.clock.set(times::publication());
    clerk
        .open(&desk.page())
        .await
        .expect_text("1 家异议成立，已移出");
    clerk.press("公布名单").await.expect_text("名单已公布");
    assert_eq!(desk.status(1).await, Status::Concluded);
}

/// The form on the page takes an objection under a real name within the term, and shows it to the
/// office alone.
#[tokio::test]
async fn the_public_objects_by_the_page_within_the_term() {
    let desk = Desk::new().await;
    let mut visitor = desk.app.visitor();
    visitor
        .open(&format!("/publicities/{}", desk.publicity))
        .await;
    visitor.follow("网上提交异议").await;
    visitor.press("提交异议").await.expect_status(422);
    let line = format!("2. {}（精细化工智能工厂）", desk.owners[1].name);
    visitor
        .choose("针对的企业", &line)
        .fill("反映人", "李四")
        .fill("联系方式", "13947100000")
        .fill(
            "异议内容",
            "该公司去年十月起停产，申报材料所称三年连续正常生产与事实不符。",
        );
    let page = visitor.press("提交异议").await;
    page.expect_text("异议已提交");
    assert!(!page.body().contains("停产"));
    assert_eq!(desk.status(1).await, Status::Held);
    let mut clerk = desk.app.client(&desk.office);
    clerk.open("/messages").await.expect_text("收到网上异议");
    clerk.open(&desk.page()).await.expect_text("网上提交");

    desk.app.clock.set(times::publication());
    visitor
        .open(&format!("/publicities/{}/objection", desk.publicity))
        .await
        .expect_text("公示期已满，不再受理异议");
}

/// Who rules second is told; a list is not published from a page that showed other lines.
#[tokio::test]
async fn acts_are_bound_to_what_was_shown() {
    let desk = Desk::new().await;
    let mut clerk = desk.recorded().await;
    let mut other = desk.app.client(&desk.office);
    other.open(&clerk.page().path.clone()).await;
    desk.app.clock.set(times::publication());
    let mut publisher = desk.app.client(&desk.office);
    publisher.open(&desk.page()).await;
    desk.rule(&mut clerk, "异议撤回").await;
    other
        .choose("核查结论", "异议成立")
        .fill("结论依据", "与另一位同志意见不同。")
        .fill("答复情况", "已电话答复反映人。");
    other
        .press("保存核查结论")
        .await
        .expect_text("此前已有核查结论");
    let page = publisher.press("公布名单").await;
    page.expect_status(409).expect_text("将公布的名单已有变化");
    publisher.press("公布名单").await.expect_text("名单已公布");
    assert_eq!(desk.status(0).await, Status::Concluded);
}

/// A result taken back shows on the frozen list, reaches the enterprise and bars it for a time.
#[tokio::test]
async fn a_revoked_result_shows_on_the_list_and_bars_the_enterprise() {
    let desk = Desk::new().await;
    desk.app.clock.set(times::publication());
    let mut clerk = desk.app.client(&desk.office);
    clerk.open(&desk.page()).await;
    clerk.press("公布名单").await.expect_text("名单已公布");
    let list = clerk.page().link("查看公布的名单");
    let digest = "SELECT encode(digest, 'hex') FROM lists";
    let mut conn = desk.app.conn().await;
    let before: String = sqlx::query_scalar(digest)
        .fetch_one(&mut *conn)
        .await
        .unwrap();

    let application = desk.applications[0];
    clerk
        .open(&format!("/admin/applications/{application}"))
        .await;
    clerk.follow("撤销结果").await;
    clerk.press("撤销结果").await.expect_status(422);
    clerk
        .fill("撤销文件（文号）", "内工信装备字〔2026〕99号")
        .fill("原因", "经查实，申报时提供虚假佐证材料。")
        .fill("不得申报的期限（至）", "2028-08-03");
    clerk.press("撤销结果").await.expect_text("结果已撤销");
    assert_eq!(desk.status(0).await, Status::Revoked);
    let mut visitor = desk.app.visitor();
    visitor
        .open(&list)
        .await
        .expect_text("已撤销（2026年8月3日）");
    let json = visitor.get(&format!("/open{list}.json")).await;
    assert!(
        String::from_utf8(json.bytes.clone())
            .unwrap()
            .contains("已撤销")
    );
    let after: String = sqlx::query_scalar(digest)
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    assert_eq!(before, after);

    let mut owner = desk.app.client(&desk.owners[0].account);
    owner.open("/messages").await.expect_text("的结果已撤销");
    desk.app.clock.set(times::start());
    owner.open("/enterprise/applications/new").await;
    owner.choose("申报哪个等级", "先进级");
    owner
        .press("开始填写")
        .await
        .expect_status(422)
        .expect_text("2028年8月3日及以前不得申报");
}
