//! A publicity from a released list: which days it runs, what its page says, which years it needs.

use tidu::domain::{application::Status, ids::ApplicationId, tier::Tier};

use crate::support::{Account, Client, Enterprise, TestApp, times};

const NAME: &str = "鄂尔多斯市公示试验有限公司";

/// A released list with one application, and the office.
struct Desk {
    app: TestApp,
    owner: Enterprise,
    office: Account,
    application: ApplicationId,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let owner = app.enterprise(NAME, "150602").await;
        let bureau = app.bureau("150600").await;
        let office = app.administrator().await;
        let experts = app.three_experts().await;
        let application = app
            .reviewed(&owner, &bureau, &office, &experts, Tier::Advanced)
            .await;
        app.released_list(&office, Tier::Advanced, &[application])
            .await;
        app.clock.set(times::decision());
        Self {
            app,
            owner,
            office,
            application,
        }
    }

    /// The form of the publicity, in the browser of the office.
    async fn form(&self) -> Client {
        let mut clerk = self.app.client(&self.office);
        clerk.open("/admin/publicities").await;
        clerk.follow("开始公示").await.expect_status(200);
        clerk
    }

    async fn status(&self) -> Status {
        sqlx::query_scalar("SELECT status FROM applications WHERE id = $1")
            .bind(self.application)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    async fn set(&self, assignment: &'static str) {
        let statement = sqlx::AssertSqlSafe(format!("UPDATE seasons SET {assignment}"));
        sqlx::query(statement)
            .execute(&mut *self.app.conn().await)
            .await
            .unwrap();
    }
}

/// The office counts Monday to Friday as five working days; both ways of counting are shown, and
/// what the season's way finds long enough passes.
#[tokio::test]
async fn both_ways_of_counting_are_shown_and_the_seasons_own_decides() {
    let desk = Desk::new().await;
    desk.set("first_day_counted = true").await;
    // Monday.
    desk.app.clock.set(times::beijing(7, 20, 9));
    let mut clerk = desk.form().await;
    clerk
        .page()
        .expect_text("首日计入")
        .expect_text("2026年7月20日至7月24日，满5个工作日")
        .expect_text("2026年7月20日至7月27日，满5个工作日")
        .expect_value("last", "2026-07-27");
    clerk.fill("公示末日", "2026-07-24");
    clerk.press("开始公示").await.expect_text("公示已开始");
    clerk
        .page()
        .expect_text("2026年7月20日至7月24日（5个工作日）");
    assert_eq!(desk.status().await, Status::InPublicity);
    let days: Vec<String> =
        sqlx::query_scalar("SELECT unnest(counted_days)::text FROM publicities")
            .fetch_all(&mut *desk.app.conn().await)
            .await
            .unwrap();
    let week = ["20", "21", "22", "23", "24"].map(|day| format!("2026-07-{day}"));
    assert_eq!(days, week);
}

/// Fewer working days than the season's need a reason that the public reads; fewer than three are
/// refused whatever is written.
#[tokio::test]
async fn a_short_publicity_needs_a_public_reason_and_three_days_at_least() {
    let desk = Desk::new().await;
    let reason = "国家申报系统提前关闭，须于7月29日前上报推荐名单。";
    let mut clerk = desk.form().await;
    clerk.fill("公示末日", "2026-07-27");
    clerk.press("开始公示").await.expect_status(422);
    clerk
        .page()
        .expect_text("只有 3 个工作日，少于本批次规定的 5 个");
    clerk.fill("少于规定天数的原因", "紧急");
    clerk.press("开始公示").await.expect_status(422);
    clerk
        .fill("少于规定天数的原因", reason)
        .fill("公示末日", "2026-07-24");
    clerk.press("开始公示").await.expect_status(422);
    clerk.page().expect_text("公示不得少于 3 个工作日");
    assert_eq!(desk.status().await, Status::Proposed);
    clerk.fill("公示末日", "2026-07-27");
    clerk.press("开始公示").await.expect_text("公示已开始");

    let publicity = clerk.page().path.replace("/admin", "");
    let mut visitor = desk.app.visitor();
    visitor
        .open(&publicity)
        .await
        .expect_text("（3个工作日）")
        .expect_text("公示期少于 5 个工作日的原因")
        .expect_text(reason);
    let kept: String = sqlx::query_scalar(
        "SELECT detail->>'reason' FROM audit_entries WHERE act = 'open_publicity'",
    )
    .fetch_one(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert_eq!(kept, reason);
}

/// The texts are required, shown to the public and frozen: a later change of the season's does not
/// reach a publicity that runs.
#[tokio::test]
async fn the_texts_of_a_publicity_are_required_public_and_frozen() {
    let desk = Desk::new().await;
    desk.set("publicity_texts = publicity_texts - 'telephone'")
        .await;
    let mut clerk = desk.form().await;
    clerk.press("开始公示").await.expect_status(422);
    clerk.page().expect_text("监督电话");
    clerk.fill("监督电话", "0471-6944444");
    clerk.press("开始公示").await.expect_text("公示已开始");
    let publicity = clerk.page().path.replace("/admin", "");
    desk.set(r#"publicity_texts = '{"signed_by": "别的单位"}'"#)
        .await;
    let mut visitor = desk.app.visitor();
    visitor
        .open(&publicity)
        .await
        .expect_text("内工信装备字〔2026〕88号")
        .expect_text("0471-6944444")
        .expect_text("zbc@example.com")
        .expect_text("内蒙古自治区工业和信息化厅");
}

/// A publicity of a later day is registered: nobody else sees it before, and nobody is told that it
/// has begun.
#[tokio::test]
async fn a_publicity_of_a_later_day_is_registered_until_it_begins() {
    let desk = Desk::new().await;
    let mut clerk = desk.form().await;
    clerk.fill("公示首日", "2026-07-27");
    clerk
        .press("按公示首日重新推算末日")
        .await
        .expect_status(200);
    clerk.page().expect_value("last", "2026-08-03");
    clerk.press("开始公示").await;
    clerk
        .page()
        .expect_text("公示已登记，将于公示首日零时开始")
        .expect_text("尚未开始");
    let public = clerk.page().path.replace("/admin", "");
    let mut visitor = desk.app.visitor();
    visitor.open(&public).await.expect_status(404);
    let mut owner = desk.app.client(&desk.owner.account);
    owner.open("/messages").await.expect_text("申报将公示");
    desk.app.clock.set(times::beijing(7, 27, 0));
    visitor.open(&public).await.expect_status(200);
}

/// Who presses second is told what happened and led to the publicity.
#[tokio::test]
async fn a_list_is_publicised_once() {
    let desk = Desk::new().await;
    let (mut first, mut second) = (desk.form().await, desk.form().await);
    first.press("开始公示").await.expect_text("公示已开始");
    let there = first.page().path.clone();
    let page = second.press("开始公示").await;
    page.expect_text("此前已开始公示");
    assert_eq!(page.path, there);
}

/// A year that the calendar does not have is refused with the way to add it; once it is added, a
/// publicity runs over New Year.
#[tokio::test]
async fn a_publicity_over_new_year_needs_the_next_year_in_the_calendar() {
    let desk = Desk::new().await;
    let new_year = times::beijing(12, 28, 9);
    desk.app.clock.set(new_year);
    let mut clerk = desk.form().await;
    clerk.page().expect_text("系统中还没有 2027 年的节假日安排");
    clerk.fill("公示末日", "2027-01-05");
    clerk.press("开始公示").await.expect_status(422);
    clerk.follow("工作日历").await.expect_status(200);

    let table = "日期,类型\n2027-01-01,放假\n2027/1/2,放假\n2027年1月3日,放假\n2027-10-01,放假\n";
    clerk.fill("依据文件", "国务院办公厅关于2027年部分节假日安排的通知");
    clerk.upload_bytes(
        "节假日安排表",
        vec![("安排.csv", table.as_bytes().to_vec())],
    );
    clerk
        .press("读取并核对")
        .await
        .expect_text("2027 年：放假 4 天，调休上班 0 天")
        .expect_text("1月1日至3日");
    clerk
        .press("确认无误，载入工作日历")
        .await
        .expect_text("工作日历已载入");

    let mut clerk = desk.form().await;
    // 29, 30, 31 December, 4 and 5 January.
    clerk.page().expect_value("last", "2027-01-05");
    clerk.press("开始公示").await;
    clerk
        .page()
        .expect_text("2026年12月28日至2027年1月5日（5个工作日）");
}

#[tokio::test]
async fn a_year_is_loaded_only_whole_and_row_by_row_right() {
    let desk = Desk::new().await;
    let mut clerk = desk.app.client(&desk.office);
    for (table, sentence) in [
        (
            "日期,类型\n2027-02-30,放假\n2027-01-01,开会\n",
            "第 2 行：日期“2027-02-30”无法识别",
        ),
        (
            "日期,类型\n2027-02-30,放假\n2027-01-01,开会\n",
            "第 3 行：类型“开会”无法识别",
        ),
        ("日期,类型\n2026-12-31,放假\n", "2026 年只有 1 天"),
        ("day,what\n2027-01-01,放假\n", "没有找到表头"),
    ] {
        clerk.open("/admin/calendar").await;
        clerk.fill("依据文件", "某通知");
        clerk.upload_bytes("节假日安排表", vec![("a.csv", table.as_bytes().to_vec())]);
        let page = clerk.press("读取并核对").await;
        page.expect_status(422).expect_text(sentence);
        page.expect_value("source", "某通知");
    }
    let years: Vec<i32> = sqlx::query_scalar("SELECT year FROM calendar_years ORDER BY year")
        .fetch_all(&mut *desk.app.conn().await)
        .await
        .unwrap();
    assert_eq!(years, [2025, 2026]);
}
