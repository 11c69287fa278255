//! What the enterprise changed between the submission before and the newest one.

use askama::Template;
use axum::{extract::State, response::IntoResponse};

use super::{
    case_file::CaseFile,
    paths::{Case, CaseChanges, Queue},
};
use crate::{
    access::{BureauOfficer, bureau::regional_case},
    app::AppState,
    domain::dossier::Dossier,
    text::{
        comparison::{ChangedSection, compare},
        format,
    },
    web::{
        error::{PageError, PageResult},
        extract::Furniture,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "bureau/changes.html")]
struct ChangesPage {
    layout: Layout,
    queue: Queue,
    case: Case,
    factory: String,
    before: i32,
    before_at: String,
    after: i32,
    after_at: String,
    sections: Vec<ChangedSection>,
}

/// The comparison.
pub(super) async fn show(
    path: CaseChanges,
    me: BureauOfficer,
    furniture: Furniture,
    State(app): State<AppState>,
) -> PageResult<impl IntoResponse> {
    let mut conn = app.db.acquire().await?;
    let case = regional_case(&mut conn, &me, path.application).await?;
    let file = CaseFile::read(&mut conn, &app, case.application()).await?;
    let previous = file.previous.as_ref().ok_or(PageError::NotFound)?;
    let (before, after) = (&previous.submission, &file.desk.submission);
    Ok(View(ChangesPage {
        layout: furniture.layout(),
        queue: Queue,
        case: Case {
            application: path.application,
        },
        factory: file.names.factory.clone(),
        before: before.number,
        before_at: format::moment(before.submitted_at),
        after: after.number,
        after_at: format::moment(after.submitted_at),
        sections: compare(&before.dossier, &after.dossier, &file.catalogue),
    }))
}

/// How many answers changed.
pub(super) fn count(previous: &Dossier, file: &CaseFile) -> usize {
    compare(previous, file.dossier(), &file.catalogue)
        .iter()
        .map(|section| section.changes.len())
        .sum()
}
