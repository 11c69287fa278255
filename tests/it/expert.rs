//! The experts: declaration before content, drafts that are not lost, filing once, and nothing of
//! another expert on any page.

use tidu::domain::{
    ids::{ApplicationId, AssignmentId},
    tier::Tier,
};

use crate::support::{Account, Bureau, Client, Enterprise, Expert, TestApp, times};

/// An application in review by three experts.
struct Case {
    app: TestApp,
    enterprise: Enterprise,
    office: Account,
    experts: Vec<Expert>,
    id: ApplicationId,
}

impl Case {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let enterprise = app.enterprise("鄂尔多斯市评审装备有限公司", "150602").await;
        let bureau: Bureau = app.bureau("150600").await;
        let office = app.administrator().await;
        let experts = app.three_experts().await;
        let id = app
            .in_review(&enterprise, &bureau, &office, &experts, Tier::Advanced)
            .await;
        app.clock.set(times::review());
        Self {
            app,
            enterprise,
            office,
            experts,
            id,
        }
    }

    async fn task(&self, expert: usize) -> AssignmentId {
        self.app.assignment(self.id, &self.experts[expert]).await
    }

    async fn path(&self, expert: usize) -> String {
        format!("/expert/reviews/{}", self.task(expert).await)
    }

    fn browser(&self, expert: usize) -> Client {
        self.app.client(&self.experts[expert].account)
    }

    /// The first expert's browser with the accepted review open.
    async fn reviewing(&self) -> (Client, String) {
        self.app.accept(self.id, &self.experts[0]).await;
        let path = self.path(0).await;
        let mut browser = self.browser(0);
        browser.open(&path).await.expect_status(200);
        (browser, path)
    }

    /// Judges every scenario and clause with the pages' own buttons.
    async fn judge_all(&self, browser: &mut Client, path: &str) {
        browser.open(path).await;
        loop {
            browser.choose("您认定的标准", "先进级");
            if !browser.page().main_text().contains("下一场景") {
                break;
            }
            browser.press("下一场景").await.expect_status(200);
        }
        browser.press("保存草稿").await.expect_status(200);
        browser.open(&format!("{path}?tab=quality")).await;
        for group in ["生产作业", "生产管理", "运营管理"] {
            browser.within(group).choose("是否符合", "符合");
        }
        browser
            .within("申报材料")
            .press("保存草稿")
            .await
            .expect_status(200);
    }

    fn score_all(browser: &mut Client) {
        browser
            .fill("2 信息基础建设水平", "24.5")
            .fill("3 技术应用先进性", "16")
            .fill("4 经济社会效益", "8")
            .fill("综合意见", "建设基础较好，场景成效清楚，同意推荐。");
    }
}

#[tokio::test]
async fn nothing_of_the_content_is_shown_before_the_declaration() {
    let case = Case::new().await;
    let path = case.path(0).await;
    let mut browser = case.browser(0);
    browser.open("/expert").await.expect_text("待声明回避");
    let page = browser.open(&path).await.expect_status(200).clone();
    page.expect_text("鄂尔多斯市评审装备有限公司");
    for hidden in ["合计", "建设内容", "统一社会信用代码"] {
        assert!(!page.main_text().contains(hidden), "{hidden}");
    }
    let page = browser.press("提交声明").await.expect_status(422).clone();
    assert_eq!(page.error_summary().len(), 1);
    browser.choose("回避声明", "没有需要回避的情形，接受评审");
    let page = browser.press("提交声明").await.expect_status(422).clone();
    assert_eq!(page.error_summary().len(), 1);
    browser
        .choose("回避声明", "没有需要回避的情形，接受评审")
        .check("我承诺遵守评审纪律，对申报材料和评审过程保密");
    let page = browser.press("提交声明").await;
    page.expect_status(200).expect_text("评分表");
    page.expect_text("佐证材料");
}

#[tokio::test]
async fn a_conflict_closes_the_content_and_tells_the_office() {
    let case = Case::new().await;
    let path = case.path(0).await;
    let mut browser = case.browser(0);
    browser.open(&path).await;
    browser.choose("回避声明", "有需要回避的情形，不参加本件评审");
    let page = browser.press("提交声明").await.expect_status(422).clone();
    assert_eq!(page.error_summary().len(), 2);
    browser
        .choose("回避声明", "有需要回避的情形，不参加本件评审")
        .choose("回避情形", "近三年在该企业任职")
        .fill("情况说明", "两年前任该企业总工程师");
    browser
        .press("提交声明")
        .await
        .expect_status(200)
        .expect_text("已回避");
    browser.get(&path).await.expect_status(404);
    browser
        .get(&format!("{path}/file"))
        .await
        .expect_status(404);
    browser.post(&path, &[]).await.expect_status(404);
    let mut office = case.app.client(&case.office);
    office
        .open("/messages")
        .await
        .expect_text("有专家回避鄂尔多斯市评审装备有限公司的评审");
}

#[tokio::test]
async fn what_is_right_is_kept_and_what_is_refused_is_named() {
    let case = Case::new().await;
    let (mut browser, path) = case.reviewing().await;
    browser
        .fill("2 信息基础建设水平", "31")
        .fill("3 技术应用先进性", "16.5");
    let page = browser.press("保存草稿").await.expect_status(422).clone();
    let summary = page.error_summary();
    assert_eq!(summary.len(), 1, "{summary:?}");
    assert!(summary[0].contains("信息基础建设水平"), "{summary:?}");
    assert!(page.body().contains(r#"value="31""#));
    let page = browser.open(&path).await;
    assert!(page.body().contains(r#"value="16.5""#));
    assert!(!page.body().contains(r#"value="31""#));
    page.expect_text("已保存 09:00:00");
    // 16.5 points, and 5 that the maturity of level two gives.
    page.expect_text("合计 21.5 / 100");
}

#[tokio::test]
async fn a_second_window_overwrites_nothing_unseen() {
    let case = Case::new().await;
    let (mut first, path) = case.reviewing().await;
    let mut second = case.browser(0);
    second.open(&path).await;
    first.fill("3 技术应用先进性", "16");
    first.press("保存草稿").await.expect_status(200);
    second.fill("4 经济社会效益", "8");
    let page = second.press("保存草稿").await.expect_status(409).clone();
    page.expect_text("已在另一个窗口保存");
    assert!(page.body().contains(r#"value="8""#), "what was typed stays");
    second.press("保存草稿").await.expect_status(200);
}

#[tokio::test]
async fn a_review_is_filed_complete_and_once() {
    let case = Case::new().await;
    let (mut browser, path) = case.reviewing().await;
    let page = browser.press("提交评审").await;
    page.expect_status(200).expect_text("还不能提交，请先补齐");
    page.expect_text("“技术应用先进性”未评分")
        .expect_text("综合意见须填写");
    let refused = browser.post(&format!("{path}/file"), &[]).await;
    refused.expect_status(422);
    case.judge_all(&mut browser, &path).await;
    browser.open(&path).await;
    Case::score_all(&mut browser);
    let page = browser.press("提交评审").await;
    page.expect_status(200).expect_text("合计 53.5 / 100");
    let page = browser.press("提交评审，不再修改").await;
    page.expect_status(200).expect_text("不能再修改");
    page.expect_text("合计 53.5 / 100");
    assert!(!page.body().contains("<textarea"));
    browser.post(&path, &[]).await.expect_status(404);
    let again = browser.post(&format!("{path}/file"), &[]).await;
    again.expect_status(303);
}

#[tokio::test]
async fn the_office_hears_when_the_last_review_is_filed() {
    let case = Case::new().await;
    for expert in &case.experts[1..] {
        case.app
            .file_review(&case.enterprise, case.id, expert, 0)
            .await;
    }
    let (mut browser, path) = case.reviewing().await;
    case.judge_all(&mut browser, &path).await;
    browser.open(&path).await;
    Case::score_all(&mut browser);
    browser.press("提交评审").await;
    let mut office = case.app.client(&case.office);
    let page = office.open("/messages").await;
    assert!(!page.main_text().contains("专家评审已全部提交"));
    browser.press("提交评审，不再修改").await.expect_status(200);
    let page = office.open("/messages").await;
    page.expect_text("鄂尔多斯市评审装备有限公司的专家评审已全部提交");
}

#[tokio::test]
async fn no_page_says_anything_of_another_expert() {
    let case = Case::new().await;
    let other = &case.experts[1];
    let total = case
        .app
        .file_review(&case.enterprise, case.id, other, 13)
        .await;
    let total = format!("{}.{}", total / 10, total % 10);
    let (mut browser, path) = case.reviewing().await;
    let pages = [
        "",
        "?tab=factory",
        "?tab=base",
        "?tab=maturity",
        "?tab=quality",
    ];
    let mut paths: Vec<String> = pages.iter().map(|tab| format!("{path}{tab}")).collect();
    paths.extend([
        format!("{path}?tab=precheck"),
        format!("{path}/file"),
        "/expert".into(),
    ]);
    let name = &other.account.login;
    for path in paths {
        let page = browser.open(&path).await;
        page.expect_status(200);
        assert!(!page.body().contains(&total), "{path} says {total}");
        assert!(!page.body().contains(name.as_str()), "{path} says {name}");
        for contact in ["联系人", "联系电话", "电子邮箱"] {
            assert!(!page.main_text().contains(contact), "{path}: {contact}");
        }
    }
}

#[tokio::test]
async fn every_file_of_the_dossier_is_read_beside_the_sheet() {
    let case = Case::new().await;
    let (mut browser, path) = case.reviewing().await;
    for tab in ["factory", "base", "maturity"] {
        let page = browser.open(&format!("{path}?tab={tab}")).await.clone();
        assert!(!page.body().contains("class=\"preview\""), "{tab}");
        let name = page.texts(".file-title a").remove(0);
        let file = page.link(&name);
        let page = browser.open(&file).await;
        page.expect_status(200).expect_text("正在查看");
        page.expect_text("综合意见");
    }
}

#[tokio::test]
async fn a_task_of_somebody_else_does_not_exist() {
    let case = Case::new().await;
    case.app.accept(case.id, &case.experts[0]).await;
    let path = case.path(0).await;
    let mut browser = case.browser(1);
    browser.get(&path).await.expect_status(404);
    browser.post(&path, &[]).await.expect_status(404);
    for part in ["declaration", "file"] {
        let page = browser.post(&format!("{path}/{part}"), &[]).await;
        page.expect_status(404);
    }
}

#[tokio::test]
async fn after_the_window_a_draft_can_be_read_and_not_changed() {
    let case = Case::new().await;
    let (mut browser, path) = case.reviewing().await;
    browser.fill("3 技术应用先进性", "16");
    browser.press("保存草稿").await.expect_status(200);
    case.app.clock.set(times::decision());
    let page = browser.open(&path).await;
    page.expect_status(200).expect_text("评审已于");
    page.expect_text("合计 21 / 100");
    assert!(!page.body().contains("保存草稿"));
    browser.post(&path, &[]).await.expect_status(409);
}
