//! Walks the routes of the access matrix as everybody in the world of the tests.

use std::sync::Arc;

use sqlx::PgConnection;
use tidu::domain::ids::{EvidenceId, InstanceId, MessageId, SeasonId};

use crate::support::{Account, Client, Frozen, Page, TestApp, World, times};

/// The columns of the matrix.
pub const PEOPLE: [&str; 10] = [
    "visitor",
    "own enterprise",
    "other enterprise",
    "own bureau",
    "other bureau",
    "assigned expert",
    "unassigned expert",
    "administrator",
    "security",
    "audit",
];

/// One line of the matrix: method, route, which application its parameters are of, and the
/// statuses in the order of [`PEOPLE`]; `in` is the way to the sign-in page.
pub type Line = (&'static str, &'static str, &'static str, &'static str);

/// The first person of a line who is shown something, by column.
pub fn viewer(line: &Line) -> Option<usize> {
    line.3.split_whitespace().position(|status| status == "200")
}

/// The things that stand for the parameters of an address, by name.
pub type Things = Vec<(&'static str, String)>;

/// Everything walked through, as it was made once.
pub struct Walk {
    made: Arc<Made>,
    app: TestApp,
}

struct Made {
    frozen: Frozen,
    /// The columns of [`PEOPLE`] after the visitor.
    people: [Account; 9],
    things: Things,
}

impl Walk {
    /// Makes the world.
    pub async fn begin() -> Self {
        let app = TestApp::start().await;
        let world = World::build(&app).await;
        Self::of(app, world.columns(), world.things()).await
    }

    /// Walks what was made in a server, as these people: the columns after the visitor.
    pub async fn of(app: TestApp, people: [Account; 9], things: Things) -> Self {
        let frozen = app.freeze().await;
        let app = TestApp::copy_of(&frozen).await;
        let made = Arc::new(Made {
            frozen,
            people,
            things,
        });
        Self { made, app }
    }

    /// The same beginning on a server of its own, to be walked at the same time.
    #[cfg(feature = "browser-tests")]
    pub async fn apart(&self) -> Self {
        Self {
            made: self.made.clone(),
            app: TestApp::copy_of(&self.made.frozen).await,
        }
    }

    /// The server.
    #[cfg(feature = "browser-tests")]
    pub fn app(&self) -> &TestApp {
        &self.app
    }

    /// Somebody's browser, by column.
    pub fn browser(&self, person: usize) -> Client {
        match self.account(person) {
            Some(account) => self.app.client(account),
            None => self.app.visitor(),
        }
    }

    /// Somebody's account, by column; the visitor has none.
    pub fn account(&self, person: usize) -> Option<&Account> {
        person.checked_sub(1).map(|index| &self.made.people[index])
    }

    /// Forgets everything that was done since the beginning.
    pub async fn forget(&mut self) {
        self.app = TestApp::copy_of(&self.made.frozen).await;
    }

    /// What one person is answered.
    pub async fn ask(&mut self, line: Line, person: usize) -> Page {
        let (method, route, with, _) = line;
        let path = self.path(route, with).await;
        match method {
            "GET" => self.visit(person, &path).await,
            _ => {
                self.at_its_time(&path)
                    .browser(person)
                    .post(&path, &[])
                    .await
            }
        }
    }

    /// What one person sees at an address.
    pub async fn visit(&mut self, person: usize, path: &str) -> Page {
        self.at_its_time(path).browser(person).get(path).await
    }

    /// Moves the clock to when the work behind an address is done.
    pub fn at_its_time(&self, path: &str) -> &Self {
        self.app.clock.set(match path.split(['/', '?']).nth(1) {
            Some("expert") => times::review(),
            Some("admin") => times::decision(),
            Some("lists" | "publicities" | "open") => times::publication(),
            _ => times::start(),
        });
        self
    }

    /// The address with the world's own things in the places of its parameters.
    pub async fn path(&self, route: &str, with: &str) -> String {
        let mut path = String::new();
        let mut rest = route;
        let mut conn = self.app.conn().await;
        while let Some(start) = rest.find('{') {
            let end = start + rest[start..].find('}').unwrap();
            path.push_str(&rest[..start]);
            let value = self.value(&mut conn, &rest[start + 1..end], with).await;
            path.push_str(&value);
            rest = &rest[end + 1..];
        }
        path + rest
    }

    async fn value(&self, conn: &mut PgConnection, parameter: &str, with: &str) -> String {
        let thing = |name: &str| {
            self.made
                .things
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, id)| id.clone())
        };
        match parameter {
            "application" => thing(with).unwrap_or_else(|| panic!("no application {with:?}")),
            "instance" => first_instance(conn, &thing(with).unwrap())
                .await
                .to_string(),
            "evidence" => first_evidence(conn, &thing(with).unwrap())
                .await
                .to_string(),
            "message" => first_message(conn, self.account(1).unwrap())
                .await
                .to_string(),
            "account" if !with.is_empty() => thing(with).unwrap(),
            "season" => first_season(conn).await.to_string(),
            "division" => "150602".to_owned(),
            "tier" => "advanced".to_owned(),
            "group" => "G3".to_owned(),
            "target" => "licence".to_owned(),
            "rule" => "region".to_owned(),
            "table" => first_of(conn, "SELECT id FROM handed_in_tables").await,
            "paper" => first_of(conn, "SELECT id FROM table_papers").await,
            "kind" => "letter".to_owned(),
            "token" => "0".repeat(64),
            other => thing(other).unwrap_or_else(|| panic!("what stands for {{{other}}}?")),
        }
    }
}

async fn first_of(conn: &mut PgConnection, ids: &'static str) -> String {
    let id: uuid::Uuid = sqlx::query_scalar(ids).fetch_one(conn).await.unwrap();
    id.to_string()
}

async fn first_instance(conn: &mut PgConnection, application: &str) -> InstanceId {
    sqlx::query_scalar(
        "SELECT id FROM instances WHERE application_id = $1::uuid ORDER BY id LIMIT 1",
    )
    .bind(application)
    .fetch_one(conn)
    .await
    .unwrap()
}

async fn first_evidence(conn: &mut PgConnection, application: &str) -> EvidenceId {
    sqlx::query_scalar(
        "SELECT id FROM evidence WHERE application_id = $1::uuid ORDER BY id LIMIT 1",
    )
    .bind(application)
    .fetch_one(conn)
    .await
    .unwrap()
}

async fn first_message(conn: &mut PgConnection, account: &Account) -> MessageId {
    sqlx::query_scalar("SELECT id FROM messages WHERE account_id = $1 ORDER BY id LIMIT 1")
        .bind(account.id)
        .fetch_one(conn)
        .await
        .unwrap()
}

async fn first_season(conn: &mut PgConnection) -> SeasonId {
    sqlx::query_scalar("SELECT id FROM seasons LIMIT 1")
        .fetch_one(conn)
        .await
        .unwrap()
}

/// A status as the matrix writes it.
pub fn status(page: &Page) -> String {
    if page.location().is_some_and(|to| to.starts_with("/sign-in")) {
        "in".to_owned()
    } else {
        page.status.as_u16().to_string()
    }
}
