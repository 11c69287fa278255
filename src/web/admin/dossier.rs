//! What an application says: the newest submission, section by section, with its evidence.

use askama::Template;
use axum::extract::State;

use super::paths;
use crate::{
    access::{Administrator, admin::any_application},
    app::AppState,
    db::{applications::names, seasons, submissions},
    domain::{dossier::Dossier, letter::ApplicationNames},
    text::{admin as words, format, sections},
    web::{
        enterprise::answers::{self, AnsweredSection},
        error::{PageError, PageResult},
        extract::Furniture,
        files::File,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "admin/dossier.html")]
struct Page {
    layout: Layout,
    names: ApplicationNames,
    back: String,
    version: String,
    digest: String,
    sections: Vec<AnsweredSection>,
    files: Vec<FileRow>,
}

struct FileRow {
    href: String,
    name: String,
    place: String,
    size: String,
}

/// The page; an application that was never submitted has none.
pub(super) async fn show(
    path: paths::Dossier,
    me: Administrator,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let right = any_application(&mut conn, &me, path.application).await?;
    let application = right.application();
    let submission = submissions::find(&mut conn, application, application.submission())
        .await
        .map_err(|error| PageError::Internal(error.into()))?
        .ok_or(PageError::NotFound)?;
    let season = seasons::find(&mut conn, application.season()).await?;
    let season = season.ok_or(PageError::NotFound)?;
    let editions = app.editions.of(&mut conn, &season).await?;
    Ok(View(Page {
        layout: furniture.layout(),
        names: names::of(&mut conn, application).await?,
        back: paths::Application {
            application: path.application,
        }
        .to_string(),
        version: words::submission(submission.number),
        digest: submission.digest,
        sections: answers::all(&submission.dossier, &editions, None),
        files: files(&submission.dossier),
    }))
}

fn files(dossier: &Dossier) -> Vec<FileRow> {
    dossier
        .evidence
        .iter()
        .map(|file| FileRow {
            href: File { evidence: file.id }.to_string(),
            name: file.file_name.clone(),
            place: sections::evidence_place(file.target, dossier),
            size: format::bytes(u64::try_from(file.bytes).unwrap_or_default()),
        })
        .collect()
}
