//! What the administrator does, page by page.

use crate::support::Client;

/// Passes the formal check and gives the application to these experts.
pub async fn accept_and_assign(browser: &mut Client, enterprise: &str, experts: &[&str]) {
    browser.open("/admin/applications").await;
    browser.follow(enterprise).await;
    let application = browser.page().path.clone();
    browser.follow("开始形式审查").await;
    browser.press("各项符合，通过").await.expect_status(200);
    browser.open(&application).await;
    browser.follow("分配专家").await;
    for expert in experts {
        browser.check(expert);
    }
    browser.press("分配所选专家").await.expect_status(200);
}

/// Consolidates the reviews, once all are filed.
pub async fn conclude_review(browser: &mut Client, enterprise: &str) {
    browser.open("/admin/applications").await;
    browser.follow(enterprise).await;
    browser.press("汇总评审结果").await.expect_status(200);
}

/// Puts the application on the tier's draft, to be proposed.
pub async fn place(browser: &mut Client, enterprise: &str) {
    browser.open("/admin/results?tier=advanced").await;
    browser.check(&format!("选择{enterprise}"));
    browser
        .press("下一步：核对所选申报")
        .await
        .expect_status(200);
    browser
        .choose("审定意见", "列入拟公示名单")
        .fill("审定说明", "经综合评审研究，同意列入。");
    let exception = format!("例外理由：{enterprise}");
    if browser.page().main_text().contains(&exception) {
        browser.fill(&exception, "会议研究认为不影响整体评价。");
    }
    let page = browser.press("列入审定草案").await;
    page.expect_status(200).expect_text("已列入审定草案");
}

/// Releases the draft that is open in the browser.
pub async fn release(browser: &mut Client) {
    browser
        .fill("会议名称", "厅长办公会议")
        .fill("会议日期", "2026-07-21")
        .fill("会议纪要文号", "内工信办纪〔2026〕12号");
    let page = browser.press("发布审定结果").await;
    page.expect_status(200).expect_text("审定结果已发布");
}

/// Opens the publicity of the tier as it is proposed; answers its address.
pub async fn open_publicity(browser: &mut Client) -> String {
    browser.open("/admin/publicities").await;
    browser.follow("开始公示").await;
    let page = browser.press("开始公示").await;
    page.expect_status(200).path.clone()
}

/// Publishes the list when the publicity is over; answers the public address of the list.
pub async fn publish(browser: &mut Client, publicity: &str) -> String {
    browser.open(publicity).await;
    browser.press("公布名单").await.expect_status(200);
    browser.page().link("查看公布的名单")
}
