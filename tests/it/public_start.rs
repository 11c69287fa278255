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
