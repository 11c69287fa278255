//! The house itself: probes, assets, the page that is not there.

use crate::support::TestApp;

#[tokio::test]
async fn answers_the_probes() {
    let app = TestApp::start().await;
    let mut browser = app.visitor();
    assert_eq!(browser.get("/healthz").await.body(), "ok");
    assert_eq!(browser.get("/readyz").await.body(), "ok");
}

#[tokio::test]
async fn says_in_words_that_a_page_is_not_there() {
    let app = TestApp::start().await;
    let mut browser = app.visitor();
    let page = browser.open("/nothing-here").await;
    page.expect_status(404).expect_text("没有找到这个页面");
    assert_eq!(page.heading(), "没有找到这个页面");
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'self'"), "{policy}");
}

#[tokio::test]
async fn refuses_a_form_that_another_site_sends() {
    let app = TestApp::start().await;
    let answer = reqwest::Client::new()
        .post(format!("http://{}/sign-out", app.address))
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
}
