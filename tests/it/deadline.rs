//! What counts at a deadline is when a request arrived, however long the server then takes.

use std::time::Duration;

use reqwest::StatusCode;
use tidu::domain::{application::Status, tier::Tier};

use crate::support::{TestApp, times};

const PROMISE: &str = "我单位承诺：所填内容和上传材料真实、准确、完整，不涉及国家秘密、商业秘密，愿意接受现场核查并承担相应责任。";

/// Every connection is in use over the deadline: what had arrived before is taken.
#[tokio::test]
async fn a_submission_that_arrived_in_time_is_taken_however_busy_the_server() {
    let app = TestApp::start().await;
    let owner = app.enterprise("鄂尔多斯市准时有限公司", "150602").await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let mut late = app.client(&owner.account);
    let mut in_time = app.client(&owner.account);
    let page = format!("/enterprise/applications/{id}/check");
    in_time.open(&page).await;
    late.open(&page).await;
    for client in [&mut in_time, &mut late] {
        client.check(PROMISE);
    }

    let closes = times::beijing(6, 9, 24);
    app.clock.set(closes - chrono::TimeDelta::seconds(1));
    let pool = &app.state.db;
    let mut held = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        held.push(pool.acquire().await.unwrap());
    }
    let arrives = in_time.submit("提交申报");
    let passes = async {
        // The request waits for a connection: nothing tells that it does, so it is given time to.
        tokio::time::sleep(Duration::from_millis(300)).await;
        app.clock.set(closes + chrono::TimeDelta::seconds(2));
        held.clear();
    };
    let (answer, ()) = tokio::join!(arrives, passes);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let status: Status = sqlx::query_scalar("SELECT status FROM applications WHERE id = $1")
        .bind(id)
        .fetch_one(&mut *app.conn().await)
        .await
        .unwrap();
    assert_eq!(status, Status::Submitted);
}

/// What the page after a deadline says of what was kept is true of that request.
#[tokio::test]
async fn a_page_that_comes_too_late_says_what_was_kept() {
    let app = TestApp::start().await;
    let owner = app.enterprise("鄂尔多斯市晚到有限公司", "150602").await;
    let id = app.complete_draft(&owner, Tier::Basic).await;
    let mut client = app.client(&owner.account);
    let page = format!("/enterprise/applications/{id}/check");
    client.open(&page).await;
    app.clock.set(times::beijing(6, 9, 24));
    client.check(PROMISE);
    let refused = client.submit("提交申报").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("这次提交的没有保存"));
    let shown = client.get(&page).await;
    assert!(!shown.text().contains("没有保存"), "{}", shown.text());
}

/// A row that somebody holds for long is told to whoever needs it, with what was typed, and nobody
/// else waits.
#[tokio::test]
async fn a_held_row_is_told_with_what_was_typed() {
    let app = TestApp::start().await;
    let owner = app.enterprise("鄂尔多斯市等候有限公司", "150602").await;
    let id = app.draft(&owner, Tier::Basic).await;
    let mut client = app.client(&owner.account);
    let path = format!("/enterprise/applications/{id}/quality");
    client.open(&path).await;
    let mut holder = app.conn().await;
    sqlx::raw_sql("BEGIN; SELECT FROM applications FOR UPDATE")
        .execute(&mut *holder)
        .await
        .unwrap();
    client.fill("工厂建设", "统一的数字化交付平台");
    let answer = client.submit("保存").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("系统正忙"), "{}", answer.text());
    assert!(answer.text().contains("统一的数字化交付平台"));
    assert_eq!(app.visitor().get("/").await.status, StatusCode::OK);
}

/// What no database stores, and what was lost on the way, is told where it is read, once for all.
#[tokio::test]
async fn what_is_no_text_is_refused_in_chinese() {
    let app = TestApp::start().await;
    let mut office = app.client(&app.administrator().await);
    for path in ["/admin/applications?q=%00", "/lists?q=%B9%A4"] {
        let page = office.get(path).await;
        page.expect_status(400).expect_text("无法识别的字符");
    }
    let owner = app.enterprise("鄂尔多斯市乱码有限公司", "150602").await;
    let mut client = app.client(&owner.account);
    client
        .post("/enterprise/factories/new", &[("division", "\0")])
        .await
        .expect_status(400);
}
