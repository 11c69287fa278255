//! The security administrator's accounts, and the audit administrator's trail.

use crate::support::{Client, PASSWORD, TestApp};

async fn sign_in(client: &mut Client, login: &str, password: &str) {
    client.open("/sign-in").await;
    client.fill("账号", login).fill("密码", password);
    client.press("登录").await;
}

/// The path of the link that the page shows.
fn handed_over(client: &Client) -> String {
    let link = client.page().texts("main textarea").join("");
    let path = link.find("/account/link/").expect("a link");
    link[path..].to_owned()
}

/// Names are found however they are written: brackets of either width, radicals out of a PDF.
#[tokio::test]
async fn accounts_are_found_in_any_spelling() {
    let app = TestApp::start().await;
    app.enterprise("康熙\u{2f2f}业（集团）有限公司", "150602")
        .await;
    let mut security = app.client(&app.security().await);
    for words in ["工业(集团)", "\u{2f2f}业（集团）", "康熙工业"] {
        let page = security.get(&format!("/security?q={words}")).await;
        page.expect_text("康熙");
    }
    let page = security.get("/security?q=%25").await;
    page.expect_no_text("康熙");
}

#[tokio::test]
async fn an_expert_gets_an_account_a_link_and_a_password() {
    let app = TestApp::start().await;
    let mut security = app.client(&app.security().await);
    security.open("/security").await;
    security.follow("新建账号").await;
    security.follow("评审专家").await;
    security
        .fill("姓名", "陈立")
        .fill("账号", "chenli")
        .fill("工作单位", "内蒙古工业大学")
        .fill("工作单位统一社会信用代码", "91150602MADD272H4")
        .choose("所属盟市", "区外");
    let page = security.press("开通账号").await;
    page.expect_status(422)
        .expect_text("工作单位统一社会信用代码");
    security.fill("工作单位统一社会信用代码", "91150602MADD272H4B");
    security.press("开通账号").await.expect_text("只显示这一次");
    let path = handed_over(&security);

    security
        .open("/security?q=chenli")
        .await
        .expect_text("待设置密码");
    let mut expert = app.visitor();
    expert.open(&path).await;
    expert
        .fill("新密码", "Ping-shen-2026")
        .fill("再次输入密码", "Ping-shen-2026");
    expert.press("设置密码").await;
    sign_in(&mut expert, "chenli", "Ping-shen-2026").await;
    assert_eq!(expert.page().redirects, ["/expert"]);

    security.open("/security/accounts/new?role=expert").await;
    security
        .fill("姓名", "陈力")
        .fill("账号", "ChenLi")
        .fill("工作单位", "内蒙古大学");
    security
        .press("开通账号")
        .await
        .expect_status(422)
        .expect_text("已被使用");
}

#[tokio::test]
async fn every_role_can_be_made_and_none_twice_in_one_account() {
    let app = TestApp::start().await;
    let mut security = app.client(&app.security().await);
    for (number, role) in [
        "bureau",
        "administrator",
        "security_administrator",
        "audit_administrator",
    ]
    .into_iter()
    .enumerate()
    {
        security
            .open(&format!("/security/accounts/new?role={role}"))
            .await;
        security
            .fill("姓名", "赵敏")
            .fill("账号", &format!("zhaomin{number}"));
        if role == "bureau" {
            security.choose("所属盟市", "包头市工业和信息化局");
        }
        security.press("开通账号").await.expect_text("只显示这一次");
        security
            .open(&format!("/security?role={role}&q=zhaomin"))
            .await;
        assert_eq!(security.page().rows().len(), 2, "{role}");
    }
}

#[tokio::test]
async fn a_new_link_replaces_the_old_one_and_a_disabled_account_is_out() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut officer = app.client(&bureau.account);
    let mut security = app.client(&app.security().await);
    let account = format!("/security/accounts/{}", bureau.account.id);
    security.open(&account).await;
    security.press("发放一次性链接").await;
    let first = handed_over(&security);
    security.open(&account).await;
    security.press("发放一次性链接").await;
    let second = handed_over(&security);
    let mut visitor = app.visitor();
    visitor.get(&first).await.expect_status(410);
    visitor.get(&second).await.expect_status(200);

    security.open(&account).await;
    security.press("停用账号").await.expect_status(422);
    security.fill("原因", "已调离岗位");
    security.press("停用账号").await.expect_text("账号已停用");
    officer.get("/messages").await.expect_status(303);
    visitor.get(&second).await.expect_status(410);
    sign_in(&mut visitor, &bureau.account.login, PASSWORD).await;
    visitor.page().expect_status(403);
    visitor.page().expect_text("已调离岗位");
    security
        .post(&format!("{account}/link"), &[])
        .await
        .expect_status(422);

    security.open(&account).await;
    security.press("恢复使用").await.expect_text("恢复使用");
    sign_in(&mut visitor, &bureau.account.login, PASSWORD).await;
    assert_eq!(visitor.page().redirects, ["/bureau"]);
}

#[tokio::test]
async fn nobody_switches_themselves_off() {
    let app = TestApp::start().await;
    let me = app.security().await;
    let mut security = app.client(&me);
    let path = format!("/security/accounts/{}", me.id);
    assert!(!security.open(&path).await.main_text().contains("停用账号"));
    let page = security
        .post(&format!("{path}/disable"), &[("reason", "误操作")])
        .await;
    page.expect_status(422).expect_text("不能停用自己的账号");
    security.open("/security").await.expect_status(200);
}

#[tokio::test]
async fn a_locked_account_is_unlocked() {
    let app = TestApp::start_with(|config| config.security.sign_in_failures_per_account = 1).await;
    let bureau = app.bureau("150600").await;
    let mut visitor = app.visitor();
    sign_in(&mut visitor, &bureau.account.login, "Wrong-2026-word").await;
    sign_in(&mut visitor, &bureau.account.login, PASSWORD).await;
    visitor.page().expect_status(429);
    let mut security = app.client(&app.security().await);
    let path = format!("/security/accounts/{}", bureau.account.id);
    security.open(&path).await.expect_text("已锁定");
    security.press("解除锁定").await.expect_text("已解除锁定");
    sign_in(&mut visitor, &bureau.account.login, PASSWORD).await;
    assert_eq!(visitor.page().redirects, ["/bureau"]);
}

#[tokio::test]
async fn accounts_belong_to_the_security_administrator_alone() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let account = format!("/security/accounts/{}", bureau.account.id);
    for other in [
        app.administrator().await,
        app.audit().await,
        bureau.account.clone(),
    ] {
        let mut client = app.client(&other);
        client.get("/security").await.expect_status(403);
        client.get(&account).await.expect_status(403);
        for act in ["link", "disable", "enable", "unlock"] {
            client
                .post(&format!("{account}/{act}"), &[])
                .await
                .expect_status(403);
        }
        client
            .post("/security/accounts/new", &[])
            .await
            .expect_status(403);
    }
    let mut security = app.client(&app.security().await);
    let nobody = format!("/security/accounts/{}", app.season().await.id);
    security.get(&nobody).await.expect_status(404);
    security.get("/audit").await.expect_status(403);
    security
        .get("/bureau/registrations")
        .await
        .expect_status(403);
}

#[tokio::test]
async fn the_trail_is_read_filtered_and_exported_in_words() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut officer = app.visitor();
    sign_in(&mut officer, &bureau.account.login, "Wrong-2026-word").await;
    sign_in(&mut officer, &bureau.account.login, PASSWORD).await;
    let mut audit = app.client(&app.audit().await);
    let page = audit.open("/audit").await;
    page.expect_text("登录失败")
        .expect_text(&bureau.account.login);
    assert!(!page.main_text().contains("sign_in"));

    audit.choose("操作", "登录失败");
    assert_eq!(audit.press("查询").await.rows().len(), 2);
    audit
        .open("/audit?from=2026-06-02")
        .await
        .expect_text("没有符合条件的记录");
    audit.open("/audit?from=2026-06-01&to=2026-06-01").await;
    assert_eq!(audit.page().rows().len(), 3);
    audit
        .open("/audit?from=gestern")
        .await
        .expect_text("请填写日期");

    let path = audit
        .open("/audit?act=sign_in")
        .await
        .link("导出当前结果（CSV）");
    let file = audit.get(&path).await;
    assert!(
        file.headers["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/csv")
    );
    let text = file.body();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains(&bureau.account.login), "{text}");
    audit.open("/audit").await.expect_text("导出数据");
}

#[tokio::test]
async fn the_trail_is_read_page_by_page_and_by_nobody_else() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    sqlx::query(
        "INSERT INTO audit_entries (at, actor_role, account_id, act)
         SELECT '2026-06-01T00:00:00Z', 'bureau', $1, 'screen' FROM generate_series(1, 60)",
    )
    .bind(bureau.account.id)
    .execute(&mut *app.conn().await)
    .await
    .unwrap();
    let mut audit = app.client(&app.audit().await);
    assert_eq!(audit.open("/audit?act=screen").await.rows().len(), 51);
    assert_eq!(audit.follow("下一页").await.rows().len(), 11);
    for other in [
        app.administrator().await,
        app.security().await,
        bureau.account.clone(),
    ] {
        let mut client = app.client(&other);
        client.get("/audit").await.expect_status(403);
        client.get("/audit/export").await.expect_status(403);
    }
}

/// The page with a link issues no other link when it is loaded again: the one handed over stays good.
#[tokio::test]
async fn a_link_that_was_handed_over_survives_a_reload() {
    let app = TestApp::start().await;
    let (security, bureau) = (app.security().await, app.bureau("150600").await);
    let mut officer = app.client(&security);
    let page = format!("/security/accounts/{}", bureau.account.id);
    officer.open(&page).await;
    let issue = format!("{page}/link");
    officer.press("发放一次性链接").await.expect_status(200);
    let path = handed_over(&officer);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let again = officer.post(&issue, &[("known", "")]).await;
    again.expect_status(422).expect_text("刷新页面不会重新发放");
    app.visitor().get(&path).await.expect_status(200);
    officer.press("发放一次性链接").await.expect_status(200);
    app.visitor().get(&path).await.expect_status(410);
}

/// An address that only takes a form says so in words when it is opened.
#[tokio::test]
async fn an_address_for_forms_explains_itself() {
    let app = TestApp::start().await;
    let security = app.security().await;
    let page = format!("/security/accounts/{}/link", security.id);
    let answer = app.client(&security).get(&page).await;
    answer
        .expect_status(405)
        .expect_text("这个网址不能直接打开");
}
