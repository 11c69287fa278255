//! Recommendation tables: what a bureau handed in stands, and what it changes afterwards is a new table.

use tidu::domain::{application::Act, ids::ApplicationId, role::Role, tier::Tier};

use crate::support::{Bureau, Client, TestApp, times, transitions::change};

const HOME: &str = "150602";

struct Desk {
    app: TestApp,
    bureau: Bureau,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let bureau = app.bureau("150600").await;
        Self { app, bureau }
    }

    async fn recommended(&self, name: &str) -> ApplicationId {
        let owner = self.app.enterprise(name, HOME).await;
        self.app
            .recommended(&owner, &self.bureau, Tier::Advanced)
            .await
    }

    fn officer(&self) -> Client {
        self.app.client(&self.bureau.account)
    }

    async fn order(&self) -> Vec<ApplicationId> {
        sqlx::query_scalar("SELECT application_id FROM recommendations ORDER BY rank")
            .fetch_all(&mut *self.app.conn().await)
            .await
            .unwrap()
    }
}

fn reordered(seen: &[ApplicationId], ranks: &[&str]) -> Vec<(&'static str, String)> {
    let mut fields = vec![("tier", "advanced".to_owned())];
    for (application, rank) in seen.iter().zip(ranks) {
        fields.push(("application", application.to_string()));
        fields.push(("rank", (*rank).to_owned()));
    }
    fields
}

async fn reorder(officer: &mut Client, seen: &[ApplicationId], ranks: &[&str], status: u16) {
    let fields = reordered(seen, ranks);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let page = officer.post("/bureau/ranking", &fields).await;
    page.expect_status(status);
}

/// Places that were handed in stand; what is recommended afterwards joins a further table, and a
/// table taken back with a reason frees the order again.
#[tokio::test]
async fn what_was_handed_in_keeps_its_order() {
    let desk = Desk::new().await;
    let first = desk.recommended("鄂尔多斯市甲装备有限公司").await;
    let second = desk.recommended("鄂尔多斯市乙装备有限公司").await;
    let mut officer = desk.officer();
    reorder(&mut officer, &[first, second], &["2", "1"], 303).await;
    desk.app.hand_in(&desk.bureau, Tier::Advanced).await;
    reorder(&mut officer, &[second, first], &["2", "1"], 422).await;
    assert_eq!(desk.order().await, [second, first]);

    let third = desk.recommended("鄂尔多斯市丙装备有限公司").await;
    officer
        .open("/bureau/ranking?tier=advanced")
        .await
        .expect_text("另有 1 项推荐尚未列入");
    reorder(&mut officer, &[second, first, third], &["1", "2", "1"], 422).await;
    officer.open("/bureau/ranking?tier=advanced").await;
    officer
        .follow("再次上报推荐汇总表")
        .await
        .expect_text("第 2 号，共 3 项");
    officer.press("上报推荐汇总表").await.expect_text("第 2 号");

    officer.follow("撤回推荐汇总表").await;
    officer.submit("撤回推荐汇总表").await.expect_status(422);
    officer.fill("原因", "排序有误，经局长办公会重新研究。");
    officer
        .press("撤回推荐汇总表")
        .await
        .expect_text("推荐汇总表已撤回");
    reorder(&mut officer, &[second, first, third], &["1", "3", "2"], 303).await;
    assert_eq!(desk.order().await, [second, third, first]);
}

/// Two officers press at the same time, or one twice: one table, and the other is told.
#[tokio::test]
async fn a_table_is_handed_in_once_and_as_it_was_shown() {
    let desk = Desk::new().await;
    desk.recommended("鄂尔多斯市甲装备有限公司").await;
    let (mut one, mut other) = (desk.officer(), desk.officer());
    let path = "/bureau/ranking/hand-in?tier=advanced";
    one.open(path).await;
    other.open(path).await;
    desk.recommended("鄂尔多斯市乙装备有限公司").await;
    one.press("上报推荐汇总表").await.expect_status(409);
    one.open(path).await;
    one.press("上报推荐汇总表")
        .await
        .expect_text("推荐汇总表已上报");
    other
        .press("上报推荐汇总表")
        .await
        .expect_text("此前已上报");
    let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM handed_in_tables")
        .fetch_one(&mut *desk.app.conn().await)
        .await
        .unwrap();
    assert_eq!(tables, 1);
}

/// A bureau used to be able to reorder what the office was already handling, table or not.
#[tokio::test]
async fn what_the_office_has_begun_to_handle_keeps_its_place() {
    let desk = Desk::new().await;
    let first = desk.recommended("鄂尔多斯市甲装备有限公司").await;
    let second = desk.recommended("鄂尔多斯市乙装备有限公司").await;
    let third = desk.recommended("鄂尔多斯市丙装备有限公司").await;
    let office = desk.app.administrator().await;
    let by = (Role::Administrator, &office);
    let now = desk.app.clock.now();
    change(
        &mut *desk.app.conn().await,
        first,
        Act::FormallyAccept,
        by,
        now,
    )
    .await;
    let mut officer = desk.officer();
    reorder(&mut officer, &[first, second, third], &["2", "1", "3"], 422).await;
    reorder(&mut officer, &[first, second, third], &["1", "3", "2"], 303).await;
    assert_eq!(desk.order().await, [first, third, second]);
}

/// The sealed scan and the letter are uploaded to the table; the office reads them and may give the
/// table back, also after the bureau's window.
#[tokio::test]
async fn the_office_sees_every_table_with_its_papers_and_gives_it_back() {
    let desk = Desk::new().await;
    desk.recommended("鄂尔多斯市甲装备有限公司").await;
    desk.app.hand_in(&desk.bureau, Tier::Advanced).await;
    let mut officer = desk.officer();
    officer
        .open("/bureau/ranking?tier=advanced")
        .await
        .expect_text("real.pdf");
    officer
        .within("汇总表盖章件")
        .upload("上传汇总表盖章件", &["real.docx"]);
    let page = officer.press("上传汇总表盖章件").await;
    page.expect_status(422);
    page.expect_text("不是扫描件");

    desk.app.clock.set(times::review());
    let mut clerk = desk.app.client(&desk.app.administrator().await);
    let page = clerk.open("/admin/tables").await;
    page.expect_text("第 1 号");
    page.expect_text("汇总表盖章件未上传");
    clerk.follow("推荐函").await.expect_status(200);
    clerk.open("/admin/tables").await;
    clerk.follow("退回重报").await;
    clerk.fill("原因", "推荐函未加盖公章，请补充。");
    clerk
        .press("退回推荐汇总表")
        .await
        .expect_text("推荐汇总表已退回");
    clerk.page().expect_text("未上报");
    officer
        .open("/messages")
        .await
        .expect_text("推荐汇总表已退回");
    desk.app.hand_in(&desk.bureau, Tier::Advanced).await;
    clerk.open("/admin/tables").await.expect_text("第 2 号");
}
