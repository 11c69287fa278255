//! An enterprise fills in, checks, submits and withdraws an application.

use tidu::domain::{ids::ApplicationId, tier::Tier};

use crate::support::{Client, TestApp, times};

const PROMISE: &str = "我单位承诺：所填内容和上传材料真实、准确、完整，不涉及国家秘密、商业秘密，愿意接受现场核查并承担相应责任。";

fn home(id: ApplicationId) -> String {
    format!("/enterprise/applications/{id}")
}

fn section(id: ApplicationId, name: &str) -> String {
    format!("/enterprise/applications/{id}/{name}")
}

async fn own(app: &TestApp) -> (crate::support::Enterprise, Client) {
    let enterprise = app.enterprise("内蒙古鑫源新材料有限公司", "150602").await;
    let client = app.client(&enterprise.account);
    (enterprise, client)
}

#[tokio::test]
async fn begins_an_application_once_and_opens_it_the_second_time() {
    let app = TestApp::start().await;
    let (_, mut client) = own(&app).await;
    for said in ["已开始申报", "已为您打开"] {
        client.open("/enterprise").await;
        let label = if said == "已开始申报" {
            "开始申报"
        } else {
            "开始新的申报"
        };
        client.follow(label).await;
        client.choose("申报哪个等级", "先进级");
        client.press("开始填写").await.expect_text(said);
        client.page().expect_text("先进级智能工厂申报");
    }
    let applications: i64 = sqlx::query_scalar("SELECT count(*) FROM applications")
        .fetch_one(&mut *app.conn().await)
        .await
        .unwrap();
    assert_eq!(applications, 1);
}

#[tokio::test]
async fn says_what_is_not_chosen_and_that_the_window_is_closed() {
    let app = TestApp::start().await;
    let (_, mut client) = own(&app).await;
    client.open("/enterprise/applications/new").await;
    client.press("开始填写").await.expect_status(422);
    assert_eq!(client.page().error_summary(), ["申报等级：请选择一项"]);
    app.clock.set(times::screening());
    client.open("/enterprise/applications/new").await;
    client.page().expect_text("现在不在申报时间内");
}

#[tokio::test]
async fn the_profile_refuses_what_is_malformed_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let (_, mut client) = own(&app).await;
    client.open("/enterprise/profile").await;
    client.fill("职工人数", "六百").fill("法定代表人", "赵一鸣");
    client.press("保存").await.expect_status(422);
    assert_eq!(client.page().error_summary().len(), 1);
    assert!(client.page().error_summary()[0].starts_with("职工人数："));
    client.fill("职工人数", "600");
    client.press("保存").await.expect_text("已保存");
    let saved: (i32, String, String) =
        sqlx::query_as("SELECT employees, legal_representative, ownership FROM enterprises")
            .fetch_one(&mut *app.conn().await)
            .await
            .unwrap();
    assert_eq!(saved, (600, "赵一鸣".to_owned(), "民营".to_owned()));
}

#[tokio::test]
async fn a_factory_has_a_name_of_its_own_and_parts_within_the_total() {
    let app = TestApp::start().await;
    let (_, mut client) = own(&app).await;
    client.open("/enterprise/factories").await;
    client.follow("登记工厂").await;
    client
        .fill("工厂名称", "精细化工智能工厂")
        .choose("工厂所在地", "包头市昆都仑区")
        .fill("工厂地址", "钢铁大街 1 号")
        .choose("所属行业", "31 黑色金属冶炼和压延加工业")
        .choose("生产类型", "流程型")
        .fill("总投资", "100")
        .fill("其中装备投资", "100.01");
    client.press("保存").await.expect_status(422);
    client.fill("其中装备投资", "60");
    client.press("保存").await.expect_status(422);
    assert!(client.page().error_summary()[0].starts_with("工厂名称："));
    client.fill("工厂名称", "二号工厂");
    client.press("保存").await.expect_text("二号工厂");
    client.page().expect_text("包头市工业和信息化局");
}

#[tokio::test]
async fn a_level_that_contradicts_the_score_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let id = app.draft(&enterprise, Tier::Advanced).await;
    client.open(&section(id, "maturity")).await;
    client
        .choose("成熟度等级", "三级")
        .fill("成熟度得分", "2.31");
    client.press("保存").await.expect_status(422);
    client.page().expect_text("2.31");
    client.choose("成熟度等级", "二级");
    client.press("保存").await.expect_text("已保存");
    client.page().expect_text("2.31");
}

#[tokio::test]
async fn declarations_may_be_saved_half_filled_and_change_the_pre_check() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let id = app.draft(&enterprise, Tier::Basic).await;
    client.open(&section(id, "declarations")).await;
    client
        .choose("是否在自治区境内注册", "是")
        .choose("是否被列入严重失信主体名单", "是");
    client.press("保存").await.expect_text("待补充 12 项");
    let strip = client.get(&section(id, "precheck/strip")).await;
    strip.expect_status(200);
    assert!(strip.body().contains("预检：基础级"));
    client.open(&section(id, "precheck?tier=leading")).await;
    client.page().expect_text("领航级：逐条核对");
}

#[tokio::test]
async fn two_windows_never_overwrite_one_another_unseen() {
    let app = TestApp::start().await;
    let (enterprise, mut first) = own(&app).await;
    let id = app.draft(&enterprise, Tier::Basic).await;
    let mut second = app.client(&enterprise.account);
    let path = section(id, "quality");
    first.open(&path).await;
    second.open(&path).await;
    first
        .fill("工厂建设", "第一个窗口写的内容")
        .press("保存")
        .await;
    second.fill("工厂建设", "第二个窗口写的内容");
    second.press("保存").await.expect_status(409);
    let text = second.page().main_text();
    assert!(
        text.contains("第一个窗口写的内容") && second.page().body().contains("第二个窗口写的内容")
    );
    second.press("保存").await.expect_text("已保存");
    second.open(&path).await;
    assert!(second.page().body().contains("第二个窗口写的内容"));
}

#[tokio::test]
async fn submits_after_everything_is_there_and_promised() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let empty = app.draft(&enterprise, Tier::Basic).await;
    client.open(&section(empty, "check")).await;
    client.check(PROMISE);
    client.press("提交申报").await.expect_status(422);
    client.page().expect_text("填齐后才能提交");

    let id = app.complete_draft(&enterprise, Tier::Advanced).await;
    client.open(&home(id)).await.expect_text("各项均已填写");
    client.follow("检查并提交").await;
    client.press("提交申报").await.expect_status(422);
    client.page().expect_text("请阅读承诺内容并勾选后提交");
    client.check(PROMISE);
    client.press("提交申报").await.expect_text("申报已提交");
    assert_eq!(client.page().heading(), "提交回执");
    client
        .page()
        .expect_text("第 1 次提交")
        .expect_text("推荐前可以撤回");
    let submission = app.submission(&enterprise, id).await;
    client.page().expect_text(&submission.digest);

    client.open(&section(id, "print?submission=1")).await;
    client.page().expect_text(&submission.digest);
    client
        .open(&section(id, "print?submission=2"))
        .await
        .expect_status(404);
    client.open(&section(id, "maturity")).await;
    client.page().expect_text("以下内容只能查看");
    let posted = client
        .post(&section(id, "maturity"), &[("level", "5")])
        .await;
    posted.expect_status(409);
}

#[tokio::test]
async fn a_return_opens_only_what_it_names() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let bureau = app.bureau("150600").await;
    let id = app.returned(&enterprise, &bureau, Tier::Advanced).await;
    client
        .open("/enterprise")
        .await
        .expect_text("成熟度自评价报告未盖章");
    client.follow("按意见修改").await;
    client
        .page()
        .expect_text("1. 成熟度自评价：")
        .expect_text("不在修改范围");
    client.open(&section(id, "declarations")).await;
    client.page().expect_text("不在本次退回的修改范围内");
    let refused = client
        .post(&section(id, "declarations"), &[("version", "1")])
        .await;
    refused.expect_status(409);

    // The profile may change for other applications; this one keeps what was submitted.
    sqlx::query("UPDATE enterprises SET legal_representative = '另一个人'")
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    client.open(&section(id, "maturity")).await;
    client.fill("报告编号", "CMMM-2026-00871");
    client.press("保存").await.expect_text("已保存");
    client.follow("检查并提交").await;
    client.check(PROMISE);
    client.press("重新提交").await.expect_text("第 2 次提交");
    let dossier = app.submission(&enterprise, id).await.dossier;
    assert_eq!(dossier.maturity.report_number, "CMMM-2026-00871");
    assert_eq!(dossier.enterprise.legal_representative, "王建国");
}

#[tokio::test]
async fn withdraws_with_a_reason_and_may_begin_again() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let id = app.submitted(&enterprise, Tier::Advanced).await;
    client.open(&home(id)).await;
    client.follow("撤回申报").await;
    client.press("撤回申报").await.expect_status(422);
    client.fill("撤回原因", "材料需要重新准备");
    client.press("撤回申报").await.expect_text("申报已撤回");
    client.page().expect_text("材料需要重新准备");
    let again = client.open(&section(id, "withdraw")).await;
    again.expect_status(409);
    client.open("/enterprise/applications/new").await;
    client.choose("申报哪个等级", "先进级");
    client.press("开始填写").await.expect_text("已开始申报");
}

#[tokio::test]
async fn after_the_window_a_draft_can_only_be_read() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let id = app.complete_draft(&enterprise, Tier::Basic).await;
    app.clock.set(times::screening());
    client
        .open(&home(id))
        .await
        .expect_text("现在不在申报时间内");
    client
        .open(&section(id, "quality"))
        .await
        .expect_text("只能查看");
    let posted = client
        .post(&section(id, "check"), &[("promise", "yes")])
        .await;
    posted.expect_status(409).expect_text("不在办理时间内");
}

#[tokio::test]
async fn what_is_not_ones_own_does_not_exist() {
    let app = TestApp::start().await;
    let (enterprise, _) = own(&app).await;
    let id = app.complete_draft(&enterprise, Tier::Basic).await;
    let other = app.enterprise("包头北方装备制造有限公司", "150203").await;
    let mut client = app.client(&other.account);
    for page in [
        "",
        "/maturity",
        "/check",
        "/print",
        "/precheck",
        "/withdraw",
    ] {
        let answer = client.get(&format!("{}{page}", home(id))).await;
        assert_eq!(answer.status, 404, "{page}");
    }
    let factory = enterprise.factory.to_string();
    let fields = [("factory", factory.as_str()), ("offer", "2026.leading")];
    let answer = client.post("/enterprise/applications/new", &fields).await;
    assert_eq!(answer.status, 404);
}

/// What is frozen is what the page showed: changed meanwhile in another tab, it is shown again and
/// the section that changed is named.
#[tokio::test]
async fn what_changed_after_the_check_is_not_submitted_unseen() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let id = app.complete_draft(&enterprise, Tier::Basic).await;
    client.open(&section(id, "check")).await;
    client.check(PROMISE);
    sqlx::query("UPDATE maturity_assessments SET report_number = 'BG-2' WHERE application_id = $1")
        .bind(id)
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    let page = client.submit("提交申报").await;
    page.expect_status(409).expect_text("成熟度");
    page.expect_text("有改动，还没有提交").expect_text("BG-2");
    client.press("提交申报").await.expect_text("申报已提交");
}

/// An application with unmet clauses is submitted only after they were named and ticked.
#[tokio::test]
async fn unmet_clauses_stand_at_the_button_and_need_a_tick() {
    let app = TestApp::start().await;
    let (enterprise, mut client) = own(&app).await;
    let id = app.complete_draft(&enterprise, Tier::Basic).await;
    sqlx::query("UPDATE declarations SET seriously_dishonest = true WHERE application_id = $1")
        .bind(id)
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    client.open(&section(id, "check")).await;
    client.check(PROMISE);
    let page = client.submit("提交申报").await;
    page.expect_status(422)
        .expect_text("预检有 1 条要素条件未满足")
        .expect_text("诚信");
    client.check("仍要提交");
    client.press("提交申报").await.expect_text("申报已提交");
}
