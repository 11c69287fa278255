//! What somebody at a bureau does, page by page.

use crate::support::Client;

/// Approves a registration.
pub async fn approve(browser: &mut Client, enterprise: &str) {
    browser.open("/bureau/registrations").await;
    browser.follow(enterprise).await;
    browser.press("通过注册").await.expect_status(200);
}

/// Opens a case and confirms every clause and every scenario at this tier.
pub async fn confirm_everything(browser: &mut Client, enterprise: &str, tier: &str) -> String {
    browser.open("/bureau").await;
    browser.follow(enterprise).await;
    let case = browser.page().path.clone();
    for _ in 0..60 {
        if browser.page().main_text().contains("全部已核对") {
            return case;
        }
        browser.choose("核对结论", "确认");
        if browser
            .page()
            .texts("legend")
            .contains(&"确认的标准".to_owned())
        {
            browser.choose("确认的标准", tier);
        }
        browser.press("保存并看下一项").await.expect_status(200);
    }
    panic!(
        "the case is never judged whole: {}",
        browser.page().main_text()
    );
}

/// Recommends the case that was judged.
pub async fn recommend(browser: &mut Client, case: &str) {
    browser.open(case).await;
    browser.follow("推荐至自治区").await;
    browser.fill("初审意见", "经逐条核对，材料真实完整，同意推荐至自治区。");
    browser
        .press("下一步：核对将发送的内容")
        .await
        .expect_status(200);
    browser.press("推荐至自治区").await.expect_status(200);
}
