//! The office's board: what is late, what can be done, and the oldest of each, whatever the season.

use chrono::TimeDelta;
use tidu::domain::tier::Tier;

use crate::support::{TestApp, times};

/// What a term has passed over stands apart from what can be done; the oldest is named.
#[tokio::test]
async fn late_things_stand_apart_and_the_oldest_is_named() {
    let app = TestApp::start().await;
    let (bureau, office) = (app.bureau("150600").await, app.administrator().await);
    let first = app.enterprise("鄂尔多斯市等待最久有限公司", "150602").await;
    let second = app.enterprise("鄂尔多斯市后来有限公司", "150602").await;
    app.recommended(&first, &bureau, Tier::Advanced).await;
    app.recommended(&second, &bureau, Tier::Advanced).await;
    app.submitted(&second, Tier::Excellent).await;
    let mut clerk = app.client(&office);
    let page = clerk.open("/admin").await;
    page.expect_text("2 件")
        .expect_text("鄂尔多斯市等待最久有限公司");
    assert_eq!(page.texts(".box h3"), Vec::<String>::new());
    let season = app.season().await;
    let closes_at = season.tiers.of(Tier::Excellent).unwrap().bureau.closes_at();
    app.clock.set(closes_at + TimeDelta::minutes(1));
    let page = clerk.open("/admin").await;
    assert_eq!(page.texts(".box h3"), ["已逾期", "可以办理"]);
    page.expect_text("处理初审逾期未办结的申报");
}

/// Work of a season that is not looked at is on the board too, under that season's name.
#[tokio::test]
async fn work_of_another_season_is_on_the_board() {
    let app = TestApp::start().await;
    let (bureau, office) = (app.bureau("150600").await, app.administrator().await);
    let enterprise = app.enterprise("鄂尔多斯市老批次有限公司", "150602").await;
    let experts = app.three_experts().await;
    app.reviewed(&enterprise, &bureau, &office, &experts, Tier::Advanced)
        .await;
    app.clock.set(times::decision());
    let mut conn = app.conn().await;
    sqlx::query("UPDATE seasons SET state = 'closed'")
        .execute(&mut *conn)
        .await
        .unwrap();
    drop(conn);
    let mut clerk = app.client(&office);
    clerk
        .open("/admin")
        .await
        .expect_text("鄂尔多斯市老批次有限公司");
    clerk
        .follow("审定")
        .await
        .expect_text("鄂尔多斯市老批次有限公司");
}

/// A message about an application that has moved on since asks for nothing more.
#[tokio::test]
async fn an_old_message_says_that_things_have_moved_on() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let enterprise = app.enterprise("鄂尔多斯市消息有限公司", "150602").await;
    let submitted = app.submitted(&enterprise, Tier::Advanced).await;
    let mut officer = app.client(&bureau.account);
    officer.open("/messages").await.expect_no_text("已有新进展");
    app.clock.advance(TimeDelta::minutes(1));
    sqlx::query("UPDATE applications SET status_since = $2 WHERE id = $1")
        .bind(submitted)
        .bind(app.clock.now())
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    officer.open("/messages").await.expect_text("已有新进展");
}
