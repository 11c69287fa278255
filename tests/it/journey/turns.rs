//! The other ends an application can come to, each walked through its pages.

use tidu::domain::tier::Tier;

use super::{bureau, enterprise};
use crate::support::{Client, Enterprise, TestApp, times};

async fn factory(app: &TestApp) -> Enterprise {
    app.enterprise("内蒙古阴山装备制造有限公司", "150602").await
}

/// The page of an own application.
async fn open_own<'a>(browser: &'a mut Client, id: &impl ToString) -> &'a crate::support::Page {
    let path = format!("/enterprise/applications/{}", id.to_string());
    browser.open(&path).await
}

#[tokio::test]
async fn a_basic_application_ends_at_the_bureau_as_filed() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let mut browser = app.client(&owner.account);
    let number = enterprise::submit(&mut browser, &format!("/enterprise/applications/{id}")).await;

    let mut officer = app.client(&app.bureau("150600").await.account);
    let case = bureau::confirm_everything(&mut officer, &owner.name, "基础级").await;
    officer.open(&case).await;
    officer.follow("予以备案").await;
    officer.press("下一步：核对将发送的内容").await;
    officer.press("予以备案").await.expect_status(200);
    let page = open_own(&mut browser, &id).await;
    page.expect_text("已备案").expect_text(&number);

    let mut clerk = app.client(&app.administrator().await);
    clerk.open("/admin/publicities").await;
    clerk.follow("公布备案名单").await;
    clerk.press("公布备案名单").await.expect_text("名单已公布");
    let mut visitor = app.visitor();
    visitor.open("/lists").await;
    visitor.follow("备案").await.expect_text(&owner.name);
}

#[tokio::test]
async fn a_returned_application_is_corrected_where_it_was_opened_and_sent_again() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.submitted(&owner, Tier::Advanced).await;
    let mut officer = app.client(&app.bureau("150600").await.account);
    officer.open(&format!("/bureau/cases/{id}/return")).await;
    officer.fill("成熟度自评价", "自评价报告没有盖章，请补充后重新提交。");
    officer
        .press("下一步：核对将发送的内容")
        .await
        .expect_text("自评价报告没有盖章");
    officer.press("退回修改").await.expect_status(200);

    let mut browser = app.client(&owner.account);
    let home = format!("/enterprise/applications/{id}");
    browser.open("/messages").await.expect_text("退回");
    open_own(&mut browser, &id)
        .await
        .expect_text("自评价报告没有盖章");
    let locked = browser.open(&format!("{home}/quality")).await;
    assert_eq!(
        locked.texts("textarea").len(),
        0,
        "only what was returned is open"
    );
    browser.open(&format!("{home}/maturity")).await;
    browser.fill("报告编号", "CSD-2026-0317（盖章）");
    browser.press("保存").await.expect_status(200);
    browser.open(&format!("{home}/check")).await;
    browser.check(enterprise::PROMISE);
    browser.press("重新提交").await.expect_text("第 2 次提交");

    let page = officer.open(&format!("/bureau/cases/{id}")).await;
    page.expect_text("第 2 次提交");
    officer.follow("比较").await.expect_text("盖章");
}

#[tokio::test]
async fn a_declined_application_says_why() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.submitted(&owner, Tier::Advanced).await;
    let mut officer = app.client(&app.bureau("150600").await.account);
    officer.open(&format!("/bureau/cases/{id}")).await;
    officer.follow("不予推荐").await;
    officer.fill("不予推荐的原因", "主要场景未投入使用，不符合先进级要求。");
    officer.press("下一步：核对将发送的内容").await;
    officer.press("不予推荐").await.expect_status(200);
    let mut browser = app.client(&owner.account);
    let page = open_own(&mut browser, &id).await;
    page.expect_text("不予推荐")
        .expect_text("主要场景未投入使用");
}

#[tokio::test]
async fn a_withdrawn_application_leaves_the_desk_and_makes_room_for_another() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let id = app.submitted(&owner, Tier::Advanced).await;
    let mut browser = app.client(&owner.account);
    open_own(&mut browser, &id).await;
    browser.follow("撤回申报").await;
    browser.fill("撤回原因", "场景尚在调试，下一批次再申报。");
    browser.press("撤回申报").await.expect_status(200);
    open_own(&mut browser, &id).await.expect_text("已撤回");

    browser.open("/enterprise/applications/new").await;
    browser
        .choose("为哪个工厂申报", "精细化工智能工厂")
        .choose("申报哪个等级", "先进级");
    let page = browser.press("开始填写").await;
    assert!(!page.expect_status(200).path.contains(&id.to_string()));
}

#[tokio::test]
async fn an_expert_with_a_conflict_never_sees_the_application() {
    let app = TestApp::start().await;
    let owner = factory(&app).await;
    let bureau = app.bureau("150600").await;
    let office = app.administrator().await;
    let experts = app.three_experts().await;
    let id = app
        .in_review(&owner, &bureau, &office, &experts, Tier::Advanced)
        .await;
    app.clock.set(times::review());
    let mut desk = app.client(&experts[0].account);
    desk.open("/expert").await;
    desk.follow(&format!("声明是否回避：{}", owner.name)).await;
    let review = desk.page().path.clone();
    desk.choose("回避声明", "有需要回避的情形，不参加本件评审")
        .choose("回避情形", "近三年在该企业任职")
        .fill("情况说明", "2024年曾在该企业任职。");
    desk.press("提交声明").await.expect_status(200);
    assert_eq!(desk.open(&review).await.status, 404);

    let mut clerk = app.client(&office);
    let page = clerk.open(&format!("/admin/applications/{id}")).await;
    page.expect_text("近三年在该企业任职");
}
