//! `tidu serve`: from the settings to a stopped server.

use std::time::Duration;

use anyhow::Context;
use sqlx::PgPool;
use tokio::net::TcpListener;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::settings::{self, DEMONSTRATION, STARTED};
use crate::jobs::worker;
use crate::text::cli as text;
use crate::{demo, web};

use super::database::Database;
use super::demonstration::{Found, Plan, Wish, plan};
use super::{Serve, listen, say};

/// Value of the setting while a demonstration is being loaded.
const LOADING: &str = "loading";
/// Value of the setting once it is complete.
const LOADED: &str = "loaded";

impl Serve {
    fn wish(&self) -> Wish {
        match (self.demo, self.no_demo) {
            (true, _) => Wish::Load,
            (false, true) => Wish::Leave,
            (false, false) => Wish::Unsaid,
        }
    }
}

/// Opens the database, serves until told to stop, and closes it again.
pub async fn serve(mut config: Config, options: &Serve) -> anyhow::Result<()> {
    config.server.allow_public_demonstration |= options.allow_public_demo;
    let database = Database::open(&config).await?;
    let served = serve_with(config, options.wish(), &database).await;
    let closed = database.close().await;
    served.and(closed)
}

async fn serve_with(config: Config, wish: Wish, database: &Database) -> anyhow::Result<()> {
    let pool = &database.pool;
    database.prepare().await?;
    if config.database.url.is_some() && config.database.owner_url.is_none() {
        tracing::warn!("{}", text::ONE_ROLE);
    }
    let server = config.server.clone();
    let plan = plan(wish, found(pool).await?, database.is_private())?.permit(&server)?;
    let listener = TcpListener::bind(server.listen)
        .await
        .with_context(|| format!("listening on {}", server.listen))?;
    note_start(database, plan).await?;
    let app = App::build(config, pool.clone(), Clock::System).await?;
    if matches!(plan, Plan::Load | Plan::LoadAnew) {
        demo::load(&app)
            .await
            .context("loading the demonstration")?;
        settings::set(&mut *pool.acquire().await?, DEMONSTRATION, LOADED).await?;
    }
    // Before the line is printed: whoever reads it may send a signal at once.
    let asked = listen::asked_to_stop()?;
    say(&text::listening(listener.local_addr()?))?;
    let grace = Duration::from_secs(server.shutdown_seconds.into());
    let router = web::router(app.clone());
    let serving = listen::listen(listener, router, grace, asked, database.ended());
    tokio::select! {
        served = serving => served,
        worked = worker::work(app) => worked.context("running background tasks"),
    }
}

/// What earlier starts left behind.
async fn found(pool: &PgPool) -> sqlx::Result<Found> {
    let mut connection = pool.acquire().await?;
    let demonstration = settings::get(&mut connection, DEMONSTRATION).await?;
    let started = settings::get(&mut connection, STARTED).await?;
    Ok(match (demonstration.as_deref(), started) {
        (Some(LOADING), _) => Found::HalfLoaded,
        (Some(_), _) => Found::Demonstration,
        (None, Some(_)) => Found::InUse,
        (None, None) => Found::New,
    })
}

/// Notes before anything is loaded that this database is in use, and whether for a
/// demonstration, so that an interruption is recognised.
async fn note_start(database: &Database, plan: Plan) -> anyhow::Result<()> {
    if plan == Plan::LoadAnew {
        tracing::warn!("loading the demonstration was interrupted; it is loaded anew");
        database.clear().await?;
    }
    let mut transaction = database.pool.begin().await?;
    settings::set(&mut transaction, STARTED, "yes").await?;
    if matches!(plan, Plan::Load | Plan::LoadAnew) {
        settings::set(&mut transaction, DEMONSTRATION, LOADING).await?;
    }
    Ok(transaction.commit().await?)
}
