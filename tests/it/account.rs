//! Signing in and out, registration, passwords, one-time links, messages.

use chrono::TimeDelta;
use tidu::{
    access::System,
    db::{
        accounts::{Holder, NewAccount},
        messages::{self, Recipient},
    },
    domain::{
        letter::Letter,
        values::{line::Line, login_name::LoginName},
    },
    workflow::accounts as acts,
};

use tidu::domain::tier::Tier;

use crate::support::{Client, PASSWORD, TestApp};

async fn sign_in(client: &mut Client, login: &str, password: &str) {
    client.open("/sign-in").await;
    client.fill("账号", login).fill("密码", password);
    client.press("登录").await;
}

/// A visitor fills the registration of a real-looking enterprise of 东胜区.
async fn fill_registration(client: &mut Client, credit_code: &str, password: &str) {
    client.open("/register").await;
    client
        .fill("统一社会信用代码", credit_code)
        .fill("企业名称", "鄂尔多斯市北疆精密制造有限公司")
        .choose("注册地旗县区", "东胜区")
        .choose("主体类型", "独立法人")
        .fill("联系人", "王建国")
        .fill("联系电话", "0477-8345678")
        .fill("密码", password)
        .fill("再次输入密码", password)
        .check("已阅读并同意个人信息处理告知");
}

const CODE: &str = "91150602MADD272H4B";

async fn approve_by_rule(app: &TestApp) {
    sqlx::query("UPDATE seasons SET account_approval = 'rule'")
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
}

#[tokio::test]
async fn signs_in_and_out() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut client = app.visitor();
    sign_in(&mut client, &bureau.account.login.to_uppercase(), PASSWORD).await;
    assert_eq!(client.page().redirects, ["/bureau"]);
    client.open("/messages").await.expect_status(200);
    client.press("退出").await.expect_text("您已退出登录");
    let page = client.get("/messages").await;
    assert_eq!(page.location(), Some("/sign-in?return_to=%2Fmessages"));
}

#[tokio::test]
async fn leads_back_to_where_somebody_wanted_to_go_and_nowhere_else() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let login = bureau.account.login.as_str();
    for (wanted, reached) in [
        ("/messages", "/messages"),
        ("//evil.example", "/bureau"),
        ("https://evil.example", "/bureau"),
    ] {
        let mut client = app.visitor();
        let fields = [
            ("login", login),
            ("password", PASSWORD),
            ("return_to", wanted),
        ];
        let page = client.post("/sign-in", &fields).await;
        assert_eq!(page.location(), Some(reached), "{wanted}");
    }
}

#[tokio::test]
async fn unknown_account_and_wrong_password_get_the_same_words() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut sentences = Vec::new();
    for login in [bureau.account.login.as_str(), "nobody-here", "不是账号名"] {
        let mut client = app.visitor();
        sign_in(&mut client, login, "Wrong-2026-word").await;
        client.page().expect_status(422);
        sentences.extend(client.page().error_summary());
    }
    assert_eq!(sentences.len(), 3);
    assert!(
        sentences.iter().all(|s| *s == sentences[0]),
        "{sentences:?}"
    );
}

#[tokio::test]
async fn failures_slow_down_then_lock_and_time_or_the_right_password_heals() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let login = bureau.account.login.as_str();
    let mut client = app.visitor();
    for _ in 0..5 {
        sign_in(&mut client, login, "Wrong-2026-word").await;
        client.page().expect_status(422);
        app.clock.advance(TimeDelta::seconds(20));
    }
    sign_in(&mut client, login, PASSWORD).await;
    client.page().expect_status(429);
    client
        .page()
        .expect_text("15 分钟后再试")
        .expect_text("安全管理员");
    app.clock.advance(TimeDelta::minutes(15));
    sign_in(&mut client, login, PASSWORD).await;
    assert_eq!(client.page().redirects, ["/bureau"]);

    let mut other = app.visitor();
    for _ in 0..3 {
        sign_in(&mut other, login, "Wrong-2026-word").await;
    }
    other.page().expect_text("5 秒后重新输入");
    sign_in(&mut other, login, PASSWORD).await;
    other.page().expect_status(429);
    app.clock.advance(TimeDelta::seconds(5));
    sign_in(&mut other, login, PASSWORD).await;
    assert_eq!(other.page().redirects, ["/bureau"]);
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM sign_in_failures WHERE subject = $1")
        .bind(format!("login:{login}"))
        .fetch_one(&mut *app.conn().await)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn an_address_that_fails_for_many_accounts_is_locked() {
    let app = TestApp::start_with(|config| config.security.sign_in_failures_per_address = 4).await;
    let bureau = app.bureau("150600").await;
    let mut client = app.visitor();
    for number in 0..4 {
        sign_in(&mut client, &format!("nobody-{number}"), "Wrong-2026-word").await;
        client.page().expect_status(422);
    }
    sign_in(&mut client, &bureau.account.login, PASSWORD).await;
    client.page().expect_status(429);
}

#[tokio::test]
async fn a_hash_with_old_parameters_is_renewed_at_sign_in() {
    let app = TestApp::start_with(|config| config.security.argon2_iterations = 2).await;
    let bureau = app.bureau("150600").await;
    let mut weaker = app.state.config.security.clone();
    weaker.argon2_iterations = 1;
    let old = tidu::crypto::PasswordHasher::new(&weaker)
        .unwrap()
        .hash(tidu::crypto::Queue::SignIn, PASSWORD.into())
        .await
        .unwrap();
    sqlx::query("UPDATE accounts SET password_hash = $2 WHERE id = $1")
        .bind(bureau.account.id)
        .bind(&old)
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    for _ in 0..2 {
        let mut client = app.visitor();
        sign_in(&mut client, &bureau.account.login, PASSWORD).await;
        assert_eq!(client.page().redirects, ["/bureau"]);
    }
    let hash: String = sqlx::query_scalar("SELECT password_hash FROM accounts WHERE id = $1")
        .bind(bureau.account.id)
        .fetch_one(&mut *app.conn().await)
        .await
        .unwrap();
    assert!(hash.contains("t=2"), "{hash}");
}

#[tokio::test]
async fn what_was_typed_survives_the_end_of_the_session() {
    let app = TestApp::start().await;
    let owner = app.enterprise("鄂尔多斯市久坐有限公司", "150602").await;
    let id = app.draft(&owner, Tier::Basic).await;
    let home = format!("/enterprise/applications/{id}");
    let mut client = app.visitor();
    sign_in(&mut client, &owner.account.login, PASSWORD).await;
    client.open(&format!("{home}/quality")).await;
    client.fill("工厂建设", "统一的交付平台 & 三维模型");
    app.clock.advance(TimeDelta::hours(13));
    let page = client.press("保存").await;
    page.expect_status(401).expect_text("刚才填写的内容已保留");
    assert_eq!(page.heading(), "登录已过期");

    client
        .fill("账号", &owner.account.login)
        .fill("密码", "Wrong-2026-word");
    client.press("登录").await.expect_status(422);
    client
        .fill("账号", &owner.account.login)
        .fill("密码", PASSWORD);
    client.press("登录").await.expect_text("尚未提交");
    client.press("继续提交刚才的内容").await;
    client
        .open(&format!("{home}/quality"))
        .await
        .expect_text("统一的交付平台 & 三维模型");
}

#[tokio::test]
async fn a_visitor_s_page_is_asked_for_again_after_signing_in() {
    let app = TestApp::start().await;
    let mut client = app.visitor();
    let page = client
        .post("/messages/read", &[("a", "1"), ("a", "2")])
        .await;
    page.expect_status(401);
    let kept = page.document();
    let kept = kept
        .select(&scraper::Selector::parse("[name=kept_form]").unwrap())
        .next()
        .and_then(|input| input.attr("value"))
        .map(str::to_owned);
    assert_eq!(kept.as_deref(), Some("a=1&a=2"));
}

#[tokio::test]
async fn an_enterprise_registers_and_is_approved_by_its_bureau() {
    let app = TestApp::start().await;
    let (own, other) = (app.bureau("150600").await, app.bureau("150200").await);
    let mut visitor = app.visitor();
    fill_registration(&mut visitor, CODE, "Beijiang-2026").await;
    visitor
        .press("提交注册")
        .await
        .expect_text("由鄂尔多斯市工业和信息化局审核");

    sign_in(&mut visitor, CODE, "Beijiang-2026").await;
    visitor.page().expect_status(403);
    visitor.page().expect_text("正由鄂尔多斯市工业和信息化局");

    let mut officer = app.client(&own.account);
    officer.open("/messages").await.expect_text("注册，请审核");
    officer
        .open("/bureau/registrations")
        .await
        .expect_text("北疆精密制造");
    officer.follow("鄂尔多斯市北疆精密制造有限公司").await;
    let path = officer.page().path.clone();
    let mut stranger = app.client(&other.account);
    stranger.get(&path).await.expect_status(404);
    stranger
        .post(&format!("{path}/approve"), &[])
        .await
        .expect_status(404);
    stranger
        .post(&format!("{path}/refuse"), &[("reason", "名称有误")])
        .await
        .expect_status(404);

    officer
        .press("通过注册")
        .await
        .expect_text("已通过注册审核");
    officer
        .post(&format!("{path}/approve"), &[])
        .await
        .expect_status(409);
    sign_in(&mut visitor, CODE, "Beijiang-2026").await;
    assert_eq!(visitor.page().redirects, ["/enterprise"]);
}

#[tokio::test]
async fn a_refused_registration_says_why_and_may_be_made_again() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut visitor = app.visitor();
    fill_registration(&mut visitor, CODE, "Beijiang-2026").await;
    visitor.press("提交注册").await;
    let mut officer = app.client(&bureau.account);
    officer.open("/bureau/registrations").await;
    officer.follow("鄂尔多斯市北疆精密制造有限公司").await;
    officer.press("退回注册").await.expect_status(422);
    officer.fill("退回原因", "企业名称与营业执照不一致");
    officer
        .press("退回注册")
        .await
        .expect_text("已退回注册申请");
    sign_in(&mut visitor, CODE, "Beijiang-2026").await;
    visitor.page().expect_text("企业名称与营业执照不一致");

    fill_registration(&mut visitor, CODE, "Beijiang-2027").await;
    visitor
        .press("提交注册")
        .await
        .expect_text("由鄂尔多斯市工业和信息化局审核");
    officer
        .open("/bureau/registrations")
        .await
        .expect_text("北疆精密制造");
}

#[tokio::test]
async fn a_season_may_approve_by_rule() {
    let app = TestApp::start().await;
    approve_by_rule(&app).await;
    let mut visitor = app.visitor();
    fill_registration(&mut visitor, &CODE.to_lowercase(), "Beijiang-2026").await;
    visitor.press("提交注册").await;
    assert_eq!(visitor.page().redirects, ["/sign-in"]);
    sign_in(&mut visitor, CODE, "Beijiang-2026").await;
    assert_eq!(visitor.page().redirects, ["/enterprise"]);
}

#[tokio::test]
async fn a_registration_is_refused_field_by_field_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let mut visitor = app.visitor();
    visitor.open("/register").await;
    visitor
        .fill("统一社会信用代码", "9115060ZMADD272H4B")
        .fill("企业名称", "北疆制造")
        .fill("密码", "kurz")
        .fill("再次输入密码", "anders");
    let page = visitor.press("提交注册").await;
    page.expect_status(422);
    let summary = page.error_summary().join("\n");
    for label in [
        "统一社会信用代码",
        "注册地旗县区",
        "主体类型",
        "联系人",
        "联系电话",
        "密码",
        "再次输入密码",
        "个人信息处理告知",
    ] {
        assert!(summary.contains(label), "{label}: {summary}");
    }
    assert!(page.body().contains("9115060ZMADD272H4B"));
    assert!(!page.body().contains("kurz"));
}

#[tokio::test]
async fn a_credit_code_is_registered_once() {
    let app = TestApp::start().await;
    approve_by_rule(&app).await;
    let mut visitor = app.visitor();
    fill_registration(&mut visitor, CODE, "Beijiang-2026").await;
    visitor.press("提交注册").await;
    fill_registration(&mut visitor, CODE, "Beijiang-2027").await;
    let page = visitor.press("提交注册").await;
    page.expect_status(422)
        .expect_text("已经注册")
        .expect_text("鄂尔多斯市工业和信息化局");
    sign_in(&mut visitor, CODE, "Beijiang-2026").await;
    assert_eq!(visitor.page().redirects, ["/enterprise"]);
}

async fn first_security_administrator(app: &TestApp) -> String {
    let new = NewAccount {
        login: LoginName::parse("anquan").unwrap(),
        name: Line::parse("安全管理员", 20).unwrap(),
        holder: Holder::SecurityAdministrator,
    };
    let mut conn = app.conn().await;
    let now = app.clock.now();
    let token = acts::create_first(
        &mut conn,
        &System::acting(),
        &new,
        TimeDelta::hours(72),
        now,
    )
    .await
    .unwrap();
    format!("/account/link/{}", token.reveal())
}

#[tokio::test]
async fn a_link_sets_a_password_once_and_opening_it_uses_nothing_up() {
    let app = TestApp::start().await;
    let path = first_security_administrator(&app).await;
    let mut client = app.visitor();
    client.open(&path).await.expect_text("anquan");
    client.open(&path).await.expect_status(200);
    client
        .fill("新密码", "Anquan-2026-x")
        .fill("再次输入密码", "Anquan-2026-x");
    client.press("设置密码").await.expect_status(422);
    client
        .fill("新密码", "Bao-mi-2026-x")
        .fill("再次输入密码", "Bao-mi-2026-x");
    client.press("设置密码").await.expect_text("密码已设置");
    client
        .open(&path)
        .await
        .expect_status(410)
        .expect_text("已经使用过");
    sign_in(&mut client, "anquan", "Bao-mi-2026-x").await;
    assert_eq!(client.page().redirects, ["/security"]);
    client.get("/account/link/00").await.expect_status(404);
}

#[tokio::test]
async fn a_link_ends_with_its_time() {
    let app = TestApp::start().await;
    let path = first_security_administrator(&app).await;
    app.clock.advance(TimeDelta::hours(72));
    let mut client = app.visitor();
    client
        .open(&path)
        .await
        .expect_status(410)
        .expect_text("已经过期");
    let fields = [("password", "Bao-mi-2026-x"), ("repeat", "Bao-mi-2026-x")];
    client.post(&path, &fields).await.expect_status(410);
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut elsewhere = app.visitor();
    sign_in(&mut elsewhere, &bureau.account.login, PASSWORD).await;
    let mut here = app.client(&bureau.account);
    here.open("/account/password").await;
    here.fill("当前密码", "Wrong-2026-word")
        .fill("新密码", "Xin-de-2026-mima")
        .fill("再次输入密码", "Xin-de-2026-mima");
    here.press("修改密码")
        .await
        .expect_status(422)
        .expect_text("当前密码不正确");
    here.fill("当前密码", PASSWORD)
        .fill("新密码", "Xin-de-2026-mima")
        .fill("再次输入密码", "Xin-de-2026-mima");
    here.press("修改密码").await;
    here.open("/messages").await.expect_status(200);
    let page = elsewhere.get("/messages").await;
    page.expect_status(303);
}

#[tokio::test]
async fn messages_are_one_s_own() {
    let app = TestApp::start().await;
    let (mine, theirs) = (app.bureau("150600").await, app.bureau("150200").await);
    let letter = Letter {
        title: "请审核".to_owned(),
        body: "有一份申报等待初审。".to_owned(),
        link: "/messages".to_owned(),
    };
    let mut conn = app.conn().await;
    for _ in 0..35 {
        messages::send(
            &mut conn,
            Recipient::Bureau(mine.id),
            None,
            &letter,
            app.clock.now(),
        )
        .await
        .unwrap();
    }
    drop(conn);
    let mut me = app.client(&mine.account);
    assert_eq!(me.open("/messages").await.rows().len(), 31);
    let open = me.page().document();
    let open = open
        .select(&scraper::Selector::parse("main form[action$='/open']").unwrap())
        .next()
        .and_then(|form| form.attr("action").map(str::to_owned))
        .unwrap();
    let mut stranger = app.client(&theirs.account);
    stranger.post(&open, &[]).await.expect_status(404);
    me.post(&open, &[]).await.expect_status(303);
    me.open("/messages").await.expect_text("34 条未读");
    assert_eq!(me.follow("下一页").await.rows().len(), 6);
    me.press("全部标为已读").await.expect_text("没有未读消息");
}

#[tokio::test]
async fn the_elder_mode_is_remembered_and_leads_back_here_only() {
    let app = TestApp::start().await;
    let mut client = app.visitor();
    client.open("/register").await;
    client.press("长者模式").await;
    assert_eq!(client.page().redirects, ["/register"]);
    assert!(client.page().body().contains("class=\"elder\""));
    client.press("退出长者模式").await;
    assert!(!client.page().body().contains("class=\"elder\""));
    let page = client
        .post("/elder", &[("return_to", "//evil.example")])
        .await;
    assert_eq!(page.location(), Some("/"));
}
