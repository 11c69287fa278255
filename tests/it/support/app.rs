//! A running server with a database, a data folder and a clock of its own.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use sqlx::{
    Connection as _, PgConnection, Postgres, pool::PoolConnection, postgres::PgPoolOptions,
};
use tempfile::TempDir;
use tidu::{
    app::{App, AppState},
    clock::Clock,
    config::Config,
    db::seasons::{self, Season},
    domain::{ids::SeasonId, season::PublicityTexts},
    web,
};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{Account, Client, database::TestDatabase, times};

/// A server as people reach it.
pub struct TestApp {
    /// The components the server works with.
    pub state: AppState,
    /// Its clock; stands still until a test moves it.
    pub clock: Clock,
    /// Where it listens.
    pub address: SocketAddr,
    server: JoinHandle<()>,
    database: Arc<TestDatabase>,
    data: Arc<TempDir>,
}

/// What a stopped server left behind.
pub struct Frozen {
    database: Arc<TestDatabase>,
    data: Arc<TempDir>,
}

impl TestApp {
    /// A server with an open season, at [`times::start`].
    pub async fn start() -> Self {
        Self::start_at("127.0.0.1:0", |_| {}).await
    }

    /// The same with other settings.
    pub async fn start_with(adjust: impl FnOnce(&mut Config)) -> Self {
        Self::start_at("127.0.0.1:0", adjust).await
    }

    /// The same on a given address.
    pub async fn start_at(address: &str, adjust: impl FnOnce(&mut Config)) -> Self {
        let data = Arc::new(TempDir::new().unwrap());
        Self::launch(TestDatabase::create().await, data, address, adjust).await
    }

    /// Stops the server and keeps what it holds, to be copied as often as needed.
    pub async fn freeze(self) -> Frozen {
        self.server.abort();
        self.state.db.close().await;
        Frozen {
            database: self.database.clone(),
            data: self.data.clone(),
        }
    }

    /// A server of its own that begins where another was frozen.
    pub async fn copy_of(frozen: &Frozen) -> Self {
        let database = frozen.database.copy().await;
        Self::launch(database, frozen.data.clone(), "127.0.0.1:0", |_| {}).await
    }

    async fn launch(
        database: TestDatabase,
        data: Arc<TempDir>,
        address: &str,
        adjust: impl FnOnce(&mut Config),
    ) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut config = settings(data.path(), address);
        adjust(&mut config);
        let pool = PgPoolOptions::new()
            .max_connections(5)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(tidu::db::within_limits(database.program()))
            .await
            .unwrap();
        let clock = Clock::fixed(times::start());
        let state = App::build(config, pool, clock.clone()).await.unwrap();
        open_season(&mut state.db.acquire().await.unwrap()).await;
        let service =
            web::router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move {
            axum::serve(listener, service).await.unwrap();
        });
        Self {
            state,
            clock,
            address,
            server,
            database: Arc::new(database),
            data,
        }
    }

    /// A connection to its database.
    pub async fn conn(&self) -> PoolConnection<Postgres> {
        self.state.db.acquire().await.unwrap()
    }

    /// A connection to its database as its owner, who may do anything.
    pub async fn owner(&self) -> PgConnection {
        PgConnection::connect_with(&self.database.owner())
            .await
            .unwrap()
    }

    /// The open season.
    pub async fn season(&self) -> Season {
        seasons::current(&mut *self.conn().await)
            .await
            .unwrap()
            .expect("an open season")
    }

    /// Somebody who has not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(self.address, None)
    }

    /// Somebody who has signed in.
    pub fn client(&self, account: &Account) -> Client {
        Client::new(self.address, Some(account.token.reveal()))
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn settings(data: &Path, address: SocketAddr) -> Config {
    let mut config = Config::read(Path::new("config"), |_| None).unwrap();
    data.clone_into(&mut config.data.dir);
    config.server.listen = address;
    // The cheapest that Argon2 allows: what is tested is not its strength.
    config.security.argon2_memory_kib = 8;
    config.security.argon2_iterations = 1;
    config
}

fn publicity_texts() -> PublicityTexts {
    PublicityTexts {
        basis: "内工信装备字〔2026〕88号".to_owned(),
        procedure: "经企业申报、盟市推荐、形式审查、专家评审和厅长办公会议审定。".to_owned(),
        office: "装备工业处".to_owned(),
        telephone: "0471-6945678".to_owned(),
        address: "呼和浩特市新华大街1号".to_owned(),
        email: "zbc@example.com".to_owned(),
        signed_by: "内蒙古自治区工业和信息化厅".to_owned(),
    }
}

/// Opens the season "2026", unless there is one, with the editions that ship, in the windows of [`times`].
async fn open_season(conn: &mut PgConnection) {
    sqlx::query(
        "WITH season AS (
         INSERT INTO seasons
             (id, code, title, state, rules_edition, catalogue_edition, score_sheet_edition,
              one_tier_per_factory, publicity_texts, created_at)
         SELECT $1, '2026', '2026年度智能工厂梯度培育', 'open', r.edition, c.edition, s.edition,
                false, $6, $2
         FROM editions r, editions c, editions s
         WHERE r.kind = 'rules' AND c.kind = 'catalogue' AND s.kind = 'score_sheet'
           AND NOT EXISTS (SELECT FROM seasons)
         RETURNING id)
         INSERT INTO season_tiers
             (season_id, tier, enterprise_opens_at, enterprise_closes_at, bureau_opens_at,
              bureau_closes_at, review_opens_at, review_closes_at)
         SELECT id, tier, $2, $3, $2, $4, $4, $5
         FROM season, unnest(ARRAY['basic', 'advanced', 'excellent', 'leading']) AS t (tier)",
    )
    .bind(SeasonId::new())
    .bind(times::beijing(5, 6, 0))
    .bind(times::beijing(6, 9, 24))
    .bind(times::beijing(6, 20, 24))
    .bind(times::beijing(7, 20, 24))
    .bind(sqlx::types::Json(publicity_texts()))
    .execute(conn)
    .await
    .unwrap();
}
