//! The self-check, as a visitor without scripts uses it.

use crate::support::TestApp;

/// Scenarios of five links in four groups, none of them in G5.
const BUILT: [&str; 9] = [
    "工厂数字化规划设计",
    "数字基础设施建设",
    "数字孪生工厂构建",
    "产品数字化设计",
    "产品虚拟验证",
    "工艺数字化设计",
    "生产计划优化",
    "车间智能排产",
    "先进过程控制",
];

#[tokio::test]
async fn says_what_is_missing_for_each_tier_and_keeps_the_answers_in_the_address() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    let page = visitor.open("/self-check").await;
    page.expect_status(200).expect_text("还差 5 个场景");
    assert_eq!(page.heading(), "我能申报哪一级？");
    for name in BUILT {
        visitor.choose(name, "先进级");
    }
    visitor.choose("成熟度自评价等级", "二");
    let page = visitor.press("更新结果").await;
    page.expect_status(200);
    let address = page.link("先进级");
    assert!(address.contains("S01=advanced"), "{address}");
    let badges = page.texts(".stair .tag");
    assert_eq!(badges[0], "可申报", "{badges:?}");
    let advanced = visitor.follow("先进级").await;
    advanced
        .expect_text("先进级：逐条核对")
        .expect_text("达到本等级标准的场景须不少于 10 个，现计入 9 个，还差 1 个");
    assert!(advanced.path.contains("tier=advanced"), "{}", advanced.path);
    assert!(advanced.path.contains("maturity=2"), "{}", advanced.path);
}

#[tokio::test]
async fn a_changed_base_requirement_is_said_at_its_clause() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    let page = visitor
        .open("/self-check?tier=advanced&seriously_dishonest=yes")
        .await;
    page.expect_text("填报为已被列入严重失信主体名单，移出名单后方可申报。");
}

#[tokio::test]
async fn an_address_from_elsewhere_never_breaks_the_page() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    for query in [
        "?tier=highest&S99=basic&S01=best",
        "?tier=&maturity=&S01=",
        "?tier=basic&tier=leading&x",
        "?%ff=%ff&maturity=99999999999999999999",
    ] {
        let page = visitor.open(&format!("/self-check{query}")).await;
        assert!(page.status.as_u16() < 500, "{query}: {}", page.status);
    }
    let page = visitor
        .open("/self-check?tier=highest&S99=basic&S01=advanced")
        .await;
    page.expect_text("网址中有 2 处内容与现行目录或选项不符");
}
