//! The chain of the audit trail as people meet it, and what the program's own role may not do.

use chrono::TimeDelta;
use sqlx::Executor as _;
use tidu::{
    db::{
        audit_chain,
        jobs::{self, Task},
    },
    domain::{
        audit_chain::{Fault, Head, Inspection},
        tier::Tier,
    },
    jobs::worker,
};

use crate::support::TestApp;

async fn faults(app: &TestApp, kept: &[Head]) -> Vec<Fault> {
    let mut owner = app.owner().await;
    let mut inspection = Inspection::new(kept.iter().copied());
    let links = audit_chain::links_after(&mut owner, 0, 10_000)
        .await
        .unwrap();
    for link in &links {
        inspection.next(link);
    }
    for entry in audit_chain::unchained(&mut owner).await.unwrap() {
        inspection.unchained(entry);
    }
    inspection.finish().1
}

/// A submission leaves entries; its receipt and the public page name places of the chain.
async fn with_a_submission() -> (TestApp, Head) {
    let app = TestApp::start().await;
    let own = app.enterprise("内蒙古链条制造有限公司", "150602").await;
    let submitted = app.submitted(&own, Tier::Basic).await;
    let mut conn = app.conn().await;
    let head = audit_chain::of_submission(&mut conn, submitted, 1)
        .await
        .unwrap();
    let head = head.expect("the submission is in the chain");
    let path = format!("/enterprise/applications/{submitted}/receipt");
    let mut browser = app.client(&own.account);
    let receipt = browser.open(&path).await;
    let shown = receipt.text();
    assert!(shown.contains(&format!("第 {} 位", head.seq)), "{shown}");
    assert!(shown.contains(&head.digest.to_string()), "{shown}");
    (app, head)
}

#[tokio::test]
async fn whatever_is_done_to_an_entry_is_found_and_a_cut_by_receipt_and_publication() {
    let (app, receipt) = with_a_submission().await;
    let now = app.clock.now();
    let mut conn = app.conn().await;
    jobs::enqueue(&mut conn, &Task::PublishAuditHead, None, now)
        .await
        .unwrap();
    drop(conn);
    assert!(worker::run_one(&app.state).await.unwrap());
    let file = app.visitor().get("/audit-heads.csv").await.body();
    let published: Head = {
        let mut cells = file.lines().nth(1).expect("a row").split(',').skip(1);
        Head {
            seq: cells.next().unwrap().parse().unwrap(),
            digest: cells.next().unwrap().parse().unwrap(),
        }
    };
    assert!(published.seq >= receipt.seq);
    assert_eq!(faults(&app, &[receipt, published]).await, vec![]);

    for (tampering, whole) in [
        (
            "UPDATE audit_entries SET at = at + interval '1 minute' WHERE act = 'submit'",
            false,
        ),
        (
            "UPDATE audit_entries SET at = at - interval '1 minute' WHERE act = 'submit'",
            true,
        ),
        (
            "INSERT INTO audit_entries (at, actor_role, act) VALUES (now(), 'system', 'export')",
            false,
        ),
        ("DELETE FROM audit_entries WHERE act = 'export'", true),
        ("DELETE FROM audit_chain WHERE seq >= 1", false),
    ] {
        let found = after(&app, tampering, &[receipt, published]).await;
        assert_eq!(found.is_empty(), whole, "{tampering}: {found:?}");
        let cut = found.contains(&Fault::Cut(receipt.seq));
        assert_eq!(
            cut,
            tampering.contains("FROM audit_chain"),
            "{tampering}: {found:?}"
        );
    }
}

/// What is found after somebody with all rights to the database, triggers off, has done this.
async fn after(app: &TestApp, tampering: &str, kept: &[Head]) -> Vec<Fault> {
    let mut owner = app.owner().await;
    owner
        .execute("SET session_replication_role = replica")
        .await
        .unwrap();
    owner
        .execute(sqlx::AssertSqlSafe(tampering.to_owned()))
        .await
        .unwrap();
    faults(app, kept).await
}

#[tokio::test]
async fn an_end_is_published_once_a_day_and_everybody_may_keep_it() {
    let (app, _) = with_a_submission().await;
    for hours in [1, 1, 24] {
        app.clock.advance(TimeDelta::hours(hours));
        let mut conn = app.conn().await;
        let now = app.clock.now();
        jobs::enqueue(&mut conn, &Task::PublishAuditHead, None, now)
            .await
            .unwrap();
        drop(conn);
        while worker::run_one(&app.state).await.unwrap() {}
    }
    let file = app.visitor().get("/audit-heads.csv").await.body();
    assert_eq!(file.lines().count(), 3, "a heading and two days: {file}");
    let mut visitor = app.visitor();
    let page = visitor.open("/audit-heads").await;
    assert!(page.text().contains("2026年5月31日"), "{}", page.text());
}

#[tokio::test]
async fn the_program_itself_can_neither_change_nor_empty_what_is_frozen() {
    let (app, _) = with_a_submission().await;
    for table in [
        "audit_entries",
        "audit_chain",
        "audit_heads",
        "submissions",
        "transitions",
    ] {
        for statement in [
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table} CASCADE"),
            format!("ALTER TABLE {table} DISABLE TRIGGER ALL"),
            format!("DROP TABLE {table}"),
        ] {
            let refused = app
                .conn()
                .await
                .execute(sqlx::AssertSqlSafe(statement.clone()))
                .await;
            let code = refused
                .expect_err(&statement)
                .into_database_error()
                .and_then(|error| error.code().map(std::borrow::Cow::into_owned));
            assert_eq!(code.as_deref(), Some("42501"), "{statement}");
        }
    }
    let replica = app
        .conn()
        .await
        .execute("SET session_replication_role = replica")
        .await;
    assert!(replica.is_err(), "triggers stay on");
}
