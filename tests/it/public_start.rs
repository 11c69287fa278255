//! The first page and the pages that explain.

use crate::support::{TestApp, World, times};

#[tokio::test]
async fn the_first_page_shows_tiers_windows_and_what_was_published() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    app.clock.set(times::publication());
    let page = app.visitor().get("/").await;
    page.expect_status(200)
        .expect_text("20 个场景")
        .expect_text("不收取任何费用")
        .expect_text("企业申报已结束");
    let list = format!("/lists/{}", world.list);
    assert!(page.body().contains(&list));
    let publicity = format!("/publicities/{}", world.publicity);
    assert!(page.body().contains(&publicity));
}

#[tokio::test]
async fn demonstration_accounts_are_named_in_the_demonstration_only() {
    let app = TestApp::start().await;
    let page = app.visitor().get("/").await;
    assert!(!page.body().contains("演示账号"));
}

#[tokio::test]
async fn the_catalogue_is_searched_and_never_called_official() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    visitor
        .open("/catalogue")
        .await
        .expect_text("不是正式文件")
        .expect_text("供应商数字化管理");
    visitor.fill("场景名称、环节或要求中的词", "能碳");
    let page = visitor.press("查询").await;
    page.expect_text("能源智能管控");
    assert!(!page.main_text().contains("供应商数字化管理"));
    visitor.fill("场景名称、环节或要求中的词", "没有这个词");
    visitor
        .press("查询")
        .await
        .expect_text("没有找到符合条件的场景");
}

#[tokio::test]
async fn the_rules_show_thresholds_places_and_every_decision() {
    let app = TestApp::start().await;
    app.visitor()
        .get("/rules")
        .await
        .expect_status(200)
        .expect_text("不少于 16 个")
        .expect_text("基础要求第3项")
        .expect_text("领航级-5 经营管理")
        .expect_text("经营管理的含义");
}

#[tokio::test]
async fn the_guide_says_limits_and_that_nothing_is_charged() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    visitor
        .open("/guide")
        .await
        .expect_text("均不收取任何费用")
        .expect_text("支持 PDF");
    visitor.open("/accessibility").await.expect_text("长者模式");
    let robots = visitor.get("/robots.txt").await;
    assert!(robots.body().contains("Disallow: /enterprise"));
    assert_eq!(visitor.get("/favicon.ico").await.status.as_u16(), 307);
}
