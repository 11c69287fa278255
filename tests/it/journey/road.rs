//! An advanced-tier application from registration to the published list.

use tidu::domain::{link::Group, tier::Tier};

use super::{bureau, enterprise};
use crate::support::{Filling, TestApp, credit_code};

const NAME: &str = "鄂尔多斯市北疆精细化工有限公司";

#[tokio::test]
async fn an_enterprise_walks_the_whole_road() {
    let app = TestApp::start().await;
    let code = credit_code("150602");
    enterprise::register(&app, NAME, &code).await;
    let officer = app.bureau("150600").await;
    let mut at_bureau = app.client(&officer.account);
    bureau::approve(&mut at_bureau, NAME).await;

    let mut browser = enterprise::sign_in(&app, &code).await;
    enterprise::fill_profile(&mut browser).await;
    let home = enterprise::begin(&mut browser, "精细化工智能工厂", "先进级").await;
    enterprise::declare(&mut browser, &home).await;
    enterprise::assess_maturity(&mut browser, &home).await;
    nine_and_then_ten_scenarios(&app, &mut browser, &home).await;
    enterprise::answer_quality(&mut browser, &home).await;
    enterprise::attach(&mut browser, &home).await;
    let number = enterprise::submit(&mut browser, &home).await;
    assert!(number.starts_with("2026-"), "{number}");

    let case = bureau::confirm_everything(&mut at_bureau, NAME, "先进级").await;
    bureau::recommend(&mut at_bureau, &case).await;
}

/// The pre-check says what nine scenarios lack, and that ten are enough.
async fn nine_and_then_ten_scenarios(
    app: &TestApp,
    browser: &mut crate::support::Client,
    home: &str,
) {
    let nine = Filling {
        scenarios: 9,
        without: Some(Group::G5),
    };
    for scenario in app.scenario_names(Tier::Advanced, nine).await {
        enterprise::add_scenario(browser, home, &scenario).await;
    }
    let precheck = format!("{home}/precheck");
    browser
        .open(&precheck)
        .await
        .expect_text("还差 1 个场景")
        .expect_text("运营管理");
    let ten = app
        .scenario_names(Tier::Advanced, Filling::enough_for(Tier::Advanced))
        .await;
    enterprise::add_scenario(browser, home, &ten[4]).await;
    let text = browser.open(&precheck).await.main_text();
    assert!(!text.contains("还差 1 个场景"), "{text}");
}
