//! 五、场景建设: adding from the catalogue, filling in, two windows at once, removing and bringing
//! back.

use reqwest::StatusCode;
use serde_json::json;
use tidu::domain::{
    ids::{ApplicationId, InstanceId},
    returns::ReturnItem,
    tier::Tier,
};

use crate::support::{Client, Enterprise, TestApp, times};

async fn factory(app: &TestApp) -> Enterprise {
    app.enterprise("内蒙古阴山装备制造有限公司", "150602").await
}

fn board(application: ApplicationId) -> String {
    format!("/enterprise/applications/{application}/scenarios")
}

async fn instances(app: &TestApp, application: ApplicationId) -> Vec<InstanceId> {
    sqlx::query_scalar(
        "SELECT id FROM instances WHERE application_id = $1 AND removed_at IS NULL
         ORDER BY link, scenario, id",
    )
    .bind(application)
    .fetch_all(&mut *app.conn().await)
    .await
    .unwrap()
}

/// The first scenario of a complete draft, opened.
async fn opened(app: &TestApp, owner: &Enterprise, id: ApplicationId) -> (Client, String) {
    let first = instances(app, id).await[0];
    let path = format!("{}/{first}", board(id));
    let mut browser = app.client(&owner.account);
    browser.open(&path).await.expect_status(200);
    (browser, path)
}

/// A slow line makes people press again: one scenario, not two that look alike.
#[tokio::test]
async fn the_same_form_sent_twice_adds_one_scenario() {
    const ADD: &str = "添加：工厂数字化规划设计";
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.draft(&owner, Tier::Advanced).await;
    let choose = format!("{}/new", board(id));
    let mut browser = app.client(&owner.account);
    browser.open(&choose).await;
    let body = browser.page().body();
    let (_, rest) = body.split_once("name=\"instance\" value=\"").unwrap();
    let instance = &rest[..36];
    let asked = [("instance", instance), ("scenario", "S01")];
    let first = browser.post(&choose, &asked).await;
    let again = browser.post(&choose, &asked).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(first.headers["location"], again.headers["location"]);
    assert_eq!(instances(&app, id).await.len(), 1);
    let another = [("instance", instance), ("scenario", "S02")];
    let other = browser.post(&choose, &another).await;
    assert_ne!(first.headers["location"], other.headers["location"]);
    browser.open(&choose).await;
    browser.submit(ADD).await;
    assert_eq!(instances(&app, id).await.len(), 3, "meant again");
}

#[tokio::test]
async fn a_scenario_is_added_filled_in_removed_and_brought_back() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.draft(&owner, Tier::Advanced).await;
    let mut browser = app.client(&owner.account);

    browser.open(&board(id)).await.expect_text("还没有填报场景");
    browser.follow("从目录中选择场景").await;
    let page = browser.press("添加：工厂数字化规划设计").await;
    page.expect_text("场景已添加").expect_text("待补充");
    browser
        .fill("实例名称", "锅炉车间布局仿真")
        .fill("解决的问题", "布局靠经验，调整周期长。")
        .fill("建设内容", "建立车间三维模型，仿真比选物流路径。")
        .fill("指标（第 1 项）", "布局调整周期")
        .fill("建设前（第 1 项）", "30 天")
        .fill("建设后（第 1 项）", "7 天")
        .fill("投用时间", "2024-03");
    browser.press("保存").await.expect_text("已保存");

    let page = browser.open(&board(id)).await;
    page.expect_text("锅炉车间布局仿真")
        .expect_text("待补充 1 项")
        .expect_text("计入先进级");
    browser.within("工厂数字化规划设计");
    browser
        .press("移除：工厂数字化规划设计")
        .await
        .expect_text("场景已移除")
        .expect_text("还没有填报场景");
    browser
        .press("恢复：工厂数字化规划设计")
        .await
        .expect_text("锅炉车间布局仿真");
    assert_eq!(instances(&app, id).await.len(), 1);
}

#[tokio::test]
async fn an_application_holds_so_many_scenarios_and_no_more() {
    let app = TestApp::start_with(|config| config.applications.max_scenarios = 2).await;
    let owner = factory(&app).await;
    let id = app.draft(&owner, Tier::Basic).await;
    let mut browser = app.client(&owner.account);
    let choose = format!("{}/new", board(id));
    for scenario in ["工厂数字化规划设计", "产品数字化设计"] {
        browser.open(&choose).await.expect_text("每份申报最多 2 个");
        browser.press(&format!("添加：{scenario}")).await;
    }
    let full = "每份申报最多填报 2 个场景，已经填满";
    browser.open(&choose).await.expect_text(full);
    let another = [("scenario", "S03")];
    app.client(&owner.account)
        .post(&choose, &another)
        .await
        .expect_status(422)
        .expect_text(full);

    browser.open(&board(id)).await;
    browser.press("移除：产品数字化设计").await;
    browser.open(&choose).await;
    browser.press("添加：工厂数字化规划设计").await;
    browser.open(&board(id)).await;
    browser
        .submit("恢复：产品数字化设计")
        .await
        .expect_status(422)
        .expect_text("“产品数字化设计”未能恢复：每份申报最多填报 2 个场景");
    assert_eq!(instances(&app, id).await.len(), 2);
}

#[tokio::test]
async fn an_effect_filled_in_by_half_is_not_complete() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let (mut browser, path) = opened(&app, &owner, id).await;
    browser
        .fill("指标（第 2 项）", "能耗")
        .fill("建设前（第 2 项）", "9 吨")
        .fill("建设后（第 2 项）", "");
    browser.press("保存").await.expect_text("已保存");
    browser
        .open(&path)
        .await
        .expect_text("这一项还缺建设后")
        .expect_text("未填齐的成效");
    browser.open(&board(id)).await.expect_text("待补充 1 项");
    browser
        .open(&format!("/enterprise/applications/{id}/check"))
        .await
        .expect_text("未填齐的成效");
    browser.open(&path).await;
    browser.fill("建设后（第 2 项）", "7 吨");
    let page = browser.press("保存").await;
    assert!(!page.main_text().contains("这一项还缺"));
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_names_each_field() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let (mut browser, path) = opened(&app, &owner, id).await;
    let long = "长".repeat(41);
    browser
        .fill("实例名称", &long)
        .fill("建设后（第 2 项）", &long)
        .fill("投用时间", "2099-01");
    let page = browser.submit("保存").await;
    page.expect_status(422);
    let summary = page.error_summary();
    assert_eq!(summary.len(), 3, "{summary:?}");
    assert!(
        summary[0].starts_with("实例名称：最多 40 字，现有 41 字"),
        "{summary:?}"
    );
    assert!(
        summary[1].starts_with("第 2 项成效的建设后数值"),
        "{summary:?}"
    );
    assert!(page.body().contains(&format!("value=\"{long}\"")));
    let stored = browser.open(&path).await.body();
    assert!(
        !stored.contains(&long),
        "nothing of a refused form is saved"
    );
}

#[tokio::test]
async fn one_more_row_keeps_everything_and_saves_nothing() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let (mut browser, path) = opened(&app, &owner, id).await;
    browser.fill("实例名称", "改过的名称");
    browser.fill("指标（第 2 项）", "能耗");
    let page = browser.press("再加一行").await;
    page.expect_status(200);
    assert!(page.body().contains("value=\"改过的名称\""));
    assert!(page.body().contains("value=\"能耗\""));
    assert!(page.body().contains("effect-3-name"));
    assert!(!browser.open(&path).await.body().contains("改过的名称"));
}

#[tokio::test]
async fn the_second_of_two_windows_sees_both_texts_and_decides() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let (mut first, path) = opened(&app, &owner, id).await;
    let (mut second, _) = opened(&app, &owner, id).await;
    first.fill("实例名称", "甲改的名称");
    first.press("保存").await.expect_text("已保存");
    second.fill("实例名称", "乙改的名称");
    let page = second.submit("保存").await;
    page.expect_status(409)
        .expect_text("还没有保存")
        .expect_text("甲改的名称");
    assert!(page.body().contains("value=\"乙改的名称\""));
    second.press("保存").await.expect_text("已保存");
    assert!(
        first
            .open(&path)
            .await
            .body()
            .contains("value=\"乙改的名称\"")
    );
}

#[tokio::test]
async fn of_two_saves_at_once_exactly_one_is_kept() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let (mut first, _) = opened(&app, &owner, id).await;
    let (mut second, _) = opened(&app, &owner, id).await;
    first.fill("实例名称", "甲");
    second.fill("实例名称", "乙");
    let (one, other) = tokio::join!(first.submit("保存"), second.submit("保存"));
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
}

#[tokio::test]
async fn a_return_opens_only_what_it_names() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let bureau = app.bureau("150600").await;
    let id = app.returned(&owner, &bureau, Tier::Basic).await;
    let all = instances(&app, id).await;
    let mut conn = app.conn().await;
    sqlx::query("UPDATE returns SET items = $2 WHERE application_id = $1")
        .bind(id)
        .bind(json!([{ "item": ReturnItem::Instance(all[1]), "remark": "请补充系统截图" }]))
        .execute(&mut *conn)
        .await
        .unwrap();
    let mut browser = app.client(&owner.account);
    let page = browser.open(&board(id)).await;
    page.expect_text("本次退回只开放部分场景")
        .expect_text("不在修改范围");
    browser
        .open(&format!("{}/{}", board(id), all[0]))
        .await
        .expect_text("不在本次退回的修改范围内");
    assert!(!browser.page().body().contains("name=\"solution\""));
    browser.open(&format!("{}/{}", board(id), all[1])).await;
    browser.fill("实例名称", "按退回意见修改");
    browser.press("保存").await.expect_text("已保存");
    let closed = format!("{}/{}", board(id), all[0]);
    browser
        .post(&closed, &[("claimed_tier", "basic")])
        .await
        .expect_status(409);
    let remove = format!("{}/{}/remove", board(id), all[1]);
    browser.post(&remove, &[]).await.expect_status(409);
    let add = format!("{}/new", board(id));
    browser
        .post(&add, &[("scenario", "S01")])
        .await
        .expect_status(409);
    assert_eq!(instances(&app, id).await, all);
}

#[tokio::test]
async fn what_is_not_ones_own_is_not_there() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let theirs = instances(&app, id).await[0];
    let other = app.enterprise("呼和浩特市青城仪表有限公司", "150102").await;
    let own = app.draft(&other, Tier::Basic).await;
    let mut browser = app.client(&other.account);
    for path in [
        board(id),
        format!("{}/new", board(id)),
        format!("{}/{theirs}", board(id)),
        format!("{}/{theirs}", board(own)),
        format!("{}/{}", board(own), InstanceId::new()),
        format!("{}/1", board(own)),
    ] {
        browser.get(&path).await.expect_status(404);
    }
    for path in [
        format!("{}/{theirs}", board(own)),
        format!("{}/{theirs}/remove", board(own)),
        format!("{}/{theirs}/restore", board(own)),
        format!("{}/{theirs}/remove", board(id)),
    ] {
        let form = [("claimed_tier", "basic")];
        browser.post(&path, &form).await.expect_status(404);
    }
    assert!(instances(&app, id).await.contains(&theirs));
}

#[tokio::test]
async fn what_was_submitted_can_only_be_read() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.submitted(&owner, Tier::Basic).await;
    let first = instances(&app, id).await[0];
    let mut browser = app.client(&owner.account);
    let page = browser.open(&format!("{}/{first}", board(id))).await;
    page.expect_text("只能查看").expect_text("验收报告.pdf");
    assert!(!page.body().contains("type=\"file\""));
    let page = browser.open(&board(id)).await;
    assert!(!page.main_text().contains("移除"));
}

#[tokio::test]
async fn what_was_typed_while_the_window_closed_can_be_copied() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Advanced).await;
    let (mut browser, _) = opened(&app, &owner, id).await;
    browser.fill("解决的问题", "排产依靠人工，交期难以保证。");
    app.clock.set(times::screening());
    let page = browser.press("保存").await;
    page.expect_status(409).expect_text("没有保存");
    let kept = page.texts("textarea").join("");
    assert!(kept.contains("排产依靠人工，交期难以保证。"), "{kept}");
}
