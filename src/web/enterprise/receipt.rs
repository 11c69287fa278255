//! The receipt of a submission: number, time, digest, what happens next.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;

use super::paths;
use crate::{
    access::{EnterpriseMember, enterprise},
    app::AppState,
    db::{
        applications::{names, own},
        audit_chain, submissions,
    },
    domain::audit_chain::Head,
    text::{format, sections, status::next_step},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Queried},
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "enterprise/receipt.html")]
struct Page {
    layout: Layout,
    title: String,
    factory: String,
    number: String,
    submission: i32,
    submitted_at: String,
    digest: String,
    head: Option<Head>,
    bureau: String,
    next: &'static str,
    home: String,
    print_href: String,
}

/// Which submission; the newest by default.
#[derive(Deserialize)]
pub struct Which {
    /// Its number, from 1.
    pub submission: Option<i32>,
}

/// The receipt.
pub async fn show(
    path: paths::Receipt,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Queried(which): Queried<Which>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = enterprise::own_application(&mut conn, &me, path.application).await?;
    let application = own.application();
    let number = which.submission.unwrap_or(application.submission());
    let submission = submissions::find(&mut conn, application, number)
        .await
        .map_err(anyhow::Error::from)?
        .ok_or(PageError::NotFound)?;
    let names = names::of(&mut conn, application).await?;
    let head = own::head(&mut conn, &own).await?;
    let print = paths::Print {
        application: application.id(),
    };
    Ok(View(Page {
        layout: furniture.layout(),
        title: sections::application_title(application.tier()),
        factory: submission.dossier.factory.name,
        number: names.number.unwrap_or_default(),
        submission: submission.number,
        submitted_at: format::moment(submission.submitted_at),
        digest: submission.digest,
        head: audit_chain::of_submission(&mut conn, application.id(), number).await?,
        bureau: head.bureau,
        next: next_step(application.status(), application.tier()),
        home: paths::Application {
            application: application.id(),
        }
        .to_string(),
        print_href: format!("{print}?submission={}", submission.number),
    }))
}
