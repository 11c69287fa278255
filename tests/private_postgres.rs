//! The private PostgreSQL with real clusters in temporary folders.

#![expect(clippy::unwrap_used, reason = "a failing helper fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sqlx::{Connection, Executor, PgConnection, Row};
use tidu::postgres::{PostgresError, PrivatePostgres, Settings};

/// A folder that is removed at the end of a test.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("tidu-{name}-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _removed = fs::remove_dir_all(&self.0);
    }
}

fn settings() -> Settings {
    Settings {
        binaries: None,
        shared_buffers_mib: 16,
        max_connections: 10,
    }
}

async fn start(data_dir: &Path) -> Result<PrivatePostgres, PostgresError> {
    PrivatePostgres::start(data_dir, &settings()).await
}

async fn connect(postgres: &PrivatePostgres) -> PgConnection {
    PgConnection::connect_with(&postgres.owner_options())
        .await
        .unwrap()
}

async fn text(connection: &mut PgConnection, query: &'static str) -> String {
    connection.fetch_one(query).await.unwrap().get(0)
}

fn server_pid(data_dir: &Path) -> String {
    let lock = fs::read_to_string(data_dir.join("postgres/cluster/postmaster.pid")).unwrap();
    lock.lines().next().unwrap().to_owned()
}

fn kill(pid: &str) {
    let killed = Command::new("sh")
        .args(["-c", &format!("kill -9 {pid}")])
        .status()
        .unwrap();
    assert!(killed.success());
}

#[tokio::test]
async fn data_survives_a_clean_stop_and_commits_are_durable() {
    let folder = Temporary::new("stop");
    let postgres = start(&folder.0).await.unwrap();
    let mut connection = connect(&postgres).await;
    for (query, expected) in [
        ("SELECT current_database()::text", "tidu"),
        ("SHOW listen_addresses", ""),
        ("SHOW fsync", "on"),
        ("SHOW synchronous_commit", "on"),
        ("SHOW full_page_writes", "on"),
        ("SHOW lc_ctype", "C.UTF-8"),
        ("SHOW data_checksums", "on"),
    ] {
        assert_eq!(text(&mut connection, query).await, expected, "{query}");
    }
    connection
        .execute("CREATE TABLE kept AS SELECT 'row'::text AS value")
        .await
        .unwrap();
    connection.close().await.unwrap();
    postgres.stop().await.unwrap();
    assert!(!folder.0.join("postgres/cluster/postmaster.pid").exists());

    let postgres = start(&folder.0).await.unwrap();
    let mut connection = connect(&postgres).await;
    assert_eq!(text(&mut connection, "SELECT value FROM kept").await, "row");
    connection.close().await.unwrap();
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_is_noticed_and_recovered_from() {
    let folder = Temporary::new("kill");
    let postgres = start(&folder.0).await.unwrap();
    let mut connection = connect(&postgres).await;
    connection
        .execute("CREATE TABLE kept AS SELECT 'row'::text AS value")
        .await
        .unwrap();
    kill(&server_pid(&folder.0));
    assert!(postgres.ended().await.contains("signal: 9"));
    drop(postgres);

    let postgres = start(&folder.0).await.unwrap();
    let mut connection = connect(&postgres).await;
    assert_eq!(text(&mut connection, "SELECT value FROM kept").await, "row");
    connection.close().await.unwrap();
    postgres.stop().await.unwrap();
}

#[tokio::test]
async fn the_lock_of_another_program_with_the_same_process_id_is_forgotten() {
    let folder = Temporary::new("lock");
    start(&folder.0).await.unwrap().stop().await.unwrap();
    // A stranger whose process id the server would have to respect, being of the same user.
    let mut stranger = Command::new("sleep")
        .arg("600")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let lock = folder.0.join("postgres/cluster/postmaster.pid");
    fs::write(&lock, format!("{}\n", stranger.id())).unwrap();
    let started = start(&folder.0).await;
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    started.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_second_instance_is_refused_in_words() {
    let folder = Temporary::new("second");
    let first = start(&folder.0).await.unwrap();
    let refused = start(&folder.0).await.unwrap_err();
    assert!(
        matches!(refused, PostgresError::AnotherInstance(_)),
        "{refused}"
    );
    assert!(refused.to_string().contains("TIDU_DATA_DIR"), "{refused}");
    first.stop().await.unwrap();
}

#[tokio::test]
async fn an_interrupted_first_start_is_begun_anew() {
    let folder = Temporary::new("interrupted");
    let half_made = folder.0.join("postgres/cluster.new");
    fs::create_dir_all(&half_made).unwrap();
    fs::write(half_made.join("PG_VERSION"), "15\n").unwrap();
    start(&folder.0).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn a_long_path_is_no_hindrance() {
    let folder = Temporary::new("long");
    let data_dir = folder.0.join("a".repeat(100));
    let postgres = start(&data_dir).await.unwrap();
    let socket = postgres.owner_options().get_socket().unwrap().clone();
    assert!(!socket.starts_with(&folder.0));
    connect(&postgres).await.close().await.unwrap();
    postgres.stop().await.unwrap();
    fs::remove_dir_all(socket).unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_start_says_why() {
    let folder = Temporary::new("why");
    start(&folder.0).await.unwrap().stop().await.unwrap();
    let wrong = Settings {
        max_connections: 0,
        ..settings()
    };
    let refused = PrivatePostgres::start(&folder.0, &wrong).await.unwrap_err();
    assert!(refused.to_string().contains("max_connections"), "{refused}");
}
