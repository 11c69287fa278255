//! What an expert does, page by page.

use crate::support::Client;

/// Declares to have no conflict; answers the address of the review.
pub async fn accept(browser: &mut Client, enterprise: &str) -> String {
    browser.open("/expert").await;
    browser.follow(&format!("声明是否回避：{enterprise}")).await;
    browser
        .choose("回避声明", "没有需要回避的情形，接受评审")
        .check("我承诺遵守评审纪律，对申报材料和评审过程保密");
    let page = browser.press("提交声明").await;
    page.expect_status(200).path.clone()
}

/// Accepts every scenario and clause, gives these points and files.
pub async fn review(browser: &mut Client, review: &str, tier: &str, points: &[(String, String)]) {
    browser.open(review).await;
    accept_scenarios(browser, tier).await;
    browser.open(&format!("{review}?tab=quality")).await;
    for clause in browser.page().texts("section.clause h3") {
        browser.within(&clause).choose("是否符合", "符合");
    }
    for (criterion, given) in points {
        browser.anywhere().fill(criterion, given);
    }
    browser.fill(
        "综合意见",
        "建设基础较好，场景成效清楚，数据可以核实，同意推荐。",
    );
    let page = browser.press("提交评审").await;
    assert_eq!(
        page.expect_status(200).heading(),
        "提交评审",
        "{}",
        page.main_text()
    );
    browser.press("提交评审，不再修改").await.expect_status(200);
}

async fn accept_scenarios(browser: &mut Client, tier: &str) {
    for _ in 0..40 {
        browser.choose("您认定的标准", tier);
        let more = browser
            .page()
            .texts("button")
            .contains(&"下一场景".to_owned());
        let button = if more { "下一场景" } else { "保存草稿" };
        browser.press(button).await.expect_status(200);
        if !more {
            return;
        }
    }
    panic!("the scenarios have no end");
}
