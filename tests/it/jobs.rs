//! Background tasks: run once when due, come back when recurring, are kept when the act that
//! enqueued them is undone.

use chrono::TimeDelta;
use tidu::{
    access::session::{self, Origin},
    crypto::Token,
    db::jobs::{self, Task},
    jobs::worker,
};

use crate::support::TestApp;

#[tokio::test]
async fn an_ended_session_is_removed_and_the_task_comes_back() {
    let app = TestApp::start().await;
    let officer = app.bureau("150600").await;
    let origin = Origin {
        address: "127.0.0.1",
        agent: "test",
    };
    let mut conn = app.conn().await;
    let token = Token::random();
    let limits = app.state.session_limits();
    let now = app.clock.now();
    let account = officer.account.id;
    session::open(&mut conn, account, &token.digest(), origin, limits, now)
        .await
        .unwrap();
    jobs::enqueue(&mut conn, &Task::PurgeSessions, Some("purge"), now)
        .await
        .unwrap();
    drop(conn);

    app.clock.advance(limits.absolute + TimeDelta::minutes(1));
    assert!(worker::run_one(&app.state).await.unwrap());
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM sessions WHERE token_digest = $1")
        .bind(token.digest().to_vec())
        .fetch_one(&app.state.db)
        .await
        .unwrap();
    assert_eq!(left, 0);
    assert!(
        !worker::run_one(&app.state).await.unwrap(),
        "not due again at once"
    );

    app.clock.advance(TimeDelta::minutes(15));
    assert!(
        worker::run_one(&app.state).await.unwrap(),
        "due again after its period"
    );
}

#[tokio::test]
async fn a_task_of_an_undone_act_does_not_exist() {
    let app = TestApp::start().await;
    let mut tx = app.state.db.begin().await.unwrap();
    jobs::enqueue(&mut tx, &Task::SweepUploads, None, app.clock.now())
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    assert!(!worker::run_one(&app.state).await.unwrap());
}

/// A newer version may leave a task behind that this one does not know: the others run on.
#[tokio::test]
async fn an_unknown_task_holds_no_other_up() {
    let app = TestApp::start().await;
    let mut conn = app.conn().await;
    let now = app.clock.now();
    sqlx::query("INSERT INTO jobs (task, run_at) VALUES ('{\"task\":\"fly\"}', $1)")
        .bind(now - TimeDelta::minutes(1))
        .execute(&mut *conn)
        .await
        .unwrap();
    jobs::enqueue(&mut conn, &Task::SweepUploads, None, now)
        .await
        .unwrap();
    assert!(worker::run_one(&app.state).await.unwrap());
    assert!(worker::run_one(&app.state).await.unwrap());
    assert!(!worker::run_one(&app.state).await.unwrap());
    let left: Vec<(String, i32)> =
        sqlx::query_as("SELECT last_error, attempts FROM jobs WHERE task->>'task' = 'fly'")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
    assert_eq!(left.len(), 1);
    assert!(left[0].0.contains("fly") && left[0].1 == 1, "{left:?}");
}
