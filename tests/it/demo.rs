//! The demonstration: every story is played through the acts people use, and the start page offers
//! an account of every role that can sign in.

use tidu::{db::settings, demo};

use crate::support::TestApp;

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
