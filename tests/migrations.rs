//! The migrations one by one, each meeting the data of those before it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a failing helper fails its test"
)]

use std::{collections::BTreeSet, fs, path::PathBuf};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use tidu::db::MIGRATOR;

/// A database that only this test uses; dropped before it is made and at the end.
struct Fresh {
    admin: PgConnection,
    conn: PgConnection,
    name: String,
}

impl Fresh {
    async fn create(purpose: &str) -> Self {
        #[expect(
            clippy::disallowed_methods,
            reason = "tests are told their server by the environment"
        )]
        let url = std::env::var("TIDU_TEST_DATABASE_URL").expect(
            "TIDU_TEST_DATABASE_URL names a PostgreSQL whose databases may be made and dropped",
        );
        let server: PgConnectOptions = url.parse().unwrap();
        let server = server.disable_statement_logging();
        let name = format!("tidu_migrations_{purpose}_{}", std::process::id());
        let mut admin = PgConnection::connect_with(&server).await.unwrap();
        run(
            &mut admin,
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        )
        .await;
        run(&mut admin, &format!("CREATE DATABASE {name}")).await;
        let conn = PgConnection::connect_with(&server.database(&name))
            .await
            .unwrap();
        Self { admin, conn, name }
    }

    async fn drop(mut self) {
        self.conn.close().await.unwrap();
        run(
            &mut self.admin,
            &format!("DROP DATABASE {} WITH (FORCE)", self.name),
        )
        .await;
    }
}

async fn run(conn: &mut PgConnection, statements: &str) {
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned()))
        .execute(conn)
        .await
        .unwrap_or_else(|error| panic!("{error}\n{statements}"));
}

async fn names(conn: &mut PgConnection, query: &'static str) -> BTreeSet<String> {
    sqlx::query_scalar(query)
        .fetch_all(conn)
        .await
        .unwrap()
        .into_iter()
        .collect()
}

fn migrations() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("migrations")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "sql"))
        .collect();
    found.sort();
    found
}

/// Runs the migrations one by one, each followed by its sample rows.
async fn fill(fresh: &mut Fresh) {
    for (file, migration) in migrations().iter().zip(MIGRATOR.iter()) {
        MIGRATOR
            .run_direct(Some(migration.version), &mut fresh.conn, false)
            .await
            .unwrap();
        let sample = PathBuf::from("tests").join(file);
        let rows = fs::read_to_string(&sample).unwrap();
        run(&mut fresh.conn, &rows).await;
    }
}

#[tokio::test]
async fn each_migration_meets_the_data_of_those_before_it() {
    let mut fresh = Fresh::create("data").await;
    fill(&mut fresh).await;
    for table in names(
        &mut fresh.conn,
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    )
    .await
    {
        let counting = format!("SELECT count(*) FROM {table}");
        let rows: i64 = sqlx::query_scalar(AssertSqlSafe(counting))
            .fetch_one(&mut fresh.conn)
            .await
            .unwrap();
        assert!(rows > 0, "{table} has no sample row in tests/migrations");
    }
    fresh.drop().await;
}

#[tokio::test]
async fn what_is_frozen_cannot_be_changed() {
    let mut fresh = Fresh::create("frozen").await;
    fill(&mut fresh).await;
    for statement in [
        "UPDATE submissions SET snapshot = ''",
        "DELETE FROM submissions",
        "UPDATE transitions SET reason = 'another'",
        "DELETE FROM transitions",
        "UPDATE list_entries SET enterprise = 'another'",
        "DELETE FROM audit_entries",
        "UPDATE audit_entries SET detail = '{}'",
        "TRUNCATE audit_entries CASCADE",
        "TRUNCATE transitions",
        "UPDATE audit_chain SET seq = seq + 1",
        "DELETE FROM audit_chain",
        "DELETE FROM audit_heads",
    ] {
        let refused = sqlx::query(statement).execute(&mut fresh.conn).await;
        let error = refused.expect_err(statement).to_string();
        assert!(error.contains("append-only"), "{statement}: {error}");
    }
    fresh.drop().await;
}

#[tokio::test]
async fn the_constraints_that_the_program_knows_are_there() {
    let mut fresh = Fresh::create("names").await;
    MIGRATOR
        .run_direct(None, &mut fresh.conn, false)
        .await
        .unwrap();
    let mut there = names(&mut fresh.conn, "SELECT conname::text FROM pg_constraint").await;
    there.extend(names(&mut fresh.conn, "SELECT indexname::text FROM pg_indexes").await);
    let known = constraints_in_source();
    assert!(!known.is_empty(), "the program knows some constraints");
    let missing: Vec<_> = known.difference(&there).collect();
    assert!(missing.is_empty(), "no such constraint: {missing:?}");
    fresh.drop().await;
}

/// Every string of the source that is the name of a constraint and nothing else.
fn constraints_in_source() -> BTreeSet<String> {
    let is_name = |text: &&str| {
        let ends = ["_key", "_check"].iter().any(|end| text.ends_with(end));
        ends && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(path).unwrap();
                found.extend(text.split('"').filter(is_name).map(str::to_owned));
            }
        }
    }
    found
}
