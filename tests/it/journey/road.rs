//! An advanced-tier application from registration to the published list.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use tidu::domain::{link::Group, review::sheet::CriterionKind, tier::Tier};

use super::{bureau, enterprise, expert, office};
use crate::support::{Client, Filling, TestApp, credit_code, times};

const FACTORY: &str = "精细化工智能工厂";
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
    let home = enterprise::begin(&mut browser, FACTORY, "先进级").await;
    enterprise::declare(&mut browser, &home).await;
    enterprise::assess_maturity(&mut browser, &home).await;
    nine_and_then_ten_scenarios(&app, &mut browser, &home).await;
    enterprise::answer_quality(&mut browser, &home).await;
    enterprise::attach(&mut browser, &home).await;
    let number = enterprise::submit(&mut browser, &home).await;
    assert!(number.starts_with("2026-"), "{number}");

    let case = bureau::confirm_everything(&mut at_bureau, NAME, "先进级").await;
    bureau::recommend(&mut at_bureau, &case).await;

    let office = app.administrator().await;
    let mut at_office = app.client(&office);
    let experts = app.three_experts().await;
    let names: Vec<&str> = experts.iter().map(|it| it.name.as_str()).collect();
    office::accept_and_assign(&mut at_office, NAME, &names).await;
    app.clock.set(times::review());
    for (expert, given) in experts.iter().zip(["24", "22.5", "25"]) {
        let mut desk = app.client(&expert.account);
        let review = expert::accept(&mut desk, NAME).await;
        expert::review(&mut desk, &review, "先进级", &points(&app, given).await).await;
    }
    app.clock.set(times::decision());
    office::conclude_review(&mut at_office, NAME).await;
    office::place(&mut at_office, NAME).await;
    office::release(&mut at_office).await;
    let publicity = office::open_publicity(&mut at_office).await;
    app.clock.set(times::publication());
    let list = office::publish(&mut at_office, &publicity).await;
    let row = ["1", "鄂尔多斯市", NAME, FACTORY, &code, "先进级", "已认定"];
    assert_eq!(published(&app, &list).await, [row]);
}

/// The points of one expert: as told for the second criterion, half for the others.
async fn points(app: &TestApp, first: &str) -> Vec<(String, String)> {
    let season = app.season().await;
    let mut conn = app.conn().await;
    let editions = app.state.editions.of(&mut conn, &season).await.unwrap();
    let numbered = editions.sheet.criteria.iter().enumerate();
    numbered
        .filter(|(_, criterion)| matches!(criterion.kind, CriterionKind::Free { .. }))
        .map(|(index, criterion)| {
            let label = format!("{} {}", index + 1, criterion.title);
            match index {
                1 => (label, first.to_owned()),
                _ => (label, (criterion.max.tenths() / 20).to_string()),
            }
        })
        .collect()
}

/// The rows of the published list, from the workbook that anybody may download.
async fn published(app: &TestApp, list: &str) -> Vec<Vec<String>> {
    let mut visitor = app.visitor();
    visitor.open(list).await.expect_text(NAME);
    let id = list.rsplit('/').next().unwrap();
    let bytes = visitor.get(&format!("/open/lists/{id}.xlsx")).await.bytes;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = workbook.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> = sheet
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    let head = rows
        .iter()
        .position(|row| row.contains(&"企业名称".to_owned()));
    let numbered = |row: &&Vec<String>| row.first().is_some_and(|it| it.parse::<u32>().is_ok());
    let lines = rows[head.expect("a line of headings") + 1..].iter();
    lines.take_while(numbered).cloned().collect()
}

/// The pre-check says what nine scenarios lack, and that ten are enough.
async fn nine_and_then_ten_scenarios(app: &TestApp, browser: &mut Client, home: &str) {
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
