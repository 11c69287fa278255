//! Publicities and published lists, as the public reads them.

use crate::support::{TestApp, World, times};

#[tokio::test]
async fn a_publicity_can_be_searched_and_says_until_when_to_object() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    let path = format!("/publicities/{}", world.publicity);
    let mut visitor = app.visitor();
    app.clock.set(times::start());
    visitor.open(&path).await.expect_status(404);

    app.clock.set(times::beijing(7, 23, 9));
    let page = visitor.open(&path).await.clone();
    page.expect_status(200)
        .expect_text("公示中")
        .expect_text("请提供真实姓名、联系方式和证明材料");
    let row = page.rows()[1].clone();
    assert_eq!(row[0], "1");
    visitor.fill("企业、工厂或统一社会信用代码", &row[4]);
    let found = visitor.press("查询").await;
    assert_eq!(found.rows()[1], row);
    visitor.fill("企业、工厂或统一社会信用代码", "没有这家企业");
    visitor
        .press("查询")
        .await
        .expect_text("没有符合条件的企业");

    app.clock.set(times::publication());
    visitor
        .open(&path)
        .await
        .expect_text("公示期满")
        .expect_text("不再受理异议");
}

#[tokio::test]
async fn a_published_list_shows_its_lines_digest_and_downloads() {
    let app = TestApp::start().await;
    let world = World::build(&app).await;
    app.clock.set(times::publication());
    let mut visitor = app.visitor();
    visitor.open("/lists").await.expect_status(200);
    let page = visitor.follow("2026年度智能工厂名单").await.clone();
    page.expect_status(200).expect_text("校验码（SHA-256）");
    assert!(page.path.starts_with(&format!("/lists/{}", world.list)));
    let region = page.rows()[1][1].clone();
    visitor.choose("盟市", &region);
    let page = visitor.press("查询").await.clone();
    assert_eq!(page.rows().len(), 2);
    for format in ["Excel", "CSV", "JSON"] {
        let file = visitor.get(&page.link(format)).await;
        file.expect_status(200);
        let disposition = file.headers["content-disposition"].to_str().unwrap();
        assert!(disposition.starts_with("attachment"), "{disposition}");
    }
}

#[tokio::test]
async fn what_was_not_published_is_not_there() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    for path in [
        "/lists/00000000-0000-7000-8000-000000000000",
        "/publicities/00000000-0000-7000-8000-000000000000",
        "/lists/x",
    ] {
        visitor.open(path).await.expect_status(404);
    }
    let page = visitor.open("/lists").await;
    page.expect_text("还没有公布的名单");
}
