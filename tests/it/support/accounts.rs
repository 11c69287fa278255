//! Enterprises, bureaus, experts and administrators with an account and an open session each.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use sqlx::PgConnection;
use tidu::{
    access::{Actor, session},
    crypto::{Queue, Token},
    domain::{
        ids::{AccountId, AccountRequestId, BureauId, EnterpriseId, ExpertId, FactoryId},
        role::Role,
        values::credit_code::CreditCode,
    },
};

use super::{TestApp, times};

/// The password of every account a test makes.
pub const PASSWORD: &str = "Ceshi-Mima-2026";

/// Somebody who can sign in, and has.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub login: String,
    pub token: Token,
}

/// An enterprise with one factory.
#[derive(Clone, Debug)]
pub struct Enterprise {
    pub factory: FactoryId,
    pub name: String,
    pub credit_code: String,
    pub account: Account,
}

/// A municipal bureau.
#[derive(Clone, Debug)]
pub struct Bureau {
    pub id: BureauId,
    pub name: String,
    pub account: Account,
}

/// An expert from outside of every region.
#[derive(Clone, Debug)]
pub struct Expert {
    pub id: ExpertId,
    pub name: String,
    pub account: Account,
}

/// Whom an account acts for.
#[derive(Clone, Copy)]
enum For {
    Enterprise(EnterpriseId),
    Bureau(BureauId),
    Expert(ExpertId),
    Office(Role),
}

impl TestApp {
    /// An enterprise whose profile and factory are filled in, in a division such as `150602`.
    pub async fn enterprise(&self, name: &str, division: &str) -> Enterprise {
        let (id, factory) = (EnterpriseId::new(), FactoryId::new());
        let credit_code = credit_code(division);
        let mut conn = self.conn().await;
        let bureau: BureauId =
            sqlx::query_scalar("SELECT bureau_id FROM divisions WHERE code = $1")
                .bind(division)
                .fetch_one(&mut *conn)
                .await
                .unwrap();
        sqlx::query(
            "INSERT INTO enterprises
                 (id, credit_code, name, bureau_id, division_code, established_on,
                  registered_address, ownership, industry, legal_representative, contact_name,
                  contact_position, contact_phone, contact_email, employees, introduction,
                  created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, '2012-08-16', '工业园区创业大道1号', '民营', '26', '王建国',
                     '李娜', '信息化部部长', '13847712345', 'lina@example.cn', 640,
                     '从事精细化工产品的研发、生产和销售。', $6, $6)",
        )
        .bind(id)
        .bind(&credit_code)
        .bind(name)
        .bind(bureau)
        .bind(division)
        .bind(times::start())
        .execute(&mut *conn)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO factories
                 (id, enterprise_id, name, address, division_code, industry, products, production,
                  built_from, built_to, investment, equipment_cost, software_cost, created_at,
                  updated_at)
             VALUES ($1, $2, '精细化工智能工厂', '工业园区创业大道1号', $3, '26', '聚乙烯、聚丙烯',
                     'process', '2021-03-01', '2025-06-01', 1260000000, 820000000, 150000000, $4, $4)",
        )
        .bind(factory)
        .bind(id)
        .bind(division)
        .bind(times::start())
        .execute(&mut *conn)
        .await
        .unwrap();
        // Names are kept as sign-in reads them, in lower case.
        let login = credit_code.to_lowercase();
        let account = self.account(&login, "李娜", For::Enterprise(id)).await;
        Enterprise {
            factory,
            name: name.to_owned(),
            credit_code,
            account,
        }
    }

    /// An enterprise whose registration its bureau has not decided on.
    pub async fn applicant(&self, name: &str, division: &str) -> Enterprise {
        let applicant = self.enterprise(name, division).await;
        sqlx::query("UPDATE accounts SET state = 'pending' WHERE id = $1")
            .bind(applicant.account.id)
            .execute(&mut *self.conn().await)
            .await
            .unwrap();
        applicant
    }

    /// The bureau with this code, such as `150600`.
    pub async fn bureau(&self, code: &str) -> Bureau {
        let (id, name): (BureauId, String) =
            sqlx::query_as("SELECT id, name FROM bureaus WHERE code = $1")
                .bind(code)
                .fetch_one(&mut *self.conn().await)
                .await
                .unwrap();
        let login = unique(&format!("bureau-{code}"));
        let account = self.account(&login, "赵敏", For::Bureau(id)).await;
        Bureau { id, name, account }
    }

    /// An expert of this employer, of no region.
    pub async fn expert(&self, name: &str, employer: &str) -> Expert {
        let id = ExpertId::new();
        sqlx::query(
            "INSERT INTO experts (id, name, employer, speciality, created_at)
             VALUES ($1, $2, $3, '智能制造', $4)",
        )
        .bind(id)
        .bind(name)
        .bind(employer)
        .bind(times::start())
        .execute(&mut *self.conn().await)
        .await
        .unwrap();
        let account = self.account(&unique("expert"), name, For::Expert(id)).await;
        Expert {
            id,
            name: name.to_owned(),
            account,
        }
    }

    /// As many experts as an application gets.
    pub async fn three_experts(&self) -> Vec<Expert> {
        let mut experts = Vec::new();
        for (name, employer) in [
            ("陈立", "某工业大学"),
            ("孙晓梅", "某智能制造研究院"),
            ("巴特尔", "某自动化研究所"),
        ] {
            experts.push(self.expert(name, employer).await);
        }
        experts
    }

    /// An administrator of the business.
    pub async fn administrator(&self) -> Account {
        self.office("周强", Role::Administrator).await
    }

    /// A security administrator.
    pub async fn security(&self) -> Account {
        self.office("吴静", Role::SecurityAdministrator).await
    }

    /// An audit administrator.
    pub async fn audit(&self) -> Account {
        self.office("郑涛", Role::AuditAdministrator).await
    }

    async fn office(&self, name: &str, role: Role) -> Account {
        let login = unique(&role.as_str().replace('_', "-"));
        self.account(&login, name, For::Office(role)).await
    }

    async fn account(&self, login: &str, name: &str, acts_for: For) -> Account {
        let (role, enterprise, bureau, expert) = match acts_for {
            For::Enterprise(id) => (Role::Enterprise, Some(id), None, None),
            For::Bureau(id) => (Role::Bureau, None, Some(id), None),
            For::Expert(id) => (Role::Expert, None, None, Some(id)),
            For::Office(role) => (role, None, None, None),
        };
        let account = Account {
            id: AccountId::new(),
            login: login.to_owned(),
            token: Token::random(),
        };
        let hash = self
            .state
            .passwords
            .hash(Queue::SignIn, SecretString::from(PASSWORD));
        let mut conn = self.conn().await;
        sqlx::query(
            "INSERT INTO accounts
                 (id, login, role, name, password_hash, state, enterprise_id, bureau_id, expert_id,
                  created_at, password_changed_at)
             VALUES ($1, $2, $3, $4, $5, 'active', $6, $7, $8, $9, $9)",
        )
        .bind(account.id)
        .bind(login)
        .bind(role)
        .bind(name)
        .bind(hash.await.unwrap())
        .bind(enterprise)
        .bind(bureau)
        .bind(expert)
        .bind(times::start())
        .execute(&mut *conn)
        .await
        .unwrap();
        open_session(&mut conn, &account).await;
        account
    }

    /// Who an account acts as, proved by its session as a request would prove it.
    pub async fn actor(&self, account: &Account, now: DateTime<Utc>) -> Actor {
        let limits = self.state.session_limits();
        let digest = account.token.digest();
        session::authenticate(&mut *self.conn().await, &digest, limits, now)
            .await
            .unwrap()
            .expect("a living session")
            .actor
    }
}

impl TestApp {
    /// What somebody asks for: a link for somebody else's account, waiting for a second person.
    pub async fn account_request(&self, by: &Account, about: &Account) -> AccountRequestId {
        let id = AccountRequestId::new();
        let now = self.clock.now();
        sqlx::query(
            "INSERT INTO account_requests
                 (id, change, account_id, login, name, role, requested_by, requested_at, expires_at)
             SELECT $1, 'link', id, login, name, role, $3, $4, $4 + interval '3 years'
             FROM accounts WHERE id = $2",
        )
        .bind(id)
        .bind(about.id)
        .bind(by.id)
        .bind(now)
        .execute(&mut *self.conn().await)
        .await
        .unwrap();
        id
    }
}

/// A session that outlives every move of the clock.
async fn open_session(conn: &mut PgConnection, account: &Account) {
    sqlx::query(
        "INSERT INTO sessions
             (token_digest, account_id, created_at, seen_at, expires_at, address, agent)
         VALUES ($1, $2, $3, '2099-01-01', '2099-01-01', '127.0.0.1', 'test')",
    )
    .bind(account.token.digest().to_vec())
    .bind(account.id)
    .bind(times::start())
    .execute(conn)
    .await
    .unwrap();
}

fn unique(stem: &str) -> String {
    format!("{stem}-{}", number())
}

fn number() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// A sound unified social credit code nobody else has here.
pub fn credit_code(division: &str) -> String {
    const DIGITS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let stem = format!("91{division}MA{:06}", number());
    let checked = DIGITS
        .chars()
        .flat_map(|organisation| DIGITS.chars().map(move |last| (organisation, last)))
        .map(|(organisation, last)| format!("{stem}{organisation}{last}"))
        .find(|code| CreditCode::parse(code).is_ok_and(|code| code.warning().is_none()));
    checked.expect("two check digits fit every stem")
}
