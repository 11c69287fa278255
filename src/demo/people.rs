//! The people of the demonstration: their accounts, and signing them in so that their acts go
//! through the same rights as anybody's.

use anyhow::{Context, bail};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use sqlx::PgConnection;

use super::{
    Stage,
    script::{EnterprisePart, ExpertPart, OfficeNames, Script},
};
use crate::{
    access::{
        Actor, Administrator, System, Visitor,
        account::{LinkStanding, link},
        session::{self, Origin},
    },
    app::App,
    crypto::{Queue, Token},
    db::{
        accounts::{Holder, NewAccount, NewExpert, credentials},
        regions::{self, Bureau},
        registrations::NewRegistration,
        settings::{self, DemoAccount},
    },
    domain::{
        field::FieldError,
        ids::BureauId,
        role::Role,
        rules::Entity,
        season::AccountApproval,
        values::{credit_code::CreditCode, line::Line, login_name::LoginName, phone::Phone},
    },
    text::{demo as words, field_errors, roles::role_label},
    workflow::{accounts, register, use_link},
};

/// How long a link of the loader is good for; it is used at once.
const VALID: TimeDelta = TimeDelta::hours(1);

/// Somebody's login as the demonstration names them.
fn numbered(kind: &str, index: usize) -> String {
    format!("{kind}{:02}", index + 1)
}

/// The accounts the stories need.
pub(super) struct People {
    pub administrator: Administrator,
    bureaus: Vec<Bureau>,
}

impl People {
    /// The login of a bureau's desk.
    pub fn bureau_login(&self, id: BureauId) -> anyhow::Result<String> {
        let index = self.bureaus.iter().position(|bureau| bureau.id == id);
        Ok(numbered("bureau", index.context("no such bureau")?))
    }
}

/// The login of the expert of this name.
pub(super) fn expert_login(script: &Script, name: &str) -> anyhow::Result<String> {
    let index = script.experts.iter().position(|part| part.name == name);
    Ok(numbered(
        "expert",
        index.with_context(|| format!("no expert {name}"))?,
    ))
}

/// Makes accounts with the public password.
struct Registry<'a> {
    password: &'a str,
    hash: &'a str,
    now: DateTime<Utc>,
    made: Vec<DemoAccount>,
}

/// Makes every account and notes those the start page offers.
pub(super) async fn make(
    app: &App,
    script: &Script,
    hash: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<People> {
    let password = &script.texts.password;
    let mut registry = Registry {
        password,
        hash,
        now,
        made: Vec::new(),
    };
    let mut conn = app.db.acquire().await?;
    let bureaus = regions::bureaus(&mut conn).await?;
    registry
        .employ_office(&mut conn, &script.texts.office)
        .await?;
    for desk in &script.bureaus {
        let (office, telephone) = (&desk.office, &desk.telephone);
        regions::set_contact(&mut conn, &desk.code, office, telephone).await?;
    }
    for (index, bureau) in bureaus.iter().enumerate() {
        let name = words::bureau_desk(&bureau.region);
        let holder = Holder::Bureau(bureau.id);
        registry
            .employ(&mut conn, &numbered("bureau", index), &name, holder)
            .await?;
    }
    for (index, part) in script.experts.iter().enumerate() {
        let holder = Holder::Expert(new_expert(part, &mut conn).await?);
        registry
            .employ(&mut conn, &numbered("expert", index), &part.name, holder)
            .await?;
    }
    for part in &script.enterprises {
        registry.enrol(&mut conn, part).await?;
    }
    let offered: Vec<&DemoAccount> = script
        .texts
        .offered
        .iter()
        .filter_map(|login| {
            registry
                .made
                .iter()
                .find(|made| made.login.eq_ignore_ascii_case(login))
        })
        .collect();
    let json = serde_json::to_string(&offered)?;
    settings::set(&mut conn, settings::DEMO_ACCOUNTS, &json).await?;
    drop(conn);
    let Actor::Administrator(administrator) = enter(app, "admin").await? else {
        bail!("the administrator's account has another role");
    };
    Ok(People {
        administrator,
        bureaus,
    })
}

async fn new_expert(part: &ExpertPart, conn: &mut PgConnection) -> anyhow::Result<NewExpert> {
    let bureau = regions::bureau_of_code(conn, &part.bureau).await?;
    Ok(NewExpert {
        employer: line(&part.employer)?,
        employer_credit_code: CreditCode::parse(&part.employer_credit_code).ok(),
        bureau,
        speciality: Some(line(&part.speciality)?),
    })
}

impl Registry<'_> {
    async fn employ_office(
        &mut self,
        conn: &mut PgConnection,
        names: &OfficeNames,
    ) -> anyhow::Result<()> {
        for (login, name, holder) in [
            ("admin", &names.admin, Holder::Administrator),
            ("security", &names.security, Holder::SecurityAdministrator),
            ("audit", &names.audit, Holder::AuditAdministrator),
        ] {
            self.employ(conn, login, name, holder).await?;
        }
        Ok(())
    }

    /// An account made by the command line's right.
    async fn employ(
        &mut self,
        conn: &mut PgConnection,
        login: &str,
        name: &str,
        holder: Holder,
    ) -> anyhow::Result<()> {
        let role = holder.role();
        let new = NewAccount {
            login: login_name(login)?,
            name: line(name)?,
            holder,
        };
        let token = accounts::create_first(conn, &System::acting(), &new, VALID, self.now).await?;
        let standing = link(conn, Visitor, &token.digest(), self.now).await?;
        let LinkStanding::Usable(usable) = standing else {
            bail!("the link of {login} is not usable");
        };
        use_link::use_link(conn, usable, self.hash, self.now).await?;
        self.note(login, role, name);
        Ok(())
    }

    /// An enterprise that registers itself.
    async fn enrol(
        &mut self,
        conn: &mut PgConnection,
        part: &EnterprisePart,
    ) -> anyhow::Result<()> {
        let division = regions::division(conn, &part.division)
            .await?
            .with_context(|| format!("no division {}", part.division))?;
        let login = login_name(&part.credit_code)?;
        let new = NewRegistration {
            credit_code: CreditCode::parse(&part.credit_code).map_err(said)?,
            login,
            name: line(&part.name)?,
            division,
            entity: Entity::LegalPerson,
            contact_name: line(&part.contact)?,
            contact_phone: Phone::parse(words::PHONE).map_err(said)?,
        };
        register::register(conn, &new, self.hash, AccountApproval::Rule, self.now).await?;
        self.note(&part.credit_code, Role::Enterprise, &part.name);
        Ok(())
    }

    fn note(&mut self, login: &str, role: Role, name: &str) {
        self.made.push(DemoAccount {
            login: login.to_owned(),
            password: self.password.to_owned(),
            role: role_label(role).to_owned(),
            name: name.to_owned(),
        });
    }
}

/// The rights of the account with this login, as a signed-in person has them.
pub(super) async fn sign_in(stage: &Stage<'_>, login: &str) -> anyhow::Result<Actor> {
    enter(stage.app, login).await
}

async fn enter(app: &App, login: &str) -> anyhow::Result<Actor> {
    let mut conn = app.db.acquire().await?;
    let credentials = credentials(&mut conn, &login_name(login)?)
        .await?
        .with_context(|| format!("no account {login}"))?;
    let token = Token::random();
    let origin = Origin {
        address: "127.0.0.1",
        agent: "",
    };
    let limits = app.session_limits();
    let now = app.clock.now();
    session::open(
        &mut conn,
        credentials.account,
        &token.digest(),
        origin,
        limits,
        now,
    )
    .await?;
    let person = session::authenticate(&mut conn, &token.digest(), limits, now)
        .await?
        .with_context(|| format!("{login} cannot sign in"))?;
    session::close(&mut conn, &token.digest()).await?;
    Ok(person.actor)
}

fn said(error: FieldError) -> anyhow::Error {
    anyhow::anyhow!(field_errors::sentence(&error))
}

fn line(text: &str) -> anyhow::Result<Line> {
    Line::parse(text, 100).map_err(said)
}

fn login_name(text: &str) -> anyhow::Result<LoginName> {
    LoginName::parse(text).map_err(said)
}

/// The hash of the public password, made once for all accounts.
pub(super) async fn password_hash(app: &App, password: &str) -> anyhow::Result<String> {
    Ok(app
        .passwords
        .hash(Queue::SignIn, SecretString::from(password.to_owned()))
        .await?)
}
