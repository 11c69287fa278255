//! The demonstration's season, multiplied.

use std::path::Path;

use sqlx::{PgPool, postgres::PgPoolOptions};
use tempfile::TempDir;
use tidu::{
    app::App,
    clock::Clock,
    config::Config,
    db::{
        schema,
        settings::{self, DemoAccount},
    },
    demo,
    domain::ids::{ApplicationId, AssignmentId, InstanceId},
    postgres::{PrivatePostgres, Settings},
    web,
};

use super::person::Person;

/// How many applications there are at the least.
const APPLICATIONS: i64 = 100_000;
/// Copies every application of the demonstration, with a factory, its submissions and its review.
const COPIES: &str = include_str!("copies.sql");

/// A season with everything in it, and people who work in it.
pub struct Season {
    pub office: Person,
    pub officer: Person,
    pub review: Review,
    pub scenario: Scenario,
    pub search_queue: &'static str,
    pub search_list: &'static str,
    pub one_stage: &'static str,
    pub results: &'static str,
    pool: PgPool,
    postgres: PrivatePostgres,
    _data: TempDir,
}

/// A review that is complete, and filed again and again.
pub struct Review {
    pub expert: Person,
    pub path: String,
    assignment: AssignmentId,
}

/// A scenario of a draft, saved again and again.
pub struct Scenario {
    pub enterprise: Person,
    pub path: String,
    instance: InstanceId,
}

impl Season {
    /// Starts a database, loads the demonstration and multiplies it.
    pub async fn load() -> Self {
        let data = tempfile::Builder::new()
            .prefix("tidu-bench")
            .tempdir()
            .unwrap();
        let mut config = Config::read(Path::new("config"), |_| None).unwrap();
        data.path().clone_into(&mut config.data.dir);
        let cluster = Settings {
            binaries: config.postgres.binaries.clone(),
            shared_buffers_mib: config.postgres.shared_buffers_mib,
            max_connections: 20,
        };
        let postgres = PrivatePostgres::start(data.path(), &cluster).await.unwrap();
        let pool = PgPoolOptions::new()
            .connect_with(postgres.owner_options())
            .await
            .unwrap();
        let owner = &mut *pool.acquire().await.unwrap();
        let role = schema::role(owner).await.unwrap();
        schema::prepare(owner, &role).await.unwrap();
        let app = App::build(config, pool.clone(), Clock::System)
            .await
            .unwrap();
        demo::load(&app).await.unwrap();
        multiply(&pool).await;
        let people = settings::demo_accounts(&mut pool.acquire().await.unwrap())
            .await
            .unwrap();
        let router = web::router(app);
        let sign_in = async |login: &str| {
            let of_all = |account: &DemoAccount| account.password.clone();
            let password = people.first().map(of_all).unwrap();
            Person::sign_in(&router, login, &password).await
        };
        let (expert, assignment) = complete_review(&pool).await;
        let (enterprise, application, instance) = draft(&pool).await;
        Self {
            office: sign_in("admin").await,
            officer: sign_in("bureau06").await,
            review: Review {
                expert: sign_in(&expert).await,
                path: format!("/expert/reviews/{assignment}/file"),
                assignment,
            },
            scenario: Scenario {
                enterprise: sign_in(&enterprise).await,
                path: format!("/enterprise/applications/{application}/scenarios/{instance}"),
                instance,
            },
            search_queue: "/bureau?tab=waiting&q=%E7%A7%91%E6%8A%80",
            search_list: "/admin/applications?q=%E7%A7%91%E6%8A%80",
            one_stage: "/admin/applications?tier=advanced&stage=in_review",
            results: "/admin/results?tier=advanced",
            pool,
            postgres,
            _data: data,
        }
    }

    /// The address of the queue half way down.
    pub async fn middle_of_the_queue(&self) -> String {
        sqlx::query_scalar(
            "WITH queue AS (
                 SELECT a.id, a.submitted_at
                 FROM applications a JOIN accounts c ON c.bureau_id = a.bureau_id
                 WHERE c.login = 'bureau06' AND a.status = 'submitted')
             SELECT '/bureau?after='
                 || (extract(epoch FROM submitted_at) * 1000000)::bigint || '.' || id
             FROM queue ORDER BY submitted_at, id
             OFFSET (SELECT count(*) / 2 FROM queue) LIMIT 1",
        )
        .fetch_one(&self.pool)
        .await
        .unwrap()
    }

    /// Takes the filing back.
    pub async fn reopen(&self, review: &Review) {
        sqlx::query(
            "UPDATE assignments SET state = 'accepted', filed_at = NULL, total = NULL WHERE id = $1",
        )
        .bind(review.assignment)
        .execute(&self.pool)
        .await
        .unwrap();
    }

    /// What the form of a scenario sends now.
    pub async fn form_of(&self, scenario: &Scenario) -> String {
        let version: i32 = sqlx::query_scalar("SELECT version FROM instances WHERE id = $1")
            .bind(scenario.instance)
            .fetch_one(&self.pool)
            .await
            .unwrap();
        let prose = "%E8%BF%9E%E7%BB%AD%E7%94%9F%E4%BA%A7".repeat(40);
        format!(
            "version={version}&claimed_tier=basic&name=A&problem={prose}&solution={prose}&act=save"
        )
    }

    /// Stops the database.
    pub async fn close(self) {
        self.pool.close().await;
        self.postgres.stop().await.unwrap();
    }
}

async fn multiply(pool: &PgPool) {
    let there: i64 = sqlx::query_scalar("SELECT count(*) FROM applications")
        .fetch_one(pool)
        .await
        .unwrap();
    let copies = COPIES.replace("$copies", &(APPLICATIONS / there + 1).to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(copies))
        .execute(pool)
        .await
        .unwrap();
    sqlx::raw_sql("VACUUM ANALYZE").execute(pool).await.unwrap();
}

/// A filed review of an application that others still review, and its expert's login.
async fn complete_review(pool: &PgPool) -> (String, AssignmentId) {
    sqlx::query_as(
        "SELECT c.login, t.id
         FROM assignments t
         JOIN applications a ON a.id = t.application_id AND a.status = 'in_review'
         JOIN accounts c ON c.expert_id = t.expert_id
         WHERE t.state = 'filed'
           AND EXISTS (SELECT FROM instance_judgements j WHERE j.assignment_id = t.id)
         ORDER BY t.id LIMIT 1",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}

/// A scenario of a draft, with the login of its enterprise.
async fn draft(pool: &PgPool) -> (String, ApplicationId, InstanceId) {
    sqlx::query_as(
        "SELECT c.login, a.id, i.id
         FROM applications a
         JOIN accounts c ON c.enterprise_id = a.enterprise_id
         JOIN instances i ON i.application_id = a.id AND i.removed_at IS NULL
         WHERE a.status = 'draft'
         ORDER BY i.id LIMIT 1",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}
