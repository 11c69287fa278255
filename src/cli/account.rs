//! `tidu account …`: the first security administrator, who makes every other account.

use anyhow::Context;
use chrono::TimeDelta;

use super::database::Database;
use crate::{
    access::System,
    clock::Clock,
    config::Config,
    crypto::Token,
    db::accounts::{Holder, NewAccount},
    domain::values::{line::Line, login_name::LoginName},
    text::{cli as text, field_errors, roles::role_label},
    web::account::paths::OneTimeLink,
    workflow::accounts::create_first,
};

/// Longest name, in 字.
const NAME: usize = 40;

/// Makes a security administrator and answers the lines that hand over the link.
pub(super) async fn create_security_admin(
    config: &Config,
    login: &str,
    name: Option<&str>,
) -> anyhow::Result<String> {
    let worded = |error| anyhow::anyhow!(field_errors::sentence(&error));
    let holder = Holder::SecurityAdministrator;
    let new = NewAccount {
        login: LoginName::parse(login).map_err(worded).context("--login")?,
        name: Line::parse(name.unwrap_or(role_label(holder.role())), NAME)
            .map_err(worded)
            .context("--name")?,
        holder,
    };
    let database = Database::open_beside(config).await?;
    let created = store(&database, config, &new).await;
    database.close().await?;
    let token = created?;
    let path = OneTimeLink {
        token: token.reveal(),
    };
    let scheme = if config.server.https { "https" } else { "http" };
    let link = format!("{scheme}://{}{path}", config.server.listen);
    Ok(text::security_administrator_made(
        new.login.as_str(),
        &link,
        config.security.invitation_hours,
    ))
}

async fn store(database: &Database, config: &Config, new: &NewAccount) -> anyhow::Result<Token> {
    database.prepare().await?;
    let valid = TimeDelta::hours(config.security.invitation_hours.into());
    let now = Clock::System.now();
    let mut tx = database.pool.begin().await?;
    let token = create_first(&mut tx, &System::acting(), new, valid, now).await?;
    tx.commit().await?;
    Ok(token)
}
