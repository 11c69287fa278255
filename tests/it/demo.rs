//! The demonstration: every story is played through the acts people use, and the start page offers
//! an account of every role that can sign in.

use std::collections::BTreeSet;

use tidu::{db::settings, demo};

use crate::support::TestApp;

/// The acts whose name says all there is to say.
const SAY_ALL: [&str; 1] = ["用一次性链接设置密码"];

/// The acts of which an entry has no facts.
fn silent_entries(trail: &str) -> BTreeSet<String> {
    let trail = trail.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(trail.as_bytes());
    let entries = reader.records().map(Result::unwrap);
    let silent = entries.filter(|entry| entry[7].is_empty());
    silent.map(|entry| entry[5].to_owned()).collect()
}

#[tokio::test]
async fn every_story_is_there_and_the_offered_accounts_sign_in() {
    let app = TestApp::start().await;
    // The demonstration opens its own season, and only one may be open.
    sqlx::query("UPDATE seasons SET state = 'closed'")
        .execute(&app.state.db)
        .await
        .unwrap();
    demo::load(&app.state).await.unwrap();
    let mut conn = app.conn().await;
    let mut states: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT status FROM applications ORDER BY 1")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
    states.retain(|state| state != "revoked");
    assert_eq!(states.len(), 14, "{states:?}");
    let lists: i64 = sqlx::query_scalar("SELECT count(*) FROM lists")
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    assert_eq!(lists, 2);
    let offered = settings::demo_accounts(&mut conn).await.unwrap();
    let mut auditor = app.client(&app.audit().await);
    let trail = auditor.get("/audit/export?all=yes").await.body();
    let expected = SAY_ALL.map(str::to_owned).into();
    assert_eq!(silent_entries(&trail), expected, "say nothing");
    auditor
        .open("/audit?role=expert")
        .await
        .expect_text("已折叠");
    auditor.follow("全部显示").await;
    assert!(!auditor.page().main_text().contains("已折叠"));
    let letters = |c: char| !c.is_ascii_hexdigit() && c != '-';
    let is_id = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
    assert_eq!(
        trail.split(letters).find(is_id),
        None,
        "an id stands in the trail"
    );
    drop(conn);
    let roles: std::collections::BTreeSet<&str> = offered
        .iter()
        .map(|account| account.role.as_str())
        .collect();
    assert_eq!(roles.len(), 6, "{roles:?}");
    for account in &offered {
        let mut client = app.visitor();
        client.open("/sign-in").await;
        client
            .fill("账号", &account.login)
            .fill("密码", &account.password);
        let page = client.press("登录").await;
        let signed_in = page.texts("button").contains(&"退出".to_owned());
        assert!(signed_in, "{} did not get in", account.login);
    }
}
