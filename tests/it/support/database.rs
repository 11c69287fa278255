//! One database per test, copied from a template that is made once per state of the migrations.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use tidu::{
    db::{MIGRATOR, schema},
    reference,
};

use super::times;

const SEASON_DIRECTORY: &str = "config/seasons/2025";
/// Any number; held while the template is being made.
const TEMPLATE_LOCK: i64 = 7_239_812_004;
/// The role the program works as: it owns nothing.
pub const PROGRAM: &str = "tidu_program";

/// A database of its own, dropped at the end.
pub struct TestDatabase {
    server: PgConnectOptions,
    name: String,
}

impl TestDatabase {
    /// Copies the template, making it first when the migrations or the reference data are new.
    pub async fn create() -> Self {
        let server = server();
        let mut admin = connect(&server).await;
        let template = template(&mut admin, &server).await;
        Self::from_template(server, &mut admin, &template).await
    }

    /// A copy of this one, to which nobody may be connected.
    pub async fn copy(&self) -> Self {
        let mut admin = connect(&self.server).await;
        Self::from_template(self.server.clone(), &mut admin, &self.name).await
    }

    async fn from_template(
        server: PgConnectOptions,
        admin: &mut PgConnection,
        template: &str,
    ) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("tidu_test_{}_{count}", std::process::id());
        drop_database(admin, &name).await;
        let copy = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        execute(admin, copy).await;
        Self { server, name }
    }

    /// How its owner reaches it.
    pub fn owner(&self) -> PgConnectOptions {
        self.server.clone().database(&self.name)
    }

    /// How the program reaches it: with the rights of [`PROGRAM`], whoever the server lets in.
    pub fn program(&self) -> PgConnectOptions {
        self.owner().options([("role", PROGRAM)])
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A runtime of its own: this may run inside one that is shutting down.
        let dropping = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(async {
                    let mut admin = connect(&server).await;
                    drop_database(&mut admin, &name).await;
                });
        });
        let _joined = dropping.join();
    }
}

fn server() -> PgConnectOptions {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests are told their server by the environment"
    )]
    let url = std::env::var("TIDU_TEST_DATABASE_URL").expect(
        "TIDU_TEST_DATABASE_URL names a PostgreSQL whose databases may be made and dropped; \
         script/test starts one",
    );
    url.parse().unwrap()
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    // Making and dropping databases is not what a test listens to.
    let quiet = options.clone().disable_statement_logging();
    PgConnection::connect_with(&quiet).await.unwrap()
}

async fn execute(conn: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(conn)
        .await
        .unwrap();
}

async fn drop_database(admin: &mut PgConnection, name: &str) {
    let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    execute(admin, statement).await;
}

async fn template(admin: &mut PgConnection, server: &PgConnectOptions) -> String {
    let name = format!("tidu_template_{}", fingerprint());
    sqlx::query("SELECT pg_advisory_lock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(&mut *admin)
        .await
        .unwrap();
    let there: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut *admin)
        .await
        .unwrap();
    if there.is_none() {
        make_template(admin, server, &name).await;
    }
    sqlx::query("SELECT pg_advisory_unlock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(admin)
        .await
        .unwrap();
    name
}

/// Built under another name and renamed at the end, so that a template is there whole or not at all.
async fn make_template(admin: &mut PgConnection, server: &PgConnectOptions, name: &str) {
    let role = format!(
        "DO $$ BEGIN CREATE ROLE {PROGRAM}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    );
    execute(admin, role).await;
    let building = format!("{name}_build");
    drop_database(admin, &building).await;
    execute(admin, format!("CREATE DATABASE {building}")).await;
    let mut conn = connect(&server.clone().database(&building)).await;
    schema::prepare(&mut conn, PROGRAM).await.unwrap();
    reference::load(&mut conn, Path::new(SEASON_DIRECTORY), times::start())
        .await
        .unwrap();
    conn.close().await.unwrap();
    execute(admin, format!("ALTER DATABASE {building} RENAME TO {name}")).await;
}

/// Changes with every migration and every file of the reference data.
fn fingerprint() -> String {
    let mut hasher = Sha256::new();
    for migration in MIGRATOR.iter() {
        hasher.update(&migration.checksum);
    }
    for folder in [SEASON_DIRECTORY, "config/region"] {
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            hasher.update(std::fs::read(file).unwrap());
        }
    }
    let digest = hasher.finalize();
    u64::from_be_bytes(digest[..8].try_into().unwrap()).to_string()
}
