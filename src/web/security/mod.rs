//! The security administrator's area: accounts and roles, nothing of the business.

mod account;
mod create;
mod create_form;
pub(super) mod handed_over;
mod list;
pub mod paths;

pub(super) use account::sentence;

use axum::{Router, response::Response};
use axum_extra::routing::RouterExt;
use chrono::{DateTime, Utc};
use sqlx::{Postgres, Transaction};

use crate::{
    access::SecurityAdministrator,
    app::AppState,
    db::account_requests::NewRequest,
    web::{
        account::paths::AccountRequests,
        error::PageResult,
        notice::{self, Notice},
    },
    workflow::account_requests::{Asked, ask},
};

/// The routes of this area.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(list::show)
        .typed_get(create::show)
        .typed_post(create::post)
        .typed_get(account::show)
        .typed_post(account::issue)
        .typed_post(account::post_disable)
        .typed_post(account::post_enable)
        .typed_post(account::post_unlock)
}

/// Asks a second person to agree, and leads to where that is seen.
async fn asked(
    mut tx: Transaction<'_, Postgres>,
    me: &SecurityAdministrator,
    new: &NewRequest,
    now: DateTime<Utc>,
) -> PageResult<Response> {
    let asked = ask(&mut tx, me, new, now).await?;
    Ok(match asked {
        Asked::Now => {
            tx.commit().await?;
            notice::see_other(AccountRequests, Notice::ConsentAsked)
        }
        Asked::Before => notice::see_other(AccountRequests, Notice::ConsentAskedAlready),
    })
}
