//! Seasons as the office sets them up, and several of them at once.

use tidu::domain::tier::Tier;

use crate::support::{Client, TestApp, times};

/// The form of a new season that offers these tiers, the first with times, the others like it.
async fn fill(clerk: &mut Client, code: &str, tiers: &[&str], bureau_closes: &str) {
    clerk.open("/admin/seasons/new").await;
    clerk.fill("批次名称", &format!("{code}年度智能工厂梯度培育"));
    clerk.fill("批次编号", code);
    for tier in ["基础级", "先进级", "卓越级", "领航级"] {
        if !tiers.contains(&tier) {
            clerk.uncheck(&format!("受理{tier}"));
        }
    }
    let first = tiers[0];
    for (label, value) in [
        ("申报开始", "2026-06-01 00:00"),
        ("申报截止", "2026-09-30 24:00"),
        ("初审开始", "2026-06-01 00:00"),
        ("初审截止", bureau_closes),
    ] {
        clerk.fill(&format!("{first}{label}"), value);
    }
    if first != "基础级" {
        clerk.fill(&format!("{first}评审开始"), "2026-10-20 24:00");
        clerk.fill(&format!("{first}评审截止"), "2026-11-20 24:00");
    }
}

/// A season used to be opened by the form that made it, whatever its windows were.
#[tokio::test]
async fn a_draft_is_checked_before_it_is_opened() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    let mut clerk = app.client(&office);
    fill(&mut clerk, "2026B", &["先进级"], "2026-09-01 24:00").await;
    clerk
        .press("保存草案并核对")
        .await
        .expect_text("初审截止早于申报截止");
    clerk.press("启动批次").await.expect_status(422);
    let mut visitor = app.visitor();
    visitor.open("/").await.expect_no_text("2026B年度");
    clerk.follow("修改草案").await;
    clerk
        .page()
        .expect_value("advanced_enterprise_closes", "2026-09-30 24:00");
    clerk.fill("先进级初审截止", "2026-10-20 24:00");
    clerk
        .press("保存草案并核对")
        .await
        .expect_no_text("早于申报截止");
    clerk.press("启动批次").await.expect_text("批次已启动");
    visitor.open("/").await.expect_text("2026B年度");
}

#[tokio::test]
async fn a_sheet_that_scores_what_nobody_asked_is_not_used() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    sqlx::query(
        "INSERT INTO editions (kind, edition, title, document, digest, imported_at)
         VALUES ('score_sheet', 'plan-2027', '问了申报表没有的内容的评分表', $1, '\\x00', now())",
    )
    .bind(
        "edition = \"plan-2027\"\ntitle = \"问了申报表没有的内容的评分表\"\n[[criteria]]\n\
         id = \"plan\"\ntitle = \"后续实施计划\"\njudged_on = [\"plan\"]\nmax = 100\n\
         anchors = [{ from = 0, to = 100, text = \"目标和步骤明确\" }]\n",
    )
    .execute(&mut *app.conn().await)
    .await
    .unwrap();
    let mut clerk = app.client(&office);
    fill(&mut clerk, "2026B", &["先进级"], "2026-10-20 24:00").await;
    clerk.choose("评分表", "问了申报表没有的内容的评分表");
    clerk
        .press("保存草案并核对")
        .await
        .expect_text("申报表没有设置");
    clerk.press("启动批次").await.expect_status(422);
    clerk.follow("修改草案").await;
    clerk.choose("评分表", "智能工厂专家评分表（示例）");
    clerk.press("保存草案并核对").await;
    clerk.press("启动批次").await.expect_text("批次已启动");
}

#[tokio::test]
async fn a_draft_may_be_thrown_away_and_a_code_be_wrong() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    let mut clerk = app.client(&office);
    fill(&mut clerk, "2026/B", &["先进级"], "2026-10-20 24:00").await;
    clerk
        .press("保存草案并核对")
        .await
        .expect_text("批次编号只能用字母、数字和连字符");
    clerk.fill("批次编号", "2026");
    clerk.press("保存草案并核对").await.expect_status(422);
    clerk.fill("批次编号", "2026B");
    clerk
        .press("保存草案并核对")
        .await
        .expect_text("核对并启动批次");
    clerk.press("删除草案").await.expect_text("批次草案已删除");
    clerk.page().expect_no_text("2026B");
}

#[tokio::test]
async fn next_year_is_modelled_on_this_one() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    let season = app.season().await;
    sqlx::query(
        "INSERT INTO quotas (season_id, tier, bureau_id, quota)
         SELECT $1, 'advanced', id, 4 FROM bureaus",
    )
    .bind(season.id)
    .execute(&mut *app.conn().await)
    .await
    .unwrap();
    let mut clerk = app.client(&office);
    clerk.open(&format!("/admin/seasons/{}", season.id)).await;
    clerk.follow("复制为下一年批次").await;
    clerk.page().expect_value("code", "2027");
    clerk
        .page()
        .expect_value("advanced_enterprise_closes", "2027-06-09 24:00");
    let page = clerk.press("保存草案并核对").await;
    page.expect_text("14 个推荐单位，共 56 项");
    page.expect_text("2027 年的工作日");
    clerk.press("启动批次").await.expect_text("批次已启动");
    assert_eq!(app.season().await.code, "2027");
}

/// 基础级 all the year beside a yearly round of the others used to be impossible.
#[tokio::test]
async fn two_seasons_take_different_tiers_at_once() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    let mut clerk = app.client(&office);
    fill(&mut clerk, "2026B", &["基础级"], "2026-10-20 24:00").await;
    clerk.press("保存草案并核对").await;
    clerk.press("启动批次").await.expect_text("批次已启动");
    let enterprise = app.enterprise("内蒙古两批次有限公司", "150602").await;
    let mut applicant = app.client(&enterprise.account);
    applicant.open("/enterprise/applications/new").await;
    for offered in ["2026B年度", "2026年度"] {
        applicant.page().expect_text(offered);
    }
    app.clock.set(times::beijing(6, 10, 1));
    applicant.open("/enterprise/applications/new").await;
    applicant.page().expect_text("2026B年度");
    applicant.page().expect_no_text("先进级");
    let officer = app.bureau("150600").await;
    let mut bureau = app.client(&officer.account);
    bureau
        .open("/bureau?season=2026")
        .await
        .expect_text("2026年度");
    bureau
        .open("/bureau?season=2026B")
        .await
        .expect_text("2026B年度");
    bureau
        .get("/bureau?season=nothing")
        .await
        .expect_status(404);
}

/// Numbers of all seasons used to come from one counter, so that the first of a season was 00006.
#[tokio::test]
async fn applications_are_counted_from_one_in_each_season() {
    let app = TestApp::start().await;
    let enterprise = app.enterprise("内蒙古编号有限公司", "150602").await;
    let mut drafts = Vec::new();
    for tier in [Tier::Basic, Tier::Advanced, Tier::Excellent] {
        drafts.push(app.complete_draft(&enterprise, tier).await);
    }
    let [one, two, three] = [0, 1, 2].map(|at| app.submit(&enterprise, drafts[at]));
    tokio::join!(one, two, three);
    let numbers: Vec<String> =
        sqlx::query_scalar("SELECT number FROM applications WHERE number IS NOT NULL ORDER BY 1")
            .fetch_all(&mut *app.conn().await)
            .await
            .unwrap();
    assert_eq!(numbers, ["2026-00001", "2026-00002", "2026-00003"]);
}

#[tokio::test]
async fn a_season_with_cases_under_way_is_not_closed() {
    let app = TestApp::start().await;
    let office = app.administrator().await;
    let enterprise = app.enterprise("内蒙古未办结有限公司", "150602").await;
    app.submitted(&enterprise, Tier::Advanced).await;
    let season = app.season().await;
    let mut clerk = app.client(&office);
    clerk
        .open(&format!("/admin/seasons/{}/close", season.id))
        .await
        .expect_text("还不能结束");
    clerk.page().expect_text("1 项");
    sqlx::query("UPDATE applications SET status = 'withdrawn'")
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    clerk
        .open(&format!("/admin/seasons/{}/close", season.id))
        .await;
    clerk.press("结束批次").await.expect_text("批次已结束");
    let officer = app.bureau("150600").await;
    app.client(&officer.account)
        .open("/bureau")
        .await
        .expect_text("2026年度智能工厂梯度培育");
}
