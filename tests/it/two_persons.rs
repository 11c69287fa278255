//! The administrators' accounts change only with the consent of a second person: none of the three
//! becomes another, or silences another, alone.

use chrono::TimeDelta;
use reqwest::StatusCode;

use crate::support::{Account, Client, TestApp};

const REQUESTS: &str = "/account/requests";

struct House {
    app: TestApp,
    office: Account,
    security: Client,
    audit: Account,
}

impl House {
    async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            office: app.administrator().await,
            security: app.client(&app.security().await),
            audit: app.audit().await,
            app,
        }
    }

    async fn state_of(&self, account: &Account) -> String {
        sqlx::query_scalar("SELECT state FROM accounts WHERE id = $1")
            .bind(account.id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    /// The security administrator asks to switch the audit administrator off.
    async fn asked(&mut self) {
        let account = format!("/security/accounts/{}", self.audit.id);
        self.security.open(&account).await;
        self.security.fill("原因", "账号核查");
        let page = self.security.press("停用账号").await;
        page.expect_text("已提出申请");
    }
}

#[tokio::test]
async fn nobody_silences_the_auditor_alone() {
    let mut house = House::new().await;
    house.asked().await;
    assert_eq!(house.state_of(&house.audit).await, "active");
    house.security.open(REQUESTS).await.expect_no_text("同意");
    let mut auditor = house.app.client(&house.audit);
    auditor
        .open("/messages")
        .await
        .expect_text("有管理员账号变更待确认");
    let page = auditor.open(REQUESTS).await;
    page.expect_text("停用账号").expect_no_text("不同意的理由");

    let mut office = house.app.client(&house.office);
    office.open(REQUESTS).await.expect_text("账号核查");
    office.press("同意").await.expect_text("已答复");
    assert_eq!(house.state_of(&house.audit).await, "active");
    house.security.open(REQUESTS).await;
    house.security.press("办理").await.expect_text("已办理");
    assert_eq!(house.state_of(&house.audit).await, "disabled");
    house.security.open(REQUESTS).await.expect_text("已办结");
}

#[tokio::test]
async fn nobody_becomes_the_administrator_alone() {
    let mut house = House::new().await;
    let account = format!("/security/accounts/{}", house.office.id);
    for told in ["已提出申请", "没有重复提出"] {
        house.security.open(&account).await;
        let page = house.security.press("发放一次性链接").await;
        page.expect_text(told).expect_no_text("/account/link/");
    }
    let mut auditor = house.app.client(&house.audit);
    auditor.open(REQUESTS).await;
    auditor.press("同意").await.expect_text("已答复");
    house
        .security
        .open("/messages")
        .await
        .expect_text("账号变更申请已获同意");
    house.security.open(REQUESTS).await;
    house
        .security
        .press("办理")
        .await
        .expect_text("只显示这一次");
    for client in [&mut auditor, &mut house.app.client(&house.office)] {
        let page = client.open("/messages").await;
        page.expect_text("管理员账号变更：发放一次性链接");
    }
    auditor
        .open("/audit")
        .await
        .expect_text("同意管理员账号变更");
}

#[tokio::test]
async fn a_new_administrator_needs_consent_and_a_refusal_ends_it() {
    let mut house = House::new().await;
    let new = "/security/accounts/new?role=administrator";
    house.security.open(new).await;
    house
        .security
        .fill("姓名", "系统维护")
        .fill("账号", "keeper");
    let page = house.security.press("开通账号").await;
    page.expect_text("已提出申请")
        .expect_no_text("/account/link/");
    let mut office = house.app.client(&house.office);
    office.open(REQUESTS).await;
    office.fill("不同意的理由", "没有这个岗位");
    office.press("不同意").await.expect_text("没有这个岗位");
    house
        .security
        .open("/messages")
        .await
        .expect_text("没有这个岗位");
    house
        .security
        .open("/security?q=keeper")
        .await
        .expect_no_text("系统维护");
}

#[tokio::test]
async fn a_request_is_taken_back_or_runs_out() {
    let mut house = House::new().await;
    house.asked().await;
    house.security.open(REQUESTS).await;
    house
        .security
        .press("撤回申请")
        .await
        .expect_text("申请已撤回");
    house.asked().await;
    let mut office = house.app.client(&house.office);
    office.open(REQUESTS).await;
    house
        .app
        .clock
        .set(house.app.clock.now() + TimeDelta::days(3));
    office
        .press("同意")
        .await
        .expect_text("已由他人答复、撤回或过期");
    office.open(REQUESTS).await.expect_text("已过期");
    house.asked().await;
}

/// A new installation has one administrator, who must be able to make the others.
#[tokio::test]
async fn while_there_is_nobody_else_one_person_begins() {
    let app = TestApp::start().await;
    let mut security = app.client(&app.security().await);
    security
        .open("/security/accounts/new?role=audit_administrator")
        .await;
    security.fill("姓名", "赵敏").fill("账号", "zhaomin");
    security.press("开通账号").await.expect_text("只显示这一次");
    let office = app.administrator().await;
    let link = format!("/security/accounts/{}/link", office.id);
    // The office is now in use, but cannot agree to a change of its own account.
    assert_eq!(security.post(&link, &[]).await.status, StatusCode::OK);
}
